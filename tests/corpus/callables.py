"""Functions, methods and classes as values; arguments of all kinds; closures made while the module loads."""

from rpython.testing import case


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


OPERATORS = {"+": add, "-": sub, "*": mul}
TABLE = [add, sub, mul]


@case(("+", 7, 3))
@case(("-", 7, 3))
@case(("*", 7, 3))
@case(("/", 7, 3), raises=KeyError)
def table_of_functions(op, a, b):
    return OPERATORS[op](a, b)


@case((0, 5, 2))
@case((1, 5, 2))
@case((2, 5, 2))
def list_of_functions(i, a, b):
    f = TABLE[i]
    return f(a, b)


@case((True,))
@case((False,))
def conditional_function(flag):
    f = add if flag else mul
    return f(3, 4)


@case((True,))
@case((False,))
def function_or_none(flag):
    f = add if flag else None
    if f is None:
        return 0
    return f(1, 2)


def apply(f, a, b):
    return f(a, b)


@case((6, 2))
def function_as_argument(a, b):
    return apply(add, a, b), apply(sub, a, b), apply(mul, a, b)


def make_adder(n):
    def adder(x):
        return x + n

    return adder


add_five = make_adder(5)
ADDERS = [make_adder(1), make_adder(10), make_adder(100)]


@case((1,))
def closures_from_import(x):
    total = add_five(x)
    for f in ADDERS:
        total += f(x)
    return total


SQUARE = lambda x: x * x  # noqa: E731
SHAPES = [lambda x: x + 1, lambda x: x * 2, lambda y: -y]


@case((7,))
def lambdas(x):
    total = SQUARE(x)
    for f in SHAPES:
        total = total * 10 + f(x)
    return total


def with_defaults(a, b=10, c=20, name="x"):
    return name + str(a + b * 2 + c * 3)


@case((1,))
def default_arguments(a):
    return (
        with_defaults(a),
        with_defaults(a, 2),
        with_defaults(a, 2, 3),
        with_defaults(a, c=1),
        with_defaults(a, name="y", b=0),
    )


def keyword_only(a, *, scale=2, offset=0):
    return a * scale + offset


@case((5,))
def keyword_only_arguments(a):
    return keyword_only(a), keyword_only(a, scale=3), keyword_only(a, offset=1, scale=1)


def count_and_sum(first, *rest):
    total = first
    for x in rest:
        total += x
    return len(rest) * 1000 + total


@case((1,))
def star_parameters(a):
    return count_and_sum(a), count_and_sum(a, 2), count_and_sum(a, 2, 3)


def three(a, b, c):
    return a * 100 + b * 10 + c


def forward(*args):
    return three(*args)


@case((4,))
def star_arguments(a):
    t = (a, 2, 3)
    pair = (2, 3)
    return three(*t), three(a, *pair), forward(a, 0, 1)


class Calculator(object):
    def __init__(self, base):
        self.base = base

    def plus(self, n):
        return self.base + n

    def times(self, n):
        return self.base * n


class Loud(Calculator):
    def plus(self, n):
        return -Calculator.plus(self, n)


@case((3,))
def bound_methods_kept(n):
    methods = [Calculator(1).plus, Calculator(2).plus, Loud(3).plus]
    total = 0
    for m in methods:
        total = total * 100 + m(n)
    return total


PREBUILT = Calculator(7)
METHOD = PREBUILT.times


@case((6,))
def prebuilt_method(n):
    return METHOD(n)


@case((3,))
def unbound_methods(n):
    return Calculator.plus(Calculator(5), n), Calculator.plus(Loud(5), n)


@case((True,))
@case((False,))
def class_as_function(flag):
    cls = Loud if flag else Calculator
    return cls(4).plus(1)


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


@case((10,))
@case((7,))
def mutual_recursion(n):
    return even(n), odd(n)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


@case((2, 3))
def deep_recursion(m, n):
    return ackermann(m, n)


def hanoi(n, source, target, spare, moves):
    if n > 0:
        hanoi(n - 1, source, spare, target, moves)
        moves.append(source + target)
        hanoi(n - 1, spare, target, source, moves)


@case((5,))
def towers(n):
    moves = []
    hanoi(n, "a", "b", "c", moves)
    return len(moves), moves[0], moves[-1]


def compose(f, g):
    def composed(x):
        return f(g(x))

    return composed


increment_then_square = compose(SQUARE, make_adder(1))


@case((4,))
def composed_at_import(x):
    return increment_then_square(x)


def decorator(f):
    def wrapper(x):
        return f(x) + 1000

    return wrapper


@decorator
def decorated(x):
    return x * 2


@case((5,))
def decorated_call(x):
    return decorated(x)


HANDLERS = {}


def handler(name):
    def register(f):
        HANDLERS[name] = f
        return f

    return register


@handler("push")
def push(stack, n):
    stack.append(n)
    return 0


@handler("double")
def double(stack, n):
    stack.append(stack.pop() * 2)
    return 1


@case(("push double double", 5))
@case(("push jump", 5), raises=KeyError)
def dispatch_table(program, n):
    stack = [1]
    steps = 0
    for word in program.split(" "):
        steps += HANDLERS[word](stack, n)
    return stack[-1], steps


def opcode_methods():
    names = ["inc", "dec", "neg"]
    return [getattr(Machine, "op_" + n) for n in names]


class Machine(object):
    def __init__(self, n):
        self.n = n

    def op_inc(self):
        self.n += 1

    def op_dec(self):
        self.n -= 1

    def op_neg(self):
        self.n = -self.n


OPCODES = opcode_methods()


@case((5,))
def opcode_table(n):
    m = Machine(n)
    for code in [0, 0, 2, 1]:
        OPCODES[code](m)
    return m.n


@case((5,))
def constant_getattr(n):
    m = Machine(n)
    getattr(m, "op_inc")()
    return getattr(m, "n"), hasattr(m, "n")
