"""Reads PNG files as rows of grey values, to compare pictures."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def read(path):
    with open(path, "rb") as f:
        return decode(f.read())


def decode(data):
    if data[:8] != SIGNATURE:
        raise ValueError("not a PNG file")
    at = 8
    packed = b""
    palette = b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind = data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, bits, colours = struct.unpack(">IIBB", body[:10])
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    channels = CHANNELS[colours]
    stride = (width * bits * channels + 7) // 8
    lines = unfilter(zlib.decompress(packed), height, stride, max(1, bits * channels // 8))
    return [[grey(line, x, bits, channels, colours, palette) for x in range(width)] for line in lines]


def unfilter(raw, height, stride, step):
    lines = []
    above = bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        for x in range(stride):
            left = line[x - step] if x >= step else 0
            corner = above[x - step] if x >= step else 0
            line[x] = (line[x] + prediction(raw[start], left, above[x], corner)) & 0xFF
        lines.append(line)
        above = line
    return lines


def prediction(kind, left, up, corner):
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return (left + up) // 2
    if kind == 4:
        guess = left + up - corner
        return min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
    return 0


def grey(line, x, bits, channels, colours, palette):
    """The first channel of a pixel, from 0 to 255."""
    if bits >= 8:
        value = line[x * channels * bits // 8]
    else:
        value = line[x * bits // 8] >> (8 - bits - x * bits % 8) & ((1 << bits) - 1)
        if colours != 3:
            value = value * 255 // ((1 << bits) - 1)
    return palette[3 * value] if colours == 3 else value
