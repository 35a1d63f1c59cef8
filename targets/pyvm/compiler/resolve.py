"""From what scopes say of their names to where each name lives: local, global, cell or free."""

from compiler import scopes
from parser.errors import SourceError
from rpython.rlib.listsort import make_timsort_class


StringSort = make_timsort_class()


def resolve(all_scopes):
    """Scopes come after those around them."""
    for scope in all_scopes:
        for name in scope.flags:
            _own_place(scope, name, scope.flags[name])
    for scope in all_scopes:
        for name in scope.flags:
            place = scope.places[name]
            if place == scopes.GLOBAL_IMPLICIT or place == scopes.FREE:
                _look_around(scope, name, place == scopes.FREE)
    for scope in all_scopes:
        _number_cells(scope)


def _own_place(scope, name, flags):
    """What the scope alone knows. FREE: declared nonlocal."""
    if flags & scopes.GLOBAL:
        place = scopes.GLOBAL_EXPLICIT
    elif flags & scopes.NONLOCAL:
        place = scopes.FREE
    elif flags & scopes.BOUND:
        place = scopes.LOCAL
    else:
        place = scopes.GLOBAL_IMPLICIT
    scope.places[name] = place


def _look_around(scope, name, declared):
    """Finds the variable of a function around this scope, and makes it a cell."""
    outer = scope.parent
    while outer is not None:
        if outer.kind == scopes.FUNCTION:
            flags = outer.flags_of(name)
            if flags & scopes.GLOBAL and not declared:
                return
            if flags & scopes.BOUND and not flags & scopes.NONLOCAL and not flags & scopes.GLOBAL:
                outer.places[name] = scopes.CELL
                _pass_through(scope, outer, name)
                return
        elif outer.kind == scopes.CLASS and name == "__class__":
            outer.needs_class_cell = True
            _pass_through(scope, outer, name)
            return
        outer = outer.parent
    if declared:
        span = scope.spans[name]
        raise SourceError("no binding for nonlocal '%s' found" % name, span.line, span.column, span.end_line, span.end_column)


def _pass_through(scope, outer, name):
    """The variable is free here and in all scopes up to where it is a cell."""
    inner = scope
    while inner is not outer:
        if inner.kind == scopes.CLASS and inner is not scope and inner.flags_of(name) != 0:
            # The class has a name of its own like this, or reads it as any name; what is inside gets the cell.
            if inner.places.get(name, 0) == scopes.GLOBAL_IMPLICIT:
                inner.places[name] = scopes.FREE
        else:
            inner.places[name] = scopes.FREE
        if name not in inner.frees:
            inner.frees.append(name)
        parent = inner.parent
        assert parent is not None
        inner = parent


def _number_cells(scope):
    cells = []
    for name in scope.places:
        if scope.places[name] == scopes.CELL:
            cells.append(name)
    if scope.needs_class_cell:
        cells.append("__class__")
    StringSort(cells).sort()
    frees = scope.frees
    StringSort(frees).sort()
    scope.cells = cells
