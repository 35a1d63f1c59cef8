"""Formatted string literals."""

x, y, name = 5, 2.5, "Ann"
d = {"k": 1, "n": {"m": [1, 2]}}
print(f"", f"plain", f"{x}", f"{x}{y}", f"a{x}b", f"{name} is {x}", f"{{{x}}}", f"{{}}", f"{x + 1} {x * y} {x > 3}")
print(f"{name!r} {name!s} {name!a} {name!r:>8}|{x!r:5}|")
print(f"{x:5}|{x:<5}|{x:^5}|{x:05}|{y:.3f}|{y:10.2e}|{name:>6}|{name:*^9}|")
print(f"{x:{y:.0f}}|{x:{x}}|{name:{'>'}{8}}|{y:.{x - 2}f}|")
print(f"{d['k']} {d['n']['m'][1]} {[i * i for i in range(4)]} {(lambda a: a + 1)(5)} {len(name)} {name.upper()} {name[::-1]}")
print(f"{'a' if x > 3 else 'b'} {x if x else y} {not x} {-x} {x ** 2} {x // 2}")
print(f"{x=} {y=} {name=} {x + 1=} {name = } {x=:5} {y=:.2f} {name=!s} {x = :>4}")
print(f"a" "b" f"{x}" 'c{x}' rf"\n{x}" fr"\t" F"{x}" Rf"{x}\d")
print(f"""multi
{x}
  line {y}
""")
print(f"{x!r:^{10}}|" f"{'quoted'}" f'{"double"}' f"{'''triple'''}")
print(f"{ x } {x } { x}", f"{x,}", f"{x, y}", f"{(x, y)}", f"{[x, y]}", f"{ {'a': x}['a'] }", f"{ {x, } }")
print(f"{3.0}", f"{10 ** 20}", f"{None}", f"{True}", f"{b'x'}", f"{print}"[:9])
print(f"{x:x} {255:#x} {255:b} {1e6:,} {0.25:%} {'s':s} {65:c}")
print(f"tab\t{x}\nnl é {name}\x41", f"\{x}" if False else "", f"{x}\\{x}")
print(f"{(y := 10)} {y}", f"{x!s}" == str(x), len(f"{x}" * 3), f"{x}"[0], f"{x}".join("ab"))
