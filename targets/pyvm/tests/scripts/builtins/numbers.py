"""abs, divmod, pow, round, int, float, bool, bin, oct, hex, chr, ord, complex-free."""

print(abs(-5), abs(5), abs(-2.5), abs(True), abs(-10 ** 30), divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), divmod(10 ** 20, 7), pow(2, 8), pow(2, 8, 100), pow(2.0, -1), pow(-2, 3), pow(10, 20), pow(5, 0, 3), pow(2, -1, 5))
print(round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(2.5, 0), round(5), round(5.5), round(1e20), round(0.1 + 0.2, 10), round(-0.4), round(True))
print(bin(10), bin(-10), bin(0), oct(64), hex(255), hex(-255), bin(True), hex(10 ** 20), chr(97), ord("a"), chr(8364), ord("€"))
print(int("10"), int("10", 2), int(9.99), int(True), int("-5"), float("1.5"), float(3), bool("x"), bool(0), int(), float(), bool(), str())
print(isinstance(True, int), isinstance(1.0, (int, float)), isinstance([], (tuple, dict)), issubclass(bool, int), issubclass(int, object), type(1) is int, type(1.0) == float, isinstance(int, type), isinstance(None, type(None)))
print(hash(5) == 5, hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)), hash(1.0) == hash(1), hash(None) == hash(None), id(5) == id(5) if False else True, hash(-1), hash(2 ** 61 - 1))
print(int.__name__, float.__name__, (5).__class__, int("0b11", 0), int(" 7 "), int("1_000"), float(" 1e3 "))
for f in (lambda: int("a"), lambda: float("a"), lambda: chr(-1), lambda: ord("ab"), lambda: abs("a"), lambda: bin(1.5), lambda: round("a"), lambda: pow("a", 1), lambda: divmod(1, 0), lambda: int([]), lambda: hash([]), lambda: pow(2, 2, 0), lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: pow(2, 1.5, 3), lambda: round(1.5, "a")):
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError) as e:
        print(type(e).__name__ + ":", e)
