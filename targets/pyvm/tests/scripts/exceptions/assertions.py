"""assert with and without messages."""

assert True
assert 1, "no"
assert (1, "always true")[0]


def check(x, *message):
    try:
        if message:
            assert x, message[0]
        else:
            assert x
        return "ok"
    except AssertionError as e:
        return "AssertionError", e.args, str(e)


print(check(1), check(0), check([]), check(None, "is none"), check("", ["list"]), check(0, 5), check(1, "unused"))


def loud():
    print("evaluated", end=" ")
    return "message"


assert True, loud()
try:
    assert False, loud()
except AssertionError as e:
    print(e)
try:
    assert 1 > 2, f"{1} is not above {2}"
except AssertionError as e:
    print(e)
assert 5 % 2 == 0, "five is odd"
