"""The vocabulary of low-level RPython: the language of support code and collectors.

The translator knows the objects of this module by their special names, in `_rpython_special_` (of an instance's class, or
of a function itself). Untranslated, they work on simulated objects, so that support code is tested on plain Python. The
simulation checks null pointers and index ranges, which translated code does not. This module knows nothing of what is
built with it.

| object | special name | parts (the instance's attributes) |
| --- | --- | --- |
| `Signed`, `Char`, ... | `lltype.Primitive` | `name`: `"Signed"`, `"Unsigned"`, `"Int8"` .. `"UInt32"`, `"Bool"`, `"Char"`, `"UniChar"`, `"Float"`, `"SingleFloat"`, `"Address"`, `"Void"` |
| `GcStruct(...)`, `Struct(...)` | `lltype.Struct` | `name`, `gc` (bool), `fields`: tuple of `(name, type)`, `tail`: a type, an Inline or None, `immutable`: tuple of field names, `root` (bool: the program's own type of that name, see below) |
| `GcArray(T)`, `Array(T)` | `lltype.Array` | `gc` (bool), `item`: a type or an Inline |
| `Func(args, ret)` | `lltype.Func` | `args`: tuple of types, `ret`: a type |
| `Inline(P)` | `lltype.Inline` | `struct`: a struct type |
| `extern(...)` | `lltype.extern` | `name`, `args`: tuple of types, `ret`: a type |
| `static(P)`, `static(P, n)` | `lltype.static` | `type`, `length`: items of the tail, or -1: one zeroed static object for each instance; as a value it is the pointer to it |
| `NULL` | `lltype.NULL` | the null Address |

An aggregate type is the type of *pointers* to it. `root` types are looked up in the program by name (`object`,
`object_vtable`, `rpy_string`, `debug_location`, `exc_data`) and declared from here only if the program has none yet.
Equal `Array` and `Func` types are one type; each `Struct` call makes a new one.

| function | special name | | function | special name |
| --- | --- | --- | --- | --- |
| `malloc(P)`, `malloc(P, n)` | `lltype.malloc` | | `raw_load(T, a, offset)` | `lltype.raw_load` |
| `nullptr(P)`; `zero(T)`: null, 0, False, ... | `lltype.nullptr`, `lltype.zero` | | `raw_store(a, offset, v)` | `lltype.raw_store` |
| `cast_pointer(P, p)` | `lltype.cast_pointer` | | `raw_memcopy(src, dst, n)` | `lltype.raw_memcopy` |
| `typeOf(x)` | `lltype.typeOf` | | `raw_memmove(src, dst, n)` | `lltype.raw_memmove` |
| `fieldtype(P, name)` | `lltype.fieldtype` | | `raw_memclear(a, n)` | `lltype.raw_memclear` |
| `itemtype(P)` | `lltype.itemtype` | | `raw_malloc(n)`, `raw_free(a)` | `lltype.raw_malloc`, `lltype.raw_free` |
| `cast_ptr_to_adr(p)` | `lltype.cast_ptr_to_adr` | | `itemaddress(p, i)` | `lltype.itemaddress` |
| `cast_adr_to_ptr(P, a)` | `lltype.cast_adr_to_ptr` | | `cast_primitive(T, v)` | `lltype.cast_primitive` |
| `cast_adr_to_int(a)` | `lltype.cast_adr_to_int` | | `float_bits(f)`, `bits_float(i)` | `lltype.float_bits`, `lltype.bits_float` |
| `cast_int_to_adr(i)` | `lltype.cast_int_to_adr` | | `int_truncdiv(a, b)`, `int_truncmod(a, b)` | `lltype.int_truncdiv`, `lltype.int_truncmod` |
| `arraycopy(src, dst, i, j, n)` | `lltype.arraycopy` | | `int_mul_high(a, b)` | `lltype.int_mul_high` |
| `arrayclear(p, start, n)` | `lltype.arrayclear` | | `likely(b)`, `unlikely(b)` | `lltype.likely`, `lltype.unlikely` |
| `hlstr(p)`, `llstr(s)` | `lltype.hlstr`, `lltype.llstr` | | `gc_collect()` | `lltype.gc_collect` |
| `llinstance(x)`: any instance as `*object` | `lltype.llinstance` | | `gc_identityhash(p)`, `keepalive(p)` | `lltype.gc_identityhash`, `lltype.keepalive` |
| `float_sqrt(f)`, `float_floor`, `float_ceil`, `float_trunc`, `float_abs` | `lltype.float_sqrt`, ... | | `exc_data()`: the pointer to the program's `exc_data` | `lltype.exc_data` |
| `stack_pointer()`: the end of the machine's stack, about | `lltype.stack_pointer` | | `gc_register_finalizer(p, number)` | `lltype.gc_register_finalizer` |
"""

import math as _math
import struct as _struct

try:
    import ctypes as _ctypes
except ImportError:
    # The embedded Python has none: there, raw memory and the C library are not simulated.
    _ctypes = None


def _special(name):
    def mark(function):
        function._rpython_special_ = name
        return function

    return mark


# ____________________________________________________________ types


class _Type:
    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


class Primitive(_Type):
    _rpython_special_ = "lltype.Primitive"

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


Signed = Primitive("Signed")
Unsigned = Primitive("Unsigned")
Int8 = Primitive("Int8")
Int16 = Primitive("Int16")
Int32 = Primitive("Int32")
UInt8 = Primitive("UInt8")
UInt16 = Primitive("UInt16")
UInt32 = Primitive("UInt32")
Bool = Primitive("Bool")
Char = Primitive("Char")
UniChar = Primitive("UniChar")
Float = Primitive("Float")
SingleFloat = Primitive("SingleFloat")
Address = Primitive("Address")
Void = Primitive("Void")


class Inline:
    """Structs in place, as the items of a tail."""

    _rpython_special_ = "lltype.Inline"

    def __init__(self, struct):
        self.struct = struct

    def __eq__(self, other):
        return isinstance(other, Inline) and self.struct is other.struct

    def __hash__(self):
        return id(self.struct)


class _StructType(_Type):
    _rpython_special_ = "lltype.Struct"

    def __init__(self, name, gc, fields, tail, immutable, root):
        self.name = name
        self.gc = gc
        self.fields = tuple(fields)
        self.tail = tail
        self.immutable = tuple(immutable)
        self.root = root

    def __repr__(self):
        return "*" + self.name


class _ArrayType(_Type):
    _rpython_special_ = "lltype.Array"

    def __init__(self, gc, item):
        self.gc = gc
        self.item = item

    def __eq__(self, other):
        return isinstance(other, _ArrayType) and self.gc == other.gc and self.item == other.item

    def __hash__(self):
        return hash((self.gc, self.item))

    def __repr__(self):
        return "*%sArray<%r>" % ("Gc" if self.gc else "", self.item)


class _FuncType(_Type):
    _rpython_special_ = "lltype.Func"

    def __init__(self, args, ret):
        self.args = tuple(args)
        self.ret = ret

    def __eq__(self, other):
        return isinstance(other, _FuncType) and self.args == other.args and self.ret == other.ret

    def __hash__(self):
        return hash((self.args, self.ret))


def GcStruct(name, *fields, tail=None, immutable=(), root=False):
    return _StructType(name, True, fields, tail, immutable, root)


def Struct(name, *fields, tail=None, immutable=(), root=False):
    return _StructType(name, False, fields, tail, immutable, root)


def GcArray(item):
    return _ArrayType(True, item)


def Array(item):
    return _ArrayType(False, item)


def Func(args, ret):
    return _FuncType(args, ret)


# The types that every program has. A debug_location is a place in the user's source; tracebacks hold their addresses.
STR = GcStruct("rpy_string", ("hash", Signed), tail=Char, root=True)
OBJECT_VTABLE = Struct(
    "object_vtable", ("subclassrange_min", Signed), ("subclassrange_max", Signed), ("name", STR), root=True
)
OBJECT = GcStruct("object", ("typeptr", OBJECT_VTABLE), root=True)
DEBUG_LOCATION = Struct("debug_location", ("file", STR), ("line", Signed), ("function", STR), root=True)
EXC_DATA = Struct("exc_data", ("exc_value", OBJECT), root=True)


@_special("lltype.fieldtype")
def fieldtype(P, name):
    return dict(P.fields)[name]


@_special("lltype.itemtype")
def itemtype(P):
    item = P.item if isinstance(P, _ArrayType) else P.tail
    return item.struct if isinstance(item, Inline) else item


@_special("lltype.typeOf")
def typeOf(x):
    if isinstance(x, _Pointer):
        return x._type
    if isinstance(x, static):
        return x.type
    if isinstance(x, bool):
        return Bool
    if isinstance(x, int):
        return Signed
    if isinstance(x, float):
        return Float
    if isinstance(x, str):
        return Char
    if isinstance(x, _Adr):
        return Address
    raise TypeError("not a low-level value: %r" % (x,))


# ____________________________________________________________ simulated memory

_FORMATS = {
    Signed: "q",
    Unsigned: "Q",
    Int8: "b",
    Int16: "h",
    Int32: "i",
    UInt8: "B",
    UInt16: "H",
    UInt32: "I",
    Bool: "?",
    UniChar: "I",
    Float: "d",
    SingleFloat: "f",
    Address: "Q",
}
_BITS = {Signed: 64, Unsigned: 64, Int8: 8, Int16: 16, Int32: 32, UInt8: 8, UInt16: 16, UInt32: 32}


def _zero(T):
    if isinstance(T, Inline):
        return _Pointer(T.struct, _Object(T.struct, 0))
    if T is Char:
        return "\0"
    if T is Bool:
        return False
    if T is Float or T is SingleFloat:
        return 0.0
    if T is Address:
        return NULL
    if isinstance(T, Primitive):
        return 0
    return _Pointer(T, None)


class _Object:
    """The memory behind a pointer."""

    def __init__(self, P, length):
        self.values = {}
        self.items = None
        if isinstance(P, _ArrayType):
            tail = P.item
        else:
            tail = P.tail
            for name, T in P.fields:
                self.values[name] = _zero(T)
        if tail is not None:
            self.items = [_zero(tail) for _ in range(length)]


class _Pointer:
    def __init__(self, P, obj):
        self.__dict__["_type"] = P
        self.__dict__["_obj"] = obj

    def _memory(self):
        if self._obj is None:
            raise AssertionError("null pointer")
        return self._obj

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._memory().values[name]

    def __setattr__(self, name, value):
        values = self._memory().values
        if name not in values:
            raise AttributeError(name)
        values[name] = value

    def _index(self, i):
        if not 0 <= i < len(self._memory().items):
            raise AssertionError("index %d out of %d" % (i, len(self._obj.items)))
        return i

    def __getitem__(self, i):
        return self._memory().items[self._index(i)]

    def __setitem__(self, i, value):
        T = itemtype(self._type)
        if T is Char and not (isinstance(value, str) and len(value) == 1):
            raise AssertionError("not a Char: %r" % (value,))
        self._memory().items[self._index(i)] = value

    def __iter__(self):
        raise TypeError("a pointer is not iterable")

    def __len__(self):
        return len(self._memory().items)

    def __bool__(self):
        return self._obj is not None

    def __eq__(self, other):
        return isinstance(other, (_Pointer, static)) and self._obj is other._obj

    def __hash__(self):
        return id(self._obj)

    def __repr__(self):
        return "<%r %s>" % (self._type, "null" if self._obj is None else hex(id(self._obj)))


class static:
    """A static object, made at import and zero at the start of the program."""

    _rpython_special_ = "lltype.static"

    def __init__(self, P, length=-1):
        self.__dict__["type"] = P
        self.__dict__["length"] = length

    def __getattr__(self, name):
        if name == "_obj":
            # Made at first use, so that the translator sees the parts of the module comment only.
            obj = _statics.get(id(self))
            if obj is None:
                obj = _statics[id(self)] = _Object(self.type, self.length)
            return obj
        return getattr(_Pointer(self.type, self._obj), name)

    def __setattr__(self, name, value):
        setattr(_Pointer(self.type, self._obj), name, value)

    def __getitem__(self, i):
        return _Pointer(self.type, self._obj)[i]

    def __setitem__(self, i, value):
        _Pointer(self.type, self._obj)[i] = value

    def __len__(self):
        return self.length

    def __eq__(self, other):
        return isinstance(other, (_Pointer, static)) and self._obj is other._obj

    def __hash__(self):
        return id(self._obj)


_statics = {}


class _Adr:
    """An address: an offset in a block of raw memory, in an object's items of Char, or at an object itself."""

    _rpython_special_ = "lltype.NULL"

    def __init__(self, block=None, offset=0):
        self._block = block
        self._offset = offset

    def __add__(self, n):
        return _Adr(self._block, self._offset + n)

    def __sub__(self, other):
        if isinstance(other, int):
            return self + -other
        if self._block is not other._block:
            raise AssertionError("addresses of different blocks")
        return self._offset - other._offset

    def _key(self):
        return (id(self._block) if self._block is not None else 0, self._offset)

    def __eq__(self, other):
        return isinstance(other, _Adr) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __le__(self, other):
        return self._key() <= other._key()

    def __gt__(self, other):
        return self._key() > other._key()

    def __ge__(self, other):
        return self._key() >= other._key()

    def __hash__(self):
        return hash(self._key())

    def __bool__(self):
        return self._block is not None or self._offset != 0

    def _read(self, n):
        block, start = self._block, self._offset
        if isinstance(block, _ctypes.Array):
            if not 0 <= start <= start + n <= len(block):
                raise AssertionError("out of the block")
            return block.raw[start : start + n]
        if isinstance(block, _Object):
            return "".join(block.items[start : start + n]).encode("latin-1")
        return _ctypes.string_at(start, n)

    def _write(self, data):
        block, start = self._block, self._offset
        if isinstance(block, _ctypes.Array):
            if not 0 <= start <= start + len(data) <= len(block):
                raise AssertionError("out of the block")
            block[start : start + len(data)] = data
        elif isinstance(block, _Object):
            block.items[start : start + len(data)] = list(data.decode("latin-1"))
        else:
            _ctypes.memmove(start, data, len(data))


NULL = _Adr()


@_special("lltype.malloc")
def malloc(P, n=0):
    assert n >= 0
    return _Pointer(P, _Object(P, n))


@_special("lltype.nullptr")
def nullptr(P):
    return _Pointer(P, None)


@_special("lltype.zero")
def zero(T):
    return _zero(T)


@_special("lltype.cast_pointer")
def cast_pointer(P, p):
    return _Pointer(P, p._obj)


@_special("lltype.cast_ptr_to_adr")
def cast_ptr_to_adr(p):
    return _Adr(p, 0) if p else NULL


@_special("lltype.cast_adr_to_ptr")
def cast_adr_to_ptr(P, a):
    return _Pointer(P, a._block._obj if a else None)


@_special("lltype.cast_adr_to_int")
def cast_adr_to_int(a):
    if isinstance(a._block, _ctypes.Array):
        return _ctypes.addressof(a._block) + a._offset
    return a._key()[0] + a._offset


@_special("lltype.cast_int_to_adr")
def cast_int_to_adr(i):
    return _Adr(None, i)


@_special("lltype.raw_load")
def raw_load(T, a, offset):
    if T is Char:
        return (a + offset)._read(1).decode("latin-1")
    value = _struct.unpack(_FORMATS[T], (a + offset)._read(_struct.calcsize(_FORMATS[T])))[0]
    return _Adr(None, value) if T is Address else value


@_special("lltype.raw_store")
def raw_store(a, offset, value, T=None):
    # Simulated integers do not know their size: eight bytes, as a Signed.
    if isinstance(value, str):
        data = value.encode("latin-1")
    elif isinstance(value, _Adr):
        data = _struct.pack("Q", cast_adr_to_int(value))
    else:
        data = _struct.pack(_FORMATS[T or typeOf(value)], value)
    (a + offset)._write(data)


@_special("lltype.raw_memcopy")
def raw_memcopy(src, dst, n):
    dst._write(src._read(n))


@_special("lltype.raw_memmove")
def raw_memmove(src, dst, n):
    dst._write(src._read(n))


@_special("lltype.raw_memclear")
def raw_memclear(a, n):
    a._write(b"\0" * n)


@_special("lltype.raw_malloc")
def raw_malloc(n):
    return _Adr(_ctypes.create_string_buffer(n), 0)


@_special("lltype.raw_free")
def raw_free(a):
    pass


@_special("lltype.itemaddress")
def itemaddress(p, i):
    return _Adr(p._memory(), i)


# ____________________________________________________________ values


@_special("lltype.cast_primitive")
def cast_primitive(T, v):
    if T is Char:
        return v if isinstance(v, str) else chr(v & 255)
    if isinstance(v, str):
        v = ord(v)
    if T is UniChar:
        return chr(v & 0x1FFFFF)
    if T is Bool:
        return v != 0
    if T is Float:
        return float(v)
    if T is SingleFloat:
        return _struct.unpack("f", _struct.pack("f", v))[0]
    if isinstance(v, float):
        if v != v:
            return 0
        v = int(max(min(v, 2.0**63), -(2.0**63)))
        v = min(v, 2**63 - 1)
    bits = _BITS[T]
    v &= (1 << bits) - 1
    if T.name[0] != "U" and v >> (bits - 1):
        v -= 1 << bits
    return v


@_special("lltype.float_bits")
def float_bits(f):
    return _struct.unpack("q", _struct.pack("d", f))[0]


@_special("lltype.bits_float")
def bits_float(i):
    return _struct.unpack("d", _struct.pack("q", i))[0]


@_special("lltype.int_truncdiv")
def int_truncdiv(a, b):
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else cast_primitive(Signed, -q)


@_special("lltype.int_truncmod")
def int_truncmod(a, b):
    r = abs(a) % abs(b)
    return -r if a < 0 else r


@_special("lltype.int_mul_high")
def int_mul_high(a, b):
    # Not in the numbers' own arithmetic, which may wrap.
    return type(a)((int(a) * int(b)) >> 64)


@_special("lltype.float_sqrt")
def float_sqrt(f):
    return _math.sqrt(f) if f >= 0.0 else _math.nan


@_special("lltype.float_floor")
def float_floor(f):
    return float(_math.floor(f)) if _math.isfinite(f) else f


@_special("lltype.float_ceil")
def float_ceil(f):
    return float(_math.ceil(f)) if _math.isfinite(f) else f


@_special("lltype.float_trunc")
def float_trunc(f):
    return float(_math.trunc(f)) if _math.isfinite(f) else f


@_special("lltype.float_abs")
def float_abs(f):
    return abs(f)


@_special("lltype.likely")
def likely(b):
    return b


@_special("lltype.unlikely")
def unlikely(b):
    return b


@_special("lltype.arraycopy")
def arraycopy(src, dst, src_start, dst_start, n):
    assert n >= 0 and 0 <= src_start <= len(src) - n and 0 <= dst_start <= len(dst) - n
    values = src._memory().items[src_start : src_start + n]
    if isinstance(typeOf(src), _ArrayType) and isinstance(typeOf(src).item, Inline):
        for value in values:
            copy = _Object(typeOf(value), 0)
            copy.values = dict(value._obj.values)
            dst[dst_start] = _Pointer(typeOf(value), copy)
            dst_start += 1
    else:
        dst._memory().items[dst_start : dst_start + n] = values


@_special("lltype.arrayclear")
def arrayclear(p, start, n):
    item = p._type.item if isinstance(p._type, _ArrayType) else p._type.tail
    for i in range(start, start + n):
        p[i] = _zero(item)


@_special("lltype.hlstr")
def hlstr(p):
    return "".join(p._memory().items)


@_special("lltype.llstr")
def llstr(s):
    p = malloc(STR, len(s))
    p._memory().items[:] = list(s)
    return p


@_special("lltype.llinstance")
def llinstance(x):
    return x


@_special("lltype.exc_data")
def exc_data():
    return _exc_data


_exc_data = malloc(EXC_DATA)


@_special("lltype.gc_collect")
def gc_collect():
    pass


@_special("lltype.stack_pointer")
def stack_pointer():
    return NULL


@_special("lltype.gc_identityhash")
def gc_identityhash(p):
    return hash(p)


@_special("lltype.gc_register_finalizer")
def gc_register_finalizer(p, number):
    pass


@_special("lltype.keepalive")
def keepalive(p):
    pass


# ____________________________________________________________ the C library

_CTYPES = {"q": "c_int64", "Q": "c_uint64", "i": "c_int32", "I": "c_uint32", "d": "c_double"}


def _ctype(T):
    return getattr(_ctypes, _CTYPES[_FORMATS[T]])


class extern:
    """A function of the C library. Untranslated it is called through ctypes."""

    _rpython_special_ = "lltype.extern"

    def __init__(self, name, args, ret):
        self.name = name
        self.args = tuple(args)
        self.ret = ret

    def __call__(self, *args):
        if _ctypes is None:
            raise NotImplementedError(self.name)
        library = _ctypes.CDLL("libm.so.6" if self.ret is Float else None, use_errno=False)
        function = library[self.name]
        function.restype = None if self.ret is Void else _ctype(self.ret)
        function.argtypes = [_ctype(T) for T in self.args]
        values = []
        copies = []
        for arg in args:
            if isinstance(arg, _Adr):
                if isinstance(arg._block, _Object):
                    buffer = _ctypes.create_string_buffer("".join(arg._block.items).encode("latin-1"))
                    copies.append((arg._block, buffer))
                    arg = _Adr(buffer, arg._offset)
                arg = cast_adr_to_int(arg)
            values.append(arg)
        result = function(*values)
        for block, buffer in copies:
            block.items[:] = list(buffer.raw[: len(block.items)].decode("latin-1"))
        return _Adr(None, result) if self.ret is Address else result
