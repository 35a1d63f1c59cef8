"""Attributes of instances, fast: without a JIT each name of a code object remembers where it was found last."""

from rpython.rlib.jit import promote, we_are_jitted

from objects.instance import W_Instance
from objects.space import space


def load(w_obj, code, index):
    name = code.names[index]
    if not we_are_jitted() and type(w_obj) is W_Instance:
        assert isinstance(w_obj, W_Instance)
        cache = code.attribute_caches[index]
        map = w_obj.map
        if cache.map is map and cache.version is map.w_type.version:
            at = cache.index
            if at >= 0:
                return w_obj.storage[at]
        elif is_plain(map.w_type, name):
            at = map.find(name)
            if at >= 0:
                cache.map = map
                cache.version = map.w_type.version
                cache.index = at
                cache.storable = False
                return w_obj.storage[at]
    return w_obj.getattr(name)


def is_plain(w_type, name):
    """Whether an attribute in an instance's storage is what the name means."""
    if w_type.lookup("__getattribute__") is not space.w_object_getattribute:
        return False
    w_descr = w_type.lookup(name)
    return w_descr is None or not w_descr.is_data_descr()


def load_method(frame, code, index):
    """[object] -> [function, object], or [null, attribute]"""
    w_obj = frame.peek(0)
    name = code.names[index]
    if type(w_obj) is W_Instance:
        assert isinstance(w_obj, W_Instance)
        map = promote(w_obj.map)
        if we_are_jitted():
            w_method = find_method(map, name)
        else:
            cache = code.attribute_caches[index]
            if cache.map is map and cache.version is map.w_type.version and cache.index < 0:
                w_method = cache.w_method
            else:
                w_method = find_method(map, name)
                if w_method is not None:
                    cache.map = map
                    cache.version = map.w_type.version
                    cache.index = -1
                    cache.w_method = w_method
        if w_method is not None:
            frame.set_top(w_method)
            frame.push(w_obj)
            return
    elif not isinstance(w_obj, space.W_Type):
        w_type = w_obj.getclass()
        if not w_type.is_heap:
            w_method = w_type.lookup(name)
            if w_method is not None and w_method.is_function() and w_obj.getdictvalue(name) is None:
                if not isinstance(w_obj, space.W_Super):
                    frame.set_top(w_method)
                    frame.push(w_obj)
                    return
    w_value = w_obj.getattr(name)
    frame.set_top(None)
    frame.push(w_value)


def find_method(map, name):
    """The function that the name means for instances of this map, if it is one."""
    w_type = map.w_type
    w_method = w_type.lookup(name)
    if w_method is None or not w_method.is_function() or map.find(name) >= 0:
        return None
    if w_type.lookup("__getattribute__") is not space.w_object_getattribute:
        return None
    return w_method


def store(w_obj, code, index, w_value):
    name = code.names[index]
    if not we_are_jitted() and type(w_obj) is W_Instance:
        assert isinstance(w_obj, W_Instance)
        cache = code.attribute_caches[index]
        map = w_obj.map
        if cache.map is map and cache.version is map.w_type.version and cache.index >= 0 and cache.storable:
            w_obj.storage[cache.index] = w_value
            return
        w_type = map.w_type
        if w_type.lookup("__setattr__") is space.w_object_setattr and is_plain(w_type, name):
            at = map.find(name)
            if at >= 0:
                cache.map = map
                cache.version = w_type.version
                cache.index = at
                cache.storable = True
                w_obj.storage[at] = w_value
                return
            if w_type.has_dict:
                w_obj.setdictvalue(name, w_value)
                return
    w_obj.setattr(name, w_value)
