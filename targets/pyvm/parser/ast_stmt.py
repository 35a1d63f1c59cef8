"""The syntax tree: statements, the patterns of `match`, and whole texts."""

from parser.ast import Node


class Stmt(Node):
    def is_compound(self):
        """Whether it has a block."""
        return False

    def accept(self, visitor):
        raise NotImplementedError


class FunctionDef(Stmt):
    """`returns` may be None."""

    def __init__(self, name, args, body, decorators, returns, is_async, span):
        Stmt.__init__(self, span)
        self.name = name
        self.args = args
        self.body = body
        self.decorators = decorators
        self.returns = returns
        self.is_async = is_async

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_FunctionDef(self)


class ClassDef(Stmt):
    def __init__(self, name, bases, keywords, body, decorators, span):
        Stmt.__init__(self, span)
        self.name = name
        self.bases = bases
        self.keywords = keywords
        self.body = body
        self.decorators = decorators

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_ClassDef(self)


class Return(Stmt):
    """The value may be None."""

    def __init__(self, value, span):
        Stmt.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_Return(self)


class Delete(Stmt):
    def __init__(self, targets, span):
        Stmt.__init__(self, span)
        self.targets = targets

    def accept(self, visitor):
        visitor.visit_Delete(self)


class Assign(Stmt):
    def __init__(self, targets, value, span):
        Stmt.__init__(self, span)
        self.targets = targets
        self.value = value

    def accept(self, visitor):
        visitor.visit_Assign(self)


class AugAssign(Stmt):
    def __init__(self, target, op, value, span):
        Stmt.__init__(self, span)
        self.target = target
        self.op = op
        self.value = value

    def accept(self, visitor):
        visitor.visit_AugAssign(self)


class AnnAssign(Stmt):
    """The value may be None. `simple`: the target is a name that is not in parentheses."""

    def __init__(self, target, annotation, value, simple, span):
        Stmt.__init__(self, span)
        self.target = target
        self.annotation = annotation
        self.value = value
        self.simple = simple

    def accept(self, visitor):
        visitor.visit_AnnAssign(self)


class For(Stmt):
    def __init__(self, target, iter, body, orelse, is_async, span):
        Stmt.__init__(self, span)
        self.target = target
        self.iter = iter
        self.body = body
        self.orelse = orelse
        self.is_async = is_async

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_For(self)


class While(Stmt):
    def __init__(self, test, body, orelse, span):
        Stmt.__init__(self, span)
        self.test = test
        self.body = body
        self.orelse = orelse

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_While(self)


class If(Stmt):
    def __init__(self, test, body, orelse, span):
        Stmt.__init__(self, span)
        self.test = test
        self.body = body
        self.orelse = orelse

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_If(self)


class With(Stmt):
    def __init__(self, items, body, is_async, span):
        Stmt.__init__(self, span)
        self.items = items
        self.body = body
        self.is_async = is_async

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_With(self)


class Raise(Stmt):
    """Both may be None."""

    def __init__(self, exc, cause, span):
        Stmt.__init__(self, span)
        self.exc = exc
        self.cause = cause

    def accept(self, visitor):
        visitor.visit_Raise(self)


class Try(Stmt):
    """`is_star`: the handlers are `except*`."""

    def __init__(self, body, handlers, orelse, finalbody, is_star, span):
        Stmt.__init__(self, span)
        self.body = body
        self.handlers = handlers
        self.orelse = orelse
        self.finalbody = finalbody
        self.is_star = is_star

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_Try(self)


class Assert(Stmt):
    """The message may be None."""

    def __init__(self, test, message, span):
        Stmt.__init__(self, span)
        self.test = test
        self.message = message

    def accept(self, visitor):
        visitor.visit_Assert(self)


class Import(Stmt):
    def __init__(self, names, span):
        Stmt.__init__(self, span)
        self.names = names

    def accept(self, visitor):
        visitor.visit_Import(self)


class ImportFrom(Stmt):
    """`module` may be empty."""

    def __init__(self, module, names, level, span):
        Stmt.__init__(self, span)
        self.module = module
        self.names = names
        self.level = level

    def accept(self, visitor):
        visitor.visit_ImportFrom(self)


class Global(Stmt):
    def __init__(self, names, span):
        Stmt.__init__(self, span)
        self.names = names

    def accept(self, visitor):
        visitor.visit_Global(self)


class Nonlocal(Stmt):
    def __init__(self, names, span):
        Stmt.__init__(self, span)
        self.names = names

    def accept(self, visitor):
        visitor.visit_Nonlocal(self)


class ExprStmt(Stmt):
    def __init__(self, value, span):
        Stmt.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_ExprStmt(self)


class Pass(Stmt):
    def accept(self, visitor):
        visitor.visit_Pass(self)


class Break(Stmt):
    def accept(self, visitor):
        visitor.visit_Break(self)


class Continue(Stmt):
    def accept(self, visitor):
        visitor.visit_Continue(self)


class Match(Stmt):
    def __init__(self, subject, cases, span):
        Stmt.__init__(self, span)
        self.subject = subject
        self.cases = cases

    def is_compound(self):
        return True

    def accept(self, visitor):
        visitor.visit_Match(self)


class WithItem:
    """The target may be None."""

    def __init__(self, manager, target):
        self.manager = manager
        self.target = target


class Alias(Node):
    """`name as asname` of an import; `asname` may be empty."""

    def __init__(self, name, asname, span):
        Node.__init__(self, span)
        self.name = name
        self.asname = asname


class ExceptHandler(Node):
    """The type may be None, the name empty."""

    def __init__(self, type, name, body, span):
        Node.__init__(self, span)
        self.type = type
        self.name = name
        self.body = body


class MatchCase:
    """The guard may be None."""

    def __init__(self, pattern, guard, body):
        self.pattern = pattern
        self.guard = guard
        self.body = body


class Pattern(Node):
    def accept(self, visitor):
        raise NotImplementedError


class MatchValue(Pattern):
    def __init__(self, value, span):
        Pattern.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_MatchValue(self)


class MatchSingleton(Pattern):
    """None, True or False."""

    def __init__(self, value, span):
        Pattern.__init__(self, span)
        self.value = value

    def accept(self, visitor):
        visitor.visit_MatchSingleton(self)


class MatchSequence(Pattern):
    def __init__(self, patterns, span):
        Pattern.__init__(self, span)
        self.patterns = patterns

    def accept(self, visitor):
        visitor.visit_MatchSequence(self)


class MatchMapping(Pattern):
    """`rest` may be empty."""

    def __init__(self, keys, patterns, rest, span):
        Pattern.__init__(self, span)
        self.keys = keys
        self.patterns = patterns
        self.rest = rest

    def accept(self, visitor):
        visitor.visit_MatchMapping(self)


class MatchClass(Pattern):
    def __init__(self, cls, patterns, kwd_attrs, kwd_patterns, span):
        Pattern.__init__(self, span)
        self.cls = cls
        self.patterns = patterns
        self.kwd_attrs = kwd_attrs
        self.kwd_patterns = kwd_patterns

    def accept(self, visitor):
        visitor.visit_MatchClass(self)


class MatchStar(Pattern):
    """The name may be empty."""

    def __init__(self, name, span):
        Pattern.__init__(self, span)
        self.name = name

    def accept(self, visitor):
        visitor.visit_MatchStar(self)


class MatchAs(Pattern):
    """The pattern may be None; the name may be empty: anything matches and is not kept."""

    def __init__(self, pattern, name, span):
        Pattern.__init__(self, span)
        self.pattern = pattern
        self.name = name

    def accept(self, visitor):
        visitor.visit_MatchAs(self)


class MatchOr(Pattern):
    def __init__(self, patterns, span):
        Pattern.__init__(self, span)
        self.patterns = patterns

    def accept(self, visitor):
        visitor.visit_MatchOr(self)


class Module:
    """A text of mode exec or single."""

    def __init__(self, body):
        self.body = body
