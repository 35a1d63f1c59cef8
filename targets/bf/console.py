"""Standard input and output of a running program, with a buffer for each."""

from rpython.rlib import rposix
from rpython.rlib.rstring import StringBuilder

SIZE = 4096


class Console(object):
    def __init__(self):
        self.output = StringBuilder(SIZE)
        self.input = ""
        self.at = 0

    def write(self, code):
        self.output.append(chr(code))
        if self.output.getlength() >= SIZE:
            self.flush()

    def flush(self):
        if self.output.getlength() > 0:
            rposix.write_all(1, self.output.build())
            self.output = StringBuilder(SIZE)

    def read(self):
        """The next byte, 0 at the end of the input."""
        if self.at == len(self.input):
            # Who types the input wants to see what it is for.
            self.flush()
            self.input = rposix.read(0, SIZE)
            self.at = 0
            if len(self.input) == 0:
                return 0
        c = self.input[self.at]
        self.at += 1
        return ord(c)
