"""An evaluator of expressions that walks the tree. The merge point is at the start of a function's body, so that a call inside
of an expression is a portal inside of a portal; a call at the end of a body is a loop.

A program is expressions in brackets: `(def (f x) body)` defines, `(print x)` prints; others are `(+ a b)`, `(- a b)`, `(* a b)`,
`(< a b)`, `(= a b)`, `(if c a b)`, `(f a ...)`, names of parameters and numbers. `(throw a)` ends all that is under way, up to
the `a` of a `(try a b)`, whose value is `b` then: also where calls go too deep.
"""

import sys

from rpython.rlib import rposix
from rpython.rlib.jit import JitDriver, promote, unroll_safe
from rpython.rlib.rstackovf import StackOverflow


class ProgramError(Exception):
    pass


class Thrown(Exception):
    def __init__(self, value):
        self.value = value


class Function(object):
    # A definition sets the body; until the next one it does not change.
    _immutable_fields_ = ["name", "body?"]

    def __init__(self, name):
        self.name = name
        self.parameters = []
        self.body = None


class Node(object):
    """An expression."""

    def eval(self, env):
        raise NotImplementedError

    def tail(self, env):
        """The value, or None where the next body is noted in the environment's call."""
        return self.eval(env)


class Env(object):
    """The arguments of a running function, and the call that its body ends with."""

    _immutable_fields_ = ["values[*]"]

    def __init__(self, values):
        self.values = values
        self.next_function = None
        self.next_env = None


class Int(object):
    _immutable_fields_ = ["value"]

    def __init__(self, value):
        self.value = value


class Number(Node):
    _immutable_fields_ = ["value"]

    def __init__(self, value):
        self.value = Int(value)

    def eval(self, env):
        return self.value


class Parameter(Node):
    _immutable_fields_ = ["index"]

    def __init__(self, index):
        self.index = index

    def eval(self, env):
        return env.values[self.index]


class Binary(Node):
    _immutable_fields_ = ["operator", "left", "right"]

    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right

    def eval(self, env):
        a = self.left.eval(env).value
        b = self.right.eval(env).value
        if self.operator == "+":
            return Int(a + b)
        if self.operator == "-":
            return Int(a - b)
        if self.operator == "*":
            return Int(a * b)
        if self.operator == "<":
            return Int(int(a < b))
        return Int(int(a == b))


class If(Node):
    _immutable_fields_ = ["condition", "then", "els"]

    def __init__(self, condition, then, els):
        self.condition = condition
        self.then = then
        self.els = els

    def eval(self, env):
        if self.condition.eval(env).value != 0:
            return self.then.eval(env)
        return self.els.eval(env)

    def tail(self, env):
        if self.condition.eval(env).value != 0:
            return self.then.tail(env)
        return self.els.tail(env)


class Throw(Node):
    _immutable_fields_ = ["operand"]

    def __init__(self, operand):
        self.operand = operand

    def eval(self, env):
        raise Thrown(self.operand.eval(env).value)


class Try(Node):
    _immutable_fields_ = ["guarded", "otherwise"]

    def __init__(self, guarded, otherwise):
        self.guarded = guarded
        self.otherwise = otherwise

    def eval(self, env):
        try:
            return self.guarded.eval(env)
        except Thrown:
            pass
        except StackOverflow:
            pass
        return self.otherwise.eval(env)


class Call(Node):
    _immutable_fields_ = ["function", "arguments[*]"]

    def __init__(self, function, arguments):
        self.function = function
        self.arguments = arguments

    @unroll_safe
    def arguments_in(self, env):
        values = [None] * len(self.arguments)
        for i in range(len(self.arguments)):
            values[i] = self.arguments[i].eval(env)
        return Env(values)

    def eval(self, env):
        return run(self.function, self.arguments_in(env))

    def tail(self, env):
        env.next_env = self.arguments_in(env)
        env.next_function = self.function
        return None


def where(function):
    return function.name


driver = JitDriver(
    greens=["function"], reds=["env"], get_printable_location=where, is_recursive=True, name="recursive"
)


def run(function, env):
    while True:
        driver.jit_merge_point(function=function, env=env)
        result = promote(function).body.tail(env)
        if result is not None:
            return result
        function = env.next_function
        env = env.next_env
        driver.can_enter_jit(function=function, env=env)


class Reader(object):
    """Reads a program and runs it as it goes."""

    def __init__(self, text):
        self.words = split(text)
        self.at = 0
        self.functions = {}

    def word(self):
        if self.at == len(self.words):
            raise ProgramError("the program ends inside of an expression")
        word = self.words[self.at]
        self.at += 1
        return word

    def expect(self, wanted):
        word = self.word()
        if word != wanted:
            raise ProgramError("expected " + wanted + ", not " + word)

    def peek(self):
        return self.words[self.at] if self.at < len(self.words) else ""

    def function(self, name):
        if name not in self.functions:
            self.functions[name] = Function(name)
        return self.functions[name]

    def program(self):
        while self.at < len(self.words):
            self.expect("(")
            word = self.word()
            if word == "def":
                self.definition()
            elif word == "print":
                value = self.expression([])
                self.expect(")")
                print(run(thunk(value), Env([])).value)
            else:
                raise ProgramError("expected def or print, not " + word)

    def definition(self):
        self.expect("(")
        function = self.function(self.word())
        parameters = []
        while self.peek() != ")":
            parameters.append(self.word())
        self.expect(")")
        function.parameters = parameters
        function.body = self.expression(parameters)
        self.expect(")")

    def expression(self, parameters):
        word = self.word()
        if word != "(":
            for i in range(len(parameters)):
                if parameters[i] == word:
                    return Parameter(i)
            try:
                return Number(int(word))
            except ValueError:
                raise ProgramError("no parameter " + word)
        head = self.word()
        parts = []
        while self.peek() != ")":
            parts.append(self.expression(parameters))
        self.expect(")")
        if head in ("+", "-", "*", "<", "=") and len(parts) == 2:
            return Binary(head, parts[0], parts[1])
        if head == "if" and len(parts) == 3:
            return If(parts[0], parts[1], parts[2])
        if head == "throw" and len(parts) == 1:
            return Throw(parts[0])
        if head == "try" and len(parts) == 2:
            return Try(parts[0], parts[1])
        return Call(self.function(head), parts[:])


def thunk(body):
    function = Function("toplevel")
    function.body = body
    return function


def split(text):
    """Brackets and words; `;` starts a comment."""
    words = []
    for line in text.split("\n"):
        at = line.find(";")
        if at >= 0:
            line = line[:at]
        line = line.replace("(", " ( ").replace(")", " ) ")
        words.extend([w for w in line.split(" ") if w])
    return words


def entry_point(argv):
    try:
        Reader(rposix.read_file(argv[1])).program()
    except ProgramError as e:
        rposix.write(2, "recursive: " + str(e) + "\n")
        return 1
    except Thrown as e:
        rposix.write(2, "recursive: nobody catches " + str(e.value) + "\n")
        return 2
    except StackOverflow:
        rposix.write(2, "recursive: calls without end\n")
        return 3
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
