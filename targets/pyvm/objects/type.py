"""Types: names, bases, the order of resolution, look-up of attributes in them.

What a look-up finds depends on the type and its `version`, which changes when an attribute of it or of a base does: a trace takes both for
constants and needs no look-up; without a JIT each type has a cache.
"""

from rpython.rlib.jit import elidable, promote, we_are_jitted
from rpython.rlib.objectmodel import compute_unique_id

from objects.base import Referable, W_Root, error, type_error
from objects.maps import Map
from objects.ops import EQ, NE
from objects.space import export, space


class Version(object):
    """Equal only to itself."""


class Layout(object):
    """What instances of a builtin type's subclasses look like. `allocate` makes an empty one; `kind` tells exceptions apart; `parent` is
    the layout of the builtin base type, or None."""

    _immutable_fields_ = ["name", "allocate", "kind", "parent"]

    def __init__(self, name, allocate, kind, parent):
        self.name = name
        self.allocate = allocate
        self.kind = kind
        self.parent = parent

    def extends(self, other):
        layout = self
        while layout is not None:
            if layout is other:
                return True
            layout = layout.parent
        return False


@export
class W_Type(Referable, W_Root):
    _immutable_fields_ = ["version?", "is_heap", "layout", "root_map", "w_meta", "has_del?"]

    def __init__(self, name, bases_w, dict_w, layout, is_heap, w_meta):
        self.name = name
        self.qualname = name
        self.module = "builtins"
        self.bases_w = bases_w
        self.mro_w = [self]
        self.dict_w = dict_w
        self.layout = layout
        self.is_heap = is_heap
        # None for builtin types, whose metaclass is `type`.
        self.w_meta = w_meta
        self.subclasses_w = []
        self.is_final = False
        # Whether there may be `__abstractmethods__`.
        self.is_abstract = False
        # Whether instances may have attributes that no __slots__ names.
        self.has_dict = True
        self.slot_names = None
        # Whether there may be weak references to instances.
        self.is_referable = False
        # Whether instances have a `__del__`.
        self.has_del = False
        self.root_map = Map(self, None, "", [])
        self.version = Version()
        self.lookup_cache = {}

    def ready(self):
        """Computes the order of resolution, when the bases are known."""
        self.mro_w = linearise(self)
        for w_base in self.bases_w:
            w_base.subclasses_w.append(self)

    def update_subclasses(self):
        """The order of resolution of this type has changed."""
        for w_sub in self.subclasses_w:
            w_sub.mro_w = linearise(w_sub)
            w_sub.update_subclasses()

    def getclass(self):
        if self.w_meta is None:
            return space.w_type
        return self.w_meta

    # ---- look-up

    def lookup(self, name):
        """The attribute in this type or the first of its bases that has it, or None."""
        if we_are_jitted():
            promote(self)
            return self.lookup_in_version(name, promote(self.version))
        try:
            return self.lookup_cache[name]
        except KeyError:
            w_found = self.search(name)
            self.lookup_cache[name] = w_found
            return w_found

    @elidable
    def lookup_in_version(self, name, version):
        return self.search(name)

    def search(self, name):
        for w_type in self.mro_w:
            if name in w_type.dict_w:
                return w_type.dict_w[name]
        return None

    def lookup_after(self, w_start, name):
        """As lookup, but only in what comes after w_start in the order of resolution: for super()."""
        if we_are_jitted():
            promote(self)
            return self.search_after(promote(w_start), name, promote(self.version))
        return self.search_after(w_start, name, None)

    @elidable
    def search_after(self, w_start, name, version):
        found = False
        for w_type in self.mro_w:
            if found and name in w_type.dict_w:
                return w_type.dict_w[name]
            if w_type is w_start:
                found = True
        return None

    def issubtype(self, w_other):
        if self is w_other:
            return True
        if we_are_jitted():
            promote(self)
            return self.is_in_mro(promote(w_other), promote(self.version))
        return self.is_in_mro(w_other, None)

    @elidable
    def is_in_mro(self, w_other, version):
        for w_type in self.mro_w:
            if w_type is w_other:
                return True
        return False

    def has_slots(self):
        """Whether this type or a base has `__slots__`."""
        for w_type in self.mro_w:
            if w_type.slot_names is not None:
                return True
        return False

    def set_has_del(self):
        """From now on instances are told of their end."""
        self.has_del = True
        for w_sub in self.subclasses_w:
            w_sub.set_has_del()

    def mutated(self):
        self.version = Version()
        self.lookup_cache = {}
        for w_sub in self.subclasses_w:
            w_sub.mutated()

    # ---- as an object

    def full_name(self):
        if self.module == "builtins":
            return self.qualname
        return self.module + "." + self.qualname

    def repr(self):
        w_method = self.meta_method("__repr__")
        if w_method is not None:
            return w_method.call1(self).text_w()
        return "<class '" + self.full_name() + "'>"

    def str(self):
        w_method = self.meta_method("__str__")
        if w_method is not None:
            return w_method.call1(self).text_w()
        return self.repr()

    def meta_method(self, name):
        """A method that a metaclass of the interpreted program defines, or None."""
        if self.w_meta is None or self.w_meta is space.w_type:
            return None
        for w_type in self.w_meta.mro_w:
            if w_type is space.w_type:
                return None
            if name in w_type.dict_w:
                return w_type.dict_w[name]
        return None

    def is_callable(self):
        return True

    def call(self, args):
        w_method = self.meta_method("__call__")
        if w_method is not None:
            return w_method.call(args.prepend(self))
        return space.type_call(self, args)

    def call_from_stack(self, frame, count):
        if self.w_meta is None or self.w_meta is space.w_type:
            return space.type_call_from_stack(self, frame, count)
        return self.call(space.Arguments(frame.peek_values(count)))

    def compare(self, w_other, op):
        if op == EQ or op == NE:
            w_method = self.meta_method("__eq__")
            if w_method is not None:
                return w_method.call2(self, w_other)
        w_method = self.meta_method(space.compare_method(op))
        if w_method is not None:
            return w_method.call2(self, w_other)
        return W_Root.compare(self, w_other, op)

    def hash(self):
        w_method = self.meta_method("__hash__")
        if w_method is not None:
            return w_method.call1(self).int_w()
        return W_Root.hash(self)

    def binop(self, w_other, op):
        w_method = self.meta_method(space.binary_method(op))
        if w_method is not None:
            return w_method.call2(self, w_other)
        if op == space.OR:
            return space.union_type(self, w_other)
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == space.OR and w_left is space.w_None:
            return space.union_type(w_left, self)
        return space.w_NotImplemented

    def iter(self):
        w_method = self.meta_method("__iter__")
        if w_method is not None:
            return w_method.call1(self)
        raise type_error("'" + self.type_name() + "' object is not iterable")

    def length(self):
        w_method = self.meta_method("__len__")
        if w_method is not None:
            return w_method.call1(self).int_w()
        return W_Root.length(self)

    def has_length(self):
        return self.meta_method("__len__") is not None

    def is_true(self):
        w_method = self.meta_method("__bool__")
        if w_method is not None:
            return w_method.call1(self).is_true()
        return True

    def contains(self, w_item):
        w_method = self.meta_method("__contains__")
        if w_method is not None:
            return w_method.call2(self, w_item).is_true()
        return W_Root.contains(self, w_item)

    def getitem(self, w_index):
        w_method = self.meta_method("__getitem__")
        if w_method is not None:
            return w_method.call2(self, w_index)
        w_method = self.lookup("__class_getitem__")
        if w_method is not None:
            return w_method.descr_get(None, self).call1(w_index)
        if self.is_heap:
            raise type_error("type '" + self.name + "' is not subscriptable")
        return space.generic_alias(self, w_index)

    # ---- attributes

    def getattr(self, name):
        w_method = self.meta_method("__getattribute__")
        if w_method is not None:
            return w_method.call2(self, space.newstr(name))
        w_value = self.find_attribute(name)
        if w_value is None:
            w_method = self.meta_method("__getattr__")
            if w_method is not None:
                return w_method.call2(self, space.newstr(name))
            raise space.attribute_error(
                "type object '" + self.name + "' has no attribute '" + name + "'", self, name
            )
        return w_value

    def find_attribute(self, name):
        w_meta = self.getclass()
        w_meta_value = w_meta.lookup(name)
        if w_meta_value is not None and w_meta_value.is_data_descr():
            return w_meta_value.descr_get(self, w_meta)
        w_value = self.lookup(name)
        if w_value is not None:
            return w_value.descr_get(None, self)
        if w_meta_value is not None:
            return w_meta_value.descr_get(self, w_meta)
        return None

    def setattr(self, name, w_value):
        w_method = self.meta_method("__setattr__")
        if w_method is not None:
            w_method.call(space.Arguments([self, space.newstr(name), w_value]))
            return
        self.set_own(name, w_value)

    def set_own(self, name, w_value):
        w_meta_value = self.getclass().lookup(name)
        if w_meta_value is not None and w_meta_value.is_data_descr():
            w_meta_value.descr_set(self, w_value)
            return
        self.check_mutable(name)
        self.dict_w[name] = w_value
        if name == "__del__":
            self.set_has_del()
        self.mutated()

    def delattr(self, name):
        w_method = self.meta_method("__delattr__")
        if w_method is not None:
            w_method.call2(self, space.newstr(name))
            return
        self.check_mutable(name)
        if name not in self.dict_w:
            raise space.attribute_error(
                "type object '" + self.name + "' has no attribute '" + name + "'", self, name
            )
        del self.dict_w[name]
        self.mutated()

    def check_mutable(self, name):
        if not self.is_heap:
            raise type_error("cannot set '" + name + "' attribute of immutable type '" + self.name + "'")

    def getdictvalue(self, name):
        if name in self.dict_w:
            return self.dict_w[name]
        return None


# ____________________________________________________________ order of resolution


def linearise(w_type):
    """C3: bases in their order, each before its own bases."""
    for i in range(len(w_type.bases_w)):
        for k in range(i):
            if w_type.bases_w[k] is w_type.bases_w[i]:
                raise type_error("duplicate base class " + w_type.bases_w[i].name)
    sequences = []
    for w_base in w_type.bases_w:
        sequences.append([w for w in w_base.mro_w])
    sequences.append([w for w in w_type.bases_w])
    result = [w_type]
    while True:
        w_next = None
        left = False
        for sequence in sequences:
            if len(sequence) > 0:
                left = True
                if not in_a_tail(sequence[0], sequences):
                    w_next = sequence[0]
                    break
        if not left:
            return result[:]
        if w_next is None:
            names = []
            for w_base in w_type.bases_w:
                names.append(w_base.name)
            raise type_error(
                "Cannot create a consistent method resolution\norder (MRO) for bases " + ", ".join(names)
            )
        result.append(w_next)
        for sequence in sequences:
            if len(sequence) > 0 and sequence[0] is w_next:
                del sequence[0]


def in_a_tail(w_type, sequences):
    for sequence in sequences:
        for i in range(1, len(sequence)):
            if sequence[i] is w_type:
                return True
    return False


# ____________________________________________________________ what all objects do


@export
def find_attribute(w_obj, name):
    """`object.__getattribute__`, but None instead of an AttributeError."""
    w_type = w_obj.getclass()
    w_descr = w_type.lookup(name)
    if w_descr is not None and w_descr.is_data_descr() and w_descr.has_get():
        return w_descr.descr_get(w_obj, w_type)
    w_value = w_obj.getdictvalue(name)
    if w_value is not None:
        return w_value
    if w_descr is not None:
        return w_descr.descr_get(w_obj, w_type)
    return None


@export
def attribute_error(message, w_obj, name):
    e = error(space.w_AttributeError, message)
    e.w_value.setdictvalue("name", space.newstr(name))
    e.w_value.setdictvalue("obj", w_obj)
    return e


@export
def no_attribute(w_obj, name):
    return attribute_error("'" + w_obj.type_name() + "' object has no attribute '" + name + "'", w_obj, name)


@export
def object_setattr(w_obj, name, w_value):
    """`object.__setattr__`, and with None `object.__delattr__`."""
    w_type = w_obj.getclass()
    w_descr = w_type.lookup(name)
    if w_descr is not None and w_descr.is_data_descr():
        if w_value is None:
            w_descr.descr_delete(w_obj)
        else:
            w_descr.descr_set(w_obj, w_value)
        return
    if w_obj.setdictvalue(name, w_value):
        return
    if w_descr is not None:
        raise attribute_error(
            "'" + w_type.name + "' object attribute '" + name + "' is read-only", w_obj, name
        )
    raise no_attribute(w_obj, name)


@export
def unique_id(w_obj):
    return compute_unique_id(w_obj)
