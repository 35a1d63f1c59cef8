"""What the environment says to collectors."""

from rpython.lltype import NULL, Address, Char, extern, itemaddress, llstr, raw_load

c_getenv = extern("getenv", [Address], Address)

KILO = 1 << 10
MEGA = 1 << 20
# More than any program has.
UNLIMITED = 1 << 46


def heap_limit():
    """Bytes that objects may need."""
    limit = setting(itemaddress(llstr("PYPY_GC_MAX\0"), 0), 0) // 1000
    if limit == 0 or limit > UNLIMITED:
        return UNLIMITED
    return limit


def within(n, least, most):
    if n < least:
        return least
    if n > most:
        return most
    return n


def setting(name, default):
    """A number in thousandths: digits, maybe with a point, and maybe K, M or G (and B) behind."""
    text = c_getenv(name)
    if text == NULL:
        return default
    i = 0
    number = 0
    unit = 1000
    fraction = False
    while True:
        c = raw_load(Char, text, i)
        if "0" <= c and c <= "9":
            digit = ord(c) - ord("0")
            if not fraction:
                number = number * 10 + digit * 1000
            else:
                unit = unit // 10
                number += digit * unit
        elif c == "." and not fraction:
            fraction = True
        else:
            break
        if number > 1 << 50:
            return default
        i += 1
    if i == 0:
        return default
    if c == "k" or c == "K":
        number = within(number, 0, 1 << 50) * KILO
    elif c == "m" or c == "M":
        number = within(number, 0, 1 << 42) * MEGA
    elif c == "g" or c == "G":
        number = within(number, 0, 1 << 32) * (KILO * MEGA)
    return number


for function in (heap_limit, within, setting):
    function._no_collect_ = True
