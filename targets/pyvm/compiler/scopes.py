"""Scopes: the names of a module, a function, a class or a comprehension, and where each name lives."""

MODULE = 0
FUNCTION = 1
CLASS = 2

# What is known of a name in a scope.
USED = 1
BOUND = 2
PARAMETER = 4
GLOBAL = 8
NONLOCAL = 16
ANNOTATED = 32
ITERATION = 64  # the variable of a comprehension

# Where a name lives, as the code of the scope sees it.
LOCAL = 1
GLOBAL_EXPLICIT = 2
GLOBAL_IMPLICIT = 3
FREE = 4
CELL = 5


class Scope:
    def __init__(self, kind, name, parent, private, span):
        self.kind = kind
        self.name = name
        self.parent = parent
        self.private = private  # the class whose private names are mangled here, or ""
        self.span = span
        self.flags = {}  # name to bits, in order of appearance
        self.places = {}  # name to place, after the analysis
        self.spans = {}  # where `global` and `nonlocal` are
        self.parameters = []
        self.has_varargs = False
        self.has_varkeywords = False
        self.is_lambda = False
        self.comprehension = ""  # "list comprehension" and so on
        self.iterable_depth = 0  # inside of the iterable of a comprehension
        self.is_generator = False
        self.is_async = False
        self.has_annotations = False
        self.needs_class_cell = False
        self.cells = []
        self.frees = []

    def is_function(self):
        return self.kind == FUNCTION

    def flags_of(self, name):
        return self.flags.get(name, 0)

    def add(self, name, bits):
        self.flags[name] = self.flags.get(name, 0) | bits

    def place_of(self, name):
        return self.places.get(name, GLOBAL_IMPLICIT)

    def is_nested(self):
        scope = self.parent
        while scope is not None:
            if scope.kind == FUNCTION:
                return True
            scope = scope.parent
        return False

    def cell_index(self, name):
        """The number of a cell or free variable."""
        for i in range(len(self.cells)):
            if self.cells[i] == name:
                return i
        return self.free_index(name)

    def free_index(self, name):
        """The number of a free variable. A class may have a cell of the same name: its own `__class__`."""
        for i in range(len(self.frees)):
            if self.frees[i] == name:
                return len(self.cells) + i
        raise KeyError(name)


def mangle(private, name):
    """A private name of a class: `__x` in class C is `_C__x`."""
    if private == "" or not name.startswith("__") or name.endswith("__") or name.find(".") >= 0:
        return name
    start = 0
    while start < len(private) and private[start] == "_":
        start += 1
    if start == len(private):
        return name
    return "_" + private[start:] + name
