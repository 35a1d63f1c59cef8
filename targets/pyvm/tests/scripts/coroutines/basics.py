"""await, async for, async with, asynchronous generators and comprehensions, driven by hand."""

class Y:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return (self.v, r)
def run(c):
    out = []
    try:
        v = c.send(None)
        while True:
            out.append(v)
            v = c.send(len(out))
    except StopIteration as e:
        return out, e.value
async def f(x):
    a = await Y(x)
    b = await g(x + 1)
    return [a, b]
async def g(x):
    return await Y(x)
print(run(f(1)))
print(type(f(1)).__name__, f.__name__)
class AI:
    def __init__(self, n): self.n = n; self.i = 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await Y('n%d' % self.i)
        return self.i
async def loop():
    out = []
    async for x in AI(3):
        if x == 2: continue
        out.append(x)
    else: out.append('else')
    async for x in AI(5):
        if x == 2: break
    out.append(x)
    out.append([y async for y in AI(2) if y])
    out.append({y: z async for y in AI(2) for z in (1, 2)})
    out.append([await Y(q) for q in (1, 2)])
    return out
print(run(loop()))
class CM:
    def __init__(self, n, s=False): self.n = n; self.s = s
    async def __aenter__(self):
        await Y('enter'); return self.n
    async def __aexit__(self, t, v, tb):
        await Y('exit'); print('exit', t and t.__name__); return self.s
async def w():
    async with CM(1) as a, CM(2, True) as b:
        print(a, b)
        raise ValueError('x')
    for i in range(2):
        async with CM(i):
            if i == 0: continue
            break
    async with CM(9):
        return 'ret'
print(run(w()))
async def ag(n):
    for i in range(n):
        await Y('a%d' % i)
        got = yield i
        if got: print('got', got)
    print('end')
async def use():
    out = []
    async for x in ag(3): out.append(x)
    g = ag(2)
    out.append(await g.__anext__())
    out.append(await g.asend('hello'))
    try: await g.asend(None)
    except StopAsyncIteration: out.append('stop')
    g = ag(5)
    await g.__anext__()
    await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: out.append('stopped')
    out.append([y async for y in (z * 2 async for z in ag(2))])
    g = ag(5)
    await g.__anext__()
    try: await g.athrow(KeyError('k'))
    except KeyError as e: out.append(repr(e))
    return out
print(run(use()))
for bad in (lambda: run(bad1()), lambda: run(bad2()), lambda: run(bad3()), lambda: iter(f(1))):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
async def bad1(): await 3
async def bad2():
    async for x in 3: pass
async def bad3():
    async with 3: pass
for bad in (lambda: run(bad1()), lambda: run(bad2()), lambda: run(bad3())):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
c = f(1); c.send(None)
try: c.throw(ValueError('t'))
except ValueError as e: print('thrown', e)
try: c.send(None)
except RuntimeError as e: print(e)
c = f(1); c.close()
it = g(5).__await__(); print(next(it))
try: it.send(7)
except StopIteration as e: print(e.value)
