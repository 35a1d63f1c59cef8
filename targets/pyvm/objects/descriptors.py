"""property, staticmethod, classmethod and super."""

from rpython.rlib.jit import unroll_safe

from objects.base import W_Root, type_error
from objects.function import W_Cell, W_Function
from objects.slots import make_type
from objects.space import export, space
from objects.type import W_Type


PARTS = ["fget", "fset", "fdel", "doc"]


@export
class W_Property(W_Root):
    def __init__(self):
        self.set_functions(space.w_None, space.w_None, space.w_None, space.w_None)

    def set_functions(self, w_get, w_set, w_del, w_doc):
        self.w_get = w_get
        self.w_set = w_set
        self.w_del = w_del
        self.w_doc = w_doc
        self.name = ""

    def getclass(self):
        return space.w_property

    def is_data_descr(self):
        return True

    def failure(self, what, w_obj):
        text = "property "
        if len(self.name) > 0:
            text += "'" + self.name + "' "
        return space.error(space.w_AttributeError, text + "of '" + w_obj.type_name() + "' object has no " + what)

    def descr_get(self, w_obj, w_type):
        if w_obj is None:
            return self
        if self.w_get is space.w_None:
            raise self.failure("getter", w_obj)
        return self.w_get.call1(w_obj)

    def descr_set(self, w_obj, w_value):
        if self.w_set is space.w_None:
            raise self.failure("setter", w_obj)
        self.w_set.call2(w_obj, w_value)

    def descr_delete(self, w_obj):
        if self.w_del is space.w_None:
            raise self.failure("deleter", w_obj)
        self.w_del.call1(w_obj)

    def m___init__(self, args):
        parts_w = [space.w_None] * 4
        for i in range(args.count()):
            if i < 4:
                parts_w[i] = args.args_w[i]
        for i in range(args.keyword_count()):
            for k in range(4):
                if args.names[i] == PARTS[k]:
                    parts_w[k] = args.values_w[i]
        self.set_functions(parts_w[0], parts_w[1], parts_w[2], parts_w[3])

    def copy(self, w_get, w_set, w_del):
        w_result = space.w_property.layout.allocate(self.getclass()) if self.getclass().is_heap else W_Property()
        assert isinstance(w_result, W_Property)
        w_result.set_functions(w_get, w_set, w_del, self.w_doc)
        w_result.name = self.name
        return w_result

    def m_getter(self, w_function):
        return self.copy(w_function, self.w_set, self.w_del)

    def m_setter(self, w_function):
        return self.copy(self.w_get, w_function, self.w_del)

    def m_deleter(self, w_function):
        return self.copy(self.w_get, self.w_set, w_function)

    def m___set_name__(self, w_owner, w_name):
        self.name = w_name.text_w()


@export
class W_StaticMethod(W_Root):
    _immutable_fields_ = ["w_function?"]

    def __init__(self, w_function):
        self.w_function = w_function

    def getclass(self):
        return space.w_staticmethod

    def descr_get(self, w_obj, w_type):
        return self.w_function

    def is_callable(self):
        return True

    def call(self, args):
        return self.w_function.call(args)


@export
class W_ClassMethod(W_Root):
    _immutable_fields_ = ["w_function?"]

    def __init__(self, w_function):
        self.w_function = w_function

    def getclass(self):
        return space.w_classmethod

    def descr_get(self, w_obj, w_type):
        if w_type is None or w_type is space.w_None:
            w_type = w_obj.getclass()
        if self.w_function.is_function() or isinstance(self.w_function, space.W_Builtin):
            return space.W_Method(self.w_function, w_type)
        return self.w_function.descr_get(w_type, w_type.getclass())


@export
class W_Super(W_Root):
    """What comes after `w_start` in the order of resolution of `w_type`, bound to w_obj (an instance of it, or the type itself)."""

    _immutable_fields_ = ["w_start", "w_obj", "w_type"]

    def __init__(self, w_start, w_obj, w_type):
        self.w_start = w_start
        self.w_obj = w_obj
        self.w_type = w_type

    def getclass(self):
        return space.w_super

    def repr(self):
        return "<super: <class '" + self.w_start.name + "'>, <" + self.w_type.name + " object>>"

    def getattr(self, name):
        if name != "__class__":
            w_value = self.w_type.lookup_after(self.w_start, name)
            if w_value is not None:
                w_obj = self.w_obj
                if w_obj is self.w_type:
                    return w_value.descr_get(None, self.w_type)
                return w_value.descr_get(w_obj, self.w_type)
        w_value = space.find_attribute(self, name)
        if w_value is None:
            raise space.attribute_error("'super' object has no attribute '" + name + "'", self, name)
        return w_value


@export
def make_super(w_start, w_obj):
    if not isinstance(w_start, W_Type):
        raise type_error("super() argument 1 must be a type, not " + w_start.type_name())
    if isinstance(w_obj, W_Type) and w_obj.issubtype(w_start):
        return W_Super(w_start, w_obj, w_obj)
    w_type = w_obj.getclass()
    if not w_type.issubtype(w_start):
        raise type_error("super(type, obj): obj must be an instance or subtype of type")
    return W_Super(w_start, w_obj, w_type)


@export
@unroll_safe
def super_of_frame(frame):
    """super() without arguments: the class is the cell `__class__`, the object is the first argument."""
    code = frame.code
    if code.argcount == 0 and not code.has_varargs:
        raise space.error(space.w_RuntimeError, "super(): no arguments")
    w_obj = frame.locals_cells_stack_w[0]
    if w_obj is None:
        # The argument may be in a cell.
        for i in range(len(code.cell2arg)):
            if code.cell2arg[i] == 0:
                w_cell = frame.locals_cells_stack_w[code.nlocals + i]
                assert isinstance(w_cell, W_Cell)
                w_obj = w_cell.w_value
    if w_obj is None:
        raise space.error(space.w_RuntimeError, "super(): arg[0] deleted")
    index = code.class_cell
    if index < 0:
        raise space.error(space.w_RuntimeError, "super(): __class__ cell not found")
    w_cell = frame.locals_cells_stack_w[code.nlocals + index]
    assert isinstance(w_cell, W_Cell)
    if w_cell.w_value is None:
        raise space.error(space.w_RuntimeError, "super(): empty __class__ cell")
    return make_super(w_cell.w_value, w_obj)


def super_self(w_super):
    assert isinstance(w_super, W_Super)
    return w_super.w_obj


def super_start(w_super):
    assert isinstance(w_super, W_Super)
    return w_super.w_start


def super_type(w_super):
    assert isinstance(w_super, W_Super)
    return w_super.w_type


def super_new(w_type, args):
    if args.count() == 2:
        return make_super(args.args_w[0], args.args_w[1])
    raise space.error(space.w_RuntimeError, "super(): no arguments")


def property_new(w_type, args):
    if w_type is space.w_property:
        return W_Property()
    w_result = w_type.layout.allocate(w_type)
    assert isinstance(w_result, W_Property)
    w_result.set_functions(space.w_None, space.w_None, space.w_None, space.w_None)
    return w_result


def staticmethod_new(w_type, args):
    if args.count() != 1:
        raise type_error("staticmethod expected 1 argument, got " + str(args.count()))
    return W_StaticMethod(args.args_w[0])


def classmethod_new(w_type, args):
    if args.count() != 1:
        raise type_error("classmethod expected 1 argument, got " + str(args.count()))
    return W_ClassMethod(args.args_w[0])


def as_property(w_obj):
    assert isinstance(w_obj, W_Property)
    return w_obj


def property_doc(w_obj):
    w_property = as_property(w_obj)
    if w_property.w_doc is not space.w_None:
        return w_property.w_doc
    w_get = w_property.w_get
    if isinstance(w_get, W_Function):
        return w_get.getattr("__doc__")
    return space.w_None


def static_function(w_obj):
    assert isinstance(w_obj, W_StaticMethod)
    return w_obj.w_function


def class_function(w_obj):
    assert isinstance(w_obj, W_ClassMethod)
    return w_obj.w_function


def setup():
    make_type(
        "property",
        W_Property,
        new=property_new,
        getsets=[
            ("fget", lambda w_obj: as_property(w_obj).w_get),
            ("fset", lambda w_obj: as_property(w_obj).w_set),
            ("fdel", lambda w_obj: as_property(w_obj).w_del),
            ("__doc__", property_doc),
        ],
    )
    make_type(
        "staticmethod", W_StaticMethod, new=staticmethod_new, final=True,
        getsets=[("__func__", static_function), ("__wrapped__", static_function)],
    )  # fmt: skip
    make_type(
        "classmethod", W_ClassMethod, new=classmethod_new, final=True,
        getsets=[("__func__", class_function), ("__wrapped__", class_function)],
    )  # fmt: skip
    make_type(
        "super", W_Super, new=super_new, final=True,
        getsets=[("__self__", super_self), ("__thisclass__", super_start), ("__self_class__", super_type)],
    )  # fmt: skip
