"""Numbers as text."""

DIGITS = "0123456789ABCDEF"


def hexadecimal(value, digits):
    text = ""
    while digits > 0:
        digits -= 1
        text += DIGITS[value >> (4 * digits) & 15]
    return text
