"""The whole machine: its parts, and how they are connected."""

from attention import Attention
from clock import Clock
from cpu import CPU, LOCKED
from dma import DMA, SpriteCopier
from interrupts import IF, InterruptController
from joypad import P1, Joypad
from mappers import insert
from memory import Memory
from ports import Ports
from serial import SB, SC, Serial
from sound import Sound
from text import hexadecimal
from timer import DIV, TAC, Divider, Timer
from video import FRAME_CYCLES, LCDC, WX, Video

# What the divider shows when the boot ROM is done, in cycles since it was zero.
DIVIDER_AFTER_BOOT = 0xABC8


class GameBoy(object):
    def __init__(self, rom):
        """CartridgeError if this ROM is not a cartridge's."""
        self.clock = Clock()
        self.cartridge = insert(rom, self.clock)
        self.interrupts = InterruptController(Attention())
        self.divider = Divider(self.clock)
        self.serial = Serial(self.clock, self.divider, self.interrupts.serial)
        self.timer = Timer(self.clock, self.divider, self.interrupts.timer, self.serial)
        self.video = Video(self.clock, self.interrupts)
        self.copier = SpriteCopier(self.clock, self.video.sprites)
        self.joypad = Joypad(self.interrupts.joypad)
        self.sound = Sound()
        self.ports = Ports()
        self.memory = Memory(self.cartridge, self.video, self.ports, self.interrupts)
        self.cpu = CPU(self.clock, self.memory, self.interrupts)
        self.connect()
        self.reset()

    def connect(self):
        self.video.copier = self.copier
        self.copier.memory = self.memory
        ports = self.ports
        ports.connect(self.joypad, P1, P1)
        ports.connect(self.serial, SB, SC)
        ports.connect(self.timer, DIV, TAC)
        ports.connect(self.interrupts, IF, IF)
        ports.connect(self.sound, 0xFF10, 0xFF3F)
        ports.connect(self.video, LCDC, WX)
        ports.connect(self.copier, DMA, DMA)

    def reset(self):
        """The state in which the boot ROM leaves the machine: it has shown a logo, whose picture still goes on."""
        self.divider.origin = self.clock.now - DIVIDER_AFTER_BOOT
        self.sound.reset()
        self.video.start_at_end_of_picture()
        self.interrupts.write_register(IF, 1)
        self.cpu.reset()

    def run_frame(self):
        """As long as a picture takes, or up to a breakpoint."""
        self.cpu.run(self.frame_end())

    def frame_end(self):
        return (self.clock.now // FRAME_CYCLES + 1) * FRAME_CYCLES

    def change_button(self, button, pressed):
        self.joypad.change(button, pressed)
        if pressed:
            self.cpu.wake()

    def is_locked(self):
        return self.cpu.state == LOCKED

    def describe_lock(self):
        opcode = self.memory.read(self.cpu.pc.get())
        return "the machine stopped at opcode " + hexadecimal(opcode, 2) + ": " + self.cpu.describe()
