"""What instructions work on: places with a byte or a word, and conditions.

An operand is made when this module is loaded: two functions of the CPU, which read and write the place and take the machine
cycles that this needs.
"""


class Operand(object):
    """Only a name for the two functions: no instruction sees it when the program runs."""

    def __init__(self, name, get, put=None):
        self.name = name
        self.get = get
        self.put = put


def register(field, name):
    """A register of the CPU, of any width."""

    def get(cpu):
        return getattr(cpu, field).get()

    def put(cpu, value):
        getattr(cpu, field).set(value)

    return Operand(name, get, put)


def memory(name, address):
    """The byte at the address that a function of the CPU gives."""

    def get(cpu):
        return cpu.read(address(cpu))

    def put(cpu, value):
        cpu.write(address(cpu), value)

    return Operand(name, get, put)


def hl_then_increment(cpu):
    address = cpu.hl.get()
    cpu.hl.set(address + 1)
    return address


def hl_then_decrement(cpu):
    address = cpu.hl.get()
    cpu.hl.set(address - 1)
    return address


def high_page_by_byte(cpu):
    return 0xFF00 + cpu.fetch()


def high_page_by_c(cpu):
    return 0xFF00 + cpu.c.get()


def fetched_byte(cpu):
    return cpu.fetch()


def fetched_word(cpu):
    return cpu.fetch_word()


A = register("a", "A")
BC = register("bc", "BC")
DE = register("de", "DE")
HL = register("hl", "HL")
SP = register("sp", "SP")
AF = register("af", "AF")

AT_BC = memory("(BC)", BC.get)
AT_DE = memory("(DE)", DE.get)
AT_HL = memory("(HL)", HL.get)
AT_HL_INCREMENT = memory("(HL+)", hl_then_increment)
AT_HL_DECREMENT = memory("(HL-)", hl_then_decrement)
AT_WORD = memory("(nn)", fetched_word)
AT_HIGH_BYTE = memory("(FF00+n)", high_page_by_byte)
AT_HIGH_C = memory("(FF00+C)", high_page_by_c)

BYTE = Operand("n", fetched_byte)
WORD = Operand("nn", fetched_word)

# In the order in which opcodes count them.
BYTES = [
    register("b", "B"), register("c", "C"), register("d", "D"), register("e", "E"),
    register("h", "H"), register("l", "L"), AT_HL, A,
]  # fmt: skip
PAIRS = [BC, DE, HL, SP]
STACKED = [BC, DE, HL, AF]
POINTERS = [AT_BC, AT_DE, AT_HL_INCREMENT, AT_HL_DECREMENT]


class Condition(object):
    def __init__(self, name, holds):
        self.name = name
        self.holds = holds


CONDITIONS = [
    Condition("NZ", lambda cpu: not cpu.flags.is_zero),
    Condition("Z", lambda cpu: cpu.flags.is_zero),
    Condition("NC", lambda cpu: not cpu.flags.is_carry),
    Condition("C", lambda cpu: cpu.flags.is_carry),
]
