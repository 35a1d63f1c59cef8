"""The module _random: the generator that the module random, which is in Python, is built on."""

import time

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rrandom import MASK, N
from rpython.rlib.rrandom import Random as Generator

from objects.base import W_Root, type_error, value_error
from objects.module import make_module
from objects.slots import make_type
from objects.space import export, space


@export
class W_Random(W_Root):
    def __init__(self):
        self.generator = Generator()

    def getclass(self):
        return space.w_random_type

    def m_seed(self, w_a=None):
        self.generator.init_by_array(key_of(w_a))

    def m_random(self):
        return space.newfloat(self.generator.random())

    def m_getrandbits(self, w_k):
        k = w_k.index_w().int_w()
        if k < 0:
            raise value_error("number of bits must be non-negative")
        if k <= 32:
            return space.newint(self.generator.genrand32() >> (32 - k) if k > 0 else 0)
        bits = rbigint.fromint(0)
        at = 0
        while at < k:
            number = self.generator.genrand32()
            if k - at < 32:
                number >>= 32 - (k - at)
            bits = bits.or_(rbigint.fromint(number).lshift(at))
            at += 32
        return space.newlong(bits)

    def m_getstate(self):
        generator = self.generator
        state_w = [space.newint(x) for x in generator.state]
        state_w.append(space.newint(generator.index))
        return space.newtuple(state_w)

    def m_setstate(self, w_state):
        if not isinstance(w_state, space.W_Tuple):
            raise type_error("state vector must be a tuple")
        items_w = space.items_of(w_state)
        if len(items_w) != N + 1:
            raise value_error("state vector is the wrong size")
        index = items_w[N].int_w()
        if index < 0 or index > N:
            raise value_error("invalid state")
        generator = self.generator
        for i in range(N):
            generator.state[i] = items_w[i].int_w() & MASK
        generator.index = index


def key_of(w_seed):
    """A seed in numbers of 32 bits: an int without its sign, the time, or an object's hash."""
    if w_seed is None or w_seed is space.w_None:
        nanoseconds = time.time() * 1e9
        return [int(nanoseconds) & MASK, int(nanoseconds) >> 32, int(time.perf_counter() * 1e9) & MASK]
    if isinstance(w_seed, space.W_AbstractInt):
        big = w_seed.bigint().abs()
    else:
        big = rbigint.fromuint(r_uint(w_seed.hash()))
    count = max((big.bit_length() + 31) // 32, 1)
    return [big.abs_rshift_and_mask(32 * i, MASK) for i in range(count)]


def random_new(w_type, args):
    if w_type is space.w_random_type:
        w_random = W_Random()
    else:
        w_random = w_type.layout.allocate(w_type)
        assert isinstance(w_random, W_Random)
        w_random.generator = Generator()
    w_random.m_seed(args.args_w[0] if args.count() > 0 else None)
    return w_random


def setup():
    make_type("Random", W_Random, new=random_new, key="random_type")
    w_module = make_module("_random")
    w_module.set("Random", space.w_random_type)
    return w_module
