"""Where an executable starts: the C arguments become a list of strs, and the target's entry point gets it."""

from rpython.lltype import STR, Address, Char, hlstr, malloc, raw_load


def ll_main(argc, argv, entry_point):
    """`argv` is C's, an array of `argc` addresses of NUL-terminated strings. Gives the exit status."""
    return entry_point(make_argv(argc, argv))


def ll_main_noargs(argc, argv, entry_point):
    """For an entry point without parameters."""
    return entry_point()


def ll_startup():
    """For C code that calls what a library exports: phases put in what has to be set up."""


def make_argv(argc, argv):
    result = []
    i = 0
    while i < argc:
        result.append(hlstr(c_string(raw_load(Address, argv, i * 8))))
        i += 1
    return result


def c_string(a):
    """A copy of a NUL-terminated string."""
    n = 0
    while raw_load(Char, a, n) != "\0":
        n += 1
    s = malloc(STR, n)
    i = 0
    while i < n:
        s[i] = raw_load(Char, a, i)
        i += 1
    return s
