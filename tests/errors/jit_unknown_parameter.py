"""A parameter that the JIT does not have."""

from rpython.rlib.jit import JitDriver, set_param

driver = JitDriver(greens=["i"], reds=["n"], name="count")


def run(n):
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n)
        i += 1
    return i


def entry_point(argv):
    set_param(driver, "treshold", 200)
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: jit_unknown_parameter.py:17
# expect: no JIT parameter `treshold`: there are threshold, function_threshold, trace_eagerness,
# expect: called here
