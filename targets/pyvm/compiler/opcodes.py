"""The instruction set: for each opcode its number, its name, what its argument means and what it does to the stack.

An instruction is two bytes, opcode and argument. EXTENDED_ARG before an instruction gives the next higher eight bits of its
argument: `arg = extended << 8 | arg`. Positions are counted in instructions. A jump is relative to the instruction after it:
JUMP_BACKWARD subtracts its argument, all other jumps add it. Only JUMP_BACKWARD goes backwards.

Stacks are written with the top on the right. Where an operation is CPython 3.10's, it has its name and its effect;
exceptions and `with` are as in 3.11, without the position that 3.11 keeps on the stack:

- An instruction that raises is looked up in the exception table. Its entry says where the handler is and how many values stay
  on the stack; the exception is pushed, and the handler runs. There is no block stack.
- PUSH_EXC_INFO   [exc] -> [previous, exc]: exc becomes the exception being handled; `previous` (or a null) was it before.
- CHECK_EXC_MATCH [exc, type] -> [exc, bool].
- POP_EXCEPT      [previous] -> []: `previous` is the exception being handled again.
- RERAISE         [exc] -> raises it; its traceback does not get a second entry for this frame.
- BEFORE_WITH     [manager] -> [exit, value of enter].
- WITH_EXCEPT_START [exit, previous, exc] -> [exit, previous, exc, result of exit(type, exc, traceback)].
"""

# What an argument means.
NO_ARG = 0
CONST = 1  # index of co_consts
NAME = 2  # index of co_names
LOCAL = 3  # index of co_varnames
CELL = 4  # index of co_cellvars followed by co_freevars
FORWARD = 5  # instructions to go on from the next one
BACKWARD = 6  # instructions to go back from the next one
COMPARE = 7  # index of COMPARISONS
COUNT = 8  # how many values, or how deep
FLAGS = 9  # bits

COMPARISONS = ["<", "<=", "==", "!=", ">", ">="]
CMP_LT = 0
CMP_LE = 1
CMP_EQ = 2
CMP_NE = 3
CMP_GT = 4
CMP_GE = 5

VARIES = 1000  # the effect depends on the argument: see stack_effect

NAMES = [""] * 256
ARGS = [NO_ARG] * 256
EFFECTS = [0] * 256


def _op(number, name, arg, effect):
    assert NAMES[number] == ""
    NAMES[number] = name
    ARGS[number] = arg
    EFFECTS[number] = effect
    return number


EXTENDED_ARG = _op(0, "EXTENDED_ARG", FLAGS, 0)

# The stack itself. COPY i pushes the i-th value from the top (1 is the top); SWAP i exchanges the top and the i-th.
POP_TOP = _op(2, "POP_TOP", NO_ARG, -1)
ROT_TWO = _op(3, "ROT_TWO", NO_ARG, 0)
ROT_THREE = _op(4, "ROT_THREE", NO_ARG, 0)
ROT_FOUR = _op(5, "ROT_FOUR", NO_ARG, 0)
DUP_TOP = _op(6, "DUP_TOP", NO_ARG, 1)
DUP_TOP_TWO = _op(7, "DUP_TOP_TWO", NO_ARG, 2)
COPY = _op(8, "COPY", COUNT, 1)
SWAP = _op(9, "SWAP", COUNT, 0)

# Constants and variables.
LOAD_CONST = _op(10, "LOAD_CONST", CONST, 1)
LOAD_FAST = _op(11, "LOAD_FAST", LOCAL, 1)
STORE_FAST = _op(12, "STORE_FAST", LOCAL, -1)
DELETE_FAST = _op(13, "DELETE_FAST", LOCAL, 0)
LOAD_GLOBAL = _op(14, "LOAD_GLOBAL", NAME, 1)
STORE_GLOBAL = _op(15, "STORE_GLOBAL", NAME, -1)
DELETE_GLOBAL = _op(16, "DELETE_GLOBAL", NAME, 0)
LOAD_NAME = _op(17, "LOAD_NAME", NAME, 1)
STORE_NAME = _op(18, "STORE_NAME", NAME, -1)
DELETE_NAME = _op(19, "DELETE_NAME", NAME, 0)
LOAD_CLOSURE = _op(20, "LOAD_CLOSURE", CELL, 1)
LOAD_DEREF = _op(21, "LOAD_DEREF", CELL, 1)
STORE_DEREF = _op(22, "STORE_DEREF", CELL, -1)
DELETE_DEREF = _op(23, "DELETE_DEREF", CELL, 0)
LOAD_CLASSDEREF = _op(24, "LOAD_CLASSDEREF", CELL, 1)  # the class's namespace first, by the cell's name

# Attributes and items.
LOAD_ATTR = _op(25, "LOAD_ATTR", NAME, 0)
STORE_ATTR = _op(26, "STORE_ATTR", NAME, -2)  # [value, object] -> []
DELETE_ATTR = _op(27, "DELETE_ATTR", NAME, -1)
BINARY_SUBSCR = _op(28, "BINARY_SUBSCR", NO_ARG, -1)
STORE_SUBSCR = _op(29, "STORE_SUBSCR", NO_ARG, -3)  # [value, object, index] -> []
DELETE_SUBSCR = _op(30, "DELETE_SUBSCR", NO_ARG, -2)

# Operators.
UNARY_POSITIVE = _op(31, "UNARY_POSITIVE", NO_ARG, 0)
UNARY_NEGATIVE = _op(32, "UNARY_NEGATIVE", NO_ARG, 0)
UNARY_NOT = _op(33, "UNARY_NOT", NO_ARG, 0)
UNARY_INVERT = _op(34, "UNARY_INVERT", NO_ARG, 0)
BINARY_ADD = _op(35, "BINARY_ADD", NO_ARG, -1)
BINARY_SUBTRACT = _op(36, "BINARY_SUBTRACT", NO_ARG, -1)
BINARY_MULTIPLY = _op(37, "BINARY_MULTIPLY", NO_ARG, -1)
BINARY_MATRIX_MULTIPLY = _op(38, "BINARY_MATRIX_MULTIPLY", NO_ARG, -1)
BINARY_TRUE_DIVIDE = _op(39, "BINARY_TRUE_DIVIDE", NO_ARG, -1)
BINARY_FLOOR_DIVIDE = _op(40, "BINARY_FLOOR_DIVIDE", NO_ARG, -1)
BINARY_MODULO = _op(41, "BINARY_MODULO", NO_ARG, -1)
BINARY_POWER = _op(42, "BINARY_POWER", NO_ARG, -1)
BINARY_LSHIFT = _op(43, "BINARY_LSHIFT", NO_ARG, -1)
BINARY_RSHIFT = _op(44, "BINARY_RSHIFT", NO_ARG, -1)
BINARY_AND = _op(45, "BINARY_AND", NO_ARG, -1)
BINARY_XOR = _op(46, "BINARY_XOR", NO_ARG, -1)
BINARY_OR = _op(47, "BINARY_OR", NO_ARG, -1)
INPLACE_ADD = _op(48, "INPLACE_ADD", NO_ARG, -1)
INPLACE_SUBTRACT = _op(49, "INPLACE_SUBTRACT", NO_ARG, -1)
INPLACE_MULTIPLY = _op(50, "INPLACE_MULTIPLY", NO_ARG, -1)
INPLACE_MATRIX_MULTIPLY = _op(51, "INPLACE_MATRIX_MULTIPLY", NO_ARG, -1)
INPLACE_TRUE_DIVIDE = _op(52, "INPLACE_TRUE_DIVIDE", NO_ARG, -1)
INPLACE_FLOOR_DIVIDE = _op(53, "INPLACE_FLOOR_DIVIDE", NO_ARG, -1)
INPLACE_MODULO = _op(54, "INPLACE_MODULO", NO_ARG, -1)
INPLACE_POWER = _op(55, "INPLACE_POWER", NO_ARG, -1)
INPLACE_LSHIFT = _op(56, "INPLACE_LSHIFT", NO_ARG, -1)
INPLACE_RSHIFT = _op(57, "INPLACE_RSHIFT", NO_ARG, -1)
INPLACE_AND = _op(58, "INPLACE_AND", NO_ARG, -1)
INPLACE_XOR = _op(59, "INPLACE_XOR", NO_ARG, -1)
INPLACE_OR = _op(60, "INPLACE_OR", NO_ARG, -1)
COMPARE_OP = _op(61, "COMPARE_OP", COMPARE, -1)
IS_OP = _op(62, "IS_OP", FLAGS, -1)  # 1: `is not`
CONTAINS_OP = _op(63, "CONTAINS_OP", FLAGS, -1)  # 1: `not in`. [item, container] -> [bool]

# Jumps.
JUMP_FORWARD = _op(64, "JUMP_FORWARD", FORWARD, 0)
JUMP_BACKWARD = _op(65, "JUMP_BACKWARD", BACKWARD, 0)
POP_JUMP_IF_FALSE = _op(66, "POP_JUMP_IF_FALSE", FORWARD, -1)
POP_JUMP_IF_TRUE = _op(67, "POP_JUMP_IF_TRUE", FORWARD, -1)
POP_JUMP_IF_NONE = _op(68, "POP_JUMP_IF_NONE", FORWARD, -1)
POP_JUMP_IF_NOT_NONE = _op(69, "POP_JUMP_IF_NOT_NONE", FORWARD, -1)
JUMP_IF_FALSE_OR_POP = _op(70, "JUMP_IF_FALSE_OR_POP", FORWARD, VARIES)
JUMP_IF_TRUE_OR_POP = _op(71, "JUMP_IF_TRUE_OR_POP", FORWARD, VARIES)

# Iteration. FOR_ITER: [iterator] -> [iterator, item], or jumps with [] at the end.
GET_ITER = _op(72, "GET_ITER", NO_ARG, 0)
FOR_ITER = _op(73, "FOR_ITER", FORWARD, VARIES)

# Containers. LIST_APPEND i and the like: [..., container, ...i - 1 values..., item] -> the item goes into the container.
BUILD_TUPLE = _op(74, "BUILD_TUPLE", COUNT, VARIES)
BUILD_LIST = _op(75, "BUILD_LIST", COUNT, VARIES)
BUILD_SET = _op(76, "BUILD_SET", COUNT, VARIES)
BUILD_MAP = _op(77, "BUILD_MAP", COUNT, VARIES)  # key, value, key, value, ...
BUILD_CONST_KEY_MAP = _op(78, "BUILD_CONST_KEY_MAP", COUNT, VARIES)  # values, then a tuple of the keys
BUILD_STRING = _op(79, "BUILD_STRING", COUNT, VARIES)
BUILD_SLICE = _op(80, "BUILD_SLICE", COUNT, VARIES)  # 2 or 3
LIST_APPEND = _op(81, "LIST_APPEND", COUNT, -1)
SET_ADD = _op(82, "SET_ADD", COUNT, -1)
MAP_ADD = _op(83, "MAP_ADD", COUNT, -2)  # [..., key, value]
LIST_EXTEND = _op(84, "LIST_EXTEND", COUNT, -1)
SET_UPDATE = _op(85, "SET_UPDATE", COUNT, -1)
DICT_UPDATE = _op(86, "DICT_UPDATE", COUNT, -1)  # of a display: later keys win
DICT_MERGE = _op(87, "DICT_MERGE", COUNT, -1)  # of a call, whose callee is the fourth from the top: TypeError for a key seen twice
LIST_TO_TUPLE = _op(88, "LIST_TO_TUPLE", NO_ARG, 0)
UNPACK_SEQUENCE = _op(89, "UNPACK_SEQUENCE", COUNT, VARIES)  # the first item ends on top
UNPACK_EX = _op(90, "UNPACK_EX", COUNT, VARIES)  # arg = before the star | after it << 8
FORMAT_VALUE = _op(91, "FORMAT_VALUE", FLAGS, VARIES)  # & 3: nothing, str, repr, ascii; & 4: [value, format]

# Calls. LOAD_METHOD: [object] -> [function, object] if the attribute is a plain method, else [null, attribute].
CALL_FUNCTION = _op(92, "CALL_FUNCTION", COUNT, VARIES)  # [callee, arguments...]
CALL_FUNCTION_KW = _op(93, "CALL_FUNCTION_KW", COUNT, VARIES)  # [callee, arguments..., tuple of the last ones' names]
CALL_FUNCTION_EX = _op(94, "CALL_FUNCTION_EX", FLAGS, VARIES)  # [callee, tuple or other iterable], and with 1 a dict
LOAD_METHOD = _op(95, "LOAD_METHOD", NAME, 1)
CALL_METHOD = _op(96, "CALL_METHOD", COUNT, VARIES)
RETURN_VALUE = _op(97, "RETURN_VALUE", NO_ARG, -1)

# Functions and classes. MAKE_FUNCTION: [defaults tuple if & 1, dict of keyword defaults if & 2, tuple name, annotation, ... if & 4,
# tuple of cells if & 8, code] -> [function]. Its qualified name is the code's.
MAKE_FUNCTION = _op(98, "MAKE_FUNCTION", FLAGS, VARIES)
LOAD_BUILD_CLASS = _op(99, "LOAD_BUILD_CLASS", NO_ARG, 1)
SETUP_ANNOTATIONS = _op(100, "SETUP_ANNOTATIONS", NO_ARG, 0)  # the namespace gets __annotations__ if it has none

# Generators. YIELD_VALUE: [value] -> yields -> [what was sent]. YIELD_FROM: [iterator, sent] -> sends; what comes is yielded and the
# instruction is executed again with what is sent then; at the end [result].
YIELD_VALUE = _op(101, "YIELD_VALUE", NO_ARG, 0)
YIELD_FROM = _op(102, "YIELD_FROM", NO_ARG, -1)
GET_YIELD_FROM_ITER = _op(103, "GET_YIELD_FROM_ITER", NO_ARG, 0)

# Exceptions. RAISE_VARARGS: 0 raises again what is being handled, 1 [exception], 2 [exception, cause].
RAISE_VARARGS = _op(104, "RAISE_VARARGS", COUNT, VARIES)
RERAISE = _op(105, "RERAISE", NO_ARG, -1)
PUSH_EXC_INFO = _op(106, "PUSH_EXC_INFO", NO_ARG, 1)
CHECK_EXC_MATCH = _op(107, "CHECK_EXC_MATCH", NO_ARG, 0)
POP_EXCEPT = _op(108, "POP_EXCEPT", NO_ARG, -1)
BEFORE_WITH = _op(109, "BEFORE_WITH", NO_ARG, 1)
WITH_EXCEPT_START = _op(110, "WITH_EXCEPT_START", NO_ARG, 1)
LOAD_ASSERTION_ERROR = _op(111, "LOAD_ASSERTION_ERROR", NO_ARG, 1)
CHECK_EG_MATCH = _op(112, "CHECK_EG_MATCH", NO_ARG, 0)  # [group, type] -> [rest or None, match or None]
PREP_RERAISE_STAR = _op(113, "PREP_RERAISE_STAR", NO_ARG, -1)  # [original, list] -> [group to raise, or None]

# Modules.
IMPORT_NAME = _op(114, "IMPORT_NAME", NAME, -1)  # [level, tuple of names or None] -> [module]
IMPORT_FROM = _op(115, "IMPORT_FROM", NAME, 1)  # [module] -> [module, attribute]
IMPORT_STAR = _op(116, "IMPORT_STAR", NO_ARG, -1)
PRINT_EXPR = _op(117, "PRINT_EXPR", NO_ARG, -1)

# `match`. MATCH_CLASS: [subject, class, tuple of names] -> [tuple or None]; MATCH_KEYS: [subject, keys] -> [subject, keys, tuple or None].
GET_LEN = _op(118, "GET_LEN", NO_ARG, 1)
MATCH_MAPPING = _op(119, "MATCH_MAPPING", NO_ARG, 1)
MATCH_SEQUENCE = _op(120, "MATCH_SEQUENCE", NO_ARG, 1)
MATCH_KEYS = _op(121, "MATCH_KEYS", NO_ARG, 1)
MATCH_CLASS = _op(122, "MATCH_CLASS", COUNT, -2)

# `async`. BEFORE_ASYNC_WITH: [manager] -> [exit, awaitable]. GET_ANEXT: [iterator] -> [iterator, awaitable].
# END_ASYNC_FOR: [iterator, exc] -> [], if exc is StopAsyncIteration; else it is raised again.
GET_AWAITABLE = _op(123, "GET_AWAITABLE", NO_ARG, 0)
GET_AITER = _op(124, "GET_AITER", NO_ARG, 0)
GET_ANEXT = _op(125, "GET_ANEXT", NO_ARG, 1)
END_ASYNC_FOR = _op(126, "END_ASYNC_FOR", NO_ARG, -2)
BEFORE_ASYNC_WITH = _op(127, "BEFORE_ASYNC_WITH", NO_ARG, 1)


def stack_effect(op, arg, jumps):
    """How many values there are more after the instruction, where it jumps or where it goes on."""
    effect = EFFECTS[op]
    if effect != VARIES:
        return effect
    if op == CALL_FUNCTION or op == BUILD_CONST_KEY_MAP:
        return -arg
    if op == CALL_METHOD or op == CALL_FUNCTION_KW:
        return -arg - 1
    if op == FOR_ITER:
        return -1 if jumps else 1
    if op == JUMP_IF_FALSE_OR_POP or op == JUMP_IF_TRUE_OR_POP:
        return 0 if jumps else -1
    if op == BUILD_TUPLE or op == BUILD_LIST or op == BUILD_SET or op == BUILD_STRING or op == BUILD_SLICE:
        return 1 - arg
    if op == BUILD_MAP:
        return 1 - 2 * arg
    if op == UNPACK_SEQUENCE:
        return arg - 1
    if op == UNPACK_EX:
        return (arg & 0xFF) + (arg >> 8)
    if op == FORMAT_VALUE:
        return -1 if arg & 4 else 0
    if op == CALL_FUNCTION_EX:
        return -1 - (arg & 1)
    if op == MAKE_FUNCTION:
        return -(arg & 1) - (arg >> 1 & 1) - (arg >> 2 & 1) - (arg >> 3 & 1)
    assert op == RAISE_VARARGS
    return -arg


def is_jump(op):
    return ARGS[op] == FORWARD or ARGS[op] == BACKWARD


def ends_block(op):
    """Whether the instruction never goes on to the next one."""
    return op == JUMP_FORWARD or op == JUMP_BACKWARD or op == RETURN_VALUE or op == RAISE_VARARGS or op == RERAISE
