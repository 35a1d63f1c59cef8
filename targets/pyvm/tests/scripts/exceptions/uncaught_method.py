"""A traceback through classes, a decorator, a property and a comprehension, with carets on operations."""


def checked(f):
    def wrapper(*args):
        return f(*args)
    return wrapper


class Table:
    def __init__(self, rows):
        self.rows = rows

    @property
    def total(self):
        return sum(self.value(r) for r in self.rows)

    @checked
    def value(self, row):
        return row["price"] * row["count"] / (row["count"] - 2)


print(Table([{"price": 2, "count": 4}]).total)
print(Table([{"price": 2, "count": 4}, {"price": 1, "count": 2}]).total)
