"""Single inheritance, overriding, super()."""


class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name

    def speak(self):
        return "..."

    def describe(self):
        return f"{self.name} says {self.speak()} on {self.legs} legs"


class Dog(Animal):
    def speak(self):
        return "woof"


class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super().speak() + "!" * self.age

    def describe(self):
        return "little " + super(Puppy, self).describe()


class Bird(Animal):
    legs = 2

    def __init__(self, name):
        Animal.__init__(self, name + " the bird")


for a in (Animal("it"), Dog("rex"), Puppy("bit", 3), Bird("tweet")):
    print(a.describe(), isinstance(a, Dog), isinstance(a, Animal), isinstance(a, (Bird, Puppy)), type(a).__mro__[1].__name__)
print(issubclass(Puppy, Dog), issubclass(Puppy, Animal), issubclass(Dog, Puppy), issubclass(Dog, Dog), issubclass(bool, (str, int)), Puppy.__bases__ == (Dog,), Puppy.__base__ is Dog)
Animal.speak = lambda self: "changed"
print(Bird("x").speak(), Dog("y").speak())
Dog.legs = 3
print(Puppy("z", 1).legs, Bird("x").legs, Animal.legs)
del Dog.speak
print(Puppy("z", 1).speak())


class Base:
    def template(self):
        return [self.step1(), self.step2()]

    def step1(self):
        return "base1"

    def step2(self):
        raise NotImplementedError("step2")


class Derived(Base):
    def step2(self):
        return "derived2"


print(Derived().template())
try:
    Base().template()
except NotImplementedError as e:
    print("NotImplementedError:", e)


class A:
    def __init__(self):
        self.kind = type(self).__name__
        self.setup()

    def setup(self):
        self.v = "A"


class B(A):
    def setup(self):
        super().setup()
        self.v += "B"


class C(B):
    def setup(self):
        super().setup()
        self.v += "C"


print(C().v, B().v, A().v, C().kind)
for f in (lambda: super(C, A()), lambda: super().x):
    try:
        f()
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__ + ":", e)
