"""Maps: which attributes an instance has, and where in its storage. Instances whose attributes were set in the same order share one."""

from rpython.rlib.jit import elidable


class Serials(object):
    """Maps are numbered."""

    def __init__(self):
        self.last = 0


serials = Serials()


class Map(object):
    _immutable_fields_ = ["w_type", "root", "names[*]", "indices", "serial"]

    def __init__(self, w_type, root, name, names):
        serials.last += 1
        self.serial = serials.last
        self.w_type = w_type
        # The map without attributes that this one was made from, None if it is one itself.
        self.root = root
        self.names = names
        self.indices = {}
        for i in range(len(names)):
            self.indices[names[i]] = i
        self.transitions = {}
        # In the root: how large storages became, so that the next instance gets room at once.
        self.room = 0

    @elidable
    def find(self, name):
        """The index of an attribute, or -1."""
        return self.indices.get(name, -1)

    @elidable
    def add(self, name):
        """The map with one more attribute."""
        if name in self.transitions:
            return self.transitions[name]
        root = self.get_root()
        names = self.names + [name]
        successor = Map(self.w_type, root, name, names[:])
        self.transitions[name] = successor
        if len(names) > root.room:
            root.room = len(names)
        return successor

    def get_root(self):
        if self.root is None:
            return self
        return self.root

    @elidable
    def size(self):
        return len(self.names)

    def without(self, name):
        """The map without this attribute."""
        result = self.get_root()
        for other in self.names:
            if other != name:
                result = result.add(other)
        return result

    def for_type(self, w_type):
        """The map of the same attributes for instances of another type."""
        result = w_type.root_map
        for name in self.names:
            result = result.add(name)
        return result
