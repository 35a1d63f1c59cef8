"""What the JIT gains and costs: `benches/jit.py TRANSLATE [--runs N]`.

Builds targets natively and with a JIT, runs them in turn, and prints a table: seconds of processor time (medians, of the process
alone) and their ratio. Both must write the same. The last rows are what a program pays that ends before anything is hot.
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEVER = "threshold=1000000000,function_threshold=1000000000"

# The loop of the built-in program of tlr as a compiler sees it: three registers of a machine, which are in memory.
LOOP = """
#include <stdio.h>
#include <stdlib.h>
__attribute__((noinline)) long square(volatile long *regs, long a) {
    regs[0] = a; regs[1] = a; regs[2] = 0;
    do { regs[2] += regs[1]; regs[0] -= 1; } while (regs[0] != 0);
    return regs[2];
}
int main(int argc, char **argv) { printf("%ld\\n", square(calloc(256, sizeof(long)), atol(argv[1]))); return 0; }
"""

BOXES = """class Main
method main 1 3
    int 0
    set_local 1
    int 0
    set_local 2
loop:
    local 1
    local 2
    send + 1
    set_local 1
    local 2
    int 1
    send + 1
    set_local 2
    local 2
    int 20000000
    send < 1
    jump_unless done
    jump loop
done:
    local 1
    print
"""

CALLS = """func square 1 1
    load 0
    load 0
    mul
    return

func main 0 2
loop:
    load 0
    load 1
    call square
    add
    store 0
    load 1
    push 1
    add
    store 1
    load 1
    push 10000000
    less
    jump_if loop
    load 0
    print
    push 0
    return
"""

FIBONACCI = """(def (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(print (fib 32))
"""


def run(command, stdin, jit):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = dict(os.environ, RPY_JIT=jit) if jit else os.environ
    with open(stdin, "rb") as source:
        done = subprocess.run(command, stdin=source, stdout=subprocess.PIPE, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit("%s: exit status %d" % (" ".join(command), done.returncode))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def row(name, runs, base, measured, stdin=os.devnull, jit="", slower=False):
    times, outputs = ([], []), set()
    for _ in range(runs):
        for command, kept in ((base, times[0]), (measured, times[1])):
            seconds, output = run(command, stdin, jit)
            kept.append(seconds)
            outputs.add(output)
    if len(outputs) != 1:
        sys.exit("%s: the outputs differ" % name)
    a, b = map(statistics.median, times)
    print("| %s | %.3f | %.3f | %.2f |" % (name, a, b, b / a if slower else a / b), flush=True)


def costs(command, stdin, work):
    """What the summary says of recording, optimising and compiling, in microseconds for an operation that was compiled."""
    log = os.path.join(work, "log")
    env = dict(os.environ, PYPYLOG="jit-summary:" + log)
    with open(stdin, "rb") as source:
        subprocess.run(command, stdin=source, stdout=subprocess.DEVNULL, env=env, check=True)
    with open(log) as f:
        text = f.read()

    def number(what):
        return float(re.search(r"^%s:.*\t([0-9.]+)" % what, text, re.MULTILINE).group(1))

    made = number("opt ops")
    print("| tracing and optimising, us for each of %d operations | %.2f |" % (made, number("Tracing") / made * 1e6))
    print("| compiling | %.2f |" % (number("Backend") / made * 1e6))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("translate")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    translate = os.path.abspath(options.translate)
    work = tempfile.TemporaryDirectory()

    def path(name, text=None):
        where = os.path.join(work.name, name)
        if text is not None:
            with open(where, "w") as f:
                f.write(text)
        return where

    def build(target):
        made = []
        for opt in ("2", "jit"):
            out = path("%s-%s" % (os.path.basename(target), opt))
            seconds, _ = run([translate, os.path.join(ROOT, target), "--opt=" + opt, "--quiet", "-o", out], os.devnull, "")
            made.append(out)
        print("| translate %s --opt=jit | %.2f s |" % (target, seconds))
        return made

    print("| what | |\n| --- | --- |")
    tlr, bf = build("targets/tlr"), build("targets/bf")
    small = {name: build("tests/jit/" + name) for name in ("objects", "stack", "recursive")}
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", path("loop"), path("loop.c", LOOP)], check=True)
    primes = os.path.join(ROOT, "targets/bf/programs/primes.bf")
    limit, many = path("500", "500\n"), path("2000", "2000\n")
    costs([bf[1], primes], many, work.name)

    print("\n| program | native -O2 (s) | with the JIT (s) | times faster |\n| --- | --- | --- | --- |")
    steps = ["142857142"]
    row("tlr, square, 10^9 instructions", options.runs, [tlr[0]] + steps, [tlr[1]] + steps)
    row("bf, primes below 500", options.runs, [bf[0], primes], [bf[1], primes], limit)
    row("bf, primes below 2000", options.runs, [bf[0], primes], [bf[1], primes], many)
    programs = (
        ("objects", "boxed integers", BOXES),
        ("stack", "a call in a loop", CALLS),
        ("recursive", "Fibonacci of 32", FIBONACCI),
    )
    for name, what, text in programs:
        source = path(name + ".txt", text)
        row("%s, %s" % (name, what), options.runs, [small[name][0], source], [small[name][1], source])

    print("\n| program | gcc -O2 (s) | with the JIT (s) | ratio |\n| --- | --- | --- | --- |")
    steps = ["1000000000"]
    row("the loop of tlr's square, 10^9 times", options.runs, [path("loop")] + steps, [tlr[1]] + steps, slower=True)

    print("\n| nothing is hot | native -O2 (s) | with the JIT (s) | times slower |\n| --- | --- | --- | --- |")
    steps = ["14285714"]
    row("tlr, square, 10^8 instructions", options.runs, [tlr[0]] + steps, [tlr[1]] + steps, jit=NEVER, slower=True)
    row("bf, primes below 500", options.runs, [bf[0], primes], [bf[1], primes], limit, NEVER, True)


if __name__ == "__main__":
    main()
