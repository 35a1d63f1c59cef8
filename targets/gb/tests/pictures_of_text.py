"""A picture of four by two pixels, given as digits."""

import png


def encoded(digits):
    return png.encode([ord(c) - ord("0") for c in digits], 4, len(digits) // 4)
