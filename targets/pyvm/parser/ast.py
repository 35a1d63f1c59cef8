"""The syntax tree: nodes, and its expressions. What a visitor does with a node is its own affair: `accept` only tells it which one it is."""

# Operators. The first block are those of BinOp and AugAssign.
ADD = 0
SUBTRACT = 1
MULTIPLY = 2
MATRIX_MULTIPLY = 3
TRUE_DIVIDE = 4
FLOOR_DIVIDE = 5
MODULO = 6
POWER = 7
LSHIFT = 8
RSHIFT = 9
BIT_AND = 10
BIT_XOR = 11
BIT_OR = 12

UNARY_POSITIVE = 0
UNARY_NEGATIVE = 1
UNARY_NOT = 2
UNARY_INVERT = 3

AND = 0
OR = 1

# Comparisons; the first six are numbered as the argument of COMPARE_OP.
LT = 0
LE = 1
EQ = 2
NE = 3
GT = 4
GE = 5
IS = 6
IS_NOT = 7
IN = 8
NOT_IN = 9


class Span:
    """A place in the source: lines count from 1, columns from 0 in bytes."""

    _immutable_ = True

    def __init__(self, line, column, end_line, end_column):
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column


class Node:
    def __init__(self, span):
        self.span = span


class Expr(Node):
    parenthesized = False  # written in parentheses of its own
    constant = None  # its value, if the compiler has found one
    folded = False  # the compiler has tried

    def accept(self, visitor):
        raise NotImplementedError


class BoolOp(Expr):
    """`op` is AND or OR; two values or more."""

    def __init__(self, op, values, span):
        Expr.__init__(self, span)
        self.op = op
        self.values = values

    def accept(self, visitor):
        visitor.visit_BoolOp(self)


class NamedExpr(Expr):
    def __init__(self, target, value, span):
        Expr.__init__(self, span)
        self.target = target
        self.value = value

    def accept(self, visitor):
        visitor.visit_NamedExpr(self)


class BinOp(Expr):
    def __init__(self, left, op, right, span):
        Expr.__init__(self, span)
        self.left = left
        self.op = op
        self.right = right

    def accept(self, visitor):
        visitor.visit_BinOp(self)


class UnaryOp(Expr):
    def __init__(self, op, operand, span):
        Expr.__init__(self, span)
        self.op = op
        self.operand = operand

    def accept(self, visitor):
        visitor.visit_UnaryOp(self)


class Lambda(Expr):
    def __init__(self, args, body, span):
        Expr.__init__(self, span)
        self.args = args
        self.body = body

    def accept(self, visitor):
        visitor.visit_Lambda(self)


class IfExp(Expr):
    def __init__(self, test, body, orelse, span):
        Expr.__init__(self, span)
        self.test = test
        self.body = body
        self.orelse = orelse

    def accept(self, visitor):
        visitor.visit_IfExp(self)


class Dict(Expr):
    """A key of None: the value is a mapping that is unpacked."""

    def __init__(self, keys, values, span):
        Expr.__init__(self, span)
        self.keys = keys
        self.values = values

    def accept(self, visitor):
        visitor.visit_Dict(self)


class Set(Expr):
    def __init__(self, elts, span):
        Expr.__init__(self, span)
        self.elts = elts

    def accept(self, visitor):
        visitor.visit_Set(self)


class ListComp(Expr):
    def __init__(self, elt, generators, span):
        Expr.__init__(self, span)
        self.elt = elt
        self.generators = generators

    def accept(self, visitor):
        visitor.visit_ListComp(self)


class SetComp(Expr):
    def __init__(self, elt, generators, span):
        Expr.__init__(self, span)
        self.elt = elt
        self.generators = generators

    def accept(self, visitor):
        visitor.visit_SetComp(self)


class DictComp(Expr):
    def __init__(self, key, value, generators, span):
        Expr.__init__(self, span)
        self.key = key
        self.value = value
        self.generators = generators

    def accept(self, visitor):
        visitor.visit_DictComp(self)


class GeneratorExp(Expr):
    def __init__(self, elt, generators, span):
        Expr.__init__(self, span)
        self.elt = elt
        self.generators = generators

    def accept(self, visitor):
        visitor.visit_GeneratorExp(self)


class Await(Expr):
    def __init__(self, value, span):
        Expr.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_Await(self)


class Yield(Expr):
    """The value may be None."""

    def __init__(self, value, span):
        Expr.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_Yield(self)


class YieldFrom(Expr):
    def __init__(self, value, span):
        Expr.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_YieldFrom(self)


class Compare(Expr):
    def __init__(self, left, ops, comparators, span):
        Expr.__init__(self, span)
        self.left = left
        self.ops = ops
        self.comparators = comparators

    def accept(self, visitor):
        visitor.visit_Compare(self)


class Call(Expr):
    """A keyword without a name unpacks a mapping."""

    def __init__(self, func, args, keywords, span):
        Expr.__init__(self, span)
        self.func = func
        self.args = args
        self.keywords = keywords

    def accept(self, visitor):
        visitor.visit_Call(self)


class FormattedValue(Expr):
    """`conversion` is a character's number or -1; `format_spec` a JoinedStr or None."""

    def __init__(self, value, conversion, format_spec, span):
        Expr.__init__(self, span)
        self.value = value
        self.conversion = conversion
        self.format_spec = format_spec

    def accept(self, visitor):
        visitor.visit_FormattedValue(self)


class JoinedStr(Expr):
    def __init__(self, values, span):
        Expr.__init__(self, span)
        self.values = values

    def accept(self, visitor):
        visitor.visit_JoinedStr(self)


class Constant(Expr):
    def __init__(self, value, span):
        Expr.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_Constant(self)


class Attribute(Expr):
    def __init__(self, value, attr, span):
        Expr.__init__(self, span)
        self.value = value
        self.attr = attr

    def accept(self, visitor):
        visitor.visit_Attribute(self)


class Subscript(Expr):
    def __init__(self, value, index, span):
        Expr.__init__(self, span)
        self.value = value
        self.index = index

    def accept(self, visitor):
        visitor.visit_Subscript(self)


class Starred(Expr):
    def __init__(self, value, span):
        Expr.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_Starred(self)


class Name(Expr):
    def __init__(self, id, span):
        Expr.__init__(self, span)
        self.id = id

    def accept(self, visitor):
        visitor.visit_Name(self)


class List(Expr):
    def __init__(self, elts, span):
        Expr.__init__(self, span)
        self.elts = elts

    def accept(self, visitor):
        visitor.visit_List(self)


class Tuple(Expr):
    def __init__(self, elts, span):
        Expr.__init__(self, span)
        self.elts = elts

    def accept(self, visitor):
        visitor.visit_Tuple(self)


class Slice(Expr):
    """Each may be None."""

    def __init__(self, lower, upper, step, span):
        Expr.__init__(self, span)
        self.lower = lower
        self.upper = upper
        self.step = step

    def accept(self, visitor):
        visitor.visit_Slice(self)


class Arg(Node):
    """A parameter; the annotation may be None."""

    def __init__(self, name, annotation, span):
        Node.__init__(self, span)
        self.name = name
        self.annotation = annotation


class Arguments:
    """Parameters. `defaults` belong to the last of `posonly + args`; `kw_defaults` has an item (or None) for each of `kwonly`."""

    def __init__(self, posonly, args, vararg, kwonly, kwarg, defaults, kw_defaults):
        self.posonly = posonly
        self.args = args
        self.vararg = vararg
        self.kwonly = kwonly
        self.kwarg = kwarg
        self.defaults = defaults
        self.kw_defaults = kw_defaults


class Keyword(Node):
    """`name=value` in a call, or `**value` with an empty name."""

    def __init__(self, name, value, span):
        Node.__init__(self, span)
        self.name = name
        self.value = value


class Comprehension:
    """`for target in iter if ...` of a comprehension."""

    def __init__(self, target, iter, ifs, is_async):
        self.target = target
        self.iter = iter
        self.ifs = ifs
        self.is_async = is_async
