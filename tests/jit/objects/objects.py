"""What the object language computes with: boxed integers, classes with methods, instances, and cells of globals."""

from rpython.rlib.jit import elidable, promote


class LanguageError(Exception):
    pass


class Version(object):
    """A class gets a new one when its methods change: what was looked up for the old one holds no more."""


class Class(object):
    _immutable_fields_ = ["name", "base", "version?"]

    def __init__(self, name, base):
        self.name = name
        self.base = base
        self.methods = {}
        self.slots = {}
        self.version = Version()

    def add_method(self, name, method):
        self.methods[name] = method
        self.version = Version()

    def find(self, name):
        promote(self)
        return self.find_for_version(name, promote(self.version))

    @elidable
    def find_for_version(self, name, version):
        cls = self
        while cls is not None:
            if name in cls.methods:
                return cls.methods[name]
            cls = cls.base
        return None

    @elidable
    def slot(self, name):
        """The place of an attribute: the same from its first use on."""
        if name not in self.slots:
            self.slots[name] = len(self.slots)
        return self.slots[name]


class Method(object):
    _immutable_fields_ = ["name", "arguments", "locals", "code[*]", "names[*]"]

    def __init__(self, name, arguments, locals, code, names):
        self.name = name
        self.arguments = arguments
        self.locals = locals
        self.code = code
        self.names = names


class Value(object):
    def class_of(self):
        return NOTHING

    def text(self):
        return self.class_of().name

    def number(self):
        raise LanguageError(self.text() + " is not a number")

    def is_true(self):
        return True


class Nothing(Value):
    def is_true(self):
        return False


class Integer(Value):
    _immutable_fields_ = ["value"]

    def __init__(self, value):
        self.value = value

    def class_of(self):
        return INTEGER

    def text(self):
        return str(self.value)

    def number(self):
        return self.value

    def is_true(self):
        return self.value != 0


class Instance(Value):
    _immutable_fields_ = ["cls"]

    def __init__(self, cls):
        self.cls = cls
        self.fields = [nothing] * 8

    def class_of(self):
        return self.cls

    def get(self, name):
        return self.fields[promote(self.cls).slot(name)]

    def set(self, name, value):
        slot = promote(self.cls).slot(name)
        if slot >= len(self.fields):
            raise LanguageError(self.cls.name + " has too many attributes")
        self.fields[slot] = value


class Cell(object):
    """A global: rarely written, so that a trace takes its value for a constant."""

    _immutable_fields_ = ["value?"]

    def __init__(self):
        self.value = nothing


class Globals(object):
    def __init__(self):
        self.cells = {}

    @elidable
    def cell(self, name):
        if name not in self.cells:
            self.cells[name] = Cell()
        return self.cells[name]


NOTHING = Class("nothing", None)
INTEGER = Class("integer", None)
nothing = Nothing()
