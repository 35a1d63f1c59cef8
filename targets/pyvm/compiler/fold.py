"""Expressions whose value the compiler knows. What would raise, overflow or become large is left to run time."""

from compiler import consts
from compiler.consts import ConstBool, ConstBytes, ConstFloat, ConstFrozenset, ConstInt, ConstLong, ConstStr, ConstTuple
from parser import ast
from rpython.rlib.rarithmetic import ovfcheck

MAX_LENGTH = 4096
MAX_TUPLE = 256


def fold(node):
    """The constant that the expression is, or None."""
    if not node.folded:
        node.folded = True
        node.constant = _fold(node)
    return node.constant


def _fold(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.UnaryOp):
        operand = fold(node.operand)
        if operand is not None:
            return _unary(node.op, operand)
    elif isinstance(node, ast.BinOp):
        left = fold(node.left)
        if left is not None:
            right = fold(node.right)
            if right is not None:
                return _binary(node.op, left, right)
    elif isinstance(node, ast.Tuple):
        items = fold_items(node.elts)
        if items is not None:
            return ConstTuple(items)
    elif isinstance(node, ast.Name):
        if node.id == "__debug__":
            return consts.TRUE
    return None


def fold_items(nodes):
    """A list of all constants, or None."""
    items = []
    for node in nodes:
        value = fold(node)
        if value is None:
            return None
        items.append(value)
    return items[:]


def _unary(op, value):
    if op == ast.UNARY_NOT:
        return ConstBool(not value.truth())
    if isinstance(value, ConstInt):
        try:
            if op == ast.UNARY_NEGATIVE:
                return ConstInt(ovfcheck(-value.value))
        except OverflowError:
            return None
        return ConstInt(~value.value if op == ast.UNARY_INVERT else value.value)
    if isinstance(value, ConstLong):
        if op == ast.UNARY_NEGATIVE:
            return _negated(value)
    elif isinstance(value, ConstFloat):
        if op == ast.UNARY_NEGATIVE:
            return ConstFloat(-value.value)
        if op == ast.UNARY_POSITIVE:
            return value
    elif isinstance(value, ConstBool):
        number = 1 if value.value else 0
        if op == ast.UNARY_NEGATIVE:
            return ConstInt(-number)
        return ConstInt(~number if op == ast.UNARY_INVERT else number)
    return None


def _negated(value):
    """-2**63 is an int of a machine word, though 2**63 is none."""
    if not value.negative and value.base == 10 and value.digits == "9223372036854775808":
        return ConstInt(-9223372036854775808)
    if not value.negative and value.base == 16 and value.digits == "8000000000000000":
        return ConstInt(-9223372036854775808)
    return ConstLong(value.digits, value.base, not value.negative)


def _binary(op, left, right):
    if isinstance(left, ConstInt):
        if isinstance(right, ConstInt):
            return _int_binary(op, left.value, right.value)
        if isinstance(right, ConstFloat):
            return _float_binary(op, float(left.value), right.value)
    elif isinstance(left, ConstFloat):
        if isinstance(right, ConstInt):
            return _float_binary(op, left.value, float(right.value))
        if isinstance(right, ConstFloat):
            return _float_binary(op, left.value, right.value)
    elif isinstance(left, ConstStr):
        if isinstance(right, ConstStr):
            if op == ast.ADD and len(left.value) + len(right.value) <= MAX_LENGTH:
                return ConstStr(left.value + right.value)
        elif isinstance(right, ConstInt):
            if op == ast.MULTIPLY and may_repeat(len(left.value), right.value):
                return ConstStr(left.value * right.value)
    elif isinstance(left, ConstBytes):
        if isinstance(right, ConstBytes):
            if op == ast.ADD and len(left.value) + len(right.value) <= MAX_LENGTH:
                return ConstBytes(left.value + right.value)
        elif isinstance(right, ConstInt):
            if op == ast.MULTIPLY and may_repeat(len(left.value), right.value):
                return ConstBytes(left.value * right.value)
    elif isinstance(left, ConstTuple):
        if isinstance(right, ConstTuple):
            if op == ast.ADD and len(left.items) + len(right.items) <= MAX_TUPLE:
                return ConstTuple(left.items + right.items)
        elif isinstance(right, ConstInt):
            if op == ast.MULTIPLY and right.value <= MAX_TUPLE and may_repeat(len(left.items) * 16, right.value):
                items = []
                for i in range(right.value):
                    for item in left.items:
                        items.append(item)
                return ConstTuple(items[:])
    return None


def may_repeat(length, count):
    return count <= MAX_LENGTH and length * count <= MAX_LENGTH


def _int_binary(op, a, b):
    try:
        if op == ast.ADD:
            return ConstInt(ovfcheck(a + b))
        if op == ast.SUBTRACT:
            return ConstInt(ovfcheck(a - b))
        if op == ast.MULTIPLY:
            return ConstInt(ovfcheck(a * b))
        if op == ast.FLOOR_DIVIDE:
            return ConstInt(ovfcheck(a // b)) if b != 0 else None
        if op == ast.MODULO:
            return ConstInt(ovfcheck(a % b)) if b != 0 else None
        if op == ast.POWER:
            return ConstInt(_power(a, b)) if b >= 0 else None
        if op == ast.LSHIFT:
            return _shifted(a, b)
    except OverflowError:
        return None
    if op == ast.TRUE_DIVIDE:
        # Beyond 2**53 the quotient of two floats is not the exact one rounded once.
        if b == 0 or abs_above(a, 1 << 53) or abs_above(b, 1 << 53):
            return None
        return ConstFloat(float(a) / float(b))
    if op == ast.RSHIFT:
        return ConstInt(a >> min(b, 63)) if b >= 0 else None
    if op == ast.BIT_AND:
        return ConstInt(a & b)
    if op == ast.BIT_OR:
        return ConstInt(a | b)
    if op == ast.BIT_XOR:
        return ConstInt(a ^ b)
    return None


def abs_above(value, limit):
    return value > limit or value < -limit


def _power(base, exponent):
    """OverflowError if it is no machine word."""
    result = 1
    while True:
        if exponent & 1:
            result = ovfcheck(result * base)
        exponent >>= 1
        if exponent == 0:
            return result
        base = ovfcheck(base * base)


def _shifted(a, b):
    """A shift; what is a power of two beyond a machine word is written out, which is common."""
    if b < 0 or b > 128:
        return None
    if b < 63:
        try:
            return ConstInt(ovfcheck(a << b))
        except OverflowError:
            pass
    if a == 1:
        return ConstLong("1" + "0" * b, 2, False)
    return None


def _float_binary(op, a, b):
    if op == ast.ADD:
        return ConstFloat(a + b)
    if op == ast.SUBTRACT:
        return ConstFloat(a - b)
    if op == ast.MULTIPLY:
        return ConstFloat(a * b)
    if op == ast.TRUE_DIVIDE:
        return ConstFloat(a / b) if b != 0.0 else None
    return None


def fold_container(node):
    """A list or a set that nobody can change is a tuple or a frozenset: what is searched by `in`."""
    if isinstance(node, ast.List):
        items = fold_items(node.elts)
        if items is not None:
            return ConstTuple(items)
    elif isinstance(node, ast.Set):
        items = fold_items(node.elts)
        if items is not None:
            return ConstFrozenset(items)
    return fold(node)
