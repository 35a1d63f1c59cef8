"""Reads programs as text: one instruction in a line, `label:` before it if need be, comments after `;`.

A register is written `r0` to `r255`, the operand of JUMP_IF_A is a label.
"""

from machine import DECR_A, JUMP_IF_A, NAMES, RETURN_A
from rpython.rlib.rarithmetic import string_to_int
from rpython.rlib.rstring import ParseStringError, ParseStringOverflowError, StringBuilder, split

LARGEST = 256


class AssemblerError(Exception):
    def __init__(self, message):
        self.message = message


class Assembler(object):
    """The program so far, as a list of bytes; jumps to labels are filled in at the end."""

    def __init__(self):
        self.code = []
        self.labels = {}
        # Where a jump's operand is, its label, and the line that it is in.
        self.jumps = []
        self.line = 0

    def fail(self, message):
        raise AssemblerError("line " + str(self.line) + ": " + message)

    def read_line(self, text):
        comment = text.find(";")
        if comment >= 0:
            text = text[:comment]
        words = split(text)
        if len(words) > 0 and words[0].endswith(":"):
            self.define(words[0][:-1])
            words = words[1:]
        if len(words) > 0:
            self.instruction(words)

    def define(self, label):
        if label in self.labels:
            self.fail("the label " + label + " is defined twice")
        self.labels[label] = len(self.code)

    def instruction(self, words):
        opcode = self.opcode(words[0])
        wanted = 1 if opcode == DECR_A or opcode == RETURN_A else 2
        if len(words) != wanted:
            self.fail(words[0] + (" takes one operand" if wanted == 2 else " takes no operand"))
        self.code.append(opcode)
        if wanted == 1:
            return
        if opcode == JUMP_IF_A:
            self.jumps.append((len(self.code), words[1], self.line))
            self.code.append(0)
        else:
            self.code.append(self.register(words[1]))

    def opcode(self, name):
        for i in range(1, len(NAMES)):
            if NAMES[i] == name:
                return i
        self.fail("no instruction is called " + name)
        return 0

    def register(self, text):
        number = -1
        if text.startswith("r"):
            try:
                number = string_to_int(text[1:])
            except (ParseStringError, ParseStringOverflowError):
                pass
        if number < 0 or number > 255:
            self.fail(text + " is not a register: r0 to r255")
        return number

    def finish(self):
        for at, label, line in self.jumps:
            self.line = line
            if label not in self.labels:
                self.fail("the label " + label + " is not defined")
            destination = self.labels[label]
            if destination >= LARGEST:
                self.fail("the label " + label + " is too far: jumps reach 256 bytes")
            self.code[at] = destination
        if len(self.code) > LARGEST:
            raise AssemblerError("the program is too long: jumps reach 256 bytes")
        builder = StringBuilder(len(self.code))
        for c in self.code:
            builder.append(chr(c))
        return builder.build()


def assemble(text):
    """The program that a text describes."""
    assembler = Assembler()
    for line in split(text, "\n"):
        assembler.line += 1
        assembler.read_line(line)
    return assembler.finish()
