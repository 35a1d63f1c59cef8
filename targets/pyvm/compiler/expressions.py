"""Code for expressions other than calls and comprehensions."""

from compiler import consts, opcodes
from compiler.blocks import Block
from compiler.consts import ConstStr, ConstTuple
from compiler.fold import fold, fold_container
from compiler.generator import DELETE, Generator, LOAD, STORE
from parser import ast

BINARY_OPS = [
    opcodes.BINARY_ADD, opcodes.BINARY_SUBTRACT, opcodes.BINARY_MULTIPLY, opcodes.BINARY_MATRIX_MULTIPLY,
    opcodes.BINARY_TRUE_DIVIDE, opcodes.BINARY_FLOOR_DIVIDE, opcodes.BINARY_MODULO, opcodes.BINARY_POWER,
    opcodes.BINARY_LSHIFT, opcodes.BINARY_RSHIFT, opcodes.BINARY_AND, opcodes.BINARY_XOR, opcodes.BINARY_OR,
]  # fmt: skip
UNARY_OPS = [opcodes.UNARY_POSITIVE, opcodes.UNARY_NEGATIVE, opcodes.UNARY_NOT, opcodes.UNARY_INVERT]

MAX_PUSHED = 30  # displays with more items than this are built item by item, so that the stack stays small


class ExpressionGenerator(Generator):
    def load(self, node):
        """The value of an expression, as a constant if it is one."""
        value = fold(node)
        if value is not None:
            self.span = node.span
            self.load_const(value)
        else:
            node.accept(self)

    def visit_Constant(self, node):
        self.span = node.span
        self.load_const(node.value)

    def visit_Name(self, node):
        self.span = node.span
        self.name_op(node.id, LOAD)

    def visit_BinOp(self, node):
        self.load(node.left)
        self.load(node.right)
        self.span = node.span
        self.op(BINARY_OPS[node.op])

    def visit_UnaryOp(self, node):
        self.load(node.operand)
        self.span = node.span
        self.op(UNARY_OPS[node.op])

    def visit_NamedExpr(self, node):
        self.load(node.value)
        self.span = node.span
        self.op(opcodes.DUP_TOP)
        self.store(node.target)

    def visit_Attribute(self, node):
        self.load(node.value)
        self.span = node.span
        self.op_name(opcodes.LOAD_ATTR, node.attr)

    def visit_Subscript(self, node):
        self.load(node.value)
        self.load(node.index)
        self.span = node.span
        self.op(opcodes.BINARY_SUBSCR)

    def visit_Slice(self, node):
        self.optional(node.lower)
        self.optional(node.upper)
        count = 2
        if node.step is not None:
            self.load(node.step)
            count = 3
        self.span = node.span
        self.op_arg(opcodes.BUILD_SLICE, count)

    def optional(self, node):
        if node is None:
            self.load_none()
        else:
            self.load(node)

    def visit_Starred(self, node):
        raise self.error_at("can't use starred expression here", node)

    def visit_IfExp(self, node):
        orelse = Block()
        end = Block()
        self.jump_if(node.test, orelse, False)
        self.load(node.body)
        self.span = node.span
        self.jump(opcodes.JUMP_FORWARD, end)
        self.begin(orelse)
        self.load(node.orelse)
        self.begin(end)

    def visit_BoolOp(self, node):
        end = Block()
        op = opcodes.JUMP_IF_FALSE_OR_POP if node.op == ast.AND else opcodes.JUMP_IF_TRUE_OR_POP
        last = len(node.values) - 1
        for i in range(last):
            self.load(node.values[i])
            self.span = node.span
            self.jump(op, end)
            self.begin(Block())
        self.load(node.values[last])
        self.begin(end)

    def compare_op(self, op):
        if op < ast.IS:
            self.op_arg(opcodes.COMPARE_OP, op)
        elif op == ast.IS or op == ast.IS_NOT:
            self.op_arg(opcodes.IS_OP, 1 if op == ast.IS_NOT else 0)
        else:
            self.op_arg(opcodes.CONTAINS_OP, 1 if op == ast.NOT_IN else 0)

    def comparand(self, op, node):
        """The right side of a comparison."""
        if op == ast.IN or op == ast.NOT_IN:
            value = fold_container(node)
            if value is not None:
                self.span = node.span
                self.load_const(value)
                return
        self.load(node)

    def visit_Compare(self, node):
        self.load(node.left)
        if len(node.ops) == 1:
            self.comparand(node.ops[0], node.comparators[0])
            self.span = node.span
            self.compare_op(node.ops[0])
            return
        cleanup = Block()
        end = Block()
        last = len(node.ops) - 1
        for i in range(last):
            self.chain_link(node, i)
            self.jump(opcodes.JUMP_IF_FALSE_OR_POP, cleanup)
            self.begin(Block())
        self.comparand(node.ops[last], node.comparators[last])
        self.span = node.span
        self.compare_op(node.ops[last])
        self.jump(opcodes.JUMP_FORWARD, end)
        self.begin(cleanup)
        self.op(opcodes.ROT_TWO)
        self.op(opcodes.POP_TOP)
        self.begin(end)

    def chain_link(self, node, i):
        """One comparison of a chain: its right side stays below the result."""
        self.load(node.comparators[i])
        self.span = node.span
        self.op(opcodes.DUP_TOP)
        self.op(opcodes.ROT_THREE)
        self.compare_op(node.ops[i])

    def jump_if(self, node, target, condition):
        """Jumps if the truth of the expression is `condition`, else goes on."""
        value = fold(node)
        if value is not None:
            if value.truth() == condition:
                self.jump(opcodes.JUMP_FORWARD, target)
                self.begin(Block())
            return
        if isinstance(node, ast.UnaryOp):
            if node.op == ast.UNARY_NOT:
                self.jump_if(node.operand, target, not condition)
                return
        elif isinstance(node, ast.BoolOp):
            self.jump_if_bool_op(node, target, condition)
            return
        elif isinstance(node, ast.IfExp):
            orelse = Block()
            end = Block()
            self.jump_if(node.test, orelse, False)
            self.jump_if(node.body, target, condition)
            self.jump(opcodes.JUMP_FORWARD, end)
            self.begin(orelse)
            self.jump_if(node.orelse, target, condition)
            self.begin(end)
            return
        elif isinstance(node, ast.Compare):
            if len(node.ops) > 1:
                self.jump_if_chain(node, target, condition)
                return
            if self.jump_if_none(node, target, condition):
                return
        self.load(node)
        self.span = node.span
        self.jump(opcodes.POP_JUMP_IF_TRUE if condition else opcodes.POP_JUMP_IF_FALSE, target)
        self.begin(Block())

    def jump_if_none(self, node, target, condition):
        """`x is None` and `x is not None`."""
        op = node.ops[0]
        if op != ast.IS and op != ast.IS_NOT:
            return False
        right = node.comparators[0]
        if not isinstance(right, ast.Constant) or not isinstance(right.value, consts.ConstNone):
            return False
        self.load(node.left)
        self.span = node.span
        if_none = (op == ast.IS) == condition
        self.jump(opcodes.POP_JUMP_IF_NONE if if_none else opcodes.POP_JUMP_IF_NOT_NONE, target)
        self.begin(Block())
        return True

    def jump_if_bool_op(self, node, target, condition):
        # `a and b` is known to be false, `a or b` to be true, as soon as one value is.
        decides = node.op == ast.OR
        end = Block()
        early = target if decides == condition else end
        last = len(node.values) - 1
        for i in range(last):
            self.jump_if(node.values[i], early, decides)
        self.jump_if(node.values[last], target, condition)
        self.begin(end)

    def jump_if_chain(self, node, target, condition):
        cleanup = Block()
        end = Block()
        self.load(node.left)
        last = len(node.ops) - 1
        for i in range(last):
            self.chain_link(node, i)
            self.jump(opcodes.POP_JUMP_IF_FALSE, cleanup)
            self.begin(Block())
        self.comparand(node.ops[last], node.comparators[last])
        self.span = node.span
        self.compare_op(node.ops[last])
        self.jump(opcodes.POP_JUMP_IF_TRUE if condition else opcodes.POP_JUMP_IF_FALSE, target)
        self.begin(Block())
        self.jump(opcodes.JUMP_FORWARD, end)
        self.begin(cleanup)
        self.op(opcodes.POP_TOP)
        if not condition:
            self.jump(opcodes.JUMP_FORWARD, target)
        self.begin(end)

    # Displays.

    def visit_Tuple(self, node):
        self.sequence(node, node.elts, 0, opcodes.BUILD_TUPLE, opcodes.LIST_APPEND, opcodes.LIST_EXTEND)

    def visit_List(self, node):
        self.sequence(node, node.elts, 0, opcodes.BUILD_LIST, opcodes.LIST_APPEND, opcodes.LIST_EXTEND)

    def visit_Set(self, node):
        self.sequence(node, node.elts, 0, opcodes.BUILD_SET, opcodes.SET_ADD, opcodes.SET_UPDATE)

    def sequence(self, node, elts, pushed, build, add, extend):
        """A list, set or tuple of items; so many of them are on the stack already."""
        span = node.span
        count = len(elts)
        starred = False
        for elt in elts:
            if isinstance(elt, ast.Starred):
                starred = True
        if not starred and count + pushed <= MAX_PUSHED:
            for elt in elts:
                self.load(elt)
            self.span = span
            self.op_arg(build, count + pushed)
            return
        if pushed == 0 and build == opcodes.BUILD_LIST and not starred:
            if self.constant_list(elts, span):
                return
        in_list = build == opcodes.BUILD_TUPLE
        started = False
        if count + pushed > MAX_PUSHED:
            self.span = span
            self.op_arg(opcodes.BUILD_LIST if in_list else build, pushed)
            started = True
        for i in range(count):
            elt = elts[i]
            if isinstance(elt, ast.Starred):
                if not started:
                    self.span = span
                    self.op_arg(opcodes.BUILD_LIST if in_list else build, pushed + i)
                    started = True
                self.load(elt.value)
                self.span = span
                self.op_arg(extend, 1)
            else:
                self.load(elt)
                if started:
                    self.span = span
                    self.op_arg(add, 1)
        self.span = span
        if in_list:
            self.op(opcodes.LIST_TO_TUPLE)

    def constant_list(self, elts, span):
        """A long list of constants is made of a tuple of them."""
        items = []
        for elt in elts:
            value = fold(elt)
            if value is None:
                return False
            items.append(value)
        self.span = span
        self.op_arg(opcodes.BUILD_LIST, 0)
        self.load_const(ConstTuple(items[:]))
        self.op_arg(opcodes.LIST_EXTEND, 1)
        return True

    def visit_Dict(self, node):
        self.span = node.span
        n = len(node.keys)
        have_dict = False
        start = 0
        for i in range(n):
            if node.keys[i] is None:
                have_dict = self.dict_part(node, start, i, have_dict)
                if not have_dict:
                    self.op_arg(opcodes.BUILD_MAP, 0)
                    have_dict = True
                value = node.values[i]
                self.load(value)
                self.span = node.span
                self.op_arg(opcodes.DICT_UPDATE, 1)
                start = i + 1
            elif i - start == MAX_PUSHED // 2:
                have_dict = self.dict_part(node, start, i, have_dict)
                start = i
        have_dict = self.dict_part(node, start, n, have_dict)
        if not have_dict:
            self.op_arg(opcodes.BUILD_MAP, 0)

    def dict_part(self, node, start, end, have_dict):
        """The pairs of a range; they are put into the dict that is there already. Whether there is one now."""
        if start == end:
            return have_dict
        keys = []
        for i in range(start, end):
            key = node.keys[i]
            assert key is not None
            value = fold(key)
            if value is not None:
                keys.append(value)
        if len(keys) == end - start and len(keys) > 1:
            for i in range(start, end):
                self.load(node.values[i])
            self.span = node.span
            self.load_const(ConstTuple(keys[:]))
            self.op_arg(opcodes.BUILD_CONST_KEY_MAP, end - start)
        else:
            for i in range(start, end):
                key = node.keys[i]
                assert key is not None
                self.load(key)
                self.load(node.values[i])
            self.span = node.span
            self.op_arg(opcodes.BUILD_MAP, end - start)
        if have_dict:
            self.op_arg(opcodes.DICT_UPDATE, 1)
        return True

    # f-strings.

    def visit_JoinedStr(self, node):
        if len(node.values) == 0:
            self.span = node.span
            self.load_const(ConstStr(""))
            return
        if len(node.values) > MAX_PUSHED:
            self.joined_long(node)
            return
        for value in node.values:
            value.accept(self)
        self.span = node.span
        if len(node.values) > 1:
            self.op_arg(opcodes.BUILD_STRING, len(node.values))

    def joined_long(self, node):
        """Many parts are joined by a method of str, so that the stack stays small."""
        self.span = node.span
        self.load_const(ConstStr(""))
        self.op_plain_name(opcodes.LOAD_METHOD, "join")
        self.op_arg(opcodes.BUILD_LIST, 0)
        for value in node.values:
            value.accept(self)
            self.op_arg(opcodes.LIST_APPEND, 1)
        self.op_arg(opcodes.CALL_METHOD, 1)

    def visit_FormattedValue(self, node):
        self.load(node.value)
        flags = 0
        if node.conversion == ord("s"):
            flags = 1
        elif node.conversion == ord("r"):
            flags = 2
        elif node.conversion == ord("a"):
            flags = 3
        spec = node.format_spec
        if spec is not None:
            spec.accept(self)
            flags |= 4
        self.span = node.span
        self.op_arg(opcodes.FORMAT_VALUE, flags)

    # Targets.

    def store(self, node):
        """Assigns the value on top of the stack."""
        self.span = node.span
        if isinstance(node, ast.Name):
            self.name_op(node.id, STORE)
        elif isinstance(node, ast.Attribute):
            self.load(node.value)
            self.span = node.span
            self.op_name(opcodes.STORE_ATTR, node.attr)
        elif isinstance(node, ast.Subscript):
            self.load(node.value)
            self.load(node.index)
            self.span = node.span
            self.op(opcodes.STORE_SUBSCR)
        elif isinstance(node, ast.Tuple):
            self.unpack(node.elts, node)
        elif isinstance(node, ast.List):
            self.unpack(node.elts, node)
        else:
            raise self.error_at("starred assignment target must be in a list or tuple", node)

    def unpack(self, elts, node):
        star = -1
        for i in range(len(elts)):
            if isinstance(elts[i], ast.Starred):
                if star >= 0:
                    raise self.error_at("multiple starred expressions in assignment", node)
                star = i
        if star < 0:
            self.op_arg(opcodes.UNPACK_SEQUENCE, len(elts))
        else:
            after = len(elts) - star - 1
            if star >= 256 or after >= 1 << 23:
                raise self.error_at("too many expressions in star-unpacking assignment", node)
            self.op_arg(opcodes.UNPACK_EX, star | after << 8)
        for elt in elts:
            if isinstance(elt, ast.Starred):
                self.store(elt.value)
            else:
                self.store(elt)

    def delete(self, node):
        self.span = node.span
        if isinstance(node, ast.Name):
            self.name_op(node.id, DELETE)
        elif isinstance(node, ast.Attribute):
            self.load(node.value)
            self.span = node.span
            self.op_name(opcodes.DELETE_ATTR, node.attr)
        elif isinstance(node, ast.Subscript):
            self.load(node.value)
            self.load(node.index)
            self.span = node.span
            self.op(opcodes.DELETE_SUBSCR)
        elif isinstance(node, ast.Tuple):
            for elt in node.elts:
                self.delete(elt)
        elif isinstance(node, ast.List):
            for elt in node.elts:
                self.delete(elt)
