"""The generator of random numbers MT19937 (Matsumoto and Nishimura, "Mersenne Twister", 1998), seeded as Python seeds its own: the same
seeds give the same numbers."""

from rpython.rlib.rarithmetic import intmask

N = 624
M = 397
MASK = 0xFFFFFFFF
UPPER = 0x80000000
LOWER = 0x7FFFFFFF
MATRIX = 0x9908B0DF


class Random(object):
    """The state is N numbers of 32 bits, and which of them is next."""

    def __init__(self, seed=0):
        self.state = [0] * N
        self.index = 0
        self.init_genrand(seed)

    def init_genrand(self, seed):
        """From a number, of which the lower 32 bits count."""
        state = self.state
        x = seed & MASK
        state[0] = x
        for i in range(1, N):
            x = (1812433253 * (x ^ (x >> 30)) + i) & MASK
            state[i] = x
        self.index = N

    def init_by_array(self, key):
        """From a list of numbers of 32 bits, at least one."""
        self.init_genrand(19650218)
        state = self.state
        length = len(key)
        i = 1
        j = 0
        for k in range(max(N, length)):
            x = (state[i] ^ self._multiplied(i, 1664525)) + key[j] + j
            state[i] = x & MASK
            i += 1
            j += 1
            if i == N:
                state[0] = state[N - 1]
                i = 1
            if j == length:
                j = 0
        for k in range(N - 1):
            x = (state[i] ^ self._multiplied(i, 1566083941)) - i
            state[i] = x & MASK
            i += 1
            if i == N:
                state[0] = state[N - 1]
                i = 1
        state[0] = UPPER

    def _multiplied(self, i, factor):
        """The number before the i-th, mixed and multiplied; more than 32 bits."""
        before = self.state[i - 1]
        return intmask((before ^ (before >> 30)) * factor)

    def _twist(self):
        """The next N numbers, each from three of the state."""
        state = self.state
        for i in range(N):
            following = i + 1
            if following == N:
                following = 0
            other = i + M
            if other >= N:
                other -= N
            y = (state[i] & UPPER) | (state[following] & LOWER)
            x = state[other] ^ (y >> 1)
            if y & 1:
                x ^= MATRIX
            state[i] = x
        self.index = 0

    def genrand32(self):
        """The next number, from 0 to 2**32 - 1."""
        if self.index == N:
            self._twist()
        y = self.state[self.index]
        self.index += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def random(self):
        """A float from 0.0 to less than 1.0, a multiple of 2**-53."""
        a = self.genrand32() >> 5
        b = self.genrand32() >> 6
        return (float(a) * 67108864.0 + float(b)) * (1.0 / 9007199254740992.0)

    def jumpahead(self, n):
        """A state that is far from this one, and depends on it and on n."""
        state = self.state
        for i in range(N - 1, 1, -1):
            j = n % i
            state[i], state[j] = state[j], state[i]
        for i in range(N):
            state[i] = (state[i] + i + 1) & MASK
        self.index = N
