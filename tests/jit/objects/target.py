"""An object language with boxed integers, classes and globals. `objects.py` has the values, `machine.py` the machine; this file
reads programs.

A program is text: `class NAME [BASE]`, `method NAME ARGUMENTS LOCALS` of the class before it (the receiver is argument 0), the
instructions of the method, one in a line, and labels `name:`. It starts with method `main` of class `Main`.
"""

import sys

from machine import JUMP, JUMP_UNLESS, NAMES, NEW, RETURN, SEND, Frame, World, run
from objects import Class, Globals, Instance, LanguageError, Method
from rpython.rlib import rposix

# How many words follow an instruction.
WORDS = [1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 0, 0, 0]
NUMBERS = 3


class Reader(object):
    def __init__(self):
        self.classes = []
        self.by_name = {}
        self.method = ""
        self.arguments = 0
        self.locals = 0
        self.code = []
        self.names = []
        self.labels = {}
        self.jumps = []

    def read(self, text):
        lines = text.split("\n")
        for i in range(len(lines)):
            words = [w for w in lines[i].split(" ") if w]
            if words and not words[0].startswith("#"):
                try:
                    self.line(words)
                except LanguageError as e:
                    raise LanguageError("line " + str(i + 1) + ": " + str(e))
        self.finish()

    def line(self, words):
        first = words[0]
        if first == "class" and len(words) >= 2:
            self.finish()
            base = self.class_number(words[2]) if len(words) > 2 else -1
            cls = Class(words[1], self.classes[base] if base >= 0 else None)
            self.by_name[words[1]] = len(self.classes)
            self.classes.append(cls)
        elif first == "method" and len(words) == 4:
            self.finish()
            self.method = words[1]
            self.arguments = number(words[2])
            self.locals = number(words[3])
        elif first.endswith(":"):
            self.labels[first[: len(first) - 1]] = len(self.code)
        else:
            self.instruction(words)

    def class_number(self, name):
        if name not in self.by_name:
            raise LanguageError("no class " + name)
        return self.by_name[name]

    def name(self, name):
        for i in range(len(self.names)):
            if self.names[i] == name:
                return i
        self.names.append(name)
        return len(self.names) - 1

    def instruction(self, words):
        opcode = -1
        for i in range(len(NAMES)):
            if NAMES[i] == words[0]:
                opcode = i
        if opcode < 0 or len(words) != WORDS[opcode] + 1:
            raise LanguageError("not an instruction: " + words[0])
        operand = 0
        count = 0
        if opcode == JUMP or opcode == JUMP_UNLESS:
            self.jumps.append((len(self.code) + 1, words[1]))
        elif opcode == NEW:
            operand = self.class_number(words[1])
        elif opcode < NUMBERS:
            operand = number(words[1])
        elif len(words) > 1:
            operand = self.name(words[1])
        if opcode == SEND:
            count = number(words[2])
        self.code.extend([opcode, operand, count])

    def finish(self):
        """Ends a method."""
        if not self.method:
            return
        if not self.classes:
            raise LanguageError("the method " + self.method + " has no class")
        for at, label in self.jumps:
            if label not in self.labels:
                raise LanguageError("no label " + label)
            self.code[at] = self.labels[label]
        # What does not return gives its receiver.
        self.code.extend([1, 0, 0, RETURN, 0, 0])
        method = Method(self.method, self.arguments, self.locals, self.code[:], self.names[:])
        self.classes[-1].add_method(self.method, method)
        self.method = ""
        self.code = []
        self.names = []
        self.labels = {}
        self.jumps = []


def number(text):
    try:
        return int(text)
    except ValueError:
        raise LanguageError("not a number: " + text)


def entry_point(argv):
    reader = Reader()
    try:
        reader.read(rposix.read_file(argv[1]))
        main = reader.classes[reader.class_number("Main")]
        method = main.find("main")
        if method is None:
            raise LanguageError("Main has no method main")
        frame = Frame(method)
        frame.values[0] = Instance(main)
        run(World(reader.classes[:], Globals()), method, frame)
    except LanguageError as e:
        rposix.write(2, "objects: " + str(e) + "\n")
        return 1
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
