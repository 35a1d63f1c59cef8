"""Ranges of ints beyond a word; decimal digits of other scripts."""

def show(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__, e)
for r in [range(5), range(2**70), range(2**70, 2**70+5), range(2**80, 0, -2**78), range(0,-2**70), range(-2**63, 2**63-1, 2**61), range(10,0,-3), range(0), range(2**62,2**62), range(1,2**64,2)]:
    print(r, bool(r), r.start, r.stop, r.step)
    show(len, r); show(hash, r) if r else 0
    for i in [0,-1,3,2**65,"x",-2**65]: show(lambda: r[i])
    for s in [slice(1,3),slice(None,None,-1),slice(None,-1),slice(2**69,None),slice(None,None,2**65),slice(None,None,0),slice("a"),slice(-2,None)]: show(lambda: r[s])
    for v in [0, 2**70, 2**70+1, 3, True, -2**63]: print(v in r); show(r.index, v); show(r.count, v)
    it = iter(r); print([x for _, x in zip(range(3), it)]); print([x for _, x in zip(range(3), reversed(r))])
    print(r == range(5), r == range(2**70), r != range(0))
show(range, 1, 2, 0); show(range, 1.5); show(range); show(range, 1, 2, 3, 4); show(range, "a"); show(range, 1, 2**70, 0)
print(type(iter(range(2**70))).__name__, type(iter(range(3))).__name__)
print(range(0,3,2)==range(0,4,2), range(2**70,2**70)==range(0), {range(3):1}[range(3)])
for i in range(2**64, 2**64+3): print(i)
show(int, "١٢٣"); show(float, "١٢.٥"); show(int, "²"); show(float,"٣e٢"); show(int,"१_२",16)
for b in [b"\xff", b"\xe2", b"12", b" 7 ", b"\xd9\xa1"]:
    for f in (int, float):
        try: print(f(b))
        except ValueError as e: print(e)
