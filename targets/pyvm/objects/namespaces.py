"""Dicts behind which there is something else: the globals of a module, whose values a trace takes for constants, and the attributes of an
instance."""

from rpython.rlib.jit import elidable, promote, we_are_jitted

from objects.dict import W_Dict
from objects.dict_items import Entries, EntryIterator
from objects.space import export, space
from objects.str import W_Str


class Cell(object):
    """A global variable. Until it is assigned again it is a constant, `w_fixed`."""

    _immutable_fields_ = ["w_fixed?"]

    def __init__(self, w_value):
        self.w_fixed = w_value
        self.w_value = None

    def get(self):
        w_value = self.w_fixed
        if w_value is None:
            return self.w_value
        return w_value

    def set(self, w_value):
        if self.w_fixed is not None:
            if self.w_fixed is w_value:
                return
            self.w_fixed = None
        self.w_value = w_value


class NamesVersion(object):
    """A module has the same names as long as it has the same of these."""


@export
class ModuleEntries(Entries):
    _immutable_fields_ = ["version?"]

    def __init__(self):
        self.cells = {}
        self.version = NamesVersion()

    def fits(self, w_key):
        return type(w_key) is W_Str

    def find_cell(self, name):
        """The variable, or None."""
        if we_are_jitted():
            return self.find_in_version(name, promote(self.version))
        return self.cells.get(name, None)

    @elidable
    def find_in_version(self, name, version):
        return self.cells.get(name, None)

    def length(self):
        return len(self.cells)

    def get(self, w_key):
        if isinstance(w_key, W_Str):
            return self.get_text(w_key.text)
        space.hash_w(w_key)
        return None

    def get_text(self, text):
        cell = self.find_cell(text)
        if cell is None:
            return None
        return cell.get()

    def set(self, w_key, w_value):
        assert isinstance(w_key, W_Str)
        self.set_text(w_key.text, w_value)

    def set_text(self, text, w_value):
        cell = self.find_cell(text)
        if cell is not None:
            cell.set(w_value)
        else:
            self.version = NamesVersion()
            self.cells[text] = Cell(w_value)
        return True

    def delete(self, w_key):
        if not isinstance(w_key, W_Str) or w_key.text not in self.cells:
            return False
        self.version = NamesVersion()
        del self.cells[w_key.text]
        return True

    def keys_w(self):
        return [W_Str(name) for name in self.cells.keys()]

    def values_w(self):
        return [cell.get() for cell in self.cells.values()]

    def copy(self):
        return self.general()

    def iterator(self):
        return KeysIterator(self)


class KeysIterator(EntryIterator):
    """Over the keys that there are at its beginning."""

    def __init__(self, entries):
        self.entries = entries
        self.keys_w = entries.keys_w()
        self.position = 0

    def step(self):
        if self.position >= len(self.keys_w):
            return False
        self.w_key = self.keys_w[self.position]
        self.w_value = self.entries.get(self.w_key)
        self.position += 1
        return self.w_value is not None


class InstanceEntries(Entries):
    def __init__(self, w_instance):
        self.w_instance = w_instance

    def is_of_same(self, other):
        return isinstance(other, InstanceEntries) and other.w_instance is self.w_instance

    def fits(self, w_key):
        return type(w_key) is W_Str

    def length(self):
        return len(self.w_instance.dict_names())

    def get(self, w_key):
        if isinstance(w_key, W_Str):
            if w_key.text not in self.w_instance.dict_names():
                return None
            return self.w_instance.getdictvalue(w_key.text)
        space.hash_w(w_key)
        return None

    def set(self, w_key, w_value):
        assert isinstance(w_key, W_Str)
        self.w_instance.setdictvalue(w_key.text, w_value)

    def delete(self, w_key):
        return isinstance(w_key, W_Str) and self.w_instance.setdictvalue(w_key.text, None)

    def keys_w(self):
        return [W_Str(name) for name in self.w_instance.dict_names()]

    def values_w(self):
        return [self.w_instance.getdictvalue(name) for name in self.w_instance.dict_names()]

    def copy(self):
        return self.general()

    def iterator(self):
        return KeysIterator(self)


@export
def new_instance_dict(w_instance):
    return W_Dict(InstanceEntries(w_instance))


@export
def new_module_dict():
    return W_Dict(ModuleEntries())

