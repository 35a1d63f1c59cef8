"""Natural numbers to and from digits in bases 2 to 36.

Bases that are powers of two share bits with the number. For others, as many digits as fit a word make a chunk; a long number is
halved by a power of the chunk's base, found by squaring, so that its conversion takes the time of products."""

from rpython.rlib.bigint import limbs
from rpython.rlib.bigint.product import multiply, square
from rpython.rlib.bigint.quotient import divide, divrem_1
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rstring import StringBuilder

# Numbers of fewer digits are converted chunk by chunk.
TO_TEXT = 30
# Texts of fewer chunks are.
FROM_TEXT = 60


def _chunk(base):
    """The largest power of the base that fits a word: the number of digits, and the power."""
    limit = ~r_uint(0) // r_uint(base)
    power = r_uint(base)
    n = 1
    while power <= limit:
        power *= r_uint(base)
        n += 1
    return n, power


CHUNK_DIGITS = [0, 0]
CHUNK_BASES = [r_uint(0), r_uint(0)]
for _base in range(2, 37):
    _n, _power = _chunk(_base)
    CHUNK_DIGITS.append(_n)
    CHUNK_BASES.append(_power)


def shift_of_base(base):
    """How many bits a digit has, if the base is a power of two, else 0."""
    shift = 0
    while (1 << shift) < base:
        shift += 1
    return shift if 1 << shift == base else 0


class _Powers:
    """Powers of a chunk's base with the exponents 1, 2, 4, ..., as far as they were asked for."""

    def __init__(self, base):
        self.digits = [[CHUNK_BASES[base]]]
        self.sizes = [1]

    def get(self, i):
        while i >= len(self.digits):
            last = self.digits[-1]
            n = self.sizes[-1]
            product = limbs.new(2 * n)
            square(product, 0, last, 0, n)
            self.digits.append(product)
            self.sizes.append(limbs.trimmed(product, 0, 2 * n))
        return self.digits[i]

    def size(self, i):
        self.get(i)
        return self.sizes[i]


# ____________________________________________________________ to text


def to_text(a, n, alphabet, prefix, suffix):
    """Of the n > 0 digits of a, without zeros at the top. The digits of the text are the characters of the alphabet."""
    base = len(alphabet)
    shift = shift_of_base(base)
    if shift > 0:
        return _bits_to_text(a, n, alphabet, shift, prefix, suffix)
    builder = StringBuilder(20 * n + len(prefix) + len(suffix))
    builder.append(prefix)
    copied = limbs.new(n)
    limbs.copy(copied, 0, a, 0, n)
    _put(builder, copied, n, alphabet, _Powers(base), 0)
    builder.append(suffix)
    return builder.build()


def _bits_to_text(a, n, alphabet, shift, prefix, suffix):
    bits = 64 * n - limbs.leading_zeros(a[n - 1])
    builder = StringBuilder((bits + shift - 1) // shift + len(prefix) + len(suffix))
    builder.append(prefix)
    mask = r_uint((1 << shift) - 1)
    at = (bits + shift - 1) // shift * shift - shift
    while at >= 0:
        i = at >> 6
        offset = at & 63
        digit = a[i] >> offset
        if offset + shift > 64 and i + 1 < n:
            digit |= a[i + 1] << (64 - offset)
        builder.append(alphabet[int(digit & mask)])
        at -= shift
    builder.append(suffix)
    return builder.build()


def _put(builder, a, n, alphabet, powers, width):
    """The n digits of a, which may be changed, with zeros before up to the width; no zeros if that is 0."""
    n = limbs.trimmed(a, 0, n)
    if n < TO_TEXT:
        _put_chunks(builder, a, n, alphabet, width)
        return
    # The largest power that is not longer than half of the number.
    i = 0
    while 2 * powers.size(i + 1) <= n + 1:
        i += 1
    power = powers.get(i)
    size = powers.size(i)
    lower_width = CHUNK_DIGITS[len(alphabet)] << i
    quotient, remainder = divide(a, n, power, size)
    upper_width = 0
    if width > 0:
        upper_width = width - lower_width
    _put(builder, quotient, n - size + 1, alphabet, powers, upper_width)
    _put(builder, remainder, size, alphabet, powers, lower_width)


def _put_chunks(builder, a, n, alphabet, width):
    base = len(alphabet)
    chunk = CHUNK_DIGITS[base]
    chunks = limbs.new(n + n // 16 + 1)
    count = 0
    while n > 0:
        chunks[count] = divrem_1(a, 0, a, 0, n, CHUNK_BASES[base])
        count += 1
        n = limbs.trimmed(a, 0, n)
    text = [alphabet[0]] * (count * chunk)
    at = len(text)
    i = 0
    while i < count:
        digit = chunks[i]
        stop = at - chunk
        while digit != 0:
            at -= 1
            digit, rest = digit // r_uint(base), digit % r_uint(base)
            text[at] = alphabet[int(rest)]
        at = stop
        i += 1
    start = 0
    while start < len(text) and text[start] == alphabet[0]:
        start += 1
    if width > 0:
        builder.append_multiple_char(alphabet[0], width - (len(text) - start))
    builder.append("".join(text[start:]))


# ____________________________________________________________ from text


def digit_value(c):
    """Of a digit or letter, else 99."""
    n = ord(c)
    if 48 <= n and n <= 57:
        return n - 48
    if 65 <= n and n <= 90:
        return n - 55
    if 97 <= n and n <= 122:
        return n - 87
    return 99


def from_text(s, base):
    """The digits, perhaps with zeros at the top, of a text that has nothing but digits of the base."""
    shift = shift_of_base(base)
    if shift > 0:
        return _bits_from_text(s, shift)
    per_chunk = CHUNK_DIGITS[base]
    # The first chunk has what is left over.
    count = (len(s) + per_chunk - 1) // per_chunk
    chunks = limbs.new(count + 1)
    stop = len(s)
    i = 0
    while i < count:
        start = max(stop - per_chunk, 0)
        chunks[i] = _read_chunk(s, start, stop, base)
        stop = start
        i += 1
    return _join(chunks, 0, count, base, _Powers(base))


def _read_chunk(s, start, stop, base):
    value = r_uint(0)
    i = start
    while i < stop:
        value = value * r_uint(base) + r_uint(digit_value(s[i]))
        i += 1
    return value


def _bits_from_text(s, shift):
    result = limbs.new((len(s) * shift >> 6) + 1)
    at = 0
    i = len(s) - 1
    while i >= 0:
        digit = r_uint(digit_value(s[i]))
        offset = at & 63
        result[at >> 6] |= digit << offset
        if offset + shift > 64:
            result[(at >> 6) + 1] |= digit >> (64 - offset)
        at += shift
        i -= 1
    return result


def _join(chunks, start, count, base, powers):
    """The value of `count` chunks, the first of which is the lowest, in at least as many digits."""
    if count < FROM_TEXT:
        result = limbs.new(count + 1)
        n = 0
        i = start + count - 1
        while i >= start:
            carry = limbs.mul_1(result, 0, result, 0, n, CHUNK_BASES[base])
            carry += limbs.add_1(result, 0, result, 0, n, chunks[i])
            if n == 0:
                carry = chunks[i]
            if carry != 0:
                result[n] = carry
                n += 1
            i -= 1
        return result
    level = 0
    while (2 << level) < count:
        level += 1
    lower_count = 1 << level
    lower = _join(chunks, start, lower_count, base, powers)
    upper = _join(chunks, start + lower_count, count - lower_count, base, powers)
    power = powers.get(level)
    size = powers.size(level)
    n = len(upper)
    product = limbs.new(n + size)
    if n >= size:
        multiply(product, 0, upper, 0, n, power, 0, size)
    else:
        multiply(product, 0, power, 0, size, upper, 0, n)
    lower_size = limbs.trimmed(lower, 0, len(lower))
    result = limbs.new(max(n + size, lower_size) + 1)
    limbs.add(result, 0, product, 0, n + size, lower, 0, lower_size)
    return result
