"""f-strings with every kind of specification, in reports."""

import math

pi, big, neg, zero = math.pi, 1234567.891, -42, 0
print(f"|{pi:.2f}|{pi:8.3f}|{pi:<8.3f}|{pi:^10.1f}|{pi:+.1f}|{pi:08.2f}|{pi:e}|{pi:.2e}|{pi:g}|{pi:.10g}|")
print(f"|{big:,.2f}|{big:_.1f}|{big:15,.0f}|{big:<15.1f}|{big:e}|{big:.3g}|{big:%}|")
print(f"|{neg}|{neg:5}|{neg:<5}|{neg:^5}|{neg:05}|{neg:+}|{neg: }|{neg:x}|{neg:#x}|{neg:b}|{neg:o}|{neg:,}|{neg:=8}|{neg:*>8}|{neg:f}|")
print(f"|{zero:d}|{zero:.2f}|{zero:+d}|{zero:%}|{zero:05}|{zero:x}|{zero!r:>4}|")
print(f"|{'text'}|{'text':10}|{'text':>10}|{'text':^10}|{'text':-^10}|{'text':.2}|{'text':10.2}|{'text'!r:10}|{'té':>5}|")
print(f"|{True}|{True:5}|{True:>6}|{None}|{None!s:>6}|{[1, 2]}|{[1, 2]!s:>10}|{(1,)}|{ {'a': 1} }|{b'x'}|{3}|")
for width in (5, 8):
    for prec in (1, 3):
        print(f"|{pi:{width}.{prec}f}|{'ab':{'<>^'[prec % 3]}{width}}|{neg:0{width}}|{width:>{prec}}|")
rows = [("widget", 4, 3.5), ("gadget", 10, 12.25), ("thing", 100, 0.1)]
print(f"{'name':<10}{'qty':>5}{'price':>10}{'total':>12}")
for name, qty, price in rows:
    print(f"{name:<10}{qty:>5}{price:>10.2f}{qty * price:>12,.2f}")
print(f"{'sum':<10}{sum(r[1] for r in rows):>5}{'':>10}{sum(q * p for _, q, p in rows):>12,.2f}")
value = 255
print(f"{value=}, {value=:x}, {value = :#06x}, {value=!r}")
print(f"{value:d} {value:x} {value:X} {value:o} {value:b} {value:c} {value:e} {value:n} {value:#b} {value:#o}")
print(f"{10 ** 15:,} {10 ** 20:e} {2 ** 64:_} {2 ** 64:x} {-2 ** 64:,} {10 ** 25:g} {1e300 * 10:.2f}" f"{float('nan'):5}|{float('-inf'):8.1f}|")
print(f"{3:>{2 + 3}}|{'x' * 3:{'*'}^{7}}|{'}'}|{'{'}|{{}}|{{{3}}}|{3!r}}}|")
print(f"{'nested ' + f'{value:>{len(str(value)) + 2}}'}", f"{(lambda x: x * 2)(4)}", f"{ {1, } == {1} }", f"{value if value > 3 else 'small'}", f"{'a' 'b'}", f'{"quotes"}')
