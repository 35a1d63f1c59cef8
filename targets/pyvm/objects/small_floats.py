"""Floats of 16 and 32 bits, as numbers of that many bits."""

from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rmath import ldexp


def float_to_bits(value, exponent_bits, mantissa_bits):
    """The nearest one, of two equally near ones the even one; infinity for what is too large."""
    bits = float2longlong(value)
    sign = (bits >> 63) & 1
    exponent = (bits >> 52) & 0x7FF
    mantissa = bits & ((1 << 52) - 1)
    sign_bit = sign << (exponent_bits + mantissa_bits)
    largest = (1 << exponent_bits) - 1
    if exponent == 0x7FF:
        result = largest << mantissa_bits
        if mantissa != 0:
            result |= (mantissa >> (52 - mantissa_bits)) | (1 << (mantissa_bits - 1))
        return sign_bit | result
    if exponent == 0:
        # Zero, or much too small.
        return sign_bit
    full = mantissa | (1 << 52)
    exponent += (largest >> 1) - 1023
    shift = 52 - mantissa_bits
    if exponent < 1:
        shift += 1 - exponent
        exponent = 1
        if shift > 54:
            return sign_bit
    rounded = full >> shift
    rest = full & ((1 << shift) - 1)
    half = 1 << (shift - 1)
    if rest > half or (rest == half and rounded & 1 != 0):
        rounded += 1
    # The leading one of the mantissa, which is not there in small numbers, adds one to the exponent.
    result = ((exponent - 1) << mantissa_bits) + rounded
    return sign_bit | min(result, largest << mantissa_bits)


def bits_to_float(bits, exponent_bits, mantissa_bits):
    largest = (1 << exponent_bits) - 1
    sign = (bits >> (exponent_bits + mantissa_bits)) & 1
    exponent = (bits >> mantissa_bits) & largest
    mantissa = bits & ((1 << mantissa_bits) - 1)
    if exponent == 0:
        value = ldexp(float(mantissa), 1 - (largest >> 1) - mantissa_bits)
        return -value if sign != 0 else value
    exponent = 0x7FF if exponent == largest else exponent - (largest >> 1) + 1023
    return longlong2float((sign << 63) | (exponent << 52) | (mantissa << (52 - mantissa_bits)))
