"""Weak references and proxies.

An object that has some has a lifeline, which has them, weakly as well. The lifeline dies with its object, and not later because of what
the object leads to: so it is the one that is told, and that calls the callbacks.
"""

import weakref

from objects.base import W_Root, error, type_error
from objects.ops import EQ, NE
from objects.slots import make_type
from objects.space import export, space


@export
class W_Lifeline(W_Root):
    """The program never sees it."""

    def __init__(self):
        self.refs = []
        self.watched = False

    def add(self, w_ref):
        if len(self.refs) & 15 == 15:
            self.refs = [r for r in self.refs if r() is not None]
        self.refs.append(weakref.ref(w_ref))
        if w_ref.w_callback is not None and not self.watched:
            self.watched = True
            space.register_finalizer(self)

    def alive(self):
        refs_w = []
        for r in self.refs:
            w_ref = r()
            if w_ref is not None:
                refs_w.append(w_ref)
        return refs_w

    def finalize(self):
        refs_w = self.alive()
        # The newest first.
        for i in range(len(refs_w) - 1, -1, -1):
            w_callback = refs_w[i].w_callback
            if w_callback is not None:
                refs_w[i].w_callback = None
                space.call_finalizer(w_callback, refs_w[i], w_callback)


def lifeline_of(w_obj):
    lifeline = w_obj.getlifeline()
    if lifeline is None:
        lifeline = W_Lifeline()
        if not w_obj.setlifeline(lifeline):
            raise type_error("cannot create weak reference to '" + w_obj.type_name() + "' object")
    return lifeline


class W_AnyReference(W_Root):
    """A reference or a proxy."""

    def __init__(self, w_obj, w_callback):
        self.refer_to(w_obj, w_callback)

    def refer_to(self, w_obj, w_callback):
        lifeline = lifeline_of(w_obj)
        self.ref = weakref.ref(w_obj)
        self.w_callback = w_callback
        lifeline.add(self)

    def type_name(self):
        w_type = self.getclass()
        return w_type.name if w_type.is_heap else w_type.full_name()


@export
class W_Reference(W_AnyReference):
    has_hash = False
    known_hash = 0

    def getclass(self):
        return space.w_reference

    def repr(self):
        w_obj = self.ref()
        if w_obj is None:
            return "<weakref at " + self.address() + "; dead>"
        return "<weakref at " + self.address() + "; to '" + w_obj.type_name() + "' at " + w_obj.address() + ">"

    def is_callable(self):
        return True

    def call(self, args):
        if args.count() + args.keyword_count() > 0:
            raise type_error("weakref.__call__() takes no arguments")
        w_obj = self.ref()
        return space.w_None if w_obj is None else w_obj

    def hash(self):
        if not self.has_hash:
            w_obj = self.ref()
            if w_obj is None:
                raise type_error("weak object has gone away")
            self.known_hash = w_obj.hash()
            self.has_hash = True
        return self.known_hash

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Reference) or (op != EQ and op != NE):
            return space.w_NotImplemented
        w_mine = self.ref()
        w_others = w_other.ref()
        if w_mine is None or w_others is None:
            same = self is w_other
        else:
            same = space.same_or_equal(w_mine, w_others)
        return space.newbool(same == (op == EQ))

    def m___init__(self, args):
        pass


def callback_of(w_callback):
    if w_callback is None or w_callback is space.w_None:
        return None
    return w_callback


def reference_new(w_type, args):
    n = args.count()
    if n < 1 or n > 2:
        raise type_error("__new__ expected at " + ("least 1 argument" if n < 1 else "most 2 arguments") + ", got " + str(n))
    w_obj = args.args_w[0]
    w_callback = callback_of(args.args_w[1]) if n == 2 else None
    if w_type is not space.w_reference:
        w_result = w_type.layout.allocate(w_type)
        assert isinstance(w_result, W_Reference)
        w_result.refer_to(w_obj, w_callback)
        return w_result
    if w_callback is None:
        for w_ref in lifeline_of(w_obj).alive():
            if w_ref.getclass() is space.w_reference and w_ref.w_callback is None:
                return w_ref
    return W_Reference(w_obj, w_callback)


def reference_callback(w_ref):
    assert isinstance(w_ref, W_Reference)
    return space.w_None if w_ref.w_callback is None else w_ref.w_callback


# ____________________________________________________________ proxies


class W_Proxy(W_AnyReference):
    """Behaves as its object."""

    def getclass(self):
        return space.w_proxy

    def alive(self):
        w_obj = self.ref()
        if w_obj is None:
            raise error(space.w_ReferenceError, "weakly-referenced object no longer exists")
        return w_obj

    def repr(self):
        w_obj = self.ref()
        if w_obj is None:
            return "<weakproxy at " + self.address() + " to NoneType>"
        return "<weakproxy at " + self.address() + " to " + w_obj.type_name() + " at " + w_obj.address() + ">"

    def hash(self):
        raise type_error("unhashable type: '" + self.type_name() + "'")

    def str(self):
        return self.alive().str()

    def format(self, spec):
        return self.alive().format(spec)

    def getattr(self, name):
        return self.alive().getattr(name)

    def setattr(self, name, w_value):
        self.alive().setattr(name, w_value)

    def delattr(self, name):
        self.alive().delattr(name)

    def is_true(self):
        return self.alive().is_true()

    def index_w(self):
        return self.alive().index_w()

    def has_index(self):
        return self.alive().has_index()

    def float_w(self):
        return self.alive().float_w()

    def has_length(self):
        return self.alive().has_length()

    def length(self):
        return self.alive().length()

    def getitem(self, w_index):
        return self.alive().getitem(w_index)

    def setitem(self, w_index, w_value):
        self.alive().setitem(w_index, w_value)

    def delitem(self, w_index):
        self.alive().delitem(w_index)

    def contains(self, w_item):
        return self.alive().contains(w_item)

    def iter(self):
        return self.alive().iter()

    def next(self):
        return self.alive().next()

    def is_iterator(self):
        return self.alive().is_iterator()

    def is_callable(self):
        w_obj = self.ref()
        return w_obj is not None and w_obj.is_callable()

    def call(self, args):
        return self.alive().call(args)

    def binop(self, w_other, op):
        return space.binary(self.alive(), behind(w_other), op)

    def rbinop(self, w_left, op):
        return space.binary(behind(w_left), self.alive(), op)

    def inplace(self, w_other, op):
        return space.inplace(self.alive(), behind(w_other), op)

    def unary(self, op):
        return self.alive().unary(op)

    def compare(self, w_other, op):
        return space.compare(self.alive(), behind(w_other), op)


class W_CallableProxy(W_Proxy):
    def getclass(self):
        return space.w_callable_proxy


def behind(w_obj):
    if isinstance(w_obj, W_Proxy):
        return w_obj.alive()
    return w_obj


def class_behind(w_proxy):
    """What isinstance() asks for."""
    assert isinstance(w_proxy, W_Proxy)
    return w_proxy.alive().getclass()


def proxy(w_object, w_callback=None):
    """A proxy without a callback is made once."""
    w_callback = callback_of(w_callback)
    if w_callback is None:
        for w_ref in lifeline_of(w_object).alive():
            if isinstance(w_ref, W_Proxy) and w_ref.w_callback is None:
                return w_ref
    if w_object.is_callable():
        return W_CallableProxy(w_object, w_callback)
    return W_Proxy(w_object, w_callback)


# ____________________________________________________________ the module


def getweakrefcount(w_object):
    lifeline = w_object.getlifeline()
    return space.newint(0 if lifeline is None else len(lifeline.alive()))


def getweakrefs(w_object):
    lifeline = w_object.getlifeline()
    return space.newlist([w_ref for w_ref in lifeline.alive()] if lifeline is not None else [])


def setup():
    make_type(
        "ReferenceType", W_Reference, new=reference_new, key="reference", getsets=[("__callback__", reference_callback)]
    )
    make_type("ProxyType", W_Proxy, final=True, key="proxy", getsets=[("__class__", class_behind)])
    make_type("CallableProxyType", W_CallableProxy, space.w_proxy, final=True, key="callable_proxy")
    for w_type in [space.w_reference, space.w_proxy, space.w_callable_proxy]:
        w_type.module = "weakref"
