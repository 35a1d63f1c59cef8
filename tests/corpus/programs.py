"""Small whole programs: parsers, interpreters, searches."""

from rpython.rlib.rarithmetic import intmask
from rpython.testing import case


class ParseError(Exception):
    def __init__(self, at):
        self.at = at


class Parser(object):
    """Expressions with + - * / and parentheses, computed at once."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        if self.at < len(self.text):
            return self.text[self.at]
        return "\0"

    def expression(self):
        value = self.term()
        while self.peek() in "+-":
            op = self.peek()
            self.at += 1
            other = self.term()
            value = value + other if op == "+" else value - other
        return value

    def term(self):
        value = self.factor()
        while self.peek() in "*/":
            op = self.peek()
            self.at += 1
            other = self.factor()
            value = value * other if op == "*" else value // other
        return value

    def factor(self):
        c = self.peek()
        if c == "(":
            self.at += 1
            value = self.expression()
            if self.peek() != ")":
                raise ParseError(self.at)
            self.at += 1
            return value
        if c == "-":
            self.at += 1
            return -self.factor()
        start = self.at
        while self.peek().isdigit():
            self.at += 1
        if start == self.at:
            raise ParseError(start)
        return int(self.text[start : self.at])


@case(("1+2*3",))
@case(("(1+2)*-3/2",))
@case(("2*(3+4",))
@case(("7/0",))
@case(("",))
def parse_expressions(text):
    try:
        return str(Parser(text).expression())
    except ParseError as e:
        return "error at " + str(e.at)
    except ZeroDivisionError:
        return "division by zero"


PUSH, MULTIPLY, JNZ, DEC, HALT = range(5)


@case((5,))
@case((10,))
def stack_machine(n):
    """The factorial, on a stack with the product and the counter."""
    code = [PUSH, 1, PUSH, n, MULTIPLY, DEC, JNZ, 4, HALT]
    stack = []
    pc = 0
    while True:
        op = code[pc]
        pc += 1
        if op == PUSH:
            stack.append(code[pc])
            pc += 1
        elif op == MULTIPLY:
            counter = stack.pop()
            product = stack.pop()
            stack.append(intmask(product * counter))
            stack.append(counter)
        elif op == DEC:
            stack[-1] -= 1
        elif op == JNZ:
            pc = code[pc] if stack[-1] != 0 else pc + 1
        else:
            return stack[0], len(stack)


class Value(object):
    def show(self):
        return "?"


class Num(Value):
    def __init__(self, n):
        self.n = n

    def show(self):
        return str(self.n)


class Cons(Value):
    def __init__(self, head, tail):
        self.head = head
        self.tail = tail

    def show(self):
        parts = []
        v = self
        while isinstance(v, Cons):
            parts.append(v.head.show())
            v = v.tail
        return "(" + " ".join(parts) + ")"


class Nil(Value):
    def show(self):
        return "()"


NIL = Nil()


def read(text):
    """An S-expression of numbers."""
    stack = []
    current = []
    i = 0
    while i < len(text):
        c = text[i]
        if c == "(":
            stack.append(current)
            current = []
        elif c == ")":
            v = NIL
            while len(current) > 0:
                v = Cons(current.pop(), v)
            current = stack.pop()
            current.append(v)
        elif c.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            current.append(Num(int(text[start:i])))
            continue
        i += 1
    return current[0]


@case(("(1 (2 3) () 45)",))
@case(("7",))
@case((")",), raises=IndexError)
def s_expressions(text):
    return read(text).show()


@case((6,))
@case((8,))
def queens(n):
    columns = [False] * n
    up = [False] * (2 * n)
    down = [False] * (2 * n)
    return place(0, n, columns, up, down)


def place(row, n, columns, up, down):
    if row == n:
        return 1
    count = 0
    for c in range(n):
        if columns[c] or up[row + c] or down[row - c + n]:
            continue
        columns[c] = up[row + c] = down[row - c + n] = True
        count += place(row + 1, n, columns, up, down)
        columns[c] = up[row + c] = down[row - c + n] = False
    return count


@case((12,))
def life(generations):
    size = 16
    grid = [[0] * size for i in range(size)]
    for x, y in [(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)]:
        grid[y][x] = 1
    for g in range(generations):
        fresh = [[0] * size for i in range(size)]
        for y in range(size):
            for x in range(size):
                n = 0
                for dy in range(-1, 2):
                    for dx in range(-1, 2):
                        if dx != 0 or dy != 0:
                            n += grid[(y + dy) % size][(x + dx) % size]
                if n == 3 or (n == 2 and grid[y][x] == 1):
                    fresh[y][x] = 1
        grid = fresh
    alive = 0
    where = 0
    for y in range(size):
        for x in range(size):
            if grid[y][x]:
                alive += 1
                where += y * size + x
    return alive, where


@case(("kitten", "sitting"))
@case(("", "abc"))
def edit_distance(a, b):
    row = [j for j in range(len(b) + 1)]
    for i in range(len(a)):
        previous = row[0]
        row[0] = i + 1
        for j in range(len(b)):
            kept = row[j + 1]
            cost = 0 if a[i] == b[j] else 1
            row[j + 1] = min(row[j + 1] + 1, row[j] + 1, previous + cost)
            previous = kept
    return row[len(b)]


@case((7,))
def shortest_paths(n):
    infinity = 1 << 30
    distance = [infinity] * n
    done = [False] * n
    distance[0] = 0
    for step in range(n):
        best = -1
        for i in range(n):
            if not done[i] and (best < 0 or distance[i] < distance[best]):
                best = i
        done[best] = True
        for j in range(n):
            weight = (best * 7 + j * 3) % 11 + 1
            if distance[best] + weight < distance[j]:
                distance[j] = distance[best] + weight
    return ",".join([str(d) for d in distance])


@case(("abracadabra",))
def crc32(text):
    table = []
    for i in range(256):
        c = i
        for k in range(8):
            c = (c >> 1) ^ 0xEDB88320 if c & 1 else c >> 1
        table.append(c)
    crc = 0xFFFFFFFF
    for ch in text:
        crc = table[(crc ^ ord(ch)) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


@case((100,))
def bracket_matching(n):
    text = "[" * n + "+" + "]" * n
    stack = []
    partner = {}
    for i in range(len(text)):
        if text[i] == "[":
            stack.append(i)
        elif text[i] == "]":
            left = stack.pop()
            partner[left] = i
            partner[i] = left
    return partner[0], partner[n - 1], len(partner)


@case(("(a|b)*c",))
def tokens(text):
    """Classes of characters, counted by a state machine with a table."""
    counts = {"letter": 0, "operator": 0, "bracket": 0}
    for c in text:
        if c.isalpha():
            counts["letter"] += 1
        elif c in "()[]":
            counts["bracket"] += 1
        else:
            counts["operator"] += 1
    return counts["letter"], counts["operator"], counts["bracket"]


@case((20,))
def tape(n):
    """A brainfuck-like tape that grows."""
    cells = [0]
    at = 0
    for i in range(n):
        at += 1
        if at == len(cells):
            cells.append(0)
        cells[at] = (cells[at - 1] + i) & 255
    return len(cells), cells[at]
