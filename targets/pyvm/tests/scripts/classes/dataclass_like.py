"""Programs with many small classes: shapes, visitors, state machines, observers, iterators, undo."""


class Shape:
    def area(self):
        raise NotImplementedError

    def __lt__(self, o):
        return self.area() < o.area()

    def accept(self, v):
        return getattr(v, "visit_" + type(self).__name__.lower())(self)


class Rect(Shape):
    def __init__(self, w, h):
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


class Square(Rect):
    def __init__(self, a):
        super().__init__(a, a)


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.14 * self.r ** 2


class Printer:
    def visit_rect(self, r):
        return f"{r.w}x{r.h}"

    visit_square = lambda self, s: "[" + self.visit_rect(s) + "]"

    def visit_circle(self, c):
        return f"({c.r})"


shapes = [Circle(1), Rect(2, 3), Square(2), Circle(0.5)]
print([s.accept(Printer()) for s in sorted(shapes)], max(shapes).area(), sum(s.area() for s in shapes))


class Machine:
    transitions = {("idle", "coin"): "ready", ("ready", "push"): "idle", ("ready", "coin"): "ready"}

    def __init__(self):
        self.state = "idle"
        self.history = []

    def __call__(self, event):
        self.history.append(self.state)
        self.state = self.transitions.get((self.state, event), self.state)
        return self


m = Machine()
for e in "push coin coin push push coin".split():
    m(e)
print(m.state, m.history)


class Subject:
    def __init__(self):
        self._observers = []
        self._value = None

    def observe(self, f):
        self._observers.append(f)
        return lambda: self._observers.remove(f)

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, v):
        old, self._value = self._value, v
        for f in list(self._observers):
            f(old, v)


s = Subject()
seen = []
stop = s.observe(lambda old, new: seen.append((old, new)))
s.observe(lambda old, new: new == 3 and stop())
for v in (1, 2, 3, 4):
    s.value = v
print(seen)


class Editor:
    def __init__(self):
        self.text, self.undo_stack, self.redo_stack = "", [], []

    def do(self, f):
        self.undo_stack.append(self.text)
        self.redo_stack.clear()
        self.text = f(self.text)

    def undo(self):
        if self.undo_stack:
            self.redo_stack.append(self.text)
            self.text = self.undo_stack.pop()

    def redo(self):
        if self.redo_stack:
            self.undo_stack.append(self.text)
            self.text = self.redo_stack.pop()


ed = Editor()
ed.do(lambda t: t + "hello")
ed.do(lambda t: t + " world")
ed.do(str.upper)
print(ed.text)
ed.undo()
ed.undo()
print(ed.text)
ed.redo()
print(ed.text)
ed.do(lambda t: t[::-1])
ed.redo()
print(ed.text, ed.undo_stack)
