"""Attributes of instances, fast. Without a JIT each name of a code object remembers what it meant last, and behind that a table for the whole
VM what it means for which map.
"""

from rpython.rlib.jit import promote, we_are_jitted
from rpython.rlib.objectmodel import compute_hash

from objects.instance import W_Instance, larger
from objects.module import W_Module
from objects.space import space

# What `index` of an entry says if it is no place in the storage.
METHOD = -1
OTHER = -2
ADDED = -3

SIZE = 4096


class Entry(object):
    """What a name means for instances of a map, while their type has this version. `index` is where its value is in the storage; METHOD:
    it is the function `w_method` of the type; ADDED: nothing yet, and storing it gives the map `successor`; OTHER: it takes a search."""

    _immutable_fields_ = ["map", "name", "version", "index", "w_method", "storable", "successor"]

    def __init__(self, map, name, version, index, w_method, storable, successor):
        self.map = map
        self.name = name
        self.version = version
        self.index = index
        self.w_method = w_method
        self.storable = storable
        self.successor = successor


NO_ENTRY = Entry(None, "", None, OTHER, None, False, None)
space.no_attribute_entry = NO_ENTRY


class Table(object):
    def __init__(self):
        self.entries = [NO_ENTRY] * SIZE


table = Table()


def entry_for(map, code, index):
    entry = code.attribute_caches[index]
    if entry.map is map and entry.version is map.w_type.version:
        return entry
    return find_entry(map, code, index)


def find_entry(map, code, index):
    name = code.names[index]
    at = (compute_hash(name) ^ (map.serial * 31)) & (SIZE - 1)
    entry = table.entries[at]
    if entry.map is not map or entry.name is not name or entry.version is not map.w_type.version:
        entry = make_entry(map, name)
        table.entries[at] = entry
    code.attribute_caches[index] = entry
    return entry


def make_entry(map, name):
    w_type = map.w_type
    version = w_type.version
    if w_type.lookup("__getattribute__") is not space.w_object_getattribute:
        return Entry(map, name, version, OTHER, None, False, None)
    storable = w_type.lookup("__setattr__") is space.w_object_setattr
    w_descr = w_type.lookup(name)
    if w_descr is not None and w_descr.is_data_descr():
        return Entry(map, name, version, OTHER, None, False, None)
    at = map.find(name)
    if at >= 0:
        return Entry(map, name, version, at, None, storable, None)
    successor = None
    if storable and w_type.has_dict and w_type.is_heap:
        successor = map.add(name)
    if w_descr is not None and w_descr.is_function():
        return Entry(map, name, version, METHOD, w_descr, storable, successor)
    return Entry(map, name, version, OTHER if w_descr is not None else ADDED, None, storable, successor)


def load(w_obj, code, index):
    if not we_are_jitted():
        if type(w_obj) is W_Instance:
            entry = entry_for(w_obj.map, code, index)
            if entry.index >= 0:
                return w_obj.storage[entry.index]
    if isinstance(w_obj, W_Module):
        w_value = w_obj.w_dict.find_text(code.names[index])
        if w_value is not None:
            return w_value
    return w_obj.getattr(code.names[index])


def load_method(frame, code, index):
    """[object] -> [function, object], or [null, attribute]"""
    w_obj = frame.peek(0)
    if type(w_obj) is W_Instance:
        w_method = method_for(promote(w_obj.map), code, index)
        if w_method is not None:
            frame.set_top(w_method)
            frame.push(w_obj)
            return
    elif isinstance(w_obj, W_Module):
        w_value = w_obj.w_dict.find_text(code.names[index])
        if w_value is not None:
            frame.set_top(None)
            frame.push(w_value)
            return
    elif not isinstance(w_obj, space.W_Type) and not isinstance(w_obj, space.W_Super):
        w_type = w_obj.getclass()
        if not w_type.is_heap:
            w_method = method_for(promote(w_type).root_map, code, index)
            if w_method is not None and w_obj.getdictvalue(code.names[index]) is None:
                frame.set_top(w_method)
                frame.push(w_obj)
                return
    w_value = w_obj.getattr(code.names[index])
    frame.set_top(None)
    frame.push(w_value)


def method_for(map, code, index):
    """The function of the type that the name means for instances of this map, if it is one."""
    if not we_are_jitted():
        return entry_for(map, code, index).w_method
    name = code.names[index]
    w_type = map.w_type
    w_method = w_type.lookup(name)
    if w_method is None or not w_method.is_function() or map.find(name) >= 0:
        return None
    if w_type.lookup("__getattribute__") is not space.w_object_getattribute:
        return None
    return w_method


def store(w_obj, code, index, w_value):
    if not we_are_jitted() and type(w_obj) is W_Instance:
        entry = entry_for(w_obj.map, code, index)
        if entry.storable:
            if entry.index >= 0:
                w_obj.storage[entry.index] = w_value
                return
            successor = entry.successor
            if successor is not None:
                at = len(successor.names) - 1
                if at >= len(w_obj.storage):
                    w_obj.storage = larger(w_obj.storage, at)
                w_obj.storage[at] = w_value
                w_obj.map = successor
                return
    w_obj.setattr(code.names[index], w_value)
