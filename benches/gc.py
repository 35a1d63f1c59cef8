"""What collectors cost: `benches/gc.py TRANSLATE [--runs N] [--python PYTHON]`.

Translates the programs in benches/gc with each collector, runs them in turn, and prints a table: seconds of processor time and elapsed
(medians; collections of MMTk use several threads), peak memory, and the longest time between two steps of the program, in processor time, where a program measures it. The same programs
are run by CPython if there is one, and in C with malloc and free where there is a file. All must write the same.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gc")
PLANS = ["Immix", "GenImmix", "StickyImmix", "MarkSweep", "SemiSpace"]
COLLECTORS = ["none", "semispace", "generational"] + ["mmtk:" + plan for plan in PLANS]
# Arguments, for CPython too if it ends within minutes.
PROGRAMS = [
    ("trees", ["16"], True),
    ("gcbench", ["16"], True),
    ("large", ["1000", "2000000"], True),
    ("server", ["20000", "1000000"], True),
    ("calls", ["1000000"], False),
]


def run(command):
    """Output, seconds of processor time and elapsed, kilobytes, microseconds of pause or None."""
    errors = tempfile.TemporaryFile()
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.monotonic() - begin
    child.returncode = status
    errors.seek(0)
    text = errors.read().decode()
    if status != 0:
        sys.exit(f"{' '.join(command)} failed: {text}")
    pause = re.search(r"longest pause: (\d+) us", text)
    return out, usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss, pause and int(pause[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("translate")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--python", default="python3")
    args = parser.parse_args()
    # 16 MB of stack: programs recurse.
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (16 << 20, hard))
    print(f"{'':31} {'seconds':>9} {'elapsed':>9} {'peak MB':>9} {'pause ms':>9}")
    with tempfile.TemporaryDirectory() as out:
        for name, arguments, on_cpython in PROGRAMS:
            source = os.path.join(FOLDER, name + ".py")
            rows = []
            for gc in COLLECTORS:
                exe = os.path.join(out, f"{name}-{gc}")
                subprocess.run([args.translate, source, "--quiet", "--gc", gc, "-o", exe], check=True)
                rows.append((gc, [exe]))
            if os.path.exists(os.path.join(FOLDER, name + ".c")):
                exe = os.path.join(out, f"{name}-c")
                subprocess.run(["cc", "-O2", os.path.join(FOLDER, name + ".c"), "-o", exe], check=True)
                rows.append(("C, malloc", [exe]))
            if on_cpython and shutil.which(args.python):
                rows.append(("CPython", [args.python, source]))
            wanted = None
            for row, command in rows:
                results = [run(command + arguments) for _ in range(args.runs if row != "CPython" else 1)]
                for output in (r[0] for r in results):
                    wanted = wanted or output.split()
                    if output.split() != wanted:
                        sys.exit(f"{name}, {row}: another output")
                seconds = statistics.median(r[1] for r in results)
                elapsed = statistics.median(r[2] for r in results)
                memory = max(r[3] for r in results) / 1024
                pauses = [r[4] for r in results if r[4] is not None]
                pause = f"{max(pauses) / 1000:9.2f}" if pauses else f"{'':9}"
                print(f"{name:14}{row:17} {seconds:9.2f} {elapsed:9.2f} {memory:9.1f} {pause}", flush=True)


main()
