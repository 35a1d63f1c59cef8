"""The CPU: registers, memory cycles, interrupts, and the loop that executes instructions.

What the instructions do is in `instructions.py`, and which opcode is which in `opcodes.py`.
"""

from attention import END, STATE
from clock import Device
from opcodes import NAMES, execute
from registers import AccumulatorAndFlags, Flags, Register, RegisterPair, WideRegister
from rpython.rlib.jit import JitDriver, dont_look_inside, promote
from text import hexadecimal

# What the CPU does instead of the next instruction, or besides.
RUNNING = 0
ENABLING = 1  # EI was the last instruction: it takes effect after the next one
REPEATING = 2  # a HALT that did not halt makes the byte after it be read twice
HALTED = 3  # until there is an interrupt
STOPPED = 4  # until a button is pressed
LOCKED = 5  # for ever, by an opcode that does not exist


def get_printable_location(pc, page):
    if page is None:
        return hexadecimal(pc, 4)
    return hexadecimal(pc, 4) + ": " + NAMES[ord(page[pc & 0x3FFF])]


jitdriver = JitDriver(
    greens=["pc", "page"],
    reds=["cpu"],
    get_printable_location=get_printable_location,
    name="gb",
)


class Alarm(Device):
    """Tells the CPU that the time is over for which the front end lets it run."""

    def __init__(self, clock, attention):
        Device.__init__(self, clock)
        self.attention = attention

    def happen(self):
        self.attention.set(END, True)


class CPU(object):
    _immutable_fields_ = [
        "clock", "memory", "interrupts", "attention", "alarm", "a", "b", "c", "d", "e", "h", "l", "flags", "af", "bc", "de", "hl", "sp", "pc",
    ]  # fmt: skip

    def __init__(self, clock, memory, interrupts):
        self.clock = clock
        self.memory = memory
        self.interrupts = interrupts
        self.attention = interrupts.attention
        self.alarm = Alarm(clock, self.attention)
        self.a = Register()
        self.b = Register()
        self.c = Register()
        self.d = Register()
        self.e = Register()
        self.h = Register()
        self.l = Register()
        self.flags = Flags()
        self.af = AccumulatorAndFlags(self.a, self.flags)
        self.bc = RegisterPair(self.b, self.c)
        self.de = RegisterPair(self.d, self.e)
        self.hl = RegisterPair(self.h, self.l)
        self.sp = WideRegister()
        self.pc = WideRegister()
        self.state = RUNNING
        self.ended = False  # whether `run` is to return
        self.breaks = False  # whether a breakpoint ends `run`
        self.at_breakpoint = False

    def reset(self):
        """The state in which the boot ROM leaves the CPU."""
        self.af.set(0x01B0)
        self.bc.set(0x0013)
        self.de.set(0x00D8)
        self.hl.set(0x014D)
        self.sp.set(0xFFFE)
        self.pc.set(0x0100)

    # Memory: each access takes a machine cycle, and is done at its end.

    def idle(self):
        self.clock.tick()

    def read(self, address):
        self.clock.tick()
        return self.memory.read(address)

    def write(self, address, value):
        self.clock.tick()
        self.memory.write(address, value)

    def fetch(self):
        pc = self.pc.value
        self.pc.set(pc + 1)
        return self.read(pc)

    def fetch_word(self):
        low = self.fetch()
        return self.fetch() << 8 | low

    def push(self, value):
        self.push_byte(value >> 8)
        self.push_byte(value & 0xFF)

    def push_byte(self, value):
        self.sp.set(self.sp.value - 1)
        self.write(self.sp.value, value)

    def pop(self):
        low = self.pop_byte()
        return self.pop_byte() << 8 | low

    def pop_byte(self):
        sp = self.sp.value
        self.sp.set(sp + 1)
        return self.read(sp)

    # Execution

    def run(self, until):
        """Executes instructions up to this time, or to a breakpoint."""
        cpu = self
        cpu.ended = False
        cpu.alarm.schedule(until)
        pc = cpu.pc.value
        page = cpu.memory.program_page(pc)
        while not cpu.ended:
            jitdriver.jit_merge_point(pc=pc, page=page, cpu=cpu)
            cpu.clock.tick()
            if cpu.attention.reasons != 0:
                cpu.attend()
            else:
                if page is not None:
                    opcode = ord(page[pc & 0x3FFF])
                else:
                    opcode = promote(cpu.memory.read(pc))
                cpu.pc.set(pc + 1)
                execute(cpu, opcode)
            last = pc
            pc = cpu.pc.value
            page = cpu.memory.program_page(pc)
            if pc <= last and page is not None:
                # A loop in RAM may be another one soon; one in ROM may call it.
                jitdriver.can_enter_jit(pc=pc, page=page, cpu=cpu)

    @dont_look_inside
    def attend(self):
        """Does what is to be done instead of the next instruction, or with it. The cycle in which it is read has passed."""
        if self.attention.reasons & END:
            self.end()
        state = self.state
        if state == ENABLING:
            # Interrupts are possible after the next instruction only.
            self.enter(RUNNING)
            self.interrupts.enable_all(True)
            self.execute_next()
        elif state == REPEATING:
            self.enter(RUNNING)
            execute(self, self.memory.read(self.pc.value))
        elif state == RUNNING or self.waited():
            if self.interrupts.all_enabled and self.interrupts.pending != 0:
                self.interrupt()
            else:
                self.execute_next()

    def end(self):
        self.attention.set(END, False)
        self.ended = True

    def execute_next(self):
        pc = self.pc.value
        self.pc.set(pc + 1)
        execute(self, self.memory.read(pc))

    def waited(self):
        """Lets time pass until an interrupt is pending, or until the end. Whether the CPU runs then."""
        while self.state != HALTED or self.interrupts.pending == 0:
            if self.ended:
                return False
            self.clock.skip()
            if self.attention.reasons & END:
                self.end()
        self.enter(RUNNING)
        return True

    def interrupt(self):
        """Calls the routine of the pending interrupt instead of the instruction whose opcode was being read.

        Pushing the program counter may still change which interrupt that is.
        """
        self.interrupts.enable_all(False)
        self.idle()
        pc = self.pc.value
        self.push_byte(pc >> 8)
        vector = self.interrupts.acknowledge()
        self.push_byte(pc & 0xFF)
        self.pc.set(vector)
        self.idle()

    # What instructions do with the CPU itself

    def enter(self, state):
        self.state = state
        self.attention.set(STATE, state != RUNNING)

    def enable_interrupts(self):
        if not self.interrupts.all_enabled:
            self.enter(ENABLING)

    def disable_interrupts(self):
        self.interrupts.enable_all(False)

    def halt(self):
        if self.interrupts.pending != 0 and not self.interrupts.all_enabled:
            self.enter(REPEATING)
        else:
            self.enter(HALTED)

    def stop(self):
        self.enter(STOPPED)
        self.fetch()

    def wake(self):
        """A button was pressed."""
        if self.state == STOPPED:
            self.enter(RUNNING)

    def lock(self):
        self.pc.set(self.pc.value - 1)
        self.enter(LOCKED)

    def reach_breakpoint(self):
        if self.breaks:
            self.at_breakpoint = True
            self.ended = True

    def describe(self):
        """The registers in one line."""
        return (
            "A=" + hexadecimal(self.a.get(), 2)
            + " F=" + hexadecimal(self.flags.get(), 2)
            + " B=" + hexadecimal(self.b.get(), 2)
            + " C=" + hexadecimal(self.c.get(), 2)
            + " D=" + hexadecimal(self.d.get(), 2)
            + " E=" + hexadecimal(self.e.get(), 2)
            + " H=" + hexadecimal(self.h.get(), 2)
            + " L=" + hexadecimal(self.l.get(), 2)
            + " SP=" + hexadecimal(self.sp.get(), 4)
            + " PC=" + hexadecimal(self.pc.get(), 4)
        )  # fmt: skip
