"""How a class is made of its name, bases and namespace: `type.__new__`."""

from objects.base import OperationError, W_Root, error, type_error
from objects.dict import W_Dict
from objects.function import W_Function
from objects.invoke import invoke2
from objects.space import export, space
from objects.type import W_Type


# Objects of various sizes: CPython has no place for weak references in them.
NOT_REFERABLE = ["int", "bool", "tuple", "bytes"]


def best_layout(bases_w):
    """The layout of the base that all others are compatible with."""
    best = None
    for w_base in bases_w:
        if w_base.is_final:
            raise type_error("type '" + w_base.full_name() + "' is not an acceptable base type")
        layout = w_base.layout
        if best is None or layout.extends(best):
            best = layout
        elif not best.extends(layout) and layout.allocate is not best.allocate:
            raise type_error("multiple bases have instance lay-out conflict")
    return best


@export
def winner_metaclass(w_meta, bases_w):
    """The most derived of a metaclass and those of the bases."""
    for w_base in bases_w:
        w_other = w_base.getclass()
        if w_meta.issubtype(w_other):
            continue
        if w_other.issubtype(w_meta):
            w_meta = w_other
            continue
        raise type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all "
            "its bases"
        )
    return w_meta


def type_new(w_meta, args):
    if args.count() != 3:
        raise type_error("type.__new__() takes exactly 3 arguments (" + str(args.count()) + " given)")
    name = args.args_w[0].text_w()
    w_bases = args.args_w[1]
    w_namespace = args.args_w[2]
    if not isinstance(w_bases, space.W_Tuple):
        raise type_error("type.__new__() argument 2 must be tuple, not " + w_bases.type_name())
    if not isinstance(w_namespace, W_Dict):
        raise type_error("type.__new__() argument 3 must be dict, not " + w_namespace.type_name())
    bases_w = []
    for w_base in w_bases.items_w:
        if not isinstance(w_base, W_Type):
            raise type_error("bases must be types")
        bases_w.append(w_base)
    if len(bases_w) == 0:
        bases_w = [space.w_object]
    w_winner = winner_metaclass(w_meta, bases_w)
    if w_winner is not w_meta:
        w_new = w_winner.lookup("__new__")
        if w_new is not space.w_type_new:
            return w_new.descr_get(None, w_winner).call(args.prepend(w_winner))
        w_meta = w_winner
    return make_class(w_meta, name, bases_w, w_namespace, args)


def make_class(w_meta, name, bases_w, w_namespace, args):
    dict_w = {}
    w_cell = None
    iterator = w_namespace.entries.iterator()
    while iterator.step():
        key = iterator.w_key.text_w()
        if key == "__classcell__":
            w_cell = iterator.w_value
        else:
            dict_w[key] = iterator.w_value
    w_type = W_Type(name, bases_w[:], dict_w, best_layout(bases_w), True, w_meta)
    w_type.has_dict = False
    for w_base in bases_w:
        if w_base.has_dict and w_base is not space.w_object:
            w_type.has_dict = True
        if w_base.is_abstract:
            w_type.is_abstract = True
        if w_base.is_referable:
            w_type.is_referable = True
        if w_base.has_del:
            w_type.has_del = True
    if "__del__" in dict_w:
        w_type.has_del = True
    set_names(w_type, dict_w)
    set_slots(w_type, dict_w)
    if "__new__" in dict_w and isinstance(dict_w["__new__"], W_Function):
        dict_w["__new__"] = space.W_StaticMethod(dict_w["__new__"])
    for special in ["__init_subclass__", "__class_getitem__"]:
        if special in dict_w and isinstance(dict_w[special], W_Function):
            dict_w[special] = space.W_ClassMethod(dict_w[special])
    if "__eq__" in dict_w and "__hash__" not in dict_w:
        dict_w["__hash__"] = space.w_None
    w_type.ready()
    if w_cell is not None:
        assert isinstance(w_cell, space.W_Cell)
        w_cell.w_value = w_type
    # __set_name__ may add to the class, and take away.
    for key, w_value in [(key, dict_w[key]) for key in dict_w]:
        w_set_name = w_value.getclass().lookup("__set_name__")
        if w_set_name is not None:
            try:
                invoke2(w_set_name, w_value, w_type, space.newstr(key))
            except OperationError as e:
                what = "Error calling __set_name__ on '" + w_value.type_name() + "' instance "
                raise space.chained(e, what + space.quote(key) + " in " + space.quote(w_type.name))
    init_subclass(w_type, args)
    return w_type


def set_names(w_type, dict_w):
    if "__qualname__" in dict_w:
        w_qualname = dict_w["__qualname__"]
        if not isinstance(w_qualname, space.W_Str):
            raise type_error("type __qualname__ must be a str, not " + w_qualname.type_name())
        w_type.qualname = w_qualname.text
        del dict_w["__qualname__"]
    w_type.module = "builtins"
    if "__module__" in dict_w:
        w_module = dict_w["__module__"]
        if isinstance(w_module, space.W_Str):
            w_type.module = w_module.text
    if "__doc__" not in dict_w:
        dict_w["__doc__"] = space.w_None


def set_slots(w_type, dict_w):
    if "__slots__" not in dict_w:
        w_type.has_dict = True
        w_type.is_referable = w_type.layout.name not in NOT_REFERABLE
        return
    w_slots = dict_w["__slots__"]
    if isinstance(w_slots, space.W_Str):
        slots_w = [w_slots]
    else:
        slots_w = space.items_of(w_slots)
    names = {}
    for w_slot in slots_w:
        slot = w_slot.text_w()
        if slot == "__dict__":
            w_type.has_dict = True
            continue
        if slot == "__weakref__":
            w_type.is_referable = True
            continue
        slot = mangled(w_type.name, slot)
        if slot in dict_w:
            raise error(space.w_ValueError, "'" + slot + "' in __slots__ conflicts with class variable")
        names[slot] = True
        dict_w[slot] = W_Slot(w_type, slot)
    w_type.slot_names = names


def mangled(class_name, name):
    if name.startswith("__") and not name.endswith("__"):
        start = 0
        while start < len(class_name) and class_name[start] == "_":
            start += 1
        return "_" + class_name[start:] + name
    return name


class W_Slot(W_Root):
    """The descriptor of a name in `__slots__`. The values are with the instance's other attributes, under the same name."""

    _immutable_fields_ = ["w_owner", "name"]

    def __init__(self, w_owner, name):
        self.w_owner = w_owner
        self.name = name

    def getclass(self):
        return space.w_member

    def repr(self):
        return "<member '" + self.name + "' of '" + self.w_owner.name + "' objects>"

    def is_data_descr(self):
        return True

    def descr_get(self, w_obj, w_type):
        if w_obj is None:
            return self
        w_value = w_obj.getdictvalue(self.name)
        if w_value is None:
            raise space.no_attribute(w_obj, self.name)
        return w_value

    def descr_set(self, w_obj, w_value):
        w_obj.setdictvalue(self.name, w_value)

    def descr_delete(self, w_obj):
        if not w_obj.setdictvalue(self.name, None):
            raise space.no_attribute(w_obj, self.name)


def init_subclass(w_type, args):
    w_method = w_type.lookup_after(w_type, "__init_subclass__")
    if w_method is space.w_object_init_subclass and args.keyword_count() == 0:
        return
    w_method.descr_get(None, w_type).call(space.Arguments([], args.names, args.values_w))
