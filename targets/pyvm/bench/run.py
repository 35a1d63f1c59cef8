"""Times Python VMs on the twelve programs beside this file, and compares them.

    run.py VM... [--rounds N] [--only NAME] [--size test]

The first VM is what the others are compared with (CPython 3.11, say). In each round every VM runs each program once, one VM after
the other, so that what disturbs the machine disturbs them alike; the median of the rounds counts. A ratio is the first VM's time
divided by the other's: above 1 is faster than the first. Programs must print the same line on every VM. A VM is a command
(quoted, if it has arguments of its own)."""

import argparse
import math
import os
import shlex
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# Program and the argument with which it ends soon, for tests.
PROGRAMS = [("richards", "1"), ("deltablue", "40"), ("nbody", "500"), ("fannkuch", "6"), ("float", "500"), ("nqueens", "5"),
            ("spectral_norm", "12"), ("chaos", "300"), ("raytrace", "10"), ("go", "1"), ("generators", "6"), ("scimark_sor", "1")]


def run(vm, program, args, timeout):
    """(seconds, what it printed); seconds is None if it fails."""
    start = time.perf_counter()
    try:
        done = subprocess.run(vm + [os.path.join(HERE, program + ".py")] + args, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=timeout)
    except subprocess.TimeoutExpired:
        return None, "more than %g s" % timeout
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return None, "status %d: %s" % (done.returncode, lines[-1] if lines else "")
    return seconds, done.stdout.decode("utf-8", "replace").strip()


def median(times):
    return None if None in times or not times else statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description="Times Python VMs on twelve programs.")
    parser.add_argument("vm", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--size", choices=["full", "test"], default="full")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds for each run")
    options = parser.parse_args()
    vms = [shlex.split(vm) for vm in options.vm]
    programs = [(p, [a] if options.size == "test" else []) for p, a in PROGRAMS if not options.only or p in options.only]
    times = {(p, v): [] for p, _ in programs for v in range(len(vms))}
    wrong, answers = [], {}
    for _ in range(options.rounds):
        for program, args in programs:
            for v, vm in enumerate(vms):
                seconds, said = run(vm, program, args, options.timeout)
                if seconds is not None and answers.setdefault(program, said) != said:
                    seconds, said = None, "prints %r instead of %r" % (said, answers[program])
                if seconds is None:
                    note = "%s on %s: %s" % (program, options.vm[v], said)
                    if note not in wrong:
                        wrong.append(note)
                times[program, v].append(seconds)
    for v, vm in enumerate(options.vm):
        print("[%d] %s" % (v, vm))
    print("%-15s" % "seconds" + "".join("%9s" % ("[%d]" % v) for v in range(len(vms)))
          + "".join("%9s" % ("0/%d" % v) for v in range(1, len(vms))))
    logs = [[] for _ in vms]
    for program, _ in programs:
        medians = [median(times[program, v]) for v in range(len(vms))]
        line = "%-15s" % program + "".join("%9s" % ("-" if m is None else "%.3f" % m) for m in medians)
        for v in range(1, len(vms)):
            if medians[0] is None or medians[v] is None:
                line += "%9s" % "-"
            else:
                logs[v].append(math.log(medians[0] / medians[v]))
                line += "%9.2f" % (medians[0] / medians[v])
        print(line)
    if len(vms) > 1:
        print("%-15s" % "geometric mean" + " " * (9 * len(vms))
              + "".join("%9s" % ("%.3f" % math.exp(sum(l) / len(l)) if l else "-") for l in logs[1:]))
    for note in wrong:
        print("WRONG: " + note)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
