"""The bits of floats."""

import struct

from rpython._special import special


@special("float2longlong")
def float2longlong(x):
    """The bits of a float as an int."""
    return struct.unpack("<q", struct.pack("<d", x))[0]


@special("longlong2float")
def longlong2float(bits):
    """The float that has these bits."""
    return struct.unpack("<d", struct.pack("<q", bits))[0]
