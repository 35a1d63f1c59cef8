"""finally and with run while an uncaught exception goes up; then it is printed."""


class M:
    def __enter__(self):
        print("enter")

    def __exit__(self, *a):
        print("exit", a[0].__name__, a[1])


def f():
    try:
        with M():
            x = {}
            x["missing"]
    finally:
        print("finally")


f()
