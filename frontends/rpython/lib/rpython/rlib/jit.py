"""Hints to the JIT. In a program without one they do nothing."""

from rpython._special import special
from rpython.rlib.objectmodel import specialize
from rpython.rlib.unroll import unrolling_iterable

PARAMETERS = {
    "threshold": 1039,
    "function_threshold": 1619,
    "trace_eagerness": 200,
    "decay": 40,
    "trace_limit": 6000,
    "inlining": 1,
    "loop_longevity": 1000,
    "retrace_limit": 0,
    "pureop_historylength": 16,
    "max_retrace_guards": 15,
    "max_unroll_loops": 0,
    "disable_unrolling": 200,
    "enable_opts": "all",
    "max_unroll_recursion": 7,
    "vec": 0,
    "vec_all": 0,
    "vec_cost": 0,
}

# In the order of the bits that the JIT's runtime knows them by.
OPTIMISATIONS = ["intbounds", "rewrite", "virtualize", "string", "pure", "earlyforce", "heap", "unroll"]


class JitHintError(Exception):
    """A driver is declared or used in a way that cannot work."""


class InvalidVirtualRef(Exception):
    """A virtual reference is called after `virtual_ref_finish`, and was not before."""


@special("JitDriver")
class JitDriver:
    """The main loop of an interpreter: `greens` say where in the interpreted program it is, `reds` are all other variables
    that live across the merge point."""

    active = True
    virtualizables = []

    def __init__(
        self,
        greens=None,
        reds=None,
        virtualizables=None,
        get_jitcell_at=None,
        set_jitcell_at=None,
        get_printable_location=None,
        confirm_enter_jit=None,
        can_never_inline=None,
        should_unroll_one_iteration=None,
        name="jitdriver",
        check_untranslated=True,
        vectorize=False,
        get_unique_id=None,
        is_recursive=False,
        get_location=None,
    ):
        if get_jitcell_at is not None or set_jitcell_at is not None:
            raise JitHintError("get_jitcell_at and set_jitcell_at are not used any more")
        if greens is None or reds is None:
            raise JitHintError("a JitDriver needs greens and reds")
        self.greens = list(greens)
        self.autoreds = reds == "auto"
        self.reds = [] if self.autoreds else list(reds)
        self.virtualizables = list(virtualizables or [])
        self.name = name
        self.get_printable_location = get_printable_location
        self.get_location = get_location
        self.confirm_enter_jit = confirm_enter_jit
        self.can_never_inline = can_never_inline
        self.should_unroll_one_iteration = should_unroll_one_iteration
        self.get_unique_id = get_unique_id
        self.check_untranslated = check_untranslated
        self.vectorize = vectorize
        self.is_recursive = is_recursive
        for v in self.greens + self.reds:
            if v.startswith("_"):
                raise JitHintError("%s: a variable's name must not start with '_'" % (v,))
        for v in self.virtualizables:
            if v not in self.reds:
                raise JitHintError("the virtualizable %s is not among the reds" % (v,))
        self._livevars = frozenset(self.greens + self.reds)

    def _freeze_(self):
        return True

    def _check(self, livevars):
        if not self.check_untranslated:
            return
        given = frozenset(livevars)
        if given != self._livevars and not (self.autoreds and given >= self._livevars):
            wrong = ", ".join(sorted(self._livevars ^ given))
            raise JitHintError("%s: these are not the greens and reds: %s" % (self.name, wrong))

    def jit_merge_point(self, **livevars):
        """At the top of the main loop. Each green and red as a keyword argument."""
        self._check(livevars)

    def can_enter_jit(self, **livevars):
        """At the end of a loop of the interpreted program."""
        self._check(livevars)

    def loop_header(self):
        """As can_enter_jit, just before the merge point is reached."""

    def clone(self):
        copy = JitDriver.__new__(JitDriver)
        copy.__dict__.update(self.__dict__)
        return copy


# ____________________________________________________________ decorators


def elidable(function):
    """The same arguments always give the same result, and leaving a call out changes nothing."""
    function._elidable_function_ = True
    return function


purefunction = elidable


def elidable_promote(promote_args="all"):
    """As elidable, and the arguments (`"all"`, or indices as in `"0,2"`) are promoted first."""

    def mark(function):
        elidable(function)
        function._elidable_promote_args_ = promote_args
        return function

    return mark


def dont_look_inside(function):
    """Calls stay calls in traces."""
    function._jit_look_inside_ = False
    return function


def look_inside(function):
    function._jit_look_inside_ = True
    return function


def look_inside_iff(predicate):
    """Traced into if the predicate holds for the arguments of the call."""

    def mark(function):
        function._jit_look_inside_iff_ = predicate
        return function

    return mark


def unroll_safe(function):
    """Its loops are short: traced into and unrolled."""
    function._jit_unroll_safe_ = True
    return function


def loop_invariant(function):
    """Without arguments: called at most once in each loop."""
    function._jit_loop_invariant_ = True
    return function


def not_in_trace(function):
    """Without result: calls are left out of traces."""
    function.oopspec = "jit.not_in_trace()"
    return function


def oopspec(spec):
    def mark(function):
        function.oopspec = spec
        return function

    return mark


def jit_callback(name):
    """A callback from C, which is an entry to the JIT."""

    def mark(function):
        function._jit_callback_name_ = name
        return function

    return mark


# ____________________________________________________________ values


@special("hint")
def hint(x, **flags):
    return x


@special("promote")
def promote(x):
    """x becomes a constant in the trace."""
    return x


@special("promote_string")
def promote_string(x):
    """As promote, but compares the contents."""
    return x


promote_unicode = promote_string


@special("assert_green")
def assert_green(x):
    pass


@special("record_exact_class")
def record_exact_class(x, cls):
    assert type(x) is cls


@special("record_exact_value")
def record_exact_value(x, known):
    """x has this value."""
    assert x == known


@special("record_known_result")
def record_known_result(result, function, *args):
    """A call of this elidable function with these arguments gives this result."""
    assert function(*args) == result


@special("we_are_jitted")
def we_are_jitted():
    return False


@special("isconstant")
def isconstant(x):
    """Whether the JIT knows the value as a constant."""
    return False


@special("isvirtual")
def isvirtual(x):
    """Whether the object is not allocated yet in the trace."""
    return False


@specialize.call_location()
def loop_unrolling_heuristic(items, size, cutoff=2):
    """Whether a loop over `items` may be unrolled: used in `look_inside_iff`."""
    return size == 0 or isvirtual(items) or (isconstant(size) and size <= cutoff)


@special("current_trace_length")
def current_trace_length():
    """The length of the trace so far, -1 outside of tracing."""
    return -1


@special("jit_debug")
def jit_debug(text, arg1=0, arg2=0, arg3=0, arg4=0):
    """A remark in the trace."""


@special("conditional_call")
def conditional_call(condition, function, *args):
    """Calls the function if the condition holds, without a branch in the trace."""
    if condition:
        function(*args)


@special("conditional_call_elidable")
def conditional_call_elidable(value, function, *args):
    """The value, or the function's result if that is 0 or None."""
    if value is None or isinstance(value, int) and value == 0:
        value = function(*args)
    return value


@special("force_virtual")
def force_virtual(x):
    """The same object, which exists from here on."""
    return x


@special("enter_portal_frame")
def enter_portal_frame(unique_id):
    pass


@special("leave_portal_frame")
def leave_portal_frame(unique_id):
    pass


# ____________________________________________________________ virtual references

# What a reference's `virtual_token` says. The JIT knows these numbers; a larger one is its own, and says where compiled code has
# the object in variables.
_SEEN = 0
_INVALID = 1
_UNSEEN = 2


class JitVirtualRef(object):
    """A reference to an object that need not exist until somebody calls the reference."""

    def __init__(self, x, token):
        self.virtual_token = token
        self.forced = x

    def __call__(self):
        """The object."""
        _settle(self)
        token = self.virtual_token
        if token != _SEEN:
            if token == _INVALID:
                raise InvalidVirtualRef
            if token != _UNSEEN:
                _fetch(self)
            self.virtual_token = _SEEN
        return self.forced

    @property
    def virtual(self):
        """Whether a call would be the first, before `virtual_ref_finish`."""
        return self.virtual_token > _INVALID


@special("virtual_ref")
def _begin(vref, x):
    """A trace may keep the object in its variables, though the reference goes where everybody sees it."""


@special("virtual_ref_settle")
def _settle(vref):
    """A trace that keeps the reference's object no longer does."""


@special("virtual_ref_force")
def _force(vref):
    """Compiled code that waits for a call to return makes the object that it has in variables."""


@dont_look_inside
def _fetch(vref):
    _force(vref)


def virtual_ref(x):
    """A reference to a frame that need not be allocated while a trace runs, until `virtual_ref_finish`."""
    assert x is not None
    vref = JitVirtualRef(x, _UNSEEN)
    _begin(vref, x)
    return vref


def virtual_ref_finish(vref, x):
    """The frame is left: who has not seen it will not."""
    _settle(vref)
    token = vref.virtual_token
    if token > _INVALID:
        if token != _UNSEEN:
            _fetch(vref)
        vref.virtual_token = _INVALID
        vref.forced = None


def non_virtual_ref(x):
    """A reference to an object that exists anyway, or to None."""
    return JitVirtualRef(x, _SEEN)


vref_None = non_virtual_ref(None)


# ____________________________________________________________ parameters


@special("jit.set_param")
def _set_param(driver, name, value):
    """The name is a constant and in PARAMETERS; a value of None stands for the default. That of `enable_opts` has a bit for each
    of OPTIMISATIONS."""


@specialize.arg(0, 1)
def set_param(driver, name, value):
    """Sets one of PARAMETERS, for one driver or, with None, for all."""
    _check_parameter(name)
    if name == "enable_opts":
        _set_param(driver, name, _optimisations(value))
    else:
        _set_param(driver, name, value)


@specialize.arg(0, 1)
def set_param_to_default(driver, name):
    _check_parameter(name)
    _set_param(driver, name, None)


def _optimisations(text):
    if text == "all":
        return (1 << len(OPTIMISATIONS)) - 1
    enabled = 0
    for part in text.split(":"):
        name = part.strip(" ")
        known = not name
        for i in range(len(OPTIMISATIONS)):
            if OPTIMISATIONS[i] == name:
                enabled |= 1 << i
                known = True
        if not known:
            raise ValueError("the JIT has no optimisation " + name)
    return enabled


@specialize.memo()
def _check_parameter(name):
    if name not in PARAMETERS:
        raise ValueError("no JIT parameter `" + name + "`: there are " + ", ".join(PARAMETERS))


_NUMBERS = unrolling_iterable([name for name in PARAMETERS if name != "enable_opts"])


@specialize.arg(0)
def set_user_param(driver, text):
    """Parameters from a command line: `off`, `default`, or `name=value,name=value`."""
    if text == "off":
        set_param(driver, "threshold", -1)
        set_param(driver, "function_threshold", -1)
        return
    if text == "default":
        for name in _NUMBERS:
            set_param_to_default(driver, name)
        set_param_to_default(driver, "enable_opts")
        return
    for part in text.split(","):
        part = part.strip(" ")
        if not part:
            continue
        equals = part.find("=")
        if equals < 0:
            raise ValueError("not a JIT parameter and its value: " + part)
        _set_named(driver, part[:equals], part[equals + 1 :])


@specialize.arg(0)
def _set_named(driver, given, value):
    if given == "enable_opts":
        set_param(driver, "enable_opts", value)
        return
    for name in _NUMBERS:
        if given == name:
            try:
                number = int(value)
            except ValueError:
                raise ValueError("the value of the JIT parameter " + given + " is not a number: " + value)
            set_param(driver, name, number)
            return
    raise ValueError("no JIT parameter " + given)


class JitHookInterface:
    """Callbacks at events of the JIT: a subclass overrides them."""

    def are_hooks_enabled(self):
        return True

    def on_abort(self, reason, jitdriver, greenkey, greenkey_repr, logops, operations):
        pass

    def on_trace_too_long(self, jitdriver, greenkey, greenkey_repr):
        pass

    def before_compile(self, debug_info):
        pass

    def after_compile(self, debug_info):
        pass

    def before_compile_bridge(self, debug_info):
        pass

    def after_compile_bridge(self, debug_info):
        pass
