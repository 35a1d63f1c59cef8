"""What is done with each kind of node: a node's `accept` calls the method of its kind."""


class ExprVisitor:
    """What is done with each kind of expression."""

    def visit_BoolOp(self, node):
        raise NotImplementedError

    def visit_NamedExpr(self, node):
        raise NotImplementedError

    def visit_BinOp(self, node):
        raise NotImplementedError

    def visit_UnaryOp(self, node):
        raise NotImplementedError

    def visit_Lambda(self, node):
        raise NotImplementedError

    def visit_IfExp(self, node):
        raise NotImplementedError

    def visit_Dict(self, node):
        raise NotImplementedError

    def visit_Set(self, node):
        raise NotImplementedError

    def visit_ListComp(self, node):
        raise NotImplementedError

    def visit_SetComp(self, node):
        raise NotImplementedError

    def visit_DictComp(self, node):
        raise NotImplementedError

    def visit_GeneratorExp(self, node):
        raise NotImplementedError

    def visit_Await(self, node):
        raise NotImplementedError

    def visit_Yield(self, node):
        raise NotImplementedError

    def visit_YieldFrom(self, node):
        raise NotImplementedError

    def visit_Compare(self, node):
        raise NotImplementedError

    def visit_Call(self, node):
        raise NotImplementedError

    def visit_FormattedValue(self, node):
        raise NotImplementedError

    def visit_JoinedStr(self, node):
        raise NotImplementedError

    def visit_Constant(self, node):
        raise NotImplementedError

    def visit_Attribute(self, node):
        raise NotImplementedError

    def visit_Subscript(self, node):
        raise NotImplementedError

    def visit_Starred(self, node):
        raise NotImplementedError

    def visit_Name(self, node):
        raise NotImplementedError

    def visit_List(self, node):
        raise NotImplementedError

    def visit_Tuple(self, node):
        raise NotImplementedError

    def visit_Slice(self, node):
        raise NotImplementedError


class Visitor(ExprVisitor):
    """What is done with each kind of node."""

    def visit_FunctionDef(self, node):
        raise NotImplementedError

    def visit_ClassDef(self, node):
        raise NotImplementedError

    def visit_Return(self, node):
        raise NotImplementedError

    def visit_Delete(self, node):
        raise NotImplementedError

    def visit_Assign(self, node):
        raise NotImplementedError

    def visit_AugAssign(self, node):
        raise NotImplementedError

    def visit_AnnAssign(self, node):
        raise NotImplementedError

    def visit_For(self, node):
        raise NotImplementedError

    def visit_While(self, node):
        raise NotImplementedError

    def visit_If(self, node):
        raise NotImplementedError

    def visit_With(self, node):
        raise NotImplementedError

    def visit_Raise(self, node):
        raise NotImplementedError

    def visit_Try(self, node):
        raise NotImplementedError

    def visit_Assert(self, node):
        raise NotImplementedError

    def visit_Import(self, node):
        raise NotImplementedError

    def visit_ImportFrom(self, node):
        raise NotImplementedError

    def visit_Global(self, node):
        raise NotImplementedError

    def visit_Nonlocal(self, node):
        raise NotImplementedError

    def visit_ExprStmt(self, node):
        raise NotImplementedError

    def visit_Pass(self, node):
        raise NotImplementedError

    def visit_Break(self, node):
        raise NotImplementedError

    def visit_Continue(self, node):
        raise NotImplementedError

    def visit_Match(self, node):
        raise NotImplementedError

    def visit_MatchValue(self, node):
        raise NotImplementedError

    def visit_MatchSingleton(self, node):
        raise NotImplementedError

    def visit_MatchSequence(self, node):
        raise NotImplementedError

    def visit_MatchMapping(self, node):
        raise NotImplementedError

    def visit_MatchClass(self, node):
        raise NotImplementedError

    def visit_MatchStar(self, node):
        raise NotImplementedError

    def visit_MatchAs(self, node):
        raise NotImplementedError

    def visit_MatchOr(self, node):
        raise NotImplementedError
