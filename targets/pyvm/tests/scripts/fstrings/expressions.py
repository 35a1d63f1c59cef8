"""What may stand in the braces: calls, lambdas, comprehensions, conditionals, walrus, strings, dicts, await-free nonsense."""

x, y, d, l = 3, 4.5, {"a": 1, "b c": 2}, [1, 2, 3]


class C:
    v = "attr"

    def __call__(self, *a, **k):
        return f"called{a}{k}"

    def __getitem__(self, i):
        return f"item{i}"


c = C()
print(f"{x + y * 2} {x ** 2 // 2 % 5} {-x} {~x} {not x} {x < y <= 5} {x if y else 0} {x and y or 0} {x is None} {x in l}")
print(f"{d['a']} {d['b c']} {l[0]}{l[-1]}{l[::2]} {c.v} {c(1, k=2)} {c[1:2]} {c[1, 'z']} {c['q']}")
print(f"{len(l)} {max(l, key=lambda v: -v)} {sum(i * i for i in l)} {[i for i in l if i > 1]} { {i: i for i in l} } { {1, } } {(lambda a: a * 2)(x)} {(x, y)} {x, y}")
print(f"{'single'} {'a' + 'b'} {'%d' % x} {f'{x}'}")
print(f"{(n := 10)} {n} {n!r:>5} {n:{n}} {n:<{n // 2}}| {n:0{n}} {str(n)!r} {n=} {n + 1=} {n  =  } {d['a']=} {l[0]=:>3} {c.v=!s}")
print(f"{x:>{y:.0f}}|{x:{'0'}{'5'}}|{y:{x}.{1}f}|{'t':{'*'}^{x + 4}}|{y!r:>{x * 2}}|{True:d}|{None!s:5}|")
print(f"{{}} {{{x}}} {{{{{x}}}}} }}{{ {'{'} {'}'} {'{' + str(x) + '}'}")
print(f"{x}" "{x}" f"{x}" r"\{x}" rf"\{x}" f"\t{x}\n{x}" '\x41' f"\x41{x}\u00e9", f"" == "", f"{x}{x}" == "33", f"""{
    x
} {x +
y}""")
for i in range(3):
    print(f"{i}:{'even' if i % 2 == 0 else 'odd'}:{'*' * i:<3}|", end=" ")
print()
for f in (lambda: f"{undefined_name}", lambda: f"{1 / 0}", lambda: f"{x:q}", lambda: f"{d['zz']}", lambda: f"{'a':d}", lambda: f"{l[9]}", lambda: f"{x!r:d}"):
    try:
        print(f())
    except (NameError, ArithmeticError, ValueError, LookupError) as e:
        print(type(e).__name__ + ":", e)
