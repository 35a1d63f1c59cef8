"""A KeyError whose text is shown as a repr, raised in a nested function while another one is handled."""


def outer(d):
    def inner(k):
        return d[k]
    try:
        return inner("first")
    except KeyError as e:
        return inner("second" + e.args[0])


outer({})
