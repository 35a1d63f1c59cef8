"""The CPU: registers, memory cycles, interrupts, and the loop that executes instructions.

What the instructions do is in `instructions.py`, and which opcode is which in `opcodes.py`.
"""

from opcodes import NAMES, execute
from registers import AccumulatorAndFlags, Flags, Register, RegisterPair, WideRegister
from rpython.rlib.jit import JitDriver, promote
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


class CPU(object):
    _immutable_fields_ = [
        "clock", "memory", "interrupts", "a", "b", "c", "d", "e", "h", "l", "flags", "af", "bc", "de", "hl", "sp", "pc",
    ]  # fmt: skip

    def __init__(self, clock, memory, interrupts):
        self.clock = clock
        self.memory = memory
        self.interrupts = interrupts
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
        self.interrupts_enabled = False
        self.until = 0  # when `run` returns
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
        cpu.until = until
        pc = cpu.pc.value
        page = cpu.memory.program_page(pc)
        while cpu.clock.now < cpu.until:
            jitdriver.jit_merge_point(pc=pc, page=page, cpu=cpu)
            reads = True
            if cpu.state == RUNNING:
                cpu.clock.tick()
            else:
                reads = cpu.leave_state()
            if reads:
                if cpu.interrupts.pending != 0 and cpu.interrupts_enabled:
                    cpu.interrupt()
                else:
                    if page is not None:
                        opcode = ord(page[pc & 0x3FFF])
                    else:
                        opcode = promote(cpu.memory.read(pc))
                    cpu.pc.set(cpu.pc.value + 1)
                    execute(cpu, opcode)
            last = pc
            pc = cpu.pc.value
            page = cpu.memory.program_page(pc)
            if pc <= last:
                jitdriver.can_enter_jit(pc=pc, page=page, cpu=cpu)

    def leave_state(self):
        """Another state than the usual one. Whether the cycle in which an opcode is read has passed, and the rest is as usual."""
        state = self.state
        if state == ENABLING:
            self.state = RUNNING
            self.interrupts_enabled = True
            execute(self, self.fetch())
        elif state == REPEATING:
            self.state = RUNNING
            execute(self, self.read(self.pc.value))
        elif state == HALTED:
            if self.interrupts.pending == 0:
                self.clock.skip(self.until)
            else:
                self.clock.tick()
            if self.interrupts.pending != 0:
                self.state = RUNNING
                return True
        else:
            self.clock.skip(self.until)
        return False

    def interrupt(self):
        """Calls the routine of the pending interrupt instead of the instruction whose opcode was being read.

        Pushing the program counter may still change which interrupt that is.
        """
        self.interrupts_enabled = False
        self.idle()
        pc = self.pc.value
        self.push_byte(pc >> 8)
        vector = self.interrupts.acknowledge()
        self.push_byte(pc & 0xFF)
        self.pc.set(vector)
        self.idle()

    # What instructions do with the CPU itself

    def enable_interrupts(self):
        if not self.interrupts_enabled:
            self.state = ENABLING

    def disable_interrupts(self):
        self.interrupts_enabled = False

    def halt(self):
        if self.interrupts.pending != 0 and not self.interrupts_enabled:
            self.state = REPEATING
        else:
            self.state = HALTED

    def stop(self):
        self.state = STOPPED
        self.fetch()

    def wake(self):
        """A button was pressed."""
        if self.state == STOPPED:
            self.state = RUNNING

    def lock(self):
        self.pc.set(self.pc.value - 1)
        self.state = LOCKED

    def reach_breakpoint(self):
        if self.breaks:
            self.at_breakpoint = True
            self.until = 0

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
