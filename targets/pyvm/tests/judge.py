"""Judges a Python VM by the scripts beside this file: what each prints must be what CPython 3.11 printed.

    judge.py VM... [--only AREA[/NAME]] [--jobs N]     a table by area, and the first difference of each script that fails
    judge.py --record [--only ...]                     records the outputs anew; run it with CPython 3.11
    judge.py VM... --micropython DIR                   the same for tests/basics of a checkout of MicroPython

A VM is a command (quoted, if it has arguments of its own) that takes a script's name. A script is scripts/AREA/NAME.py, or NAME.invalid if
it is not Python (tools that compile all sources shall not stumble over it); beside it are NAME.out (its standard output), NAME.in (its standard input, if it reads any) and, for those that do not end with status 0,
NAME.err: the status in the first line, then the standard error output. Files whose names begin with `_` are modules that scripts
import. It knows nothing of the VM but its command."""

import argparse
import concurrent.futures
import difflib
import os
import shlex
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.join(HERE, "scripts")
KNOWN = os.path.join(HERE, "known_failures.txt")


class Script:
    def __init__(self, area, file, folder):
        self.area, self.file, self.folder = area, file, folder
        self.name = file.rsplit(".", 1)[0]

    def title(self):
        return self.area + "/" + self.name

    def beside(self, ending):
        return os.path.join(self.folder, self.name + ending)

    def read(self, ending):
        try:
            with open(self.beside(ending), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""

    def run(self, vm, timeout):
        """What the VM makes of it: (status, standard output, standard error output)."""
        env = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8")
        try:
            done = subprocess.run(vm + [self.file], cwd=self.folder, input=self.read(".in"), env=env,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
        except subprocess.TimeoutExpired as late:
            return "timeout", late.stdout or b"", late.stderr or b""
        # Python shows the script's name as an absolute path; a VM may show it as it was given.
        err = done.stderr.replace(os.fsencode(os.path.join(self.folder, "")), b"")
        return done.returncode, done.stdout, err

    def recorded(self):
        out, err = self.read(".out"), self.read(".err")
        status, err = err.split(b"\n", 1) if err else (b"0", b"")
        return int(status), out, err


def all_scripts(only):
    found = []
    for area in sorted(os.listdir(SCRIPTS)):
        folder = os.path.join(SCRIPTS, area)
        if os.path.isdir(folder):
            for file in sorted(os.listdir(folder)):
                if file.endswith((".py", ".invalid")) and not file.startswith("_"):
                    found.append(Script(area, file, folder))
    return [s for s in found if not only or any(s.area == o or s.title() == o for o in only)]


def differences(script, wanted, got, lines):
    """The text that shows how `got` differs from `wanted`, at most so many lines of each stream; empty if it does not."""
    texts = []
    if wanted[0] != got[0]:
        texts.append("status %s instead of %s" % (got[0], wanted[0]))
    for title, want, have in (("stdout", wanted[1], got[1]), ("stderr", wanted[2], got[2])):
        if want != have:
            diff = difflib.unified_diff(want.decode("utf-8", "replace").splitlines(), have.decode("utf-8", "replace").splitlines(),
                                        "wanted " + title, "got", n=1, lineterm="")
            texts.extend([title + " differs"] + list(diff)[:lines])
    if texts:
        return "--- " + script.title() + "\n" + "\n".join("    " + t for t in texts)
    return ""


def in_parallel(jobs, function, items):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(function, items))


def record(options):
    if sys.version_info[:2] != (3, 11):
        sys.exit("judge.py: outputs are recorded with CPython 3.11, this is " + sys.version.split()[0])

    def one(script):
        status, out, err = script.run([sys.executable], options.timeout)
        with open(script.beside(".out"), "wb") as file:
            file.write(out)
        if status != 0:
            with open(script.beside(".err"), "wb") as file:
                file.write(b"%d\n" % status + err)
            return "%s ends with status %s" % (script.title(), status)
        if os.path.exists(script.beside(".err")):
            os.remove(script.beside(".err"))
        return "%s writes to stderr" % script.title() if err else ""

    for note in in_parallel(options.jobs, one, all_scripts(options.only)):
        if note:
            print(note)


def read_known():
    try:
        with open(KNOWN) as file:
            return set(line.split("#")[0].strip() for line in file) - {""}
    except FileNotFoundError:
        return set()


def judge(vm, scripts, wanted, options):
    """Prints what the VM does; returns the titles of the scripts that fail."""
    results = in_parallel(options.jobs, lambda s: s.run(vm, options.timeout), scripts)
    areas, failed = {}, []
    for script, want, got in zip(scripts, wanted, results):
        if options.micropython:
            want, got = want[:2] + (b"",), got[:2] + (b"",)
        text = differences(script, want, got, options.lines)
        right, count = areas.get(script.area, (0, 0))
        areas[script.area] = right + (not text), count + 1
        if text:
            failed.append(script.title())
            if options.lines:
                print(text)
    print("\n%s" % " ".join(vm))
    for area in sorted(areas):
        print("%-20s %4d of %4d" % (area, areas[area][0], areas[area][1]))
    count = len(scripts)
    print("%-20s %4d of %4d (%.1f %%)" % ("all", count - len(failed), count, 100.0 * (count - len(failed)) / max(count, 1)))
    return failed


def micropython_scripts(options):
    """Those of tests/basics that have no recorded output and that CPython runs without an error, with what CPython says."""
    folder = os.path.join(os.path.abspath(options.micropython), "tests", "basics")
    if not os.path.isdir(folder):
        folder = os.path.abspath(options.micropython)
    names = sorted(f[:-3] for f in os.listdir(folder) if f.endswith(".py"))
    scripts = [Script("basics", n + ".py", folder) for n in names if not os.path.exists(os.path.join(folder, n + ".py.exp"))]
    wanted = in_parallel(options.jobs, lambda s: s.run([sys.executable], options.timeout), scripts)
    chosen = [(s, w) for s, w in zip(scripts, wanted) if w[0] == 0 and not w[1].startswith(b"SKIP")]
    if options.only:
        chosen = [(s, w) for s, w in chosen if s.name in options.only or s.title() in options.only]
    return [s for s, _ in chosen], [w for _, w in chosen]


def command(text):
    """The words of a VM's command, as they must be when it is started from another folder."""
    words = shlex.split(text)
    for i, word in enumerate(words):
        if os.path.exists(word):
            words[i] = os.path.abspath(word)
    if not shutil.which(words[0]):
        sys.exit("judge.py: there is no program " + words[0])
    return words


def main():
    parser = argparse.ArgumentParser(description="Judges Python VMs by scripts with recorded outputs.")
    parser.add_argument("vm", nargs="*")
    parser.add_argument("--only", action="append", default=[], metavar="AREA[/NAME]")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=20.0, help="seconds for each script")
    parser.add_argument("--lines", type=int, default=12, help="of each difference that are shown")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--known", action="store_true", help="scripts in known_failures.txt must fail, all others pass")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth script")
    parser.add_argument("--micropython", metavar="DIR")
    options = parser.parse_args()
    if options.record:
        return record(options)
    if options.micropython:
        scripts, wanted = micropython_scripts(options)
    else:
        scripts = all_scripts(options.only)
        wanted = [s.recorded() for s in scripts]
    scripts, wanted = scripts[::options.every], wanted[::options.every]
    if not options.vm or not scripts:
        parser.error("no VM to judge" if scripts else "no script is chosen")
    status = 0
    for vm in options.vm:
        failed = set(judge(command(vm), scripts, wanted, options))
        known = read_known() & set(s.title() for s in scripts) if options.known else set()
        for title in sorted(failed - known):
            print("FAILS: " + title)
        for title in sorted(known - failed):
            print("PASSES, strike it from known_failures.txt: " + title)
        if failed != known:
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
