"""What the VM as a whole knows: how deep calls are, which exception is being handled, the modules."""

from objects.space import space


class State(object):
    def __init__(self):
        self.depth = 0
        self.recursion_limit = 1000
        # The exception that `raise` without anything raises again, or None.
        self.w_handled = None
        self.w_modules = None
        # Modules of the VM by name, and the source of those in Python that it carries.
        self.builtin_modules = {}
        self.carried_modules = {}
        self.w_builtins = None
        self.w_sys = None
        self.w_argv = None
        self.w_path = None
        # Ids of objects whose repr is being made.
        self.in_repr = {}


state = State()
space.state = state
