"""How long a picture takes once a program runs: python3 steady.py ROM NAME=BINARY ...

Each binary runs the ROM for longer and longer, until a run takes `--after` seconds, and then for twice as many pictures: the difference
counts. So what a JIT needs to get warm does not.
"""

import argparse
import os
import resource
import subprocess

FRAMES_PER_SECOND = 4194304 / 70224


def seconds(binary, frames, rom):
    """Processor time of a run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([binary, "--frames", str(frames), "--hash", rom], check=True, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def milliseconds_per_frame(binary, rom, after):
    frames = 250
    first = seconds(binary, frames, rom)
    while first < after:
        frames *= 2
        first = seconds(binary, frames, rom)
    return (seconds(binary, 2 * frames, rom) - first) / frames * 1000, frames


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--after", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("rom")
    parser.add_argument("binaries", nargs="+", metavar="NAME=BINARY")
    arguments = parser.parse_args()
    first = None
    for pair in arguments.binaries:
        name, binary = pair.split("=", 1)
        runs = sorted(
            milliseconds_per_frame(os.path.abspath(binary), arguments.rom, arguments.after) for _ in range(arguments.runs)
        )
        time, frames = runs[len(runs) // 2]
        first = first or time
        print(
            f"{name:10} {time:.4f} ms a picture after {frames}, {1000 / time / FRAMES_PER_SECOND:.0f} times real time, "
            f"{first / time:.2f} times {arguments.binaries[0].split('=')[0]}"
        )


if __name__ == "__main__":
    main()
