"""The arguments of a call: positional ones, and names and values of the keyword arguments."""

from objects.space import export


@export
class Arguments(object):
    _immutable_fields_ = ["args_w[*]", "names[*]", "values_w[*]"]

    def __init__(self, args_w, names=None, values_w=None):
        self.args_w = args_w
        self.names = names
        self.values_w = values_w

    def count(self):
        return len(self.args_w)

    def keyword_count(self):
        if self.names is None:
            return 0
        return len(self.names)

    def prepend(self, w_first):
        return Arguments([w_first] + self.args_w, self.names, self.values_w)

    def without_first(self):
        return Arguments(self.args_w[1:], self.names, self.values_w)

    def keyword(self, name):
        """The value of a keyword argument, or None."""
        if self.names is not None:
            for i in range(len(self.names)):
                if self.names[i] == name:
                    return self.values_w[i]
        return None
