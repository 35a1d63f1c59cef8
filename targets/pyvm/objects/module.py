"""Modules."""

from objects.base import Referable, W_Root, type_error
from objects.builtin import builtin_function
from objects.slots import make_type
from objects.space import export, space


@export
class W_Module(Referable, W_Root):
    _immutable_fields_ = ["w_dict"]

    def __init__(self, name):
        self.w_dict = space.new_module_dict()
        self.set("__name__", space.newstr(name))

    def getclass(self):
        return space.w_module

    def set(self, name, w_value):
        self.w_dict.store_text(name, w_value)

    def name(self):
        w_name = self.w_dict.find_text("__name__")
        return "?" if w_name is None else w_name.str()

    def repr(self):
        w_file = self.w_dict.find_text("__file__")
        if w_file is None:
            return "<module '" + self.name() + "' (built-in)>"
        return "<module '" + self.name() + "' from " + w_file.repr() + ">"

    def getdict(self):
        return self.w_dict

    def getdictvalue(self, name):
        return self.w_dict.find_text(name)

    def setdictvalue(self, name, w_value):
        if w_value is None:
            return self.w_dict.remove(space.newstr(name))
        self.w_dict.store_text(name, w_value)
        return True

    def getattr(self, name):
        w_value = space.find_attribute(self, name)
        if w_value is not None:
            return w_value
        w_getattr = self.w_dict.find_text("__getattr__")
        if w_getattr is not None:
            return w_getattr.call1(space.newstr(name))
        raise space.attribute_error("module '" + self.name() + "' has no attribute '" + name + "'", self, name)


@export
def make_module(name, functions=(), values=()):
    """When the VM is made: a module of functions of the VM and of (name, object) pairs."""
    w_module = W_Module(name)
    for function in functions:
        if isinstance(function, tuple):
            shown, function = function
        else:
            shown = function.__name__
        w_function = builtin_function(function, shown)
        w_function.owner = name
        w_module.set(shown, w_function)
    for key, w_value in values:
        w_module.set(key, w_value)
    return w_module


def module_new(w_type, args):
    if args.count() < 1:
        raise type_error("module() missing required argument 'name' (pos 1)")
    return W_Module(args.args_w[0].text_w())


def setup():
    make_type("module", W_Module, new=module_new, final=True)
