"""What the CPU computes: results and flags, without memory or time."""


def add(cpu, value):
    add_with_carry(cpu, value, 0)


def adc(cpu, value):
    add_with_carry(cpu, value, int(cpu.flags.is_carry))


def add_with_carry(cpu, value, carry):
    a = cpu.a.value
    result = a + value + carry
    cpu.flags.assign(result & 0xFF == 0, False, (a & 15) + (value & 15) + carry > 15, result > 0xFF)
    cpu.a.set(result)


def sub(cpu, value):
    cpu.a.set(subtract(cpu, value, 0))


def sbc(cpu, value):
    cpu.a.set(subtract(cpu, value, int(cpu.flags.is_carry)))


def cp(cpu, value):
    subtract(cpu, value, 0)


def subtract(cpu, value, carry):
    a = cpu.a.value
    result = a - value - carry
    cpu.flags.assign(result & 0xFF == 0, True, (a & 15) - (value & 15) - carry < 0, result < 0)
    return result


def and_(cpu, value):
    result = cpu.a.value & value
    cpu.flags.assign(result == 0, False, True, False)
    cpu.a.set(result)


def xor(cpu, value):
    result = cpu.a.value ^ value
    cpu.flags.assign(result == 0, False, False, False)
    cpu.a.set(result)


def or_(cpu, value):
    result = cpu.a.value | value
    cpu.flags.assign(result == 0, False, False, False)
    cpu.a.set(result)


# Functions from a byte to a byte


def inc(cpu, value):
    result = (value + 1) & 0xFF
    cpu.flags.assign(result == 0, False, value & 15 == 15, cpu.flags.is_carry)
    return result


def dec(cpu, value):
    result = (value - 1) & 0xFF
    cpu.flags.assign(result == 0, True, value & 15 == 0, cpu.flags.is_carry)
    return result


def rlc(cpu, value):
    return shifted(cpu, value << 1 | value >> 7, value & 0x80)


def rrc(cpu, value):
    return shifted(cpu, value >> 1 | value << 7, value & 1)


def rl(cpu, value):
    return shifted(cpu, value << 1 | int(cpu.flags.is_carry), value & 0x80)


def rr(cpu, value):
    return shifted(cpu, value >> 1 | int(cpu.flags.is_carry) << 7, value & 1)


def sla(cpu, value):
    return shifted(cpu, value << 1, value & 0x80)


def sra(cpu, value):
    return shifted(cpu, value >> 1 | value & 0x80, value & 1)


def swap(cpu, value):
    return shifted(cpu, value << 4 | value >> 4, 0)


def srl(cpu, value):
    return shifted(cpu, value >> 1, value & 1)


def shifted(cpu, result, lost):
    result &= 0xFF
    cpu.flags.assign(result == 0, False, False, lost != 0)
    return result


# The accumulator and the flags


def decimal_adjust(cpu):
    """After an addition or subtraction of two numbers of two decimal digits, the accumulator becomes one again."""
    a = cpu.a.value
    flags = cpu.flags
    carry = flags.is_carry
    correction = 0
    if flags.is_half_carry or (not flags.is_subtraction and a & 15 > 9):
        correction = 0x06
    if carry or (not flags.is_subtraction and a > 0x99):
        correction |= 0x60
        carry = True
    if flags.is_subtraction:
        a -= correction
    else:
        a += correction
    cpu.a.set(a)
    flags.assign(cpu.a.value == 0, flags.is_subtraction, False, carry)


def complement(cpu):
    cpu.a.set(~cpu.a.value)
    cpu.flags.is_subtraction = True
    cpu.flags.is_half_carry = True


def set_carry(cpu):
    cpu.flags.assign(cpu.flags.is_zero, False, False, True)


def complement_carry(cpu):
    cpu.flags.assign(cpu.flags.is_zero, False, False, not cpu.flags.is_carry)


# Sixteen bits


def add_to_hl(cpu, value):
    hl = cpu.hl.get()
    result = hl + value
    cpu.flags.assign(cpu.flags.is_zero, False, (hl & 0xFFF) + (value & 0xFFF) > 0xFFF, result > 0xFFFF)
    cpu.hl.set(result)


def add_offset_to_sp(cpu, offset):
    """The stack pointer plus a signed byte; the flags are those of the lower bytes' sum."""
    sp = cpu.sp.value
    cpu.flags.assign(False, False, (sp & 15) + (offset & 15) > 15, (sp & 0xFF) + offset > 0xFF)
    return sp + signed(offset)


def signed(value):
    """A byte as a number from -128 to 127."""
    return (value ^ 0x80) - 0x80
