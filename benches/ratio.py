"""Times two commands in turn and prints the ratio of the medians: `ratio.py --name X -- "COMMAND" "COMMAND"`.

Both must write the same. A ratio in one run says more than a time: the machine is the same for both.
"""

import argparse
import shlex
import statistics
import subprocess
import sys
import time


def timed(command, path):
    with open(path, "rb") as stdin:
        start = time.perf_counter()
        done = subprocess.run(shlex.split(command), stdin=stdin, stdout=subprocess.PIPE)
        seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit("%s: exit status %d" % (command, done.returncode))
    return seconds, done.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--name", default="")
    parser.add_argument("--input", default="/dev/null")
    parser.add_argument("base")
    parser.add_argument("measured")
    options = parser.parse_args()
    times = [], []
    for _ in range(options.runs):
        outputs = []
        for command, kept in zip((options.base, options.measured), times):
            seconds, output = timed(command, options.input)
            kept.append(seconds)
            outputs.append(output)
        if outputs[0] != outputs[1]:
            sys.exit("the outputs differ")
    base, measured = statistics.median(times[0]), statistics.median(times[1])
    print("%s: %.3f s against %.3f s: ratio %.2f" % (options.name, measured, base, measured / base))


if __name__ == "__main__":
    main()
