"""Checks the messages for rejected programs: each file in `tests/errors` is a target with one mistake, and says at its end,
in lines `# expect: TEXT`, what the message must contain. `NAME.py:LINE` is the place that must be shown.

Usage: python3 tests/run_errors.py TRANSLATE [FILE...]; exit status 1 if a message is not as expected.
"""

import glob
import os
import subprocess
import sys
import tempfile

ERRORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "errors")
MARK = "# expect: "


def problems(translate, path, folder):
    with open(path, encoding="utf-8") as f:
        wanted = [line[len(MARK) :].rstrip("\n") for line in f if line.startswith(MARK)]
    output = os.path.join(folder, "program")
    command = [translate, path, "--quiet", "--color=never", "-o", output]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    text = done.stdout + done.stderr
    found = ["the message does not contain: " + w for w in wanted if w not in text]
    if done.returncode != 1:
        found.append("exit status %d" % done.returncode)
    if os.path.exists(output):
        os.unlink(output)
        found.append("an executable was written")
    for word in ("panicked", "internal", "backtrace"):
        if word in text:
            found.append("the message contains: " + word)
    return found, text


def main(argv):
    translate, paths = argv[0], argv[1:] or sorted(glob.glob(os.path.join(ERRORS, "*.py")))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            found, text = problems(translate, path, folder)
            if found:
                failed += 1
                print("%s\n  %s\n%s" % (path, "\n  ".join(found), text))
    print("%d files, %d failed" % (len(paths), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
