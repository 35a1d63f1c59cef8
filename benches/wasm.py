"""The same interpreter native and on wasm: `python3 benches/wasm.py [RUNS]`, from the root of the repository, with `translate` built.

Prints the size of the module and the ratio of the medians, the start of Node.js included. The engine optimises at once: see
docs/wasm.md.
"""

import os
import subprocess
import sys
import tempfile

TRANSLATE = os.path.abspath("target/release/translate")
HOST = os.path.abspath("translator/driver/src/wasm/host.mjs")
PROGRAM = "targets/bf/programs/primes.bf"
# The primes up to here.
INPUT = "500\n"


def main():
    runs = sys.argv[1] if len(sys.argv) > 1 else "5"
    with tempfile.TemporaryDirectory() as folder:
        native, module, stdin = [os.path.join(folder, name) for name in ("bf", "bf.wasm", "stdin")]
        subprocess.check_call([TRANSLATE, "--quiet", "targets/bf", "-o", native])
        subprocess.check_call([TRANSLATE, "--quiet", "targets/bf", "--backend=wasm", "-o", module])
        with open(stdin, "w") as f:
            f.write(INPUT)
        print("bf.wasm: %d bytes" % os.path.getsize(module), flush=True)
        wasm = "node --no-warnings --no-liftoff %s %s %s" % (HOST, module, PROGRAM)
        ratio = [sys.executable, "benches/ratio.py", "--runs", runs, "--name", "bf on wasm", "--input", stdin]
        subprocess.check_call(ratio + ["%s %s" % (native, PROGRAM), wasm])


if __name__ == "__main__":
    main()
