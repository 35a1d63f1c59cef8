"""Classes: attributes, inheritance, mixins, special methods, isinstance, class attributes, prebuilt instances."""

from rpython.rlib.objectmodel import import_from_mixin, instantiate
from rpython.testing import case


class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def scale(self, n=2):
        self.x *= n
        self.y *= n
        return self


@case((3, 4))
def attributes(x, y):
    p = Point(x, y)
    p.x += 10
    q = p.add(Point(1, 1))
    return p.x, q.x, q.y


@case((3,))
def default_argument_of_method(n):
    p = Point(1, n).scale().scale(5)
    q = Point(1, 1).scale(n=3)
    return p.x, p.y, q.x


class Shape(object):
    sides = 0
    name = "shape"

    def area(self):
        return 0

    def describe(self):
        return self.name + " with " + str(self.sides) + " sides, area " + str(self.area())


class Square(Shape):
    sides = 4
    name = "square"

    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size * self.size


class Triangle(Shape):
    sides = 3
    name = "triangle"

    def __init__(self, base, height):
        self.base = base
        self.height = height

    def area(self):
        return self.base * self.height // 2


class Cube(Square):
    name = "cube"

    def area(self):
        return 6 * Square.area(self)


class BigCube(Cube):
    def __init__(self, size):
        super().__init__(size * 10)


def make(kind):
    if kind == 0:
        return Shape()
    if kind == 1:
        return Square(3)
    if kind == 2:
        return Triangle(3, 4)
    if kind == 3:
        return BigCube(1)
    return Cube(2)


@case((0,))
@case((1,))
@case((2,))
@case((3,))
@case((4,))
def virtual_methods(kind):
    return make(kind).describe()


@case((0,))
@case((1,))
@case((3,))
def isinstance_tests(kind):
    s = make(kind)
    return isinstance(s, Shape), isinstance(s, Square), isinstance(s, Cube), isinstance(s, (Triangle, Cube))


@case((1,))
@case((2,))
@case((4,))
def isinstance_refines(kind):
    s = make(kind)
    if isinstance(s, Square):
        return s.size
    if isinstance(s, Triangle):
        return s.base * 100
    return -1


@case((5,))
def list_of_shapes(n):
    shapes = [make(i) for i in range(n)]
    total = 0
    for s in shapes:
        total += s.area() * s.sides
    return total


@case((1,))
@case((3,))
def class_attributes_overridden(kind):
    s = make(kind)
    s.sides = 100
    return s.sides, make(kind).sides, Shape.sides, Square.name


@case((1,))
@case((2,))
def type_is(kind):
    s = make(kind)
    return type(s) is Square, type(s) is Shape, s.__class__ is Triangle


class Boxed(object):
    pass


class BoxedInt(Boxed):
    def __init__(self, n):
        self.n = n


class BoxedFlag(BoxedInt):
    flag = True


class BoxedText(Boxed):
    def __init__(self, text):
        self.text = text


def boxed(kind):
    return [BoxedInt(kind + 5), BoxedText("text"), BoxedFlag(kind * 3), None][kind]


def add_by_type(a, b):
    if type(a) is BoxedInt and type(b) is BoxedInt:
        assert isinstance(a, BoxedInt)
        return a.n + b.n
    elif type(a) == BoxedText:
        return len(a.text)
    if type(a) is not BoxedFlag:
        return -1
    if BoxedFlag != b.__class__:
        return -2 * a.n
    if b.flag:
        return b.n - 100 * a.n
    return -3


@case((0, 0))
@case((0, 1))
@case((1, 0))
@case((2, 0))
@case((2, 2))
def type_is_narrows(i, j):
    return add_by_type(boxed(i), boxed(j))


def same_type(a, b):
    if b is None:
        return "no b"
    if isinstance(b, BoxedInt) and type(a) is type(b):
        return "int " + str(a.n + b.n)
    return "other"


@case((0, 0))
@case((0, 2))
@case((2, 2))
@case((1, 1))
@case((1, 3))
def type_is_another_type(i, j):
    return same_type(boxed(i), boxed(j))


class Unlike(object):
    def __init__(self):
        self.unlike = 1


@case((0,))
@case((1,))
def type_is_never(i):
    b = BoxedText("") if i else None
    if b and type(b) is Unlike:
        return b.unlike
    return i


class Linked(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


@case((5,))
@case((0,))
def linked_list(n):
    head = None
    for i in range(n):
        head = Linked(i, head)
    total = 0
    node = head
    while node is not None:
        total = total * 10 + node.value
        node = node.next
    return total


class Tree(object):
    left = None
    right = None

    def __init__(self, key):
        self.key = key

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif self.right is None:
            self.right = Tree(key)
        else:
            self.right.insert(key)

    def walk(self, out):
        if self.left:
            self.left.walk(out)
        out.append(self.key)
        if self.right:
            self.right.walk(out)


@case((50,))
def binary_tree(n):
    root = Tree(25)
    x = 7
    for i in range(n):
        x = (x * 37 + 11) % 101
        root.insert(x)
    out = []
    root.walk(out)
    for i in range(1, len(out)):
        if out[i - 1] > out[i]:
            return -1, 0
    return len(out), out[0]


class Counter(object):
    _mixin_ = True
    step = 1

    def count(self):
        self.total += self.step
        return self.total


class CountsUp(Counter):
    def __init__(self):
        self.total = 0


class CountsFloats(Counter):
    step = 0.5

    def __init__(self):
        self.total = 0.0


@case((3,))
def mixins(n):
    a = CountsUp()
    b = CountsFloats()
    for i in range(n):
        a.count()
        b.count()
    return a.total, b.total


class Greeter(object):
    def greet(self):
        return "hello " + self.name()


class Person(object):
    import_from_mixin(Greeter)

    def name(self):
        return "person"


class Robot(object):
    import_from_mixin(Greeter)

    def name(self):
        return "robot"


@case((1,))
def imported_mixins(n):
    return Person().greet() + ", " + Robot().greet()


class Sequence(object):
    def __init__(self, n):
        self.items = [i * i for i in range(n)]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return SequenceIterator(self)


class SequenceIterator(object):
    def __init__(self, sequence):
        self.sequence = sequence
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == len(self.sequence):
            raise StopIteration
        self.at += 1
        return self.sequence[self.at - 1]


@case((5,))
def container_methods(n):
    s = Sequence(n)
    s[1] = 100
    return len(s), s[1], s[n - 1], bool(s), 100 in s


@case((5,))
@case((0,))
def own_iterator(n):
    total = 0
    for x in Sequence(n):
        total += x
    return total


class Account(object):
    def __init__(self):
        self.balance = 0
        self.history = []

    @property
    def doubled(self):
        return self.balance * 2

    @staticmethod
    def fee(n):
        return n // 10

    def deposit(self, n):
        self.balance += n - self.fee(n)
        self.history.append(n)


@case((100,))
def properties_and_static_methods(n):
    a = Account()
    a.deposit(n)
    a.deposit(5)
    return a.balance, a.doubled, Account.fee(50), len(a.history)


class Base(object):
    def common(self):
        return self.value * 2


class Left(Base):
    def __init__(self, n):
        self.value = n


class Right(Base):
    def __init__(self, n):
        self.value = n + 100


@case((3,))
@case((-3,))
def generalised_attributes(n):
    """`value` is set in the subclasses only, and read in the base."""
    b = Left(n) if n > 0 else Right(n)
    return b.common()


@case((True,))
@case((False,))
def none_or_instance(flag):
    p = Point(1, 2) if flag else None
    if p is None:
        return 0
    return p.x + p.y


@case((True,))
@case((False,))
def truth_of_instance(flag):
    p = Point(1, 2) if flag else None
    if not p:
        return "none"
    return "point"


@case((2,))
def identity(n):
    a = Point(n, n)
    b = Point(n, n)
    c = a
    return a is b, a is c, a == b, a != b, a == c


@case((4,))
def instantiate_without_init(n):
    p = instantiate(Point)
    p.x = n
    p.y = 1
    return p.scale(3).x


class Singleton(object):
    def __init__(self):
        self.count = 0
        self.names = []


STATE = Singleton()


@case((2,))
def global_state(n):
    before = STATE.count
    for i in range(n):
        STATE.count += 1
        STATE.names.append("n" + str(i))
    result = STATE.count - before, STATE.names[-1]
    STATE.count = 0
    STATE.names = []
    return result


class Ring(object):
    def __init__(self, name):
        self.name = name
        self.next = self


RING = Ring("a")
RING.next = Ring("b")
RING.next.next = Ring("c")
RING.next.next.next = RING


@case((7,))
def prebuilt_cycle(n):
    node = RING
    text = ""
    for i in range(n):
        text += node.name
        node = node.next
    return text, RING.next.next.next is RING


class Visitor(object):
    def visit(self, node):
        return node.accept(self)


class Evaluator(Visitor):
    def number(self, n):
        return n

    def plus(self, a, b):
        return self.visit(a) + self.visit(b)


class Expression(object):
    def accept(self, visitor):
        raise NotImplementedError


class Number(Expression):
    def __init__(self, n):
        self.n = n

    def accept(self, visitor):
        return visitor.number(self.n)


class Plus(Expression):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def accept(self, visitor):
        return visitor.plus(self.a, self.b)


@case((5,))
def double_dispatch(n):
    tree = Number(0)
    for i in range(n):
        tree = Plus(tree, Number(i))
    return Evaluator().visit(tree)


class Matrix(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def __add__(self, other):
        return Matrix(self.a + other.a, self.b + other.b)

    def __mul__(self, n):
        return Matrix(self.a * n, self.b * n)


@case((3,))
def operators_on_instances(n):
    m = Matrix(1, n) + Matrix(10, 20)
    m = m * 2
    return m.a, m.b


class Immutable(object):
    _immutable_fields_ = ["x", "items[*]"]

    def __init__(self, x):
        self.x = x
        self.items = [x, x + 1]


@case((3,))
def immutable_fields(n):
    m = Immutable(n)
    return m.x + m.items[1]


class Cell(object):
    __slots__ = ["value"]

    def __init__(self, value):
        self.value = value


@case((3,))
def slots(n):
    c = Cell(n)
    c.value += 1
    return c.value


@case((3,))
def class_as_value(n):
    classes = [Left, Right]
    total = 0
    for cls in classes:
        total += cls(n).common()
    return total
