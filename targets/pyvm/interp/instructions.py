"""What each instruction does. `execute` runs instructions until a jump backwards, a return or a yield; while a trace is made, one only.

The operations with many steps are in `interp.calls`, `interp.names`, `interp.attributes` and `interp.handlers`.
"""

from rpython.rlib.jit import unroll_safe, we_are_jitted

from compiler import opcodes as op
from interp import attributes, calls, coroutines, handlers, matching, names, operations
from interp.imports import import_from, import_name, import_star
from objects.base import error
from objects.float import W_Float
from objects.int import W_Int
from objects.list import W_List
from objects.ops import (
    ADD, AND, FLOORDIV, INVERT, LSHIFT, MATMUL, MOD, MUL, NEG, OR, POS, POW, RSHIFT, SUB, TRUEDIV, XOR,
)  # fmt: skip
from objects.space import space

RETURNED = -1
YIELDED = -2


def binary(frame, number):
    w_b = frame.pop()
    w_a = frame.peek(0)
    frame.set_top(operations.binary(w_a, w_b, number))


def inplace(frame, number):
    w_b = frame.pop()
    w_a = frame.peek(0)
    if (type(w_a) is W_Int and type(w_b) is W_Int) or (type(w_a) is W_Float and type(w_b) is W_Float):
        frame.set_top(operations.binary(w_a, w_b, number))
    else:
        frame.set_top(operations.inplace(w_a, w_b, number))


def is_number(w_value):
    return isinstance(w_value, W_Int) or isinstance(w_value, W_Float)


def compare(frame, number):
    w_b = frame.pop()
    w_a = frame.peek(0)
    frame.set_top(operations.compare(w_a, w_b, number))


def is_true(w_value):
    if w_value is space.w_True:
        return True
    if w_value is space.w_False:
        return False
    return w_value.is_true()


@unroll_safe
def execute(frame, code, next_instr):
    words = code.words
    while True:
        word = words[next_instr]
        opcode = word & 0xFF
        arg = word >> 8
        frame.last_instr = next_instr
        next_instr += 1

        if opcode == op.LOAD_FAST:
            w_value = frame.locals_cells_stack_w[arg]
            if w_value is None:
                raise names.unbound_local(code, arg)
            frame.push(w_value)
        elif opcode == op.STORE_FAST:
            frame.locals_cells_stack_w[arg] = frame.pop()
        elif opcode == op.LOAD_CONST:
            frame.push(code.consts_w[arg])
        elif opcode == op.LOAD_GLOBAL:
            frame.push(names.load_global(frame, code, arg))
        elif opcode == op.LOAD_ATTR:
            frame.set_top(attributes.load(frame.peek(0), code, arg))
        elif opcode == op.STORE_ATTR:
            w_obj = frame.pop()
            attributes.store(w_obj, code, arg, frame.pop())
        elif opcode == op.LOAD_METHOD:
            attributes.load_method(frame, code, arg)
        elif opcode == op.CALL_METHOD:
            calls.call_method(frame, arg)
        elif opcode == op.CALL_FUNCTION:
            calls.call_function(frame, arg)
        elif opcode == op.POP_TOP:
            frame.pop()
        elif opcode == op.POP_JUMP_IF_FALSE:
            if not is_true(frame.pop()):
                next_instr += arg
        elif opcode == op.POP_JUMP_IF_TRUE:
            if is_true(frame.pop()):
                next_instr += arg
        elif opcode == op.JUMP_BACKWARD:
            return next_instr - arg
        elif opcode == op.JUMP_FORWARD:
            next_instr += arg
        elif opcode == op.FOR_ITER:
            w_item = frame.peek(0).next()
            if w_item is None:
                frame.pop()
                next_instr += arg
            else:
                frame.push(w_item)
        elif opcode == op.COMPARE_OP:
            compare(frame, arg)
        elif opcode == op.BINARY_ADD or opcode == op.INPLACE_ADD:
            w_b = frame.pop()
            w_a = frame.peek(0)
            if opcode == op.INPLACE_ADD and not (is_number(w_a) and is_number(w_b)):
                frame.set_top(operations.inplace(w_a, w_b, ADD))
            else:
                frame.set_top(operations.add(w_a, w_b))
        elif opcode == op.BINARY_SUBTRACT or opcode == op.INPLACE_SUBTRACT:
            w_b = frame.pop()
            w_a = frame.peek(0)
            if opcode == op.INPLACE_SUBTRACT and not (is_number(w_a) and is_number(w_b)):
                frame.set_top(operations.inplace(w_a, w_b, SUB))
            else:
                frame.set_top(operations.sub(w_a, w_b))
        elif opcode == op.BINARY_MULTIPLY or opcode == op.INPLACE_MULTIPLY:
            w_b = frame.pop()
            w_a = frame.peek(0)
            if opcode == op.INPLACE_MULTIPLY and not (is_number(w_a) and is_number(w_b)):
                frame.set_top(operations.inplace(w_a, w_b, MUL))
            else:
                frame.set_top(operations.mul(w_a, w_b))
        elif opcode == op.BINARY_SUBSCR:
            w_index = frame.pop()
            frame.set_top(frame.peek(0).getitem(w_index))
        elif opcode == op.STORE_SUBSCR:
            w_index = frame.pop()
            w_obj = frame.pop()
            w_obj.setitem(w_index, frame.pop())
        elif opcode == op.RETURN_VALUE:
            return RETURNED
        elif opcode == op.GET_ITER:
            w_obj = frame.peek(0)
            frame.set_top(w_obj.iter())
        elif opcode == op.BUILD_TUPLE:
            frame.push(space.newtuple_fixed(frame.pop_values(arg)))
        elif opcode == op.BUILD_LIST:
            frame.push(calls.build_list(frame.pop_values(arg)))
        elif opcode == op.LIST_APPEND:
            w_item = frame.pop()
            w_list = frame.peek(arg - 1)
            assert isinstance(w_list, W_List)
            w_list.append(w_item)
        elif opcode == op.UNPACK_SEQUENCE:
            calls.unpack_sequence(frame, arg)
        elif opcode == op.IS_OP:
            w_b = frame.pop()
            same = operations.is_same(frame.peek(0), w_b)
            frame.set_top(space.newbool(same != (arg == 1)))
        elif opcode == op.CONTAINS_OP:
            w_container = frame.pop()
            found = w_container.contains(frame.peek(0))
            frame.set_top(space.newbool(found != (arg == 1)))
        elif opcode == op.UNARY_NOT:
            frame.set_top(space.newbool(not is_true(frame.peek(0))))
        elif opcode == op.LOAD_DEREF:
            w_value = frame.cell(arg).w_value
            if w_value is None:
                raise names.unbound_cell(code, arg)
            frame.push(w_value)
        elif opcode == op.STORE_DEREF:
            frame.cell(arg).w_value = frame.pop()
        elif opcode == op.LOAD_CLOSURE:
            frame.push(frame.cell(arg))
        elif opcode == op.DUP_TOP:
            frame.push(frame.peek(0))
        elif opcode == op.ROT_TWO:
            w_top = frame.pop()
            w_below = frame.pop()
            frame.push(w_top)
            frame.push(w_below)
        elif opcode == op.YIELD_VALUE:
            return YIELDED
        elif opcode == op.YIELD_FROM:
            if calls.yield_from(frame):
                frame.last_instr = next_instr - 2
                return YIELDED
        elif opcode == op.JUMP_IF_FALSE_OR_POP:
            if is_true(frame.peek(0)):
                frame.pop()
            else:
                next_instr += arg
        elif opcode == op.JUMP_IF_TRUE_OR_POP:
            if is_true(frame.peek(0)):
                next_instr += arg
            else:
                frame.pop()
        elif opcode == op.POP_JUMP_IF_NONE:
            if frame.pop() is space.w_None:
                next_instr += arg
        elif opcode == op.POP_JUMP_IF_NOT_NONE:
            if frame.pop() is not space.w_None:
                next_instr += arg
        elif opcode == op.BINARY_TRUE_DIVIDE:
            w_b = frame.pop()
            w_a = frame.peek(0)
            frame.set_top(operations.truediv(w_a, w_b))
        elif opcode == op.BINARY_FLOOR_DIVIDE:
            binary(frame, FLOORDIV)
        elif opcode == op.BINARY_MODULO:
            binary(frame, MOD)
        elif opcode == op.BINARY_POWER:
            binary(frame, POW)
        elif opcode == op.BINARY_LSHIFT:
            binary(frame, LSHIFT)
        elif opcode == op.BINARY_RSHIFT:
            binary(frame, RSHIFT)
        elif opcode == op.BINARY_AND:
            binary(frame, AND)
        elif opcode == op.BINARY_XOR:
            binary(frame, XOR)
        elif opcode == op.BINARY_OR:
            binary(frame, OR)
        elif opcode == op.BINARY_MATRIX_MULTIPLY:
            binary(frame, MATMUL)
        elif opcode == op.INPLACE_MATRIX_MULTIPLY:
            w_b = frame.pop()
            frame.set_top(operations.inplace(frame.peek(0), w_b, MATMUL))
        elif opcode == op.INPLACE_TRUE_DIVIDE:
            inplace(frame, TRUEDIV)
        elif opcode == op.INPLACE_FLOOR_DIVIDE:
            inplace(frame, FLOORDIV)
        elif opcode == op.INPLACE_MODULO:
            inplace(frame, MOD)
        elif opcode == op.INPLACE_POWER:
            inplace(frame, POW)
        elif opcode == op.INPLACE_LSHIFT:
            inplace(frame, LSHIFT)
        elif opcode == op.INPLACE_RSHIFT:
            inplace(frame, RSHIFT)
        elif opcode == op.INPLACE_AND:
            inplace(frame, AND)
        elif opcode == op.INPLACE_XOR:
            inplace(frame, XOR)
        elif opcode == op.INPLACE_OR:
            inplace(frame, OR)
        elif opcode == op.UNARY_NEGATIVE:
            frame.set_top(frame.peek(0).unary(NEG))
        elif opcode == op.UNARY_POSITIVE:
            frame.set_top(frame.peek(0).unary(POS))
        elif opcode == op.UNARY_INVERT:
            frame.set_top(frame.peek(0).unary(INVERT))
        elif opcode == op.CALL_FUNCTION_KW:
            calls.call_function_kw(frame, arg)
        elif opcode == op.CALL_FUNCTION_EX:
            calls.call_function_ex(frame, arg)
        elif opcode == op.MAKE_FUNCTION:
            calls.make_function(frame, arg)
        elif opcode == op.BUILD_SLICE:
            w_step = frame.pop() if arg == 3 else space.w_None
            w_stop = frame.pop()
            frame.set_top(space.W_Slice(frame.peek(0), w_stop, w_step))
        elif opcode == op.BUILD_STRING:
            calls.build_string(frame, arg)
        elif opcode == op.FORMAT_VALUE:
            calls.format_value(frame, arg)
        else:
            execute_rare(frame, code, opcode, arg)
        if we_are_jitted():
            return next_instr


@unroll_safe
def execute_rare(frame, code, opcode, arg):
    """Instructions that need not be fast, and never jump."""
    if opcode == op.EXTENDED_ARG:
        pass
    elif opcode == op.PUSH_EXC_INFO:
        handlers.push_exc_info(frame)
    elif opcode == op.CHECK_EXC_MATCH:
        w_type = frame.pop()
        frame.push(space.newbool(handlers.exception_matches(frame.peek(0), w_type)))
    elif opcode == op.POP_EXCEPT:
        handlers.pop_except(frame)
    elif opcode == op.RERAISE:
        raise handlers.reraise(frame)
    elif opcode == op.RAISE_VARARGS:
        raise handlers.raise_varargs(frame, arg)
    elif opcode == op.BEFORE_WITH:
        handlers.before_with(frame)
    elif opcode == op.WITH_EXCEPT_START:
        handlers.with_except_start(frame)
    elif opcode == op.LOAD_ASSERTION_ERROR:
        frame.push(space.w_AssertionError)
    elif opcode == op.CHECK_EG_MATCH:
        handlers.check_group_match(frame)
    elif opcode == op.PREP_RERAISE_STAR:
        handlers.prepare_reraise_star(frame)
    elif opcode == op.LOAD_NAME:
        frame.push(names.load_name(frame, code.names[arg]))
    elif opcode == op.STORE_NAME:
        names.store_name(frame, code.names[arg], frame.pop())
    elif opcode == op.DELETE_NAME:
        names.delete_name(frame, code.names[arg])
    elif opcode == op.STORE_GLOBAL:
        frame.w_globals.store_text(code.names[arg], frame.pop())
    elif opcode == op.DELETE_GLOBAL:
        names.delete_global(frame, code.names[arg])
    elif opcode == op.DELETE_FAST:
        if frame.locals_cells_stack_w[arg] is None:
            raise names.unbound_local(code, arg)
        frame.locals_cells_stack_w[arg] = None
    elif opcode == op.DELETE_DEREF:
        if frame.cell(arg).w_value is None:
            raise names.unbound_cell(code, arg)
        frame.cell(arg).w_value = None
    elif opcode == op.LOAD_CLASSDEREF:
        frame.push(names.load_classderef(frame, code, arg))
    elif opcode == op.DELETE_ATTR:
        frame.pop().delattr(code.names[arg])
    elif opcode == op.DELETE_SUBSCR:
        w_index = frame.pop()
        frame.pop().delitem(w_index)
    elif opcode == op.ROT_THREE:
        calls.rotate(frame, 3)
    elif opcode == op.ROT_FOUR:
        calls.rotate(frame, 4)
    elif opcode == op.DUP_TOP_TWO:
        w_below = frame.peek(1)
        w_top = frame.peek(0)
        frame.push(w_below)
        frame.push(w_top)
    elif opcode == op.COPY:
        frame.push(frame.peek(arg - 1))
    elif opcode == op.SWAP:
        calls.swap(frame, arg)
    elif opcode == op.BUILD_SET:
        frame.push(space.newset(frame.pop_values(arg)))
    elif opcode == op.BUILD_MAP:
        calls.build_map(frame, arg)
    elif opcode == op.BUILD_CONST_KEY_MAP:
        calls.build_const_key_map(frame, arg)
    elif opcode == op.SET_ADD:
        w_item = frame.pop()
        w_set = frame.peek(arg - 1)
        assert isinstance(w_set, space.W_Set)
        w_set.add(w_item)
    elif opcode == op.MAP_ADD:
        w_value = frame.pop()
        w_key = frame.pop()
        w_dict = frame.peek(arg - 1)
        assert isinstance(w_dict, space.W_Dict)
        w_dict.store(w_key, w_value)
    elif opcode == op.LIST_EXTEND:
        w_source = frame.pop()
        w_list = frame.peek(arg - 1)
        assert isinstance(w_list, W_List)
        calls.extend_list(w_list, w_source)
    elif opcode == op.SET_UPDATE:
        w_source = frame.pop()
        w_set = frame.peek(arg - 1)
        assert isinstance(w_set, space.W_Set)
        w_set.update_from(w_source)
    elif opcode == op.DICT_UPDATE:
        calls.dict_update(frame, arg)
    elif opcode == op.DICT_MERGE:
        calls.dict_merge(frame, arg)
    elif opcode == op.LIST_TO_TUPLE:
        w_list = frame.pop()
        assert isinstance(w_list, W_List)
        frame.push(space.newtuple(w_list.objects()))
    elif opcode == op.UNPACK_EX:
        calls.unpack_ex(frame, arg)
    elif opcode == op.LOAD_BUILD_CLASS:
        frame.push(names.load_build_class())
    elif opcode == op.SETUP_ANNOTATIONS:
        names.setup_annotations(frame)
    elif opcode == op.GET_YIELD_FROM_ITER:
        w_obj = frame.peek(0)
        if not isinstance(w_obj, space.W_Generator):
            frame.set_top(w_obj.iter())
    elif opcode == op.GET_AWAITABLE:
        frame.set_top(coroutines.awaitable(frame.peek(0)))
    elif opcode == op.GET_AITER:
        frame.set_top(coroutines.async_iterator(frame.peek(0)))
    elif opcode == op.GET_ANEXT:
        frame.push(coroutines.async_next(frame.peek(0)))
    elif opcode == op.END_ASYNC_FOR:
        coroutines.end_async_for(frame)
    elif opcode == op.BEFORE_ASYNC_WITH:
        coroutines.before_async_with(frame)
    elif opcode == op.IMPORT_NAME:
        import_name(frame, code.names[arg])
    elif opcode == op.IMPORT_FROM:
        frame.push(import_from(frame.peek(0), code.names[arg]))
    elif opcode == op.IMPORT_STAR:
        import_star(frame)
    elif opcode == op.PRINT_EXPR:
        space.print_expression(frame.pop())
    elif opcode == op.GET_LEN:
        frame.push(space.newint(frame.peek(0).length()))
    elif opcode == op.MATCH_MAPPING:
        frame.push(space.newbool(matching.is_mapping(frame.peek(0))))
    elif opcode == op.MATCH_SEQUENCE:
        frame.push(space.newbool(matching.is_sequence(frame.peek(0))))
    elif opcode == op.MATCH_KEYS:
        frame.push(matching.match_keys(frame.peek(1), frame.peek(0)))
    elif opcode == op.MATCH_CLASS:
        matching.match_class(frame, arg)
    else:
        raise error(space.w_SystemError, "the instruction " + op.NAMES[opcode] + " is not supported")
