"""from ... import * of what is no module, and locals() of modules and classes."""

import sys
class M: x = 'a1'
sys.modules['mod'] = M
from mod import *
print(x)
class N:
    __all__ = ['_p', 'q']
    _p = 1; q = 2; r = 3
sys.modules['mod'] = N()
from mod import *
print(_p, q, 'r' in globals())
class O: __all__ = [1]; __name__ = 'O'
sys.modules['mod'] = O()
try: exec('from mod import *')
except TypeError as e: print(e)
class P: __all__ = ['zz']
sys.modules['mod'] = P
try: exec('from mod import *')
except AttributeError as e: print(e)
sys.modules['mod'] = 3
try: exec('from mod import *')
except ImportError as e: print(e)
print(locals() is globals())
def f(a):
    b = 1
    return sorted(locals())
print(f(2))
class A:
    y = 1
    print('y' in locals(), 'A' in locals())
exec('foo = 3; print(locals()["foo"])', {'bar': 1}, locals())
print(eval('foo', {'bar': 1}, locals()))
s = b'abc'
print(s.strip() is s, bytes(s) is s)
for f in (lambda: str(b'', 'utf-8', 'ignore', 'x'), lambda: bytes('', 'utf-8', 'ignore', 'x')):
    try: f()
    except TypeError as e: print(e)
