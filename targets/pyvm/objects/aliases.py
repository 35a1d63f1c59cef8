"""`int | str` and `list[int]`: types that are only written down."""

from objects.base import W_Root
from objects.slots import make_type
from objects.space import export, space


@export
class W_Union(W_Root):
    _immutable_fields_ = ["members_w"]
    OPERATORS = "or"

    def __init__(self, members_w):
        self.members_w = members_w

    def getclass(self):
        return space.w_union

    def repr(self):
        return " | ".join([name_in_alias(w_member) for w_member in self.members_w])

    def binop(self, w_other, op):
        if op == space.OR:
            return union_type(self, w_other)
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == space.OR:
            return union_type(w_left, self)
        return space.w_NotImplemented


def name_in_alias(w_type):
    if isinstance(w_type, space.W_Type):
        if w_type is space.w_NoneType:
            return "None"
        return w_type.full_name()
    return w_type.repr()


def members_of(w_type):
    if isinstance(w_type, W_Union):
        return w_type.members_w
    if w_type is space.w_None:
        return [space.w_NoneType]
    return [w_type]


@export
def union_type(w_a, w_b):
    if not is_typelike(w_a) or not is_typelike(w_b):
        return space.w_NotImplemented
    members_w = []
    for w_member in members_of(w_a) + members_of(w_b):
        if w_member not in members_w:
            members_w.append(w_member)
    return W_Union(members_w)


def is_typelike(w_type):
    return (
        isinstance(w_type, space.W_Type) or isinstance(w_type, W_Union) or isinstance(w_type, W_GenericAlias)
        or w_type is space.w_None
    )  # fmt: skip


@export
class W_GenericAlias(W_Root):
    _immutable_fields_ = ["w_origin", "args_w"]
    OPERATORS = "or"

    def __init__(self, w_origin, args_w):
        self.w_origin = w_origin
        self.args_w = args_w

    def getclass(self):
        return space.w_GenericAlias

    def repr(self):
        return name_in_alias(self.w_origin) + "[" + ", ".join([name_in_alias(w_arg) for w_arg in self.args_w]) + "]"

    def binop(self, w_other, op):
        if op == space.OR:
            return union_type(self, w_other)
        return space.w_NotImplemented

    def is_callable(self):
        return True

    def call(self, args):
        return self.w_origin.call(args)

    def getattr(self, name):
        w_value = space.find_attribute(self, name)
        if w_value is None:
            return self.w_origin.getattr(name)
        return w_value


@export
def generic_alias(w_origin, w_index):
    if isinstance(w_index, space.W_Tuple):
        return W_GenericAlias(w_origin, w_index.items_w)
    return W_GenericAlias(w_origin, [w_index])


def as_alias(w_obj):
    assert isinstance(w_obj, W_GenericAlias)
    return w_obj


def setup():
    make_type("UnionType", W_Union, final=True, key="union")
    make_type(
        "GenericAlias",
        W_GenericAlias,
        final=True,
        getsets=[
            ("__origin__", lambda w: as_alias(w).w_origin),
            ("__args__", lambda w: space.newtuple(as_alias(w).args_w)),
        ],
    )
