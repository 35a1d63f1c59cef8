"""None, NotImplemented and Ellipsis."""

from objects.base import W_Root, type_error
from objects.slots import make_type
from objects.space import space


class W_None(W_Root):
    def getclass(self):
        return space.w_NoneType

    def is_true(self):
        return False

    def repr(self):
        return "None"

    def hash(self):
        return 0xFCA86420


class W_NotImplemented(W_Root):
    def getclass(self):
        return space.w_NotImplementedType

    def repr(self):
        return "NotImplemented"


class W_Ellipsis(W_Root):
    def getclass(self):
        return space.w_ellipsis

    def repr(self):
        return "Ellipsis"


space.w_None = W_None()
space.w_NotImplemented = W_NotImplemented()
space.w_Ellipsis = W_Ellipsis()


def no_arguments(w_type, args):
    if args.count() > 0:
        raise type_error(w_type.name + " takes no arguments")


def none_new(w_type, args):
    no_arguments(w_type, args)
    return space.w_None


def notimplemented_new(w_type, args):
    no_arguments(w_type, args)
    return space.w_NotImplemented


def ellipsis_new(w_type, args):
    no_arguments(w_type, args)
    return space.w_Ellipsis


def setup():
    make_type("NoneType", W_None, new=none_new, final=True)
    make_type("NotImplementedType", W_NotImplemented, new=notimplemented_new, final=True)
    make_type("ellipsis", W_Ellipsis, new=ellipsis_new, final=True)


