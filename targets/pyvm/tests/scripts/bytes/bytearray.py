"""bytes and bytearray: methods, operators, errors, subclasses."""

b=b'abc'
print(b.find(b'c'), b.upper(), b.split(b'b'), b[0], b[1:], b'b' in b, 98 in b, list(b), b*2, b+b'x', b==b'abc', hash(b)==hash(b'abc'))
a=bytearray(b'hello'); a[0]=72; a.append(33); a+=b' wor'; a.extend([108,100]); print(a, len(a), a[1:3], a.pop(), a.decode(), bytes(a))
del a[0:2]; print(a); a[1:2]=b'XYZ'; print(a); a.insert(0,65); a.reverse(); print(a); a.remove(65); print(a.copy(), a==bytes(a))
print(bytearray(3), bytearray('é','utf8'), bytearray([1,2]), bytes.fromhex('01 ff'), bytearray.fromhex('abcd'), b'\x01\xff'.hex(), b'abcdef'.hex(':',2))
print(b' a b '.strip(), b'a,b'.partition(b','), b'-'.join([b'a',bytearray(b'c')]), b'aXbX'.replace(b'X',b''), b'a'.center(5,b'*'), b'5'.zfill(4))
for f in (lambda: b.find('a'), lambda: b+'a', lambda: b.join(['a']), lambda: bytearray([256]), lambda: a.append(300), lambda: {a:1}, lambda: b'abc'.index(b'z'), lambda: bytes('x'), lambda: b[10], lambda: 'a' in b):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(b'%d %s %r %c %5s|' % (1,b'x',b'y',65,b'z'), b'%(a)b' % {b'a':b'q'})
class B(bytes): pass
print(B(b'q'), B(b'q')+b'r', type(B(b'q')), isinstance(B(b'q'),bytes))
class A(bytearray): pass
x=A(b'12'); x.append(51); x.y=1; print(x, x.y)
print(b'ab\ncd\r\nef'.splitlines(), b'ab'.translate(bytes.maketrans(b'a',b'z')), b'Hello World'.title(), b'aB'.swapcase(), b'abc'.isalpha(), bytes(range(3)), sorted(b'cab'), max(b'az'), int(b'12'), float(b'1.5'), str(b'a','ascii'), ord(b'a'))
for i in bytearray(b'ab'): print(i)
print(bytearray(b'abc')[::-1], b'abc'[::2], bytearray()==b'', not bytearray(), b'a'<bytearray(b'b'))
