"""The types `object` and `type`: making instances, making classes, attributes of all objects."""

from rpython.rlib.jit import promote, unroll_safe

from objects.base import W_Root, type_error
from objects.builtin import W_GetSet
from objects.classes import W_Slot, best_layout, type_new
from objects.dict import W_Dict
from objects.dict_items import TextEntries
from objects.function import W_Function
from objects.instance import W_Instance
from objects.slots import make_type
from objects.space import export, space
from objects.type import W_Type

# ____________________________________________________________ instances


@export
@unroll_safe
def type_call(w_type, args):
    """An instance: __new__, then __init__ if that made one of the type."""
    if w_type is space.w_type and args.count() == 1 and args.keyword_count() == 0:
        return args.args_w[0].getclass()
    w_new = w_type.lookup("__new__")
    w_obj = w_new.descr_get(None, w_type).call(args.prepend(w_type))
    w_class = w_obj.getclass()
    if w_class.issubtype(w_type):
        w_init = w_class.lookup("__init__")
        if w_init is not space.w_object_init:
            w_result = w_init.descr_get(w_obj, w_class).call(args)
            if w_result is not space.w_None:
                raise type_error("__init__() should return None, not '" + w_result.type_name() + "'")
    return w_obj


@export
@unroll_safe
def type_call_from_stack(w_type, frame, count):
    w_type = promote(w_type)
    if w_type.layout is space.w_object.layout and w_type.lookup("__new__") is space.w_object_new:
        w_init = w_type.lookup("__init__")
        if isinstance(w_init, W_Function):
            check_instantiable(w_type)
            w_obj = W_Instance()
            w_obj.user_setup(w_type)
            w_result = w_init.call_with_first(w_obj, frame, count)
            if w_result is not space.w_None:
                raise type_error("__init__() should return None, not '" + w_result.type_name() + "'")
            return w_obj
    return type_call(w_type, space.Arguments(frame.peek_values(count)))


def check_instantiable(w_type):
    if w_type.is_abstract:
        check_abstract(w_type)


def check_abstract(w_type):
    """Apart, as what has a loop is not traced into."""
    w_names = w_type.lookup("__abstractmethods__")
    if w_names is not None and w_names.length() > 0:
        names = [w_name.text_w() for w_name in space.sorted_items(w_names)]
        raise type_error(
            "Can't instantiate abstract class " + w_type.name + " with abstract method" + ("s " if len(names) != 1 else " ")
            + ", ".join(names)
        )  # fmt: skip


def object_new(w_type, args):
    if args.count() > 0 or args.keyword_count() > 0:
        if w_type.lookup("__new__") is not space.w_object_new:
            raise type_error("object.__new__() takes exactly one argument (the type to instantiate)")
        if w_type.lookup("__init__") is space.w_object_init:
            raise type_error(w_type.name + "() takes no arguments")
    check_instantiable(w_type)
    if w_type.layout is None:
        raise type_error("cannot create '" + w_type.full_name() + "' instances")
    return w_type.layout.allocate(w_type)


def object_init_subclass(args):
    if args.keyword_count() > 0:
        raise type_error(as_type(args.args_w[0]).name + ".__init_subclass__() takes no keyword arguments")


def object_subclasshook(args):
    return space.w_NotImplemented


# ____________________________________________________________ attributes of all objects


def object_init(w_self, args):
    w_type = w_self.getclass()
    if args.count() > 0 or args.keyword_count() > 0:
        if w_type.lookup("__init__") is not space.w_object_init:
            raise type_error("object.__init__() takes exactly one argument (the instance to initialize)")
        if w_type.lookup("__new__") is space.w_object_new:
            raise type_error(w_type.name + "() takes no arguments")


def object_getattribute(w_self, w_name):
    name = w_name.text_w()
    if isinstance(w_self, W_Type):
        w_value = w_self.find_attribute(name)
    else:
        w_value = space.find_attribute(w_self, name)
    if w_value is None:
        raise space.no_attribute(w_self, name)
    return w_value


def object_setattr(w_self, w_name, w_value):
    if isinstance(w_self, W_Type):
        w_self.set_own(w_name.text_w(), w_value)
    else:
        space.object_setattr(w_self, w_name.text_w(), w_value)


def object_delattr(w_self, w_name):
    space.object_setattr(w_self, w_name.text_w(), None)


def object_str(w_self):
    return space.newstr(w_self.repr())


def object_dir(w_self):
    return space.newlist(space.names_of(w_self))


def object_format(w_self, w_spec):
    if len(w_spec.text_w()) > 0:
        raise type_error("unsupported format string passed to " + w_self.type_name() + ".__format__")
    return space.newstr(w_self.str())


def object_reduce(w_self, w_protocol=None):
    raise type_error("cannot pickle '" + w_self.type_name() + "' object")


def get_class(w_obj):
    return w_obj.getclass()


def set_class(w_obj, w_type):
    if not isinstance(w_type, W_Type):
        raise type_error("__class__ must be set to a class, not '" + w_type.type_name() + "' object")
    if not isinstance(w_obj, W_Instance) or w_type.layout is not w_obj.getclass().layout:
        raise type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
    w_obj.change_class(w_type)


def get_dict(w_obj):
    if isinstance(w_obj, W_Type):
        return type_dict(w_obj)
    w_dict = w_obj.getdict()
    if w_dict is None:
        raise space.no_attribute(w_obj, "__dict__")
    return w_dict


def set_dict(w_obj, w_value):
    if not isinstance(w_value, W_Dict):
        raise type_error("__dict__ must be set to a dictionary, not a '" + w_value.type_name() + "'")
    w_dict = get_dict(w_obj)
    assert isinstance(w_dict, W_Dict)
    w_new = W_Dict(w_value.entries.general())
    w_dict.m_clear()
    w_dict.update_from(w_new)


# ____________________________________________________________ attributes of types


class W_MappingProxy(W_Dict):
    """The `__dict__` of a class: to read."""

    def getclass(self):
        return space.w_mappingproxy

    def repr(self):
        return "mappingproxy(" + W_Dict.repr(self) + ")"

    def setitem(self, w_key, w_value):
        raise type_error("'mappingproxy' object does not support item assignment")

    def delitem(self, w_key):
        raise type_error("'mappingproxy' object does not support item deletion")


def type_dict(w_type):
    dict_w = {}
    for key in w_type.dict_w.keys():
        dict_w[key] = w_type.dict_w[key]
    return W_MappingProxy(TextEntries(dict_w))


def as_type(w_obj):
    if not isinstance(w_obj, W_Type):
        raise type_error("a type is required")
    return w_obj


def set_type_name(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.check_mutable("__name__")
    w_type.name = w_value.text_w()


def set_type_qualname(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.check_mutable("__qualname__")
    w_type.qualname = w_value.text_w()


def type_module(w_obj):
    w_type = as_type(w_obj)
    if "__module__" in w_type.dict_w:
        return w_type.dict_w["__module__"]
    return space.newstr(w_type.module)


def set_type_module(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.check_mutable("__module__")
    w_type.dict_w["__module__"] = w_value
    if isinstance(w_value, space.W_Str):
        w_type.module = w_value.text
    w_type.mutated()


def type_doc(w_obj):
    w_type = as_type(w_obj)
    if "__doc__" in w_type.dict_w:
        w_doc = w_type.dict_w["__doc__"]
        if not isinstance(w_doc, W_GetSet):
            return w_doc.descr_get(None, w_type)
    return space.w_None


def set_type_doc(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.check_mutable("__doc__")
    w_type.dict_w["__doc__"] = w_value
    w_type.mutated()


def type_bases(w_obj):
    return space.newtuple([w_base for w_base in as_type(w_obj).bases_w])


def set_type_bases(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.check_mutable("__bases__")
    if not isinstance(w_value, space.W_Tuple) or len(w_value.items_w) == 0:
        raise type_error("can only assign non-empty tuple to " + w_type.name + ".__bases__, not " + w_value.type_name())
    bases_w = [as_type(w_base) for w_base in w_value.items_w][:]
    for w_base in bases_w:
        if w_base.issubtype(w_type):
            raise type_error("a __bases__ item causes an inheritance cycle")
    if best_layout(bases_w) is not w_type.layout:
        raise type_error("__bases__ assignment: '" + bases_w[0].name + "' object layout differs from '" + w_type.bases_w[0].name + "'")
    old_w = w_type.bases_w
    w_type.bases_w = bases_w
    for w_base in old_w:
        w_base.subclasses_w.remove(w_type)
    w_type.ready()
    w_type.update_subclasses()
    w_type.mutated()


def type_base(w_obj):
    w_type = as_type(w_obj)
    if len(w_type.bases_w) == 0:
        return space.w_None
    return w_type.bases_w[0]


def type_mro(w_obj):
    return space.newtuple([w_base for w_base in as_type(w_obj).mro_w])


def type_subclasses(w_self):
    return space.newlist([w_sub for w_sub in as_type(w_self).subclasses_w])


def type_mro_list(w_self):
    return space.newlist([w_base for w_base in as_type(w_self).mro_w])


def type_instancecheck(w_self, w_obj):
    return space.newbool(w_obj.getclass().issubtype(as_type(w_self)))


def type_subclasscheck(w_self, w_sub):
    return space.newbool(as_type(w_sub).issubtype(as_type(w_self)))


def type_abstract(w_obj):
    w_type = as_type(w_obj)
    if "__abstractmethods__" not in w_type.dict_w:
        raise space.attribute_error("__abstractmethods__", w_obj, "__abstractmethods__")
    return w_type.dict_w["__abstractmethods__"]


def set_type_abstract(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.is_abstract = True
    w_type.dict_w["__abstractmethods__"] = w_value
    w_type.mutated()


def type_annotations(w_obj):
    w_type = as_type(w_obj)
    if "__annotations__" not in w_type.dict_w:
        w_type.dict_w["__annotations__"] = space.newdict()
        w_type.mutated()
    return w_type.dict_w["__annotations__"]


def set_type_annotations(w_obj, w_value):
    w_type = as_type(w_obj)
    w_type.check_mutable("__annotations__")
    w_type.dict_w["__annotations__"] = w_value
    w_type.mutated()


def type_prepare(args):
    return space.newdict()


def type_call_method(args):
    w_type = as_type(args.args_w[0])
    return space.type_call(w_type, args.without_first())


def type_init(w_self, args):
    pass


def named(function, name):
    function.__name__ = name
    return function


def setup_object():
    make_type(
        "object",
        W_Root,
        new=object_new,
        user=W_Instance,
        getsets=[("__class__", get_class, set_class)],
        extra=[
            named(object_init, "__init__"),
            named(object_getattribute, "__getattribute__"),
            named(object_setattr, "__setattr__"),
            named(object_delattr, "__delattr__"),
            named(object_str, "__str__"),
            named(object_dir, "__dir__"),
            named(object_format, "__format__"),
            named(object_reduce, "__reduce_ex__"),
        ],
        classmethods=[named(object_init_subclass, "__init_subclass__"), named(object_subclasshook, "__subclasshook__")],
    )
    d = space.w_object.dict_w
    for name in list(d):
        if name in ("__bool__", "__len__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__",
                    "__index__", "__float__", "__call__", "__get__", "__set__", "__delete__"):  # fmt: skip
            del d[name]
    for name in ("new", "init", "eq", "ne", "hash", "getattribute", "setattr", "init_subclass"):
        setattr(space, "w_object_" + name, d["__" + name + "__"])


def setup_type():
    make_type(
        "type",
        W_Type,
        new=type_new,
        user=W_Instance,
        getsets=[
            ("__name__", lambda w_obj: space.newstr(as_type(w_obj).name), set_type_name),
            ("__qualname__", lambda w_obj: space.newstr(as_type(w_obj).qualname), set_type_qualname),
            ("__module__", type_module, set_type_module),
            ("__doc__", type_doc, set_type_doc),
            ("__bases__", type_bases, set_type_bases),
            ("__base__", type_base),
            ("__mro__", type_mro),
            ("__dict__", lambda w_obj: type_dict(as_type(w_obj))),
            ("__abstractmethods__", type_abstract, set_type_abstract),
            ("__annotations__", type_annotations, set_type_annotations),
        ],
        extra=[
            named(type_subclasses, "__subclasses__"),
            named(type_mro_list, "mro"),
            named(type_instancecheck, "__instancecheck__"),
            named(type_subclasscheck, "__subclasscheck__"),
            named(type_init, "__init__"),
            named(type_call_method, "__call__"),
        ],
        classmethods=[named(type_prepare, "__prepare__")],
    )
    d = space.w_type.dict_w
    for name in ("__getitem__", "__iter__", "__len__", "__bool__", "__contains__", "__hash__", "__eq__", "__ne__", "__lt__",
                 "__le__", "__gt__", "__ge__"):  # fmt: skip
        d.pop(name, None)
    space.w_type_new = d["__new__"]


def setup_late():
    """`__dict__` of instances: of classes whose instances have one. It is an attribute of object here, so that all have it."""
    make_type("mappingproxy", W_MappingProxy, space.w_dict, final=True)
    make_type("member_descriptor", W_Slot, final=True, key="member")
    w_getset = W_GetSet("__dict__", get_dict, set_dict)
    w_getset.owner = "object"
    space.w_object.dict_w["__doc__"] = space.w_None
    space.w_object.has_dict = False
    space.w_object_class = space.w_object.dict_w["__class__"]
    space.w_object.dict_w["__dict__"] = w_getset
