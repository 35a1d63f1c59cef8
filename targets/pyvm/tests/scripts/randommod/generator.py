"""The generator below the module random: seeds, bits, states."""

import _random
for seed in [0,1,42,-42,2**32,2**100+5,1.5,True]:
    r=_random.Random(seed)
    print([r.random() for i in range(3)], r.getrandbits(1), r.getrandbits(32), r.getrandbits(33), r.getrandbits(100), r.getrandbits(5), r.getrandbits(0))
    s=r.getstate(); a=[r.random() for i in range(700)]; r.setstate(s); print(a==[r.random() for i in range(700)], len(s), s[-1], s[5])
class R(_random.Random):
    def __init__(self, x=None): self.g=None; self.seed(x)
    def seed(self,a=None): super().seed(a)
r=R(42); print(r.random()); r.seed(7); print(r.random())
try: r.getrandbits(-1)
except ValueError as e: print(e)
_random.Random().random()
