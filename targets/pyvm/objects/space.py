"""The names that objects know each other by. Modules of `objects` and `interp` depend on each other in circles (an int makes a str of
itself, a str an int); each exports what others need here while it is loaded, and the others look it up when they run.

`space.w_int` is a type, `space.newint` a function. For the translator all of them are constants.
"""


class Space(object):
    def _freeze_(self):
        return True


space = Space()


def export(thing):
    """Decorator of a function or class: `space.NAME` is it."""
    setattr(space, thing.__name__, thing)
    return thing
