"""Writes primes.bf: prints the primes up to the number on standard input (at most 65535), by trial division.

Each variable is a cell with two cells right of it that are 0 between operations, which tests for zero need.
Usage: python3 make_primes.py > primes.bf
"""

import textwrap


class Writer:
    def __init__(self):
        self.out = []
        self.at = 0
        self.cells = {}

    def go(self, name, offset=0):
        cell = self.cells.setdefault(name, 3 * len(self.cells)) + offset
        self.out.append((">" if cell > self.at else "<") * abs(cell - self.at))
        self.at = cell

    def add(self, name, n=1):
        self.go(name)
        self.out.append(("+" if n > 0 else "-") * abs(n))

    def clear(self, name):
        self.go(name)
        self.out.append("[-]")

    def set(self, name, n):
        self.clear(name)
        self.add(name, n)

    def loop(self, name, body):
        """While the variable is not 0."""
        self.go(name)
        self.out.append("[")
        body()
        self.go(name)
        self.out.append("]")

    def copy(self, source, to):
        """to = source"""
        self.clear(to)
        self.clear("copying")

        def split():
            self.add(source, -1)
            self.add(to)
            self.add("copying")

        def back():
            self.add("copying", -1)
            self.add(source)

        self.loop(source, split)
        self.loop("copying", back)

    def if_zero(self, name, body):
        """Runs the body if the variable is 0. It may change the variable."""
        self.go(name, 1)
        self.out.append("+")
        self.go(name)
        # On to the mark, and off with it, if the variable is not 0: then the mark's right neighbour, which is 0, decides.
        self.out.append("[>-]>[-")
        self.at += 1
        body()
        self.go(name, 1)
        self.out.append(">]")
        self.at += 1

    def if_not(self, name, body):
        """Runs the body if the variable is not 0. It may change the variable."""
        self.set("flag", 1)
        self.if_zero(name, lambda: self.clear("flag"))

        def once():
            self.clear("flag")
            body()

        self.loop("flag", once)

    def if_equal(self, first, second, body):
        self.copy(first, "left")
        self.copy(second, "right")

        def both():
            self.add("right", -1)
            self.add("left", -1)

        self.loop("right", both)
        self.if_zero("left", body)

    def if_digit(self, name, digit, body):
        """Runs the body if the variable has this value."""
        self.copy(name, "left")
        self.add("left", -digit)
        self.if_zero("left", body)


def generate():
    w = Writer()
    # Those that the innermost loop uses are neighbours.
    for name in ("rest", "low", "divisor", "copying", "high"):
        w.go(name)
    digits = ["digit0", "digit1", "digit2", "digit3", "digit4"]

    def add16(high, low):
        w.add(low)
        w.if_zero(low, lambda: w.add(high))

    # ---- the limit, in decimal
    def read_digit():
        w.add("char", -48)
        w.set("times", 10)
        w.copy("limit_low", "old_low")
        w.copy("limit_high", "old_high")
        w.clear("limit_low")
        w.clear("limit_high")

        def ten_times():
            w.add("times", -1)
            w.copy("old_low", "low")

            def low():
                w.add("low", -1)
                add16("limit_high", "limit_low")

            w.loop("low", low)
            w.copy("old_high", "low")

            def high():
                w.add("low", -1)
                w.add("limit_high")

            w.loop("low", high)

        w.loop("times", ten_times)

        def digit():
            w.add("char", -1)
            add16("limit_high", "limit_low")

        w.loop("char", digit)
        read()

    def read():
        w.go("char")
        w.out.append(",")
        # A line feed ends the number, as the end of the input does.
        w.if_digit("char", 10, lambda: w.clear("char"))

    read()
    w.loop("char", read_digit)

    # ---- n counts up to the limit, in binary and in decimal
    def count():
        add16("n_high", "n_low")
        increment(0)

    def increment(i):
        w.add(digits[i])

        def carry():
            w.clear(digits[i])
            if i + 1 < len(digits):
                increment(i + 1)

        w.if_digit(digits[i], 10, carry)

    def divide():
        """Sets `rest` to the divisor if it divides n, else to something less."""
        w.copy("divisor", "rest")
        w.copy("n_low", "low")
        w.copy("n_high", "high")

        def step():
            w.add("rest", -1)
            w.if_zero("rest", lambda: w.copy("divisor", "rest"))

        def low():
            w.add("low", -1)
            step()

        def high():
            w.add("high", -1)
            w.set("low", -1)
            step()
            w.loop("low", low)

        w.loop("low", low)
        w.loop("high", high)

    def try_divisor():
        divide()

        def composite():
            w.clear("prime")
            w.clear("searching")

        w.if_equal("divisor", "rest", composite)
        next_divisor()

    def next_divisor():
        """Stops at n itself, and after 255, which is enough for 16 bits."""
        w.add("divisor")
        w.if_zero("divisor", lambda: w.clear("searching"))
        w.if_zero(
            "n_high",
            lambda: w.if_equal("n_low", "divisor", lambda: w.clear("searching")),
        )

    def show():
        w.clear("shown")
        for name in reversed(digits):
            w.if_not(name, lambda: w.set("shown", 1))

            def put():
                w.copy(name, "char")
                w.add("char", 48)
                w.out.append(".")

            w.if_not("shown", put)
        w.set("char", 10)
        w.out.append(".")

    def candidate():
        count()
        w.set("prime", 1)
        w.set("searching", 1)
        w.set("divisor", 1)
        next_divisor()
        w.loop("searching", try_divisor)
        w.if_not("prime", show)
        check_limit()

    def check_limit():
        w.if_equal(
            "n_high",
            "limit_high",
            lambda: w.if_equal("n_low", "limit_low", lambda: w.clear("running")),
        )

    count()
    w.set("running", 1)
    # Up to 1 there are none.
    w.if_zero("limit_high", lambda: w.if_zero("limit_low", lambda: w.clear("running")))
    check_limit()
    w.loop("running", candidate)
    return "".join(w.out)


def tidy(code):
    """Without moves that undo each other."""
    while "<>" in code or "><" in code:
        code = code.replace("<>", "").replace("><", "")
    return code


print("Primes up to the number that is read: written by make_primes")
print("\n".join(textwrap.wrap(tidy(generate()), 120)))
