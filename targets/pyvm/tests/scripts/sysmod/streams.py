"""What the standard streams are, as texts and as bytes."""

import contextlib
import io
import sys

print(sys.stdout.encoding, sys.stdout.name, sys.stdin.name, sys.stderr.name, sys.stdin.mode, sys.stdout.mode, sys.stdout.closed)
print(sys.stdout.writable(), sys.stdout.readable(), sys.stdin.readable(), sys.stdin.writable())
sys.stdout.flush()
print(sys.stdout.buffer.write(b"bytes \xc3\xa4\n"))
sys.stdout.buffer.flush()
sys.stdout.buffer.write(bytearray(b"more\n"))
sys.stdout.buffer.flush()
with contextlib.redirect_stderr(io.StringIO()) as text:
    print("hidden", file=sys.stderr)
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("not shown")
print(repr(text.getvalue()), repr(out.getvalue()), sys.getdefaultencoding(), sys.getfilesystemencoding())
