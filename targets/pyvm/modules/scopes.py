"""The builtin functions that look into namespaces or make them: globals, vars, dir, eval, exec, compile, import, class statements."""

from interp.state import state
from objects.base import OperationError, error, type_error, value_error
from objects.space import export, space


def no_arguments(args_w, name):
    if len(args_w) > 0:
        raise type_error(name + "() takes no arguments (" + str(len(args_w)) + " given)")


def globals_(frame, args_w):
    no_arguments(args_w, "globals")
    return frame.w_globals


def locals_(frame, args_w):
    no_arguments(args_w, "locals")
    w_dict = frame.locals_dict()
    return frame.w_globals if w_dict is None else w_dict


def current_locals(frame):
    if frame.w_locals is not None:
        return frame.w_locals
    if not frame.code.optimized:
        return frame.w_globals
    return frame.locals_dict()


def vars_(frame, args_w):
    if len(args_w) == 0:
        return current_locals(frame)
    w_obj = args_w[0]
    if isinstance(w_obj, space.W_Type):
        return w_obj.getattr("__dict__")
    w_dict = w_obj.getdict()
    if w_dict is None:
        raise type_error("vars() argument must have __dict__ attribute")
    return w_dict


def dir_(frame, args_w):
    if len(args_w) == 0:
        names_w = space.items_of(current_locals(frame))[:]
    else:
        w_obj = args_w[0]
        w_method = w_obj.getclass().lookup("__dir__")
        names_w = space.items_of(w_method.call1(w_obj))[:]
    w_list = space.newlist(names_w)
    w_list.m_sort(space.Arguments([]))
    return w_list


@export
def names_of(w_obj):
    """The names of all attributes, in no order."""
    seen = {}
    if isinstance(w_obj, space.W_Module):
        for w_name in w_obj.w_dict.keys_w():
            seen[w_name.text_w()] = True
    else:
        if isinstance(w_obj, space.W_Type):
            add_type_names(w_obj, seen)
        else:
            w_dict = w_obj.getdict()
            if isinstance(w_dict, space.W_Dict):
                for w_name in w_dict.keys_w():
                    seen[w_name.text_w()] = True
            add_type_names(w_obj.getclass(), seen)
    return [space.newstr(name) for name in seen.keys()]


def add_type_names(w_type, seen):
    for w_base in w_type.mro_w:
        for name in w_base.dict_w.keys():
            seen[name] = True


def namespaces(frame, args_w, name):
    w_globals = frame.w_globals
    w_locals = None
    if len(args_w) > 1 and args_w[1] is not space.w_None:
        w_globals = args_w[1]
        if not isinstance(w_globals, space.W_Dict):
            raise type_error(name + "() globals must be a dict, not " + w_globals.type_name())
        if w_globals.find_text("__builtins__") is None:
            w_globals.store_text("__builtins__", state.w_builtins)
    else:
        w_locals = current_locals(frame)
    if len(args_w) > 2 and args_w[2] is not space.w_None:
        w_locals = args_w[2]
    return w_globals, w_locals


def code_of(w_source, mode):
    if isinstance(w_source, space.W_Code):
        return w_source
    if w_source.is_buffer():
        return space.compile_source(w_source.buffer_bytes(), "<string>", mode)
    if not isinstance(w_source, space.W_Str):
        raise type_error(mode + "() arg 1 must be a string, bytes or code object")
    text = w_source.text
    if mode == "eval":
        text = text.lstrip(" \t")
    return space.compile_text(text, "<string>", mode)


def eval_(frame, args_w):
    if len(args_w) == 0:
        raise type_error("eval expected at least 1 argument, got 0")
    w_globals, w_locals = namespaces(frame, args_w, "eval")
    return space.run_code(code_of(args_w[0], "eval"), w_globals, w_locals)


def exec_(frame, args_w):
    if len(args_w) == 0:
        raise type_error("exec expected at least 1 argument, got 0")
    w_globals, w_locals = namespaces(frame, args_w, "exec")
    space.run_code(code_of(args_w[0], "exec"), w_globals, w_locals)


def compile_(args):
    if args.count() < 3:
        raise type_error("compile() missing required argument")
    w_source = args.args_w[0]
    mode = args.args_w[2].text_w()
    if mode != "exec" and mode != "eval" and mode != "single":
        raise value_error("compile() mode must be 'exec', 'eval' or 'single'")
    filename = args.args_w[1].text_w()
    if w_source.is_buffer():
        return space.compile_source(w_source.buffer_bytes(), filename, mode)
    return space.compile_text(w_source.text_w(), filename, mode)


def import_(args):
    """__import__(name, globals=None, locals=None, fromlist=(), level=0)"""
    names = ["name", "globals", "locals", "fromlist", "level"]
    values_w = [space.w_None] * 5
    if args.count() > 5:
        raise type_error("__import__() takes at most 5 arguments (" + str(args.count()) + " given)")
    for i in range(5):
        w_value = args.keyword(names[i])
        if i < args.count():
            values_w[i] = args.args_w[i]
        elif w_value is not None:
            values_w[i] = w_value
        elif i == 0:
            raise type_error("__import__() missing required argument 'name' (pos 1)")
    w_globals = values_w[1]
    name = values_w[0].text_w()
    level = 0 if values_w[4] is space.w_None else values_w[4].int_w()
    if level < 0:
        raise value_error("level must be >= 0")
    if level == 0 and len(name) == 0:
        raise value_error("Empty module name")
    if not isinstance(w_globals, space.W_Dict):
        if level > 0:
            raise error(space.w_KeyError, "'__name__' not in globals")
        w_globals = space.newdict()
    return space.imported(w_globals, name, values_w[3], level)


def build_class(args):
    """function, name, bases..., metaclass=..., more"""
    if args.count() < 2:
        raise type_error("__build_class__: not enough arguments")
    w_function = args.args_w[0]
    if not isinstance(w_function, space.W_Function):
        raise type_error("__build_class__: func must be a function")
    w_name = args.args_w[1]
    bases_w = resolve_bases(args.args_w[2:])
    w_meta = args.keyword("metaclass")
    names = []
    values_w = []
    for i in range(args.keyword_count()):
        if args.names[i] != "metaclass":
            names.append(args.names[i])
            values_w.append(args.values_w[i])
    if w_meta is None:
        w_meta = space.w_type
        if len(bases_w) > 0:
            w_meta = bases_w[0].getclass()
    if isinstance(w_meta, space.W_Type):
        types_w = []
        for w_base in bases_w:
            if isinstance(w_base, space.W_Type):
                types_w.append(w_base)
        w_meta = space.winner_metaclass(w_meta, types_w)
    w_bases = space.newtuple(bases_w)
    w_prepare = None
    if w_meta is not space.w_type:
        try:
            w_prepare = w_meta.getattr("__prepare__")
        except OperationError as e:
            if not e.match(space.w_AttributeError):
                raise
    if w_prepare is None:
        w_namespace = space.newdict()
    else:
        w_namespace = w_prepare.call(space.Arguments([w_name, w_bases], names[:], values_w[:]))
    w_cell = space.run_code(w_function.getcode(), w_function.w_globals, w_namespace, w_function)
    w_class = w_meta.call(space.Arguments([w_name, w_bases, w_namespace], names[:], values_w[:]))
    if isinstance(w_cell, space.W_Cell) and isinstance(w_class, space.W_Type) and w_cell.w_value is None:
        w_cell.w_value = w_class
    return w_class


def resolve_bases(bases_w):
    result_w = []
    for w_base in bases_w:
        if isinstance(w_base, space.W_GenericAlias):
            w_base = w_base.w_origin
        elif not isinstance(w_base, space.W_Type):
            w_method = w_base.getclass().lookup("__mro_entries__")
            if w_method is not None:
                for w_entry in space.items_of(w_method.call2(w_base, space.newtuple(bases_w))):
                    result_w.append(w_entry)
                continue
        result_w.append(w_base)
    return result_w
