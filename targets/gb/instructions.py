"""The instructions: each function here makes one from its operands, when the opcode table is built.

An instruction is a function of the CPU that does the rest of what its opcode says, with the machine cycles that it takes
after the opcode was read.
"""

import arithmetic


def load(target, source):
    put = target.put
    get = source.get

    def instruction(cpu):
        put(cpu, get(cpu))

    return instruction


def accumulate(function, source):
    """The accumulator and another byte."""
    get = source.get

    def instruction(cpu):
        function(cpu, get(cpu))

    return instruction


def change(function, place):
    """A byte becomes another one."""
    get = place.get
    put = place.put

    def instruction(cpu):
        put(cpu, function(cpu, get(cpu)))

    return instruction


def rotate_accumulator(function):
    """A rotation that never says that the result is zero."""

    def instruction(cpu):
        cpu.a.set(function(cpu, cpu.a.get()))
        cpu.flags.is_zero = False

    return instruction


def test_bit(mask, place):
    get = place.get

    def instruction(cpu):
        value = get(cpu)
        cpu.flags.assign(value & mask == 0, False, True, cpu.flags.is_carry)

    return instruction


def reset_bit(mask, place):
    get = place.get
    put = place.put

    def instruction(cpu):
        put(cpu, get(cpu) & ~mask)

    return instruction


def set_bit(mask, place):
    get = place.get
    put = place.put

    def instruction(cpu):
        put(cpu, get(cpu) | mask)

    return instruction


def step_pair(amount, pair):
    get = pair.get
    put = pair.put

    def instruction(cpu):
        put(cpu, get(cpu) + amount)
        cpu.idle()

    return instruction


def add_pair(pair):
    get = pair.get

    def instruction(cpu):
        arithmetic.add_to_hl(cpu, get(cpu))
        cpu.idle()

    return instruction


def push(pair):
    get = pair.get

    def instruction(cpu):
        cpu.idle()
        cpu.push(get(cpu))

    return instruction


def pop(pair):
    put = pair.put

    def instruction(cpu):
        put(cpu, cpu.pop())

    return instruction


def load_sp_from_hl(cpu):
    cpu.sp.set(cpu.hl.get())
    cpu.idle()


def add_to_sp(cpu):
    result = arithmetic.add_offset_to_sp(cpu, cpu.fetch())
    cpu.idle()
    cpu.idle()
    cpu.sp.set(result)


def load_hl_from_sp(cpu):
    cpu.hl.set(arithmetic.add_offset_to_sp(cpu, cpu.fetch()))
    cpu.idle()


def store_sp(cpu):
    address = cpu.fetch_word()
    cpu.write(address, cpu.sp.get() & 0xFF)
    cpu.write((address + 1) & 0xFFFF, cpu.sp.get() >> 8)


# Jumps


def jump(cpu):
    target = cpu.fetch_word()
    cpu.idle()
    cpu.pc.set(target)


def jump_to_hl(cpu):
    cpu.pc.set(cpu.hl.get())


def relative_jump(cpu):
    offset = arithmetic.signed(cpu.fetch())
    cpu.idle()
    cpu.pc.set(cpu.pc.get() + offset)


def call(cpu):
    target = cpu.fetch_word()
    cpu.idle()
    cpu.push(cpu.pc.get())
    cpu.pc.set(target)


def ret(cpu):
    target = cpu.pop()
    cpu.idle()
    cpu.pc.set(target)


def ret_from_interrupt(cpu):
    ret(cpu)
    cpu.interrupts.enable_all(True)


def jump_if(condition):
    holds = condition.holds

    def instruction(cpu):
        target = cpu.fetch_word()
        if holds(cpu):
            cpu.idle()
            cpu.pc.set(target)

    return instruction


def relative_jump_if(condition):
    holds = condition.holds

    def instruction(cpu):
        offset = arithmetic.signed(cpu.fetch())
        if holds(cpu):
            cpu.idle()
            cpu.pc.set(cpu.pc.get() + offset)

    return instruction


def call_if(condition):
    holds = condition.holds

    def instruction(cpu):
        target = cpu.fetch_word()
        if holds(cpu):
            cpu.idle()
            cpu.push(cpu.pc.get())
            cpu.pc.set(target)

    return instruction


def ret_if(condition):
    holds = condition.holds

    def instruction(cpu):
        cpu.idle()
        if holds(cpu):
            ret(cpu)

    return instruction


def restart(address):
    def instruction(cpu):
        cpu.idle()
        cpu.push(cpu.pc.get())
        cpu.pc.set(address)

    return instruction


# The CPU itself


def nothing(cpu):
    pass


def breakpoint_mark(cpu):
    """LD B,B, which does nothing, is where test programs want debuggers to look."""
    cpu.reach_breakpoint()


def halt(cpu):
    cpu.halt()


def stop(cpu):
    cpu.stop()


def disable_interrupts(cpu):
    cpu.disable_interrupts()


def enable_interrupts(cpu):
    cpu.enable_interrupts()


def no_instruction(cpu):
    cpu.lock()
