"""What of the module math is exact: whole numbers, parts of floats, sums."""

import math
def show(f, *a, **k):
    try: print(f.__name__, repr(f(*a, **k)))
    except Exception as e: print(f.__name__, type(e).__name__, e)
xs = [0.0,-0.0,1,-1,0.5,-0.5,2,10,3.7,-3.7,1e300,-1e300,float("inf"),float("-inf"),float("nan"),10**400,True,0.1,100,171,172,-2,1e-300,23.5,"x",None]
for n in 'ceil copysign fabs floor fmod frexp isclose isfinite isinf isnan ldexp modf nextafter remainder trunc ulp sqrt'.split():
    f = getattr(math, n)
    if n in ("copysign","fmod","nextafter","remainder","isclose"):
        for x in xs[::2]:
            for y in xs[1::2]: show(f,x,y)
    elif n == "ldexp":
        for x in xs:
            for y in [0,1,-1,1000,-1080,2000,10**30,-10**30,1.0]: show(f,x,y)
    else:
        for x in xs: show(f,x)
for a in [(), (5,), (12,18), (0,0), (-4,6), (10**30,6**40), (2.5,1), (4,6,8)]: show(math.gcd,*a); show(math.lcm,*a)
for n in [0,1,5,24,25,99,10**30,-1,2.5,True]: show(math.isqrt,n); 
for n in [0,1,5,20,21,30,100,-1,2.5,1000]: show(math.factorial,n)
for n,k in [(5,2),(5,5),(5,6),(0,0),(100,50),(-1,2),(5,-1),(10**20,3),(2.5,1),(52,5)]: show(math.comb,n,k); show(math.perm,n,k)
show(math.perm,5); show(math.perm,5,None)
for l in [[],[0.1]*10,[1e100,1.0,-1e100],[float("inf"),1],[float("inf"),float("-inf")],[1e308,1e308],[1,2,3],["x"],[5e-324,5e-324],(x*0.1 for x in range(10))]: show(math.fsum,l)
show(math.prod,[1,2,3]); show(math.prod,[1.5,2]); show(math.prod,[2]*70); show(math.prod,[],start=5); show(math.prod,[[1]],start=2)
show(math.dist,(0,0),(3,4)); show(math.dist,(0,0,0),(1,2,2)); show(math.dist,(0,),(1,2)); show(math.hypot); show(math.hypot,3); show(math.hypot,1,2,3,4)
show(math.log,8,2); show(math.log,100,10); show(math.log,2,1); show(math.log,10**500,10); show(math.log2,2**5000); show(math.log10,10**500); show(math.log,0); show(math.log,-1); show(math.log2,0.0)
show(math.isclose,1.0,1.0+1e-10); show(math.isclose,1,2,rel_tol=0.6); show(math.isclose,0,1e-10,abs_tol=1e-9); show(math.isclose,1,1,rel_tol=-1)
class A:
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
    def __float__(self): return 2.25
a=A(); show(math.floor,a); show(math.ceil,a); show(math.trunc,a); show(math.sqrt,a)
print(math.pi, math.e, math.tau, math.inf, math.nan)
