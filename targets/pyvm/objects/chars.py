"""Bytes that can be changed, as a list of characters: what bytearray and array are made of."""

from rpython.rlib.rstring import StringBuilder


def chars_of(data):
    chars = []
    for c in data:
        chars.append(c)
    return chars


class CharsMixin(object):
    """Of an object with `chars`: its bytes for others."""

    _mixin_ = True

    def is_buffer(self):
        return True

    def is_writable_buffer(self):
        return True

    def buffer_length(self):
        return len(self.chars)

    def buffer_bytes(self):
        return self.buffer_part(0, len(self.chars))

    def buffer_part(self, start, length):
        chars = self.chars
        builder = StringBuilder(length)
        for i in range(length):
            builder.append(chars[start + i])
        return builder.build()

    def buffer_store(self, start, data):
        chars = self.chars
        for i in range(len(data)):
            chars[start + i] = data[i]
