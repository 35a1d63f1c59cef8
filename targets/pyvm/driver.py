"""What the command line says is done: a file, a text, a listing, or a dialogue."""

from rpython.rlib import rposix

from compiler.compile import compile_source
from compiler.dis import disassemble
from interp.state import state
from modules.atexit_module import _run_exitfuncs as run_exit_functions
from modules.output import stdout
from objects.base import OperationError
from objects.module import W_Module
from objects.space import space
from parser.errors import SourceError
from repl import interact

USAGE = "usage: pyvm [FILE | -c CODE | -m dis FILE] [ARGUMENT...]\n"


def main(argv):
    if len(argv) < 2:
        prepare([""], "")
        return finish(interact())
    option = argv[1]
    if option == "-c":
        if len(argv) < 3:
            rposix.write_all(2, "pyvm: -c needs the code\n" + USAGE)
            return 2
        prepare(["-c"] + argv[3:], "")
        return finish(run_main(argv[2], "<string>", True))
    if option == "-m":
        if len(argv) < 4 or argv[2] != "dis":
            rposix.write_all(2, "pyvm: the only module that -m runs is dis\n" + USAGE)
            return 2
        return list_code(argv[3])
    if option.startswith("-") and option != "-":
        rposix.write_all(2, "pyvm: unknown option " + option + "\n" + USAGE)
        return 2
    source = ""
    try:
        source = rposix.read_all(0) if option == "-" else rposix.read_file(option)
    except OSError as e:
        rposix.write_all(2, "pyvm: can't open file '" + option + "': " + e.strerror + "\n")
        return 2
    prepare(argv[1:], absolute(folder_of(option)))
    return finish(run_main(source, "<stdin>" if option == "-" else option, False))


def folder_of(path):
    slash = path.rfind("/")
    if slash < 0:
        return ""
    if slash == 0:
        return "/"
    return path[:slash]


def absolute(folder):
    """Imports find modules there also when the program goes elsewhere."""
    if folder.startswith("/"):
        return folder
    try:
        current = rposix.getcwd()
    except OSError:
        return folder
    return current + "/" + folder if len(folder) > 0 else current


def prepare(argv, folder):
    """sys.argv and sys.path."""
    w_sys = state.w_sys
    w_sys.set("argv", space.newstr_list(argv))
    state.w_path = space.newstr_list([folder])
    w_sys.set("path", state.w_path)


def main_module():
    w_main = W_Module("__main__")
    w_main.set("__builtins__", state.w_builtins)
    w_main.set("__doc__", space.w_None)
    w_main.set("__package__", space.w_None)
    state.w_modules.store_text("builtins", state.w_builtins)
    state.w_modules.store_text("sys", state.w_sys)
    state.w_modules.store_text("__main__", w_main)
    return w_main


def run_main(source, filename, is_text):
    """The exit status of a program."""
    w_main = main_module()
    if not is_text:
        w_main.set("__file__", space.newstr(filename))
    try:
        if is_text:
            code = space.compile_text(source, filename, "exec")
        else:
            code = space.compile_source(source, filename, "exec")
        space.run_code(code, w_main.w_dict, None)
    except OperationError as e:
        return ended_by(e)
    return 0


def ended_by(e):
    """The exit status of a program that an exception ends."""
    w_exception = e.w_value
    if e.match(space.w_SystemExit):
        w_code = w_exception.getdictvalue("code")
        if w_code is None or w_code is space.w_None:
            return 0
        if isinstance(w_code, space.W_Int):
            return w_code.intval & 0xFF
        space.write_error(w_code.str() + "\n")
        return 1
    show_uncaught(w_exception)
    return 1


def show_uncaught(w_exception):
    w_hook = state.w_sys.w_dict.find_text("excepthook")
    if w_hook is not space.w_excepthook and w_hook is not None:
        w_traceback = space.w_None if w_exception.w_traceback is None else w_exception.w_traceback
        try:
            w_hook.call(space.Arguments([w_exception.getclass(), w_exception, w_traceback]))
            return
        except OperationError as e:
            space.write_error("Error in sys.excepthook:\n" + space.format_exception(e.w_value) + "\nOriginal exception was:\n")
    space.write_error(space.format_exception(w_exception))


def finish(status):
    run_exit_functions()
    try:
        stdout.flush()
    except OperationError:
        return 120
    return status


def list_code(path):
    try:
        source = rposix.read_file(path)
    except OSError as e:
        rposix.write_all(2, "pyvm: can't open file '" + path + "': " + e.strerror + "\n")
        return 2
    try:
        rposix.write_all(1, disassemble(compile_source(source, path, "exec", False, 0)))
    except SourceError as e:
        rposix.write_all(2, e.show())
        return 1
    return 0


