"""Classes: mixins, overridden class attributes, super calls through several levels, families of methods; code made while
modules load; prebuilt data."""

from rpython.rlib.objectmodel import compute_hash, import_from_mixin, r_dict, specialize
from rpython.testing import case


class Named(object):
    _mixin_ = True
    prefix = "n:"

    def label(self):
        return self.prefix + self.name()

    def describe(self, times=1):
        return self.label() * times


class Counted(object):
    _mixin_ = True
    count = 0

    def tick(self):
        self.count += self.step()
        return self.count


class Animal(object):
    legs = 4
    sound = "..."
    tags = ["animal"]

    def __init__(self, weight):
        self.weight = weight

    def name(self):
        return "animal"

    def step(self):
        return 1

    def speak(self, loud=False):
        s = self.sound
        if loud:
            s = s.upper() + "!"
        return s

    def total(self):
        return self.weight + self.legs


class Dog(Named, Animal):
    sound = "woof"

    def name(self):
        return "dog"

    def total(self):
        return super().total() * 10


class Puppy(Dog):
    legs = 3
    prefix = "p:"
    tags = ["animal", "small"]

    def __init__(self, weight, age):
        super().__init__(weight)
        self.age = age

    def name(self):
        return "small " + super().name()

    def speak(self, loud=True):
        return "yip " + Dog.speak(self, loud)

    def total(self):
        return super().total() + self.age


class Bird(Counted, Named, Animal):
    legs = 2
    sound = "tweet"

    def name(self):
        return "bird" + str(self.tick())

    def step(self):
        return Animal.step(self) + 1


def zoo():
    return [Animal(1), Dog(2), Puppy(3, 7), Bird(4)]


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def overridden_attributes(i):
    a = zoo()[i]
    return a.legs, a.sound, a.tags[-1], len(a.tags), a.total(), a.speak(), a.speak(True), a.name()


@case((4,))
def mixins(n):
    b = Bird(n)
    d = Dog(n)
    p = Puppy(n, 1)
    return b.label(), b.describe(2), b.count, d.label(), p.describe(), Bird.count, p.label()


@case((True,))
@case((False,))
def class_attribute_through_class(flag):
    cls = Puppy if flag else Dog
    return cls.legs, cls.sound, cls.prefix, cls is Dog, len(cls.tags)


class Level1(object):
    def f(self, x):
        return x + 1

    def g(self):
        return self.f(10)


class Level2(Level1):
    def f(self, x):
        return super().f(x) * 2


class Level3(Level2):
    def g(self):
        return super().g() + 100


class Level4(Level3):
    def f(self, x):
        return super().f(x) + Level1.f(self, x)

    def g(self):
        return -super().g()


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def super_through_levels(i):
    x = [Level1(), Level2(), Level3(), Level4()][i]
    return x.f(3), x.g(), isinstance(x, Level3), isinstance(x, (Level2, Level4)), type(x) is Level2


class AbstractNode(object):
    def evaluate(self, env):
        raise NotImplementedError

    def is_leaf(self):
        return False


class Num(AbstractNode):
    _immutable_fields_ = ["value"]

    def __init__(self, value):
        self.value = value

    def evaluate(self, env):
        return self.value

    def is_leaf(self):
        return True


class Var(AbstractNode):
    def __init__(self, name):
        self.name = name

    def evaluate(self, env):
        return env[self.name]

    def is_leaf(self):
        return True


class Binary(AbstractNode):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def evaluate(self, env):
        return self.operate(self.left.evaluate(env), self.right.evaluate(env))

    def operate(self, a, b):
        raise NotImplementedError


def make_operator(symbol, function):
    class Operator(Binary):
        sign = symbol

        def operate(self, a, b):
            return function(a, b)

    Operator.__name__ = "Operator" + symbol
    return Operator


OPERATORS = {}
for symbol, function in [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b)]:
    OPERATORS[symbol] = make_operator(symbol, function)
Plus = OPERATORS["+"]
Times = OPERATORS["*"]


def parse(text):
    stack = []
    for word in text.split(" "):
        if word == "+" or word == "-" or word == "*":
            right = stack.pop()
            left = stack.pop()
            if word == "+":
                stack.append(Plus(left, right))
            elif word == "-":
                stack.append(OPERATORS["-"](left, right))
            else:
                stack.append(Times(left, right))
        elif word.isdigit():
            stack.append(Num(int(word)))
        else:
            stack.append(Var(word))
    return stack[0]


@case(("1 2 + x *",))
@case(("x y - x *",))
@case(("7",))
@case(("z",), raises=KeyError)
def trees(text):
    tree = parse(text)
    return tree.evaluate({"x": 5, "y": 3}), tree.is_leaf()


def make_table(names):
    functions = {}
    for i, name in enumerate(names):

        def handler(x, k=i, n=name):
            return n + str(x * 10 + k)

        functions[name] = handler
    return functions


TABLE = make_table(["a", "b", "c"])


@case(("a", 4))
@case(("c", 4))
@case(("d", 4), raises=KeyError)
def functions_made_in_a_loop(name, x):
    return TABLE[name](x), TABLE[name](x, 0)


def add_methods(cls):
    for name in ["red", "green"]:

        def method(self, n=len(name)):
            return self.weight * n

        setattr(cls, "get_" + name, method)
    return cls


@add_methods
class Painted(object):
    def __init__(self, weight):
        self.weight = weight


@case((3,))
def methods_added_by_a_decorator(n):
    p = Painted(n)
    return p.get_red(), p.get_green(), p.get_green(2)


class Mixed(object):
    def extra(self):
        return "extra" + self.kind

    kind = "m"


class Target(object):
    import_from_mixin(Mixed)
    kind = "t"


class OtherTarget(object):
    import_from_mixin(Mixed)


@case(())
def imported_mixins():
    return Target().extra(), OtherTarget().extra()


class Cell(object):
    def __init__(self, name):
        self.name = name
        self.links = []
        self.by_name = {}
        self.parent = None


def web():
    cells = [Cell("a"), Cell("b"), Cell("c")]
    for c in cells:
        for d in cells:
            if c is not d:
                c.links.append(d)
                c.by_name[d.name] = d
        c.parent = cells[0]
    cells[1].links.append(cells[1])
    return cells


WEB = web()
LOOP = [WEB[0]]
NESTED = {"x": [1, 2], "y": [3]}
PAIRS = [("a", WEB[0]), ("b", WEB[1])]


@case((0,))
@case((1,))
@case((2,))
def prebuilt_cycles(i):
    c = WEB[i]
    path = ""
    for k in range(4):
        path += c.name
        c = c.links[k % len(c.links)]
    return path, WEB[1].links[-1] is WEB[1], WEB[0].by_name["c"].parent is LOOP[0], PAIRS[1][1].name


@case((2,))
def prebuilt_data_is_shared_and_changes(n):
    NESTED["x"].append(n)
    first = len(NESTED["x"])
    total = 0
    for k, v in NESTED.items():
        total += len(k) * len(v)
    NESTED["x"].pop()
    LOOP.append(WEB[n])
    name = LOOP.pop().name
    return first, total, name, len(LOOP)


def same_letters(a, b):
    return a.lower() == b.lower()


def hash_letters(a):
    return compute_hash(a.lower())


@case(("Hello",))
def caseless_dict(s):
    d = r_dict(same_letters, hash_letters)
    d[s] = 1
    d[s.upper()] = 2
    d["other"] = 3
    return len(d), d[s.lower()], "OTHER" in d, d.get("none", -1), ",".join([k for k in d])


class Key(object):
    def __init__(self, items):
        self.items = items


def same_length(a, b):
    return len(a.items) == len(b.items)


def hash_length(a):
    if not a.items:
        raise ValueError
    return len(a.items)


@case((3,))
def dict_of_instances(n):
    d = r_dict(same_length, hash_length)
    d[Key([1] * n)] = "first"
    d[Key([2] * n)] = "second"
    d[Key([0])] = "one"
    try:
        d[Key([])] = "empty"
    except ValueError:
        d[Key([5, 5])] = "caught"
    return len(d), d[Key([7, 7, 7])], d.get(Key([1, 2]), "?")


@specialize.argtype(0)
def show(x):
    if isinstance(x, int):
        return "i" + str(x)
    elif isinstance(x, str):
        return "s" + x
    elif isinstance(x, list):
        return "l" + str(len(x))
    return "o"


@case((3,))
def specialised_by_type(n):
    return show(n), show("x" * n), show([n]), show(Painted(1)), show(n > 2)


class Stack(object):
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)
        return self

    def pop(self):
        return self.items.pop()


class CountingStack(Stack):
    pushes = 0

    def push(self, x):
        CountingStack.last[0] = x
        self.pushes += 1
        return Stack.push(self, x)

    last = [0]


@case((4,))
def chained_methods(n):
    s = CountingStack()
    s.push(1).push(n).push(n + 1)
    plain = Stack().push(n)
    return s.pop(), s.pushes, plain.pop(), CountingStack.last[0], CountingStack.pushes


class Prop(object):
    def __init__(self, n):
        self._n = n

    @property
    def double(self):
        return self._n * 2

    @staticmethod
    def make(n):
        return Prop(n + 1)


class PropChild(Prop):
    @property
    def triple(self):
        return self.double + self._n


@case((5,))
def properties_and_static_methods(n):
    return Prop(n).double, PropChild(n).triple, Prop.make(n).double, PropChild(2).make(n)._n


class ErrorA(Exception):
    code = 1

    def message_text(self):
        return "A%d" % self.code


class ErrorB(ErrorA):
    code = 2


class ErrorC(ErrorB):
    def __init__(self, code):
        self.code = code

    def message_text(self):
        return "C" + super().message_text()


@case((0,))
@case((1,))
@case((2,))
def exception_hierarchy(i):
    try:
        if i == 0:
            raise ErrorA()
        if i == 1:
            raise ErrorB
        raise ErrorC(9)
    except ErrorC as e:
        return e.message_text() + "c"
    except ErrorA as e:
        return e.message_text() + str(e.code)
