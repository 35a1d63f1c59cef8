"""Judges test ROMs: python3 roms.py [--gb BINARY] [--frames N] DIR

For each .gb file in the folder and below, a reference picture decides, if there is one, or else any of the others:

- a picture NAME.png or NAME-expected.png beside it is what is shown in the end;
- at the first LD B,B the registers B, C, D, E, H, L are 3, 5, 8, 13, 21, 34;
- what it has left in the cartridge's RAM, behind DE B0 61 at 0xA001, begins with 00 and contains "Passed";
- what it has sent to the serial port contains "Passed".
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import pictures  # noqa: E402

FIBONACCI = "B=03 C=05 D=08 E=0D H=15 L=22"


def run(binary, arguments, limit):
    """Output and errors; None if it takes too long."""
    try:
        done = subprocess.run([*binary, *arguments], capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("latin-1")


def reference(rom):
    base = os.path.splitext(rom)[0]
    for path in (base + ".png", base + "-expected.png"):
        if os.path.exists(path):
            return path
    return None


def judge_picture(binary, rom, frames, limit):
    with tempfile.TemporaryDirectory() as folder:
        shot = os.path.join(folder, "shot.png")
        run(binary, ["--frames", str(frames), "--screenshot", shot, rom], limit)
        if not os.path.exists(shot):
            return False, "no picture"
        ours, theirs = pictures.read(shot), pictures.read(reference(rom))
    differing = sum(a != b for x, y in zip(ours, theirs) for a, b in zip(x, y))
    return differing == 0, f"picture, {differing} pixels differ"


def judge(binary, rom, frames, limit):
    if reference(rom):
        return judge_picture(binary, rom, frames, limit)
    registers = run(binary, ["--frames", str(frames), "--until-ldbb", rom], limit)
    if registers is None:
        return False, "too slow"
    if FIBONACCI in registers:
        return True, "registers"
    output = run(binary, ["--frames", str(frames), "--until-serial", "Passed", "--serial", "--signature", rom], limit)
    if output is None:
        return False, "too slow"
    if "Passed" in output:
        return True, "serial" if "\n00 " not in "\n" + output else "signature"
    if registers and not output.strip().isprintable():
        return False, "registers: " + registers.strip()
    return False, "serial: " + output.strip().rsplit("\n", 1)[-1][:40]


def roms_below(folder):
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".gb"):
                yield os.path.join(parent, name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gb", default="./gb", help="the translated program; `python3 target.py` works as well")
    parser.add_argument("--frames", type=int, default=3600)
    parser.add_argument("--limit", type=float, default=120, help="seconds for each run")
    parser.add_argument("--without", action="append", default=[], help="leave out paths with this text")
    parser.add_argument("folder")
    arguments = parser.parse_args()
    passed = total = 0
    started = time.monotonic()
    for rom in roms_below(arguments.folder):
        if any(text in rom for text in arguments.without):
            continue
        good, how = judge(arguments.gb.split(), rom, arguments.frames, arguments.limit)
        total += 1
        passed += good
        print(f"{'pass' if good else 'FAIL'}  {os.path.relpath(rom, arguments.folder):60} {how}", flush=True)
    print(f"{passed} of {total} in {time.monotonic() - started:.0f} s")
    return 0 if passed == total else 1


if __name__ == "__main__":
    sys.exit(main())
