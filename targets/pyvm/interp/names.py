"""Look-up of names: globals, builtins, namespaces of modules and classes, and what is said where there is none."""

from rpython.rlib.jit import promote, we_are_jitted

from interp.state import state
from objects.base import OperationError, error
from objects.namespaces import ModuleEntries
from objects.space import space


def name_error(name):
    e = error(space.w_NameError, "name '" + name + "' is not defined")
    e.w_value.setdictvalue("name", space.newstr(name))
    return e


def unbound_local(code, index):
    return error(
        space.w_UnboundLocalError,
        "cannot access local variable '" + code.varnames[index] + "' where it is not associated with a value",
    )


def unbound_cell(code, index):
    name = code.cell_name(index)
    if index < code.cell_count:
        return error(
            space.w_UnboundLocalError,
            "cannot access local variable '" + name + "' where it is not associated with a value",
        )
    return error(
        space.w_NameError,
        "cannot access free variable '" + name + "' where it is not associated with a value in enclosing scope",
    )


def load_global(frame, code, index):
    entries = promote(frame.w_globals).entries
    if isinstance(entries, ModuleEntries):
        builtins = state.w_builtins.w_dict.entries
        assert isinstance(builtins, ModuleEntries)
        if we_are_jitted():
            cell = promote(entries).find_cell(code.names[index])
            if cell is None:
                cell = promote(builtins).find_cell(code.names[index])
        else:
            cache = code.global_caches[index]
            if cache.version is entries.version and cache.builtins_version is builtins.version:
                cell = cache.cell
            else:
                cell = entries.find_cell(code.names[index])
                if cell is None:
                    cell = builtins.find_cell(code.names[index])
                cache.version = entries.version
                cache.builtins_version = builtins.version
                cache.cell = cell
        if cell is None:
            raise name_error(code.names[index])
        return cell.get()
    return find_global(frame, code.names[index])


def load_build_class():
    w_function = state.w_builtins.w_dict.find_text("__build_class__")
    if w_function is None:
        raise error(space.w_NameError, "__build_class__ not found")
    return w_function


def find_global(frame, name):
    w_value = frame.w_globals.find_text(name)
    if w_value is None:
        w_value = builtins_of(frame.w_globals).find_text(name)
        if w_value is None:
            raise name_error(name)
    return w_value


def builtins_of(w_globals):
    """The namespace of builtin names that a namespace of globals has."""
    w_builtins = w_globals.find_text("__builtins__")
    if isinstance(w_builtins, space.W_Module):
        return w_builtins.w_dict
    if isinstance(w_builtins, space.W_Dict):
        return w_builtins
    return state.w_builtins.w_dict


def find_in_namespace(w_locals, name):
    """None if it is not there."""
    if isinstance(w_locals, space.W_Dict) and not w_locals.getclass().is_heap:
        return w_locals.find_text(name)
    try:
        return w_locals.getitem(space.newstr(name))
    except OperationError as e:
        if not e.match(space.w_KeyError):
            raise
        return None


def load_name(frame, name):
    if frame.w_locals is not None and frame.w_locals is not frame.w_globals:
        w_value = find_in_namespace(frame.w_locals, name)
        if w_value is not None:
            return w_value
    return find_global(frame, name)


def namespace(frame):
    if frame.w_locals is None:
        return frame.w_globals
    return frame.w_locals


def store_name(frame, name, w_value):
    w_locals = namespace(frame)
    if isinstance(w_locals, space.W_Dict) and not w_locals.getclass().is_heap:
        w_locals.store_text(name, w_value)
    else:
        w_locals.setitem(space.newstr(name), w_value)


def delete_name(frame, name):
    w_locals = namespace(frame)
    if find_in_namespace(w_locals, name) is None:
        raise name_error(name)
    w_locals.delitem(space.newstr(name))


def delete_global(frame, name):
    if not frame.w_globals.remove(space.newstr(name)):
        raise name_error(name)


def load_classderef(frame, code, index):
    w_value = find_in_namespace(namespace(frame), code.cell_name(index))
    if w_value is None:
        w_value = frame.cell(index).w_value
        if w_value is None:
            raise unbound_cell(code, index)
    return w_value


def setup_annotations(frame):
    if find_in_namespace(namespace(frame), "__annotations__") is None:
        store_name(frame, "__annotations__", space.newdict())
