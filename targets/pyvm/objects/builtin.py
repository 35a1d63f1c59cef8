"""Functions of the VM as objects of the interpreted program.

`builtin_function(f)` looks at the parameters of f when a module is loaded. Parameters named `w_...` are positional or keyword arguments, at most
four of them; a default of None means that the argument may be missing. A single parameter `args_w` takes a list of all arguments, `args` an
`Arguments`, and `frame, args_w` the caller's frame as well. What returns None gives the interpreted program its None.
"""

from rpython.rlib.jit import unroll_safe

from objects.arguments import Arguments
from objects.base import Referable, W_Root, type_error
from objects.space import export, space


@export
class W_Builtin(Referable, W_Root):
    _immutable_fields_ = ["name", "names[*]", "least", "most", "binds"]

    def __init__(self, name, names, least, binds):
        self.name = name
        self.names = names
        self.least = least
        self.most = len(names)
        # Whether it is a method of a type: an attribute of an instance is bound.
        self.binds = binds
        self.owner = ""
        self.w_doc = None

    def getclass(self):
        return space.w_builtin_function

    def repr(self):
        if self.binds:
            return "<method '" + self.name + "' of '" + self.owner + "' objects>"
        return "<built-in function " + self.name + ">"

    def is_callable(self):
        return True

    def is_function(self):
        return self.binds

    def descr_get(self, w_obj, w_type):
        if w_obj is None or not self.binds:
            return self
        return space.W_Method(self, w_obj)

    def wrong_count(self, given):
        name = self.name + "()"
        least = self.least
        most = self.most
        if len(self.owner) > 0:
            name = self.owner + "." + name
        if self.binds:
            least -= 1
            most -= 1
            given -= 1
        if given < 0:
            return type_error("unbound method " + name + " needs an argument")
        if least == most:
            if most == 0:
                return type_error(name + " takes no arguments (" + str(given) + " given)")
            if most == 1:
                return type_error(name + " takes exactly one argument (" + str(given) + " given)")
            return type_error(self.name + " expected " + plural(least) + ", got " + str(given))
        if given < least:
            return type_error(self.name + " expected at least " + plural(least) + ", got " + str(given))
        return type_error(self.name + " expected at most " + plural(most) + ", got " + str(given))

    @unroll_safe
    def call(self, args):
        names = args.names
        if names is None or len(names) == 0:
            return self.call_list(args.args_w)
        values_w = [None] * self.most
        given = len(args.args_w)
        if given > self.most:
            raise self.wrong_count(given + len(names))
        for i in range(given):
            values_w[i] = args.args_w[i]
        count = given
        for k in range(len(names)):
            at = -1
            for i in range(self.most):
                if self.names[i] == names[k]:
                    at = i
            if at < 0:
                if self.most == 0 or (self.binds and self.most == 1):
                    raise type_error(self.name + "() takes no keyword arguments")
                raise type_error("'" + names[k] + "' is an invalid keyword argument for " + self.name + "()")
            if values_w[at] is not None:
                raise type_error("argument for " + self.name + "() given by name ('" + names[k] + "') and position (" + str(at + 1) + ")")
            values_w[at] = args.values_w[k]
            if at >= count:
                count = at + 1
        for i in range(self.least):
            if values_w[i] is None:
                raise type_error(self.name + "() missing required argument '" + self.names[i] + "' (pos " + str(i + 1) + ")")
        return self.call_list(values_w[:count])

    def call_list(self, args_w):
        raise NotImplementedError

    def call0(self):
        return self.call_list([])

    def call1(self, w_1):
        return self.call_list([w_1])

    def call2(self, w_1, w_2):
        return self.call_list([w_1, w_2])

    def call_from_stack(self, frame, count):
        return self.call_list(frame.peek_values(count))


def plural(n):
    if n == 1:
        return "1 argument"
    return str(n) + " arguments"


def result(w_value):
    if w_value is None:
        return space.w_None
    return w_value


class W_Builtin0(W_Builtin):
    _immutable_fields_ = ["function"]

    def __init__(self, name, names, least, binds, function):
        W_Builtin.__init__(self, name, names, least, binds)
        self.function = function

    def call_list(self, args_w):
        if len(args_w) != 0:
            raise self.wrong_count(len(args_w))
        return result(self.function())


class W_Builtin1(W_Builtin):
    _immutable_fields_ = ["function"]

    def __init__(self, name, names, least, binds, function):
        W_Builtin.__init__(self, name, names, least, binds)
        self.function = function

    def call_list(self, args_w):
        n = len(args_w)
        if n > 1 or n < self.least:
            raise self.wrong_count(n)
        return result(self.function(args_w[0] if n == 1 else None))

    def call1(self, w_1):
        return result(self.function(w_1))

    def call_from_stack(self, frame, count):
        if count != 1:
            return self.call_list(frame.peek_values(count))
        return result(self.function(frame.peek(0)))


class W_Builtin2(W_Builtin):
    _immutable_fields_ = ["function"]

    def __init__(self, name, names, least, binds, function):
        W_Builtin.__init__(self, name, names, least, binds)
        self.function = function

    def call_list(self, args_w):
        n = len(args_w)
        if n > 2 or n < self.least:
            raise self.wrong_count(n)
        return result(self.function(args_w[0] if n > 0 else None, args_w[1] if n > 1 else None))

    def call1(self, w_1):
        if self.least > 1:
            raise self.wrong_count(1)
        return result(self.function(w_1, None))

    def call2(self, w_1, w_2):
        return result(self.function(w_1, w_2))

    def call_from_stack(self, frame, count):
        if count == 2:
            return result(self.function(frame.peek(1), frame.peek(0)))
        if count == 1 and self.least <= 1:
            return result(self.function(frame.peek(0), None))
        return self.call_list(frame.peek_values(count))


class W_Builtin3(W_Builtin):
    _immutable_fields_ = ["function"]

    def __init__(self, name, names, least, binds, function):
        W_Builtin.__init__(self, name, names, least, binds)
        self.function = function

    def call_list(self, args_w):
        n = len(args_w)
        if n > 3 or n < self.least:
            raise self.wrong_count(n)
        return result(
            self.function(
                args_w[0] if n > 0 else None, args_w[1] if n > 1 else None, args_w[2] if n > 2 else None
            )
        )

    def call_from_stack(self, frame, count):
        if count == 3:
            return result(self.function(frame.peek(2), frame.peek(1), frame.peek(0)))
        return self.call_list(frame.peek_values(count))


class W_Builtin4(W_Builtin):
    _immutable_fields_ = ["function"]

    def __init__(self, name, names, least, binds, function):
        W_Builtin.__init__(self, name, names, least, binds)
        self.function = function

    def call_list(self, args_w):
        n = len(args_w)
        if n > 4 or n < self.least:
            raise self.wrong_count(n)
        return result(
            self.function(
                args_w[0] if n > 0 else None,
                args_w[1] if n > 1 else None,
                args_w[2] if n > 2 else None,
                args_w[3] if n > 3 else None,
            )
        )


class W_BuiltinList(W_Builtin):
    """Takes a list of any length."""

    _immutable_fields_ = ["function"]

    def __init__(self, name, least, binds, function):
        W_Builtin.__init__(self, name, [], least, binds)
        self.function = function

    def call(self, args):
        if args.keyword_count() > 0:
            raise type_error(self.name + "() takes no keyword arguments")
        return self.call_list(args.args_w)

    def call_list(self, args_w):
        if len(args_w) < self.least:
            raise self.wrong_count(len(args_w))
        return result(self.function(args_w))


class W_BuiltinArguments(W_Builtin):
    """Takes all arguments, by name as well."""

    _immutable_fields_ = ["function"]

    def __init__(self, name, least, binds, function):
        W_Builtin.__init__(self, name, [], least, binds)
        self.function = function

    def call(self, args):
        if len(args.args_w) < self.least:
            raise type_error(self.name + "() needs an argument")
        return result(self.function(args))

    def call_list(self, args_w):
        return self.call(Arguments(args_w))


class W_BuiltinFrame(W_Builtin):
    """Takes the caller's frame, too."""

    _immutable_fields_ = ["function"]

    def __init__(self, name, function):
        W_Builtin.__init__(self, name, [], 0, False)
        self.function = function

    def call_list(self, args_w):
        raise space.error(space.w_RuntimeError, self.name + "() is not called by a function of the program")

    def call_in(self, frame, args):
        if args.keyword_count() > 0:
            raise type_error(self.name + "() takes no keyword arguments")
        return result(self.function(frame, args.args_w))

    def call_from_stack(self, frame, count):
        return result(self.function(frame, frame.peek_values(count)))


# ____________________________________________________________ when modules are loaded


def builtin_function(function, name=None, binds=False, check=None):
    """The object for a function of the VM. With `check`, a class, the first argument must be an instance of it."""
    code = function.__code__
    names = list(code.co_varnames[: code.co_argcount])
    defaults = len(function.__defaults__ or ())
    if name is None:
        name = function.__name__
    least = len(names) - defaults
    if names == ["frame", "args_w"]:
        return W_BuiltinFrame(name, function)
    if names[-1:] == ["args_w"]:
        return W_BuiltinList(name, least - 1, binds, _with_list(function, names, check, name))
    if names[-1:] == ["args"]:
        # A method has its object even where that is one of `args`.
        needed = 1 if binds and least == 1 else least - 1
        return W_BuiltinArguments(name, needed, binds, _with_arguments(function, names, check, name))
    shown = [n[2:] if n.startswith("w_") else n for n in names]
    classes = [W_Builtin0, W_Builtin1, W_Builtin2, W_Builtin3, W_Builtin4]
    return classes[len(names)](name, shown, least, binds, _checked(function, len(names), check, name))


def wrong_self(name, w_self):
    return type_error("descriptor '" + name + "' requires an object of another type than '" + w_self.type_name() + "'")


def _checked(function, count, check, name):
    if check is None:
        return function
    if count == 1:

        def call1(w_self):
            if not isinstance(w_self, check):
                raise wrong_self(name, w_self)
            return function(w_self)

        return call1
    if count == 2:

        def call2(w_self, w_1):
            if not isinstance(w_self, check):
                raise wrong_self(name, w_self)
            return function(w_self, w_1)

        return call2
    if count == 3:

        def call3(w_self, w_1, w_2):
            if not isinstance(w_self, check):
                raise wrong_self(name, w_self)
            return function(w_self, w_1, w_2)

        return call3

    def call4(w_self, w_1, w_2, w_3):
        if not isinstance(w_self, check):
            raise wrong_self(name, w_self)
        return function(w_self, w_1, w_2, w_3)

    return call4


def _with_list(function, names, check, name):
    if check is None:
        return function
    assert len(names) == 2

    def call(args_w):
        w_self = args_w[0]
        if not isinstance(w_self, check):
            raise wrong_self(name, w_self)
        return function(w_self, args_w[1:])

    return call


def _with_arguments(function, names, check, name):
    if len(names) == 1:
        return function

    def call(args):
        w_self = args.args_w[0]
        if check is not None and not isinstance(w_self, check):
            raise wrong_self(name, w_self)
        return function(w_self, args.without_first())

    return call


# ____________________________________________________________ attributes computed by the VM


@export
class W_GetSet(W_Root):
    """An attribute of instances of a builtin type that is computed. Without a setter it cannot be set."""

    _immutable_fields_ = ["name", "getter", "setter", "deleter"]

    def __init__(self, name, getter, setter=None, deleter=None):
        self.name = name
        self.getter = getter
        self.setter = setter
        self.deleter = deleter
        self.owner = ""

    def getclass(self):
        return space.w_getset

    def repr(self):
        return "<attribute '" + self.name + "' of '" + self.owner + "' objects>"

    def is_data_descr(self):
        return True

    def descr_get(self, w_obj, w_type):
        if w_obj is None:
            return self
        return self.getter(w_obj)

    def descr_set(self, w_obj, w_value):
        if self.setter is None:
            raise space.attribute_error(
                "attribute '" + self.name + "' of '" + self.owner + "' objects is not writable", w_obj, self.name
            )
        self.setter(w_obj, w_value)

    def descr_delete(self, w_obj):
        if self.deleter is None:
            raise space.attribute_error(
                "attribute '" + self.name + "' of '" + self.owner + "' objects is not writable", w_obj, self.name
            )
        self.deleter(w_obj)


