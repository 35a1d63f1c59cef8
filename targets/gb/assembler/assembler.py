"""A small assembler: it knows the instructions from the CPU's own tables of names, so that both agree.

A line is `label: INSTRUCTION operands ; comment`, `name = number`, or one of

    .title NAME       .type NUMBER       .rom CODE       .ram CODE       what the header says
    .org ADDRESS      .bank NUMBER                                       where the bytes go
    .byte A, "text"   .word A, B         .fill COUNT, BYTE               bytes

The program starts at the label `start`. Names that begin with a point belong to the label before.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from expressions import AssemblerError, Expression, UnknownName
from opcodes import FIRST, SECOND

BANK = 0x4000
PREFIX = 0xCB
FIRST_NAMES = FIRST.names
SECOND_NAMES = SECOND.names

# Operands that are part of the opcode, though they look like numbers.
COUNTED = ["BIT", "RES", "SET", "RST"]


class SourceError(Exception):
    """What is wrong, and in which line."""

    def __init__(self, line, message):
        self.line = line
        self.message = message


def strip_comment(line):
    quoted = False
    for n in range(len(line)):
        if line[n] == '"':
            quoted = not quoted
        if line[n] == ";" and not quoted:
            return line[:n].strip()
    return line.strip()


def split_operands(text):
    """The parts between commas that are not in quotes."""
    parts = []
    start = 0
    quoted = False
    for n in range(len(text)):
        if text[n] == '"':
            quoted = not quoted
        if text[n] == "," and not quoted:
            parts.append(text[start:n].strip())
            start = n + 1
    last = text[start:].strip()
    if last != "" or len(parts) > 0:
        parts.append(last)
    return parts


def index_of_placeholder(pattern):
    """Where an operand of the tables has a number: `n`, `nn` or `e`, in lower case; -1 if it has none."""
    for n in range(len(pattern)):
        if pattern[n] == "n" or pattern[n] == "e":
            return n
    return -1


class Match(object):
    """An opcode whose operands fit, and the text of the number among them."""

    def __init__(self, opcode, is_second, kind, number):
        self.opcode = opcode
        self.is_second = is_second
        self.kind = kind  # "", "n", "nn" or "e"
        self.number = number


def fit(pattern, operands, opcode, is_second):
    """None if these operands are not those of the pattern."""
    wanted = split_operands(pattern)
    if len(wanted) != len(operands):
        return None
    kind = ""
    number = ""
    for n in range(len(wanted)):
        want = wanted[n]
        have = operands[n]
        at = index_of_placeholder(want)
        if at < 0:
            if want != have.upper().replace(" ", ""):
                return None
            continue
        end = at
        while end < len(want) and want[end] == want[at]:
            end += 1
        before = want[:at]
        after = want[end:]
        squeezed = have.strip()
        if before == "SP+":
            squeezed = squeezed.replace(" ", "")
        if not squeezed.upper().startswith(before) or not squeezed.endswith(after):
            return None
        stop = len(squeezed) - len(after)
        if stop <= len(before):
            return None
        kind = want[at:end]
        number = squeezed[len(before) : stop]
        if before == "" and number.startswith("(") and number.endswith(")"):
            return None
    return Match(opcode, is_second, kind, number)


def is_register(text):
    return text.upper() in ["A", "B", "C", "D", "E", "H", "L", "AF", "BC", "DE", "HL", "SP"]


class Assembler(object):
    def __init__(self):
        self.names = {}
        self.scope = ""
        self.banks = []
        self.bank = 0
        self.address = 0x150
        self.title = ""
        self.type = 0
        self.rom_code = 0
        self.ram_code = 0
        self.final = False  # in the second pass all names have values

    # Lines

    def assemble(self, source):
        lines = source.split("\n")
        for final in [False, True]:
            self.final = final
            self.scope = ""
            self.banks = [[0] * BANK, [0] * BANK]
            self.bank = 0
            self.address = 0x150
            for n in range(len(lines)):
                try:
                    self.line(strip_comment(lines[n]))
                except AssemblerError as e:
                    raise SourceError(n + 1, e.message)
        try:
            return self.finish()
        except AssemblerError as e:
            raise SourceError(len(lines), e.message)

    def line(self, text):
        colon = text.find(":")
        if colon > 0 and text.find('"') < 0 and text.find(" ", 0, colon) < 0:
            self.define(self.full_name(text[:colon]), self.address)
            if not text.startswith("."):
                self.scope = text[:colon]
            text = text[colon + 1 :].strip()
        if text == "":
            return
        space = text.find(" ")
        word = text if space < 0 else text[:space]
        rest = "" if space < 0 else text[space:].strip()
        if rest.startswith("="):
            self.define(word, self.number(rest[1:]))
        elif word.startswith("."):
            self.directive(word, rest)
        else:
            self.instruction(word.upper(), split_operands(rest))

    def define(self, name, value):
        if not self.final and name in self.names:
            raise AssemblerError(name + " is defined twice")
        self.names[name] = value

    def full_name(self, name):
        return self.scope + name if name.startswith(".") else name

    def number(self, text):
        """The value of an expression; in the first pass names may be missing."""
        text = text.strip()
        if text.startswith("."):
            text = self.scope + text
        try:
            return Expression(text, self.names).value()
        except UnknownName:
            if self.final:
                raise
            return 0

    def byte_in_range(self, value):
        if self.final and not -0x80 <= value <= 0xFF:
            raise AssemblerError(str(value) + " does not fit into a byte")
        return value & 0xFF

    def directive(self, word, rest):
        if word == ".byte":
            for part in split_operands(rest):
                if part.startswith('"') and part.endswith('"') and len(part) > 1:
                    for c in part[1 : len(part) - 1]:
                        self.emit(ord(c))
                else:
                    self.emit(self.byte_in_range(self.number(part)))
        elif word == ".word":
            for part in split_operands(rest):
                self.emit_word(self.number(part))
        elif word == ".fill":
            parts = split_operands(rest)
            if len(parts) != 2:
                raise AssemblerError(".fill takes a count and a byte")
            for _ in range(self.number(parts[0])):
                self.emit(self.byte_in_range(self.number(parts[1])))
        elif word == ".org":
            self.address = self.number(rest)
        elif word == ".bank":
            self.bank = self.number(rest)
            self.address = 0 if self.bank == 0 else BANK
        elif word == ".title":
            self.title = rest
        elif word == ".type":
            self.type = self.number(rest)
        elif word == ".rom":
            self.rom_code = self.number(rest)
        elif word == ".ram":
            self.ram_code = self.number(rest)
        else:
            raise AssemblerError("no directive is called " + word)

    # Instructions

    def instruction(self, mnemonic, operands):
        if mnemonic in COUNTED and len(operands) > 0:
            operands = [str(self.number(operands[0]))] + operands[1:]
        match = self.find(mnemonic, operands)
        if match is None:
            raise AssemblerError("no instruction " + mnemonic + " " + ",".join(operands))
        if match.is_second:
            self.emit(PREFIX)
        self.emit(match.opcode)
        if match.kind == "nn":
            self.emit_word(self.number(match.number))
        elif match.kind == "n":
            value = self.number(match.number)
            if mnemonic == "LDH" and value >= 0xFF00:
                value -= 0xFF00
            self.emit(self.byte_in_range(value))
        elif match.kind == "e":
            value = self.number(match.number)
            if mnemonic == "JR":
                value -= self.address + 1
            if self.final and not -0x80 <= value < 0x80:
                raise AssemblerError("too far: " + str(value) + " bytes")
            self.emit(value & 0xFF)
        elif mnemonic == "STOP":
            self.emit(0)

    def find(self, mnemonic, operands):
        """The opcode with this name. Where a register and a number fit, it is the register."""
        best = None
        for table in [0, 1]:
            names = FIRST_NAMES if table == 0 else SECOND_NAMES
            for opcode in range(256):
                name = names[opcode]
                if name != mnemonic and not name.startswith(mnemonic + " "):
                    continue
                match = fit(name[len(mnemonic) :], operands, opcode, table == 1)
                if match is not None and not is_register(match.number):
                    if best is None or match.kind == "":
                        best = match
        return best

    # Bytes

    def emit(self, byte):
        if self.address >= 0x8000 or self.address < 0 or self.address & 0x4000 and self.bank == 0 and self.address < BANK:
            raise AssemblerError("the address is outside of ROM")
        number = self.bank
        if number == 0 and self.address >= BANK:
            number = 1
        while number >= len(self.banks):
            self.banks.append([0] * BANK)
        self.banks[number][self.address & (BANK - 1)] = byte
        self.address += 1

    def emit_word(self, value):
        self.emit(value & 0xFF)
        self.emit(value >> 8 & 0xFF)

    def finish(self):
        if "start" not in self.names:
            raise AssemblerError("there is no label start")
        while len(self.banks) < 2 << self.rom_code:
            self.banks.append([0] * BANK)
        if len(self.banks) > 2 << self.rom_code:
            raise AssemblerError("more banks than .rom says")
        start = self.names["start"]
        head = self.banks[0]
        head[0x101] = 0xC3
        head[0x102] = start & 0xFF
        head[0x103] = start >> 8
        for n in range(min(len(self.title), 16)):
            head[0x134 + n] = ord(self.title[n])
        head[0x147] = self.type
        head[0x148] = self.rom_code
        head[0x149] = self.ram_code
        checksum = 0
        for n in range(0x134, 0x14D):
            checksum = (checksum - head[n] - 1) & 0xFF
        head[0x14D] = checksum
        parts = []
        for bank in self.banks:
            parts.append("".join([chr(byte) for byte in bank]))
        return "".join(parts)


def assemble(source):
    """The ROM with this program, as a str of bytes. SourceError if something is wrong with it."""
    return Assembler().assemble(source)
