"""Instances of classes that the interpreted program defines. `UserMixin` gives a class attributes and special methods: an instance of a
subclass of list is a `W_List` with the mixin.
"""

from rpython.rlib.jit import promote

from objects.base import OperationError, W_Root, error, type_error
from objects.invoke import invoke0, invoke1, invoke2
from objects.ops import EQ, NE, binary_method, compare_method, inplace_method, reflected_method, unary_method
from objects.space import export, space

# The lifeline is stored with the attributes, under what is no name, as it is not UTF-8.
LIFELINE = "\xff"


class UserMixin(object):
    _mixin_ = True

    def user_setup(self, w_type):
        map = w_type.root_map
        self.map = map
        self.storage = [None] * promote(map.room)
        if w_type.has_del:
            space.register_finalizer(self)

    def getclass(self):
        return promote(self.map).w_type

    # ---- attributes

    def getdictvalue(self, name):
        map = promote(self.map)
        index = map.find(name)
        if index < 0:
            return None
        return self.storage[index]

    def setdictvalue(self, name, w_value):
        map = promote(self.map)
        index = map.find(name)
        if w_value is None:
            if index < 0:
                return False
            self.delete_at(index, name)
            return True
        if index >= 0:
            self.storage[index] = w_value
            return True
        if not map.w_type.has_dict and not slot_allowed(map.w_type, name):
            return False
        self.add_attribute(name, w_value)
        return True

    def add_attribute(self, name, w_value):
        """A value for a name that has none."""
        map = promote(self.map)
        successor = map.add(name)
        index = map.size()
        if index >= len(self.storage):
            self.storage = larger(self.storage, index)
        self.storage[index] = w_value
        self.map = successor

    def delete_at(self, index, name):
        storage = self.storage
        last = self.map.size() - 1
        smaller = [None] * len(storage)
        for i in range(index):
            smaller[i] = storage[i]
        for i in range(index, last):
            smaller[i] = storage[i + 1]
        self.map = self.map.without(name)
        self.storage = smaller

    def getdict(self):
        if not self.map.w_type.has_dict:
            return None
        return space.new_instance_dict(self)

    def dict_names(self):
        w_type = self.map.w_type
        if not w_type.has_slots() and self.map.find(LIFELINE) < 0:
            return self.map.names
        return [name for name in self.map.names if name != LIFELINE and not slot_allowed(w_type, name)][:]

    def change_class(self, w_type):
        if w_type.has_del and not self.map.w_type.has_del:
            space.register_finalizer(self)
        self.map = self.map.for_type(w_type)

    # ---- the end

    def getlifeline(self):
        index = self.map.find(LIFELINE)
        if index < 0:
            return None
        lifeline = self.storage[index]
        assert isinstance(lifeline, space.W_Lifeline)
        return lifeline

    def setlifeline(self, lifeline):
        if not self.map.w_type.is_referable:
            return False
        self.add_attribute(LIFELINE, lifeline)
        return True

    def finalize(self):
        w_type = self.getclass()
        w_method = w_type.lookup("__del__")
        if w_method is not None:
            space.call_finalizer(w_method, self, w_method)

    def getattr(self, name):
        w_type = self.getclass()
        w_getattribute = w_type.lookup("__getattribute__")
        if w_getattribute is space.w_object_getattribute:
            w_getattr = w_type.lookup("__getattr__")
            if w_getattr is None:
                w_value = space.find_attribute(self, name)
                if w_value is None:
                    raise space.no_attribute(self, name)
                return w_value
            w_value = found_or_none(self, name)
            if w_value is not None:
                return w_value
            return invoke1(w_getattr, self, space.newstr(name))
        return slow_getattr(self, w_getattribute, w_type, name)

    def setattr(self, name, w_value):
        w_setattr = self.getclass().lookup("__setattr__")
        if w_setattr is space.w_object_setattr:
            space.object_setattr(self, name, w_value)
        else:
            invoke2(w_setattr, self, space.newstr(name), w_value)

    def delattr(self, name):
        w_delattr = self.getclass().lookup("__delattr__")
        invoke1(w_delattr, self, space.newstr(name))

    # ---- operators

    def binop(self, w_other, op):
        return call_binary(self, w_other, binary_method(op))

    def rbinop(self, w_left, op):
        return call_binary(self, w_left, reflected_method(op))

    def inplace(self, w_other, op):
        return call_binary(self, w_other, inplace_method(op))

    def unary(self, op):
        w_method = self.getclass().lookup(unary_method(op))
        if w_method is None:
            return W_Root.unary(self, op)
        return invoke0(w_method, self)

    def compare(self, w_other, op):
        w_type = self.getclass()
        w_method = w_type.lookup(compare_method(op))
        if op == NE and w_method is space.w_object_ne:
            # `!=` is the opposite of `==` where a class only defines that.
            w_method = w_type.lookup("__eq__")
            if w_method is space.w_object_eq:
                return space.w_NotImplemented if self is not w_other else space.w_False
            w_result = invoke1(w_method, self, w_other)
            if w_result is space.w_NotImplemented:
                return w_result
            return space.newbool(not w_result.is_true())
        if op == EQ and w_method is space.w_object_eq:
            return space.w_True if self is w_other else space.w_NotImplemented
        if w_method is None:
            return space.w_NotImplemented
        return invoke1(w_method, self, w_other)

    def hash(self):
        w_method = self.getclass().lookup("__hash__")
        if w_method is space.w_object_hash:
            return W_Root.hash(self)
        if w_method is None or w_method is space.w_None:
            raise type_error("unhashable type: '" + self.type_name() + "'")
        return space.hash_result(invoke0(w_method, self))

    def is_true(self):
        w_type = self.getclass()
        w_method = w_type.lookup("__bool__")
        if w_method is not None:
            w_result = invoke0(w_method, self)
            if w_result is space.w_True:
                return True
            if w_result is space.w_False:
                return False
            raise type_error("__bool__ should return bool, returned " + w_result.type_name())
        if w_type.lookup("__len__") is not None:
            return self.length() != 0
        return True

    def has_index(self):
        return self.getclass().lookup("__index__") is not None

    def index_w(self):
        w_method = self.getclass().lookup("__index__")
        if w_method is None:
            return W_Root.index_w(self)
        w_result = invoke0(w_method, self)
        if not isinstance(w_result, space.W_AbstractInt):
            raise type_error("__index__ returned non-int (type " + w_result.type_name() + ")")
        return w_result

    def float_w(self):
        w_method = self.getclass().lookup("__float__")
        if w_method is None:
            if self.has_index():
                return self.index_w().float_w()
            return W_Root.float_w(self)
        w_result = invoke0(w_method, self)
        if not isinstance(w_result, space.W_Float):
            raise type_error(self.type_name() + ".__float__ returned non-float (type " + w_result.type_name() + ")")
        return w_result.floatval

    # ---- texts

    def repr(self):
        return call_for_text(self, "__repr__")

    def str(self):
        return call_for_text(self, "__str__")

    def format(self, spec):
        w_method = self.getclass().lookup("__format__")
        return text_result(invoke1(w_method, self, space.newstr(spec)), "__format__")

    # ---- containers

    def has_length(self):
        return self.getclass().lookup("__len__") is not None

    def length(self):
        w_method = self.getclass().lookup("__len__")
        if w_method is None:
            return W_Root.length(self)
        w_length = invoke0(w_method, self).index_w()
        if isinstance(w_length, space.W_Long) and not w_length.bigint().fits_int():
            raise error(space.w_OverflowError, "cannot fit 'int' into an index-sized integer")
        n = w_length.int_w()
        if n < 0:
            raise error(space.w_ValueError, "__len__() should return >= 0")
        return n

    def getitem(self, w_index):
        w_method = self.getclass().lookup("__getitem__")
        if w_method is None:
            return W_Root.getitem(self, w_index)
        return invoke1(w_method, self, w_index)

    def setitem(self, w_index, w_value):
        w_method = self.getclass().lookup("__setitem__")
        if w_method is None:
            W_Root.setitem(self, w_index, w_value)
        else:
            invoke2(w_method, self, w_index, w_value)

    def delitem(self, w_index):
        w_method = self.getclass().lookup("__delitem__")
        if w_method is None:
            W_Root.delitem(self, w_index)
        else:
            invoke1(w_method, self, w_index)

    def contains(self, w_item):
        w_method = self.getclass().lookup("__contains__")
        if w_method is None:
            return W_Root.contains(self, w_item)
        if w_method is space.w_None:
            raise type_error("'" + self.type_name() + "' object is not a container")
        return invoke1(w_method, self, w_item).is_true()

    def iter(self):
        w_type = self.getclass()
        w_method = w_type.lookup("__iter__")
        if w_method is None:
            if w_type.lookup("__getitem__") is not None:
                return space.W_SequenceIterator(self)
            return W_Root.iter(self)
        if w_method is space.w_None:
            return W_Root.iter(self)
        w_iter = invoke0(w_method, self)
        if not w_iter.is_iterator():
            raise type_error("iter() returned non-iterator of type '" + w_iter.type_name() + "'")
        return w_iter

    def is_iterator(self):
        return self.getclass().lookup("__next__") is not None

    def next(self):
        w_method = self.getclass().lookup("__next__")
        if w_method is None:
            return W_Root.next(self)
        return space.next_by_method(w_method, self)

    # ---- calls and descriptors

    def is_callable(self):
        return self.getclass().lookup("__call__") is not None

    def call(self, args):
        w_type = self.getclass()
        w_method = w_type.lookup("__call__")
        if w_method is None:
            return W_Root.call(self, args)
        if w_method.is_function():
            return w_method.call(args.prepend(self))
        return w_method.descr_get(self, w_type).call(args)

    def descr_get(self, w_obj, w_type):
        w_method = self.getclass().lookup("__get__")
        if w_method is None:
            return self
        if w_obj is None:
            w_obj = space.w_None
        return invoke2(w_method, self, w_obj, w_type)

    def has_get(self):
        return self.getclass().lookup("__get__") is not None

    def is_data_descr(self):
        w_type = self.getclass()
        return w_type.lookup("__set__") is not None or w_type.lookup("__delete__") is not None

    def descr_set(self, w_obj, w_value):
        w_method = self.getclass().lookup("__set__")
        if w_method is None:
            W_Root.descr_set(self, w_obj, w_value)
        else:
            invoke2(w_method, self, w_obj, w_value)

    def descr_delete(self, w_obj):
        w_method = self.getclass().lookup("__delete__")
        if w_method is None:
            W_Root.descr_delete(self, w_obj)
        else:
            invoke1(w_method, self, w_obj)


@export
class W_Instance(UserMixin, W_Root):
    """An instance of a class without a builtin base other than object."""


def larger(storage, index):
    result = [None] * (index + 1)
    for i in range(len(storage)):
        result[i] = storage[i]
    return result


def slot_allowed(w_type, name):
    for w_base in w_type.mro_w:
        if w_base.slot_names is not None and name in w_base.slot_names:
            return True
    return False


def found_or_none(w_obj, name):
    """As find_attribute, and None too where a property raises AttributeError."""
    try:
        return space.find_attribute(w_obj, name)
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
        return None


def slow_getattr(w_obj, w_getattribute, w_type, name):
    """The class has a `__getattribute__` of its own."""
    w_name = space.newstr(name)
    w_getattr = w_type.lookup("__getattr__")
    if w_getattr is None:
        return w_getattribute.call2(w_obj, w_name)
    try:
        return w_getattribute.call2(w_obj, w_name)
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
    return w_getattr.call2(w_obj, w_name)


def call_binary(w_self, w_other, name):
    w_method = w_self.getclass().lookup(name)
    if w_method is None or w_method is space.w_None:
        return space.w_NotImplemented
    return invoke1(w_method, w_self, w_other)


def call_for_text(w_self, name):
    return text_result(invoke0(w_self.getclass().lookup(name), w_self), name)


def text_result(w_result, name):
    if not isinstance(w_result, space.W_Str):
        raise type_error(name + " returned non-string (type " + w_result.type_name() + ")")
    return w_result.text


def user_class(base, name):
    """When a module is loaded: the class of instances of subclasses of a builtin type."""

    class User(UserMixin, base):
        pass

    User.__name__ = name
    User.__qualname__ = name
    return User
