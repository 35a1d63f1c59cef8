"""Standard output, buffered, and standard error."""

from rpython.rlib import rposix

from objects.base import error
from objects.space import export, space

LIMIT = 8192


class Output(object):
    def __init__(self):
        self.parts = []
        self.size = 0

    def write(self, text):
        self.parts.append(text)
        self.size += len(text)
        if self.size > LIMIT:
            self.flush()

    def flush(self):
        if self.size > 0:
            text = "".join(self.parts)
            self.parts = []
            self.size = 0
            try:
                rposix.write_all(1, text)
            except OSError:
                raise error(space.w_BrokenPipeError, "standard output cannot be written")


stdout = Output()


@export
def write_error(text):
    """To standard error, after what was written before."""
    stdout.flush()
    rposix.write_all(2, text)


class Input(object):
    """Lines of standard input."""

    def __init__(self):
        self.rest = ""
        self.ended = False

    def line(self):
        """With its end; empty at the end of the input."""
        while True:
            end = self.rest.find("\n")
            if end >= 0:
                line = self.rest[: end + 1]
                self.rest = self.rest[end + 1 :]
                return line
            if self.ended:
                line = self.rest
                self.rest = ""
                return line
            data = rposix.read(0, 4096)
            if len(data) == 0:
                self.ended = True
            self.rest += data


stdin = Input()
