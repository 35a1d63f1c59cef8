"""Runs a command as a child and writes its time, peak memory and wait status to a file: `measure FILE COMMAND ARGS...`.

The kernel counts the memory that a child has before it executes the command, a copy of its parent's, in the child's peak.
So the parent is this program, which is small. What is measured for is not known here."""

import os
import time

from rpython.lltype import Address, Int32, Signed, extern, raw_load, raw_malloc, raw_store

c_fork = extern("fork", [], Int32)
c_execvp = extern("execvp", [Address, Address], Int32)
c_wait4 = extern("wait4", [Signed, Address, Signed, Address], Int32)

# Of struct rusage, in bytes.
RUSAGE = 144
MAXRSS = 32


def c_string(s):
    a = raw_malloc(len(s) + 1)
    for i in range(len(s)):
        raw_store(a, i, s[i])
    raw_store(a, len(s), "\0")
    return a


def c_strings(strings):
    a = raw_malloc(8 * (len(strings) + 1))
    for i in range(len(strings)):
        raw_store(a, 8 * i, c_string(strings[i]))
    raw_store(a, 8 * len(strings), 0)
    return a


def entry_point(argv):
    command = c_strings(argv[2:])
    usage = raw_malloc(RUSAGE)
    status = raw_malloc(8)
    # Created here: the child's time starts after it.
    report = os.open(argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    started = time.perf_counter()
    child = c_fork()
    if child == 0:
        os.close(report)
        c_execvp(raw_load(Address, command, 0), command)
        os._exit(127)
    if child < 0 or c_wait4(int(child), status, 0, usage) != child:
        return 1
    seconds = time.perf_counter() - started
    kilobytes = raw_load(Signed, usage, MAXRSS)
    os.write(report, "%.6f %d %d" % (seconds, kilobytes, int(raw_load(Int32, status, 0))))
    return 0


def target(driver, args):
    return entry_point
