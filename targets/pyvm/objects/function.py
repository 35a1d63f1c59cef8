"""Functions of the interpreted program, and how arguments come to their parameters."""

from rpython.rlib.jit import promote, unroll_safe

from objects.base import Referable, W_Root, type_error
from objects.space import export, space


@export
class W_Cell(W_Root):
    """A variable that functions share."""

    def __init__(self, w_value):
        self.w_value = w_value

    def getclass(self):
        return space.w_cell

    def repr(self):
        if self.w_value is None:
            return "<cell at " + self.address() + ": empty>"
        return "<cell at " + self.address() + ": " + self.w_value.type_name() + " object at " + self.w_value.address() + ">"


@export
class W_Function(Referable, W_Root):
    _immutable_fields_ = ["code?", "w_globals", "closure_w[*]", "defaults_w?[*]"]

    def __init__(self, code, w_globals, defaults_w, w_kwdefaults, closure_w):
        self.code = code
        self.w_globals = w_globals
        self.defaults_w = defaults_w
        # A dict, or None.
        self.w_kwdefaults = w_kwdefaults
        self.closure_w = closure_w
        self.name = code.code.co_name
        self.qualname = code.code.co_qualname
        self.w_dict = None
        self.w_doc = None
        self.w_annotations = None
        self.w_module = None

    def getclass(self):
        return space.w_function

    def repr(self):
        return "<function " + self.qualname + " at " + self.address() + ">"

    def is_callable(self):
        return True

    def is_function(self):
        return True

    def descr_get(self, w_obj, w_type):
        if w_obj is None:
            return self
        return W_Method(self, w_obj)

    # ---- attributes of its own

    def getdict(self):
        if self.w_dict is None:
            self.w_dict = space.newdict()
        return self.w_dict

    def getdictvalue(self, name):
        if self.w_dict is None:
            return None
        return self.w_dict.find_text(name)

    def setdictvalue(self, name, w_value):
        if w_value is None:
            return self.w_dict is not None and self.w_dict.remove(space.newstr(name))
        self.getdict().store_text(name, w_value)
        return True

    # ---- calls

    def getcode(self):
        return promote(self.code)

    def call(self, args):
        frame = space.new_frame(self.getcode(), self)
        bind_arguments(self, frame, args)
        return frame.start()

    @unroll_safe
    def call_list(self, args_w):
        code = self.getcode()
        frame = space.new_frame(code, self)
        if code.is_simple and len(args_w) == code.argcount:
            for i in range(len(args_w)):
                frame.locals_cells_stack_w[i] = args_w[i]
        else:
            bind_arguments(self, frame, space.Arguments(args_w))
        return frame.start()

    def call0(self):
        return self.call_list([])

    def call1(self, w_1):
        return self.call_list([w_1])

    def call2(self, w_1, w_2):
        return self.call_list([w_1, w_2])

    @unroll_safe
    def call_from_stack(self, caller, count):
        code = self.getcode()
        frame = space.new_frame(code, self)
        if code.is_simple:
            if count == code.argcount:
                for i in range(count):
                    frame.locals_cells_stack_w[i] = caller.peek(count - 1 - i)
                return frame.start()
            defaults_w = self.defaults_w
            missing = code.argcount - count
            if 0 < missing and missing <= len(defaults_w):
                for i in range(count):
                    frame.locals_cells_stack_w[i] = caller.peek(count - 1 - i)
                first = len(defaults_w) - missing
                for i in range(missing):
                    frame.locals_cells_stack_w[count + i] = defaults_w[first + i]
                return frame.start()
        bind_arguments(self, frame, space.Arguments(caller.peek_values(count)))
        return frame.start()

    @unroll_safe
    def call_with_first(self, w_first, caller, count):
        """As call_from_stack, with one more argument before those on the stack."""
        code = self.getcode()
        frame = space.new_frame(code, self)
        if code.is_simple and count + 1 == code.argcount:
            frame.locals_cells_stack_w[0] = w_first
            for i in range(count):
                frame.locals_cells_stack_w[i + 1] = caller.peek(count - 1 - i)
        else:
            bind_arguments(self, frame, space.Arguments([w_first] + caller.peek_values(count)))
        return frame.start()


@unroll_safe
def bind_arguments(w_function, frame, args):
    """Puts the arguments of a call into the parameters' places of a frame."""
    code = w_function.getcode()
    argcount = code.argcount
    kwonly = code.kwonlyargcount
    args_w = args.args_w
    given = len(args_w)
    n = given
    if n > argcount:
        n = argcount
    for i in range(n):
        frame.locals_cells_stack_w[i] = args_w[i]
    at = argcount + kwonly
    if code.has_varargs:
        rest_w = [space.w_None] * (given - n)
        for i in range(given - n):
            rest_w[i] = args_w[n + i]
        frame.locals_cells_stack_w[at] = space.newtuple_fixed(rest_w)
        at += 1
    w_keywords = None
    if code.has_varkeywords:
        w_keywords = space.newdict()
        frame.locals_cells_stack_w[at] = w_keywords
    names = args.names
    if names is not None:
        for k in range(len(names)):
            bind_keyword(w_function, code, frame, w_keywords, names, k, args.values_w[k])
    if given > argcount and not code.has_varargs:
        raise too_many(w_function, code, frame, given)
    defaults_w = w_function.defaults_w
    first_default = argcount - len(defaults_w)
    missing = False
    for i in range(n, argcount):
        if frame.locals_cells_stack_w[i] is None:
            if i >= first_default:
                frame.locals_cells_stack_w[i] = defaults_w[i - first_default]
            else:
                missing = True
    if missing:
        raise missing_arguments(w_function, code, frame, 0, argcount, "positional")
    for i in range(argcount, argcount + kwonly):
        if frame.locals_cells_stack_w[i] is None:
            w_default = None
            if w_function.w_kwdefaults is not None:
                w_default = w_function.w_kwdefaults.find_text(code.varnames[i])
            if w_default is None:
                missing = True
            else:
                frame.locals_cells_stack_w[i] = w_default
    if missing:
        raise missing_arguments(w_function, code, frame, argcount, argcount + kwonly, "keyword-only")


@unroll_safe
def bind_keyword(w_function, code, frame, w_keywords, names, k, w_value):
    name = names[k]
    for i in range(code.posonlyargcount, code.argcount + code.kwonlyargcount):
        if code.varnames[i] == name:
            if frame.locals_cells_stack_w[i] is not None:
                raise type_error(w_function.qualname + "() got multiple values for argument '" + name + "'")
            frame.locals_cells_stack_w[i] = w_value
            return
    if w_keywords is not None:
        w_keywords.store_text(name, w_value)
        return
    for i in range(code.posonlyargcount):
        if code.varnames[i] == name:
            raise positional_only(w_function, code, names)
    raise type_error(w_function.qualname + "() got an unexpected keyword argument '" + name + "'")


def positional_only(w_function, code, names):
    wrong = []
    for i in range(code.posonlyargcount):
        if code.varnames[i] in names:
            wrong.append(code.varnames[i])
    return type_error(
        w_function.qualname + "() got some positional-only arguments passed as keyword arguments: '" + ", ".join(wrong) + "'"
    )


def too_many(w_function, code, frame, given):
    least = code.argcount - len(w_function.defaults_w)
    most = code.argcount
    plural = most != 1
    if least != most:
        takes = "from " + str(least) + " to " + str(most)
        plural = True
    else:
        takes = str(most)
    keyword_given = 0
    for i in range(code.argcount, code.argcount + code.kwonlyargcount):
        if frame.locals_cells_stack_w[i] is not None:
            keyword_given += 1
    extra = ""
    if keyword_given > 0:
        extra = (
            " positional argument" + ("s" if given != 1 else "") + " (and " + str(keyword_given) + " keyword-only argument"
            + ("s" if keyword_given != 1 else "") + ")"
        )  # fmt: skip
    return type_error(
        w_function.qualname + "() takes " + takes + " positional argument" + ("s" if plural else "") + " but " + str(given) + extra
        + (" was given" if given == 1 and keyword_given == 0 else " were given")
    )  # fmt: skip


def missing_arguments(w_function, code, frame, start, stop, kind):
    names = []
    first_default = code.argcount - len(w_function.defaults_w)
    for i in range(start, stop):
        if frame.locals_cells_stack_w[i] is None:
            names.append("'" + code.varnames[i] + "'")
    n = len(names)
    if n == 1:
        listed = names[0]
    elif n == 2:
        listed = names[0] + " and " + names[1]
    else:
        listed = ", ".join(names[: n - 1]) + ", and " + names[n - 1]
    return type_error(
        w_function.qualname + "() missing " + str(n) + " required " + kind + " argument" + ("s" if n != 1 else "") + ": " + listed
    )


@export
class W_Method(Referable, W_Root):
    """A function with its first argument."""

    _immutable_fields_ = ["w_function", "w_self"]

    def __init__(self, w_function, w_self):
        self.w_function = w_function
        self.w_self = w_self

    def getclass(self):
        if isinstance(self.w_function, W_Function):
            return space.w_method
        return space.w_builtin_method

    def repr(self):
        w_function = self.w_function
        if isinstance(w_function, W_Function):
            return "<bound method " + w_function.qualname + " of " + self.w_self.repr() + ">"
        if isinstance(w_function, space.W_Builtin):
            return (
                "<built-in method " + w_function.name + " of " + self.w_self.type_name() + " object at " + self.w_self.address()
                + ">"
            )  # fmt: skip
        return "<bound method ? of " + self.w_self.repr() + ">"

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Method) or (op != space.EQ and op != space.NE):
            return space.w_NotImplemented
        same = self.w_self is w_other.w_self and self.w_function is w_other.w_function
        return space.newbool(same == (op == space.EQ))

    def hash(self):
        return W_Root.hash(self.w_self) ^ W_Root.hash(self.w_function)

    def is_callable(self):
        return True

    def call(self, args):
        return self.w_function.call(args.prepend(self.w_self))

    def call0(self):
        return self.w_function.call1(self.w_self)

    def call1(self, w_1):
        return self.w_function.call2(self.w_self, w_1)

    def call_from_stack(self, frame, count):
        w_function = self.w_function
        if isinstance(w_function, W_Function):
            return w_function.call_with_first(self.w_self, frame, count)
        return w_function.call(space.Arguments([self.w_self] + frame.peek_values(count)))

    def getattr(self, name):
        w_value = space.find_attribute(self, name)
        if w_value is None:
            return self.w_function.getattr(name)
        return w_value
