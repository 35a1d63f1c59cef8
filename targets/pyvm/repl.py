"""The dialogue: reads a statement, which may have many lines, runs it, prints what it gives."""

from rpython.rlib import rposix

from interp.state import state
from modules.output import stdin, stdout
from objects.base import OperationError
from objects.module import W_Module
from objects.space import space
from parser.parser import is_incomplete


def prompt(text, interactive):
    if interactive:
        stdout.write(text)
    stdout.flush()


def interact():
    """The exit status."""
    from_terminal = rposix.isatty(0)
    w_main = W_Module("__main__")
    w_main.set("__builtins__", state.w_builtins)
    state.w_modules.store_text("sys", state.w_sys)
    state.w_modules.store_text("__main__", w_main)
    while True:
        prompt(">>> ", from_terminal)
        text = read_statement(from_terminal)
        if len(text) == 0:
            return 0
        status = run_statement(text, w_main)
        if status >= 0:
            return status


def read_statement(interactive):
    """The lines of one statement; empty at the end of the input. A compound statement ends with an empty line."""
    text = stdin.line()
    if len(text.strip(" \t\n")) == 0:
        return text
    while is_incomplete(text):
        prompt("... ", interactive)
        line = stdin.line()
        if len(line) == 0:
            return text
        text += line
    return text


def run_statement(text, w_main):
    """-1, or the status if the dialogue ends."""
    try:
        code = space.compile_text(text, "<stdin>", "single")
        space.run_code(code, w_main.w_dict, None)
    except OperationError as e:
        if e.match(space.w_SystemExit):
            w_code = e.w_value.getdictvalue("code")
            if isinstance(w_code, space.W_Int):
                return w_code.intval & 0xFF
            return 0
        space.write_error(space.format_exception(e.w_value))
    return -1
