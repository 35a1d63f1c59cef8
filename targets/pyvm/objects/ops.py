"""Numbers of operators, and what they are called: the same numbers are the arguments of the slots in `base.W_Root`."""

from rpython.rlib.jit import elidable

ADD, SUB, MUL, TRUEDIV, FLOORDIV, MOD, POW, LSHIFT, RSHIFT, AND, OR, XOR, MATMUL, DIVMOD = range(14)
BINARY_SYMBOLS = ["+", "-", "*", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "@", "divmod()"]
BINARY_NAMES = [
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod",
]  # fmt: skip
BINARY_METHODS = ["__" + name + "__" for name in BINARY_NAMES]
REFLECTED_METHODS = ["__r" + name + "__" for name in BINARY_NAMES]
INPLACE_METHODS = ["__i" + name + "__" for name in BINARY_NAMES]

LT, LE, EQ, NE, GT, GE = range(6)
COMPARE_SYMBOLS = ["<", "<=", "==", "!=", ">", ">="]
COMPARE_METHODS = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"]
# What `b op a` is for `a op b`.
SWAPPED = [GT, GE, EQ, NE, LT, LE]

NEG, POS, INVERT, ABS = range(4)
UNARY_SYMBOLS = ["unary -", "unary +", "unary ~", "abs()"]
UNARY_METHODS = ["__neg__", "__pos__", "__invert__", "__abs__"]


# ____________________________________________________________ names of special methods, which never change: traces know them


@elidable
def binary_method(op):
    return BINARY_METHODS[op]


@elidable
def reflected_method(op):
    return REFLECTED_METHODS[op]


@elidable
def inplace_method(op):
    return INPLACE_METHODS[op]


@elidable
def compare_method(op):
    return COMPARE_METHODS[op]


@elidable
def unary_method(op):
    return UNARY_METHODS[op]
