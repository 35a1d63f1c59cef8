"""What wrong calls of builtin functions and methods say (only that they do, and how for the commonest)."""

calls = [lambda: len(), lambda: len(1, 2), lambda: len(5), lambda: abs("x"), lambda: ord(5), lambda: chr("a"), lambda: int([]), lambda: iter(5), lambda: next([]), lambda: sum("ab"), lambda: sum(["a"], ""),
         lambda: max(), lambda: max([]), lambda: min(5), lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: getattr(1), lambda: setattr(1, "x", 2), lambda: round("x"), lambda: sorted(None), lambda: reversed(5), lambda: zip(5), lambda: enumerate(5),
         lambda: map(5), lambda: range("a"), lambda: hash([]), lambda: divmod(1), lambda: pow("a", 2), lambda: float("x"), lambda: list(1, 2), lambda: "a".join(), lambda: "abc".index("z"), lambda: [].append(1, 2), lambda: {}.get(), lambda: (1).real(), lambda: print(foo=1), lambda: int("5", base=99),
         lambda: "x".upper(1), lambda: [1].sort(1), lambda: all(5), lambda: any(), lambda: bin("x"), lambda: hex(1.5), lambda: super(), lambda: callable(), lambda: vars(5), lambda: globals(1), lambda: id(), lambda: type(), lambda: type(1, 2), lambda: object(1)]
for i, call in enumerate(calls):
    try:
        call()
        print(i, "no error")
    except Exception as e:
        print(i, type(e).__name__)
for call in (lambda: len(5), lambda: abs("x"), lambda: max([]), lambda: iter(5), lambda: next([]), lambda: sum(["a"], ""), lambda: int([]), lambda: hash({}), lambda: sorted(None), lambda: reversed(5), lambda: sum([1, "a"])):
    try:
        call()
    except Exception as e:
        print(type(e).__name__ + ":", e)
