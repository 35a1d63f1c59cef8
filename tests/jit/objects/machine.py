"""The machine of the object language: bytecode on a stack of values. All that is done with an object is a message to it."""

from objects import Instance, Integer, LanguageError, nothing
from rpython.rlib.jit import JitDriver, hint, promote, unroll_safe

INT, LOCAL, SET_LOCAL, GLOBAL, SET_GLOBAL, NEW, GET, SET, SEND, JUMP, JUMP_UNLESS, RETURN, PRINT, POP = range(14)
NAMES = [
    "int", "local", "set_local", "global", "set_global", "new", "get", "set", "send", "jump", "jump_unless", "return", "print",
    "pop",
]  # fmt: skip
STACK = 16


def where(pc, method):
    return method.name + " " + str(pc) + " " + NAMES[method.code[pc]]


driver = JitDriver(
    greens=["pc", "method"],
    reds=["frame", "world"],
    virtualizables=["frame"],
    get_printable_location=where,
    is_recursive=True,
    name="objects",
)


class World(object):
    """The classes by number, and the globals."""

    _immutable_fields_ = ["classes[*]", "globals"]

    def __init__(self, classes, globals):
        self.classes = classes
        self.globals = globals


class Frame(object):
    _virtualizable_ = ["depth", "values[*]"]

    def __init__(self, method):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.values = [nothing] * (method.locals + STACK)
        self.depth = method.locals

    def push(self, value):
        if self.depth >= len(self.values):
            raise LanguageError("the stack is full")
        self.values[self.depth] = value
        self.depth += 1

    def pop(self):
        self.depth -= 1
        if self.depth < 0:
            raise LanguageError("the stack is empty")
        return self.values[self.depth]


def run(world, method, frame):
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, method=method, frame=frame, world=world)
        # At one place of a method the stack always has the same depth.
        frame.depth = promote(frame.depth)
        opcode = method.code[pc]
        operand = method.code[pc + 1]
        count = method.code[pc + 2]
        pc += 3
        if opcode == INT:
            frame.push(Integer(operand))
        elif opcode == LOCAL:
            frame.push(frame.values[operand])
        elif opcode == SET_LOCAL:
            frame.values[operand] = frame.pop()
        elif opcode == GLOBAL:
            frame.push(promote(world).globals.cell(method.names[operand]).value)
        elif opcode == SET_GLOBAL:
            promote(world).globals.cell(method.names[operand]).value = frame.pop()
        elif opcode == NEW:
            frame.push(Instance(world.classes[operand]))
        elif opcode == GET:
            frame.push(instance(frame.pop()).get(method.names[operand]))
        elif opcode == SET:
            value = frame.pop()
            instance(frame.pop()).set(method.names[operand], value)
        elif opcode == SEND:
            send(world, frame, method.names[operand], count)
        elif opcode == JUMP:
            if operand < pc:
                driver.can_enter_jit(pc=operand, method=method, frame=frame, world=world)
            pc = operand
        elif opcode == JUMP_UNLESS:
            if not frame.pop().is_true():
                pc = operand
        elif opcode == RETURN:
            return frame.pop()
        elif opcode == PRINT:
            print(frame.pop().text())
        else:
            frame.pop()


def instance(value):
    if not isinstance(value, Instance):
        raise LanguageError(value.text() + " has no attributes")
    return value


@unroll_safe
def send(world, frame, name, count):
    """The receiver is below the arguments on the stack."""
    at = frame.depth - count - 1
    if at < 0:
        raise LanguageError("the stack is empty")
    receiver = frame.values[at]
    if isinstance(receiver, Integer) and count == 1:
        result = arithmetic(name, receiver.value, frame.values[at + 1].number())
        frame.depth = at
        frame.push(Integer(result))
        return
    cls = promote(receiver.class_of())
    method = cls.find(name)
    if method is None:
        raise LanguageError(cls.name + " does not understand " + name)
    if method.arguments != count + 1:
        raise LanguageError(cls.name + "." + name + " takes another number of arguments")
    inner = Frame(method)
    for i in range(count + 1):
        inner.values[i] = frame.values[at + i]
    frame.depth = at
    frame.push(run(world, method, inner))


def arithmetic(name, a, b):
    if name == "+":
        return a + b
    if name == "-":
        return a - b
    if name == "*":
        return a * b
    if name == "<":
        return int(a < b)
    if name == "=":
        return int(a == b)
    raise LanguageError("integer does not understand " + name)
