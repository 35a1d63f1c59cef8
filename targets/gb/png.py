"""Pictures as PNG files: grey with two bits for each pixel, not compressed."""

from rpython.rlib.rstring import StringBuilder

SIGNATURE = "\x89PNG\r\n\x1a\n"
CRC_POLYNOMIAL = 0xEDB88320
ADLER_MODULUS = 65521
BITS = 2
GREY = 0
STORED_LIMIT = 0xFFFF


def crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ CRC_POLYNOMIAL if n & 1 else n >> 1
        table.append(n)
    return table


CRC_TABLE = crc_table()


def crc32(data):
    crc = 0xFFFFFFFF
    for c in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ ord(c)) & 0xFF]
    return crc ^ 0xFFFFFFFF


def adler32(data):
    a = 1
    b = 0
    for c in data:
        a = (a + ord(c)) % ADLER_MODULUS
        b = (b + a) % ADLER_MODULUS
    return b << 16 | a


def big_endian(value, count):
    text = ""
    while count > 0:
        count -= 1
        text += chr(value >> (8 * count) & 0xFF)
    return text


def chunk(kind, data):
    return big_endian(len(data), 4) + kind + data + big_endian(crc32(kind + data), 4)


def stored(data):
    """A zlib stream that contains the data as they are."""
    out = StringBuilder(len(data) + 16)
    out.append("\x78\x01")
    start = 0
    while start < len(data):
        end = min(start + STORED_LIMIT, len(data))
        length = end - start
        out.append("\x01" if end == len(data) else "\x00")
        out.append(chr(length & 0xFF) + chr(length >> 8))
        out.append(chr(~length & 0xFF) + chr(~length >> 8 & 0xFF))
        out.append(data[start:end])
        start = end
    out.append(big_endian(adler32(data), 4))
    return out.build()


def rows(shades, width, height):
    """Bytes with four pixels each, a zero (no filter) before each row. Shade 0 is white."""
    out = StringBuilder(height * (1 + width // 4))
    for y in range(height):
        out.append("\x00")
        for x in range(0, width, 4):
            byte = 0
            for n in range(4):
                byte = byte << BITS | (3 - shades[y * width + x + n])
            out.append(chr(byte))
    return out.build()


def encode(shades, width, height):
    """The picture with these shades, row by row, as the bytes of a file. The width is a multiple of four."""
    header = big_endian(width, 4) + big_endian(height, 4) + chr(BITS) + chr(GREY) + "\x00\x00\x00"
    return SIGNATURE + chunk("IHDR", header) + chunk("IDAT", stored(rows(shades, width, height))) + chunk("IEND", "")
