"""What `__set_name__` does to the class that is being made, and how it fails."""


class Add:
    def __set_name__(self, owner, name):
        for i in range(20):
            setattr(owner, "%s_%d" % (name, i), i)


class Adding:
    a = Add()
    b = Add()


print(len([n for n in vars(Adding) if "_" in n and n[0] in "ab"]), Adding.a_19, Adding.b_3)


class Delete:
    def __set_name__(self, owner, name):
        delattr(owner, name + "_sibling")


class Deleting:
    a = Delete()
    a_sibling = 5
    b_sibling = 6
    b = Delete()


print(hasattr(Deleting, "a_sibling"), hasattr(Deleting, "b_sibling"))


class Replace:
    def __init__(self, n):
        self.n = n

    def __set_name__(self, owner, name):
        print("named", name, self.n)
        delattr(owner, name)
        setattr(owner, name, self.n)
        setattr(owner, "late", Replace(99))


class Replacing:
    x = Replace(1)
    y = Replace(2)


print(Replacing.x, Replacing.y, type(Replacing.late).__name__)


class Fails:
    def __set_name__(self, owner, name):
        raise LookupError("no name")


try:

    class Failing:
        f = Fails()
except RuntimeError as e:
    print(e, repr(e.__cause__))
