"""The names of characters, for `\\N{...}` in strings. The table is made from Python's own when the module is loaded."""

import unicodedata

# Where characters have names of their own. Elsewhere they have none, or one that is made of their number.
NAMED = [(0x20, 0x3400), (0x4DC0, 0x4E00), (0xA000, 0xAC00), (0xD7B0, 0xD800), (0xF900, 0x17000), (0x18800, 0x20000), (0x2F800, 0x2FA20), (0xE0000, 0xE01F0)]
NUMBERED = ["CJK UNIFIED IDEOGRAPH-", "TANGUT IDEOGRAPH-"]
INITIALS = ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"]
VOWELS = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I",
]  # fmt: skip
FINALS = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG",
    "J", "C", "K", "T", "P", "H",
]  # fmt: skip


def _table():
    """All lines "NAME;number in hexadecimal", sorted, as one text that begins and ends with a line's end."""
    lines = []
    for start, end in NAMED:
        for code in range(start, end):
            name = unicodedata.name(chr(code), "")
            if name and not name.startswith(tuple(NUMBERED)):
                lines.append("%s;%X" % (name, code))
    return "\n" + "\n".join(sorted(lines)) + "\n"


TABLE = _table()


def character_by_name(name):
    """The code point, or -1."""
    name = name.upper()
    code = _in_table(name)
    if code < 0 and name.startswith("HANGUL SYLLABLE "):
        return _hangul(name[len("HANGUL SYLLABLE ") :])
    for prefix in NUMBERED:
        if code < 0 and name.startswith(prefix):
            return _numbered(prefix, name[len(prefix) :])
    return code


def _in_table(name):
    key = name + ";"
    low = 0
    high = len(TABLE) - 1
    # Between low and high there are whole lines; each of both is the end of a line.
    while low < high:
        start = TABLE.rfind("\n", low, (low + high) // 2 + 1)
        end = TABLE.find("\n", start + 1)
        line = TABLE[start + 1 : end]
        if line.startswith(key):
            return int(line[len(key) :], 16)
        if line < key:
            low = end
        else:
            high = start
    return -1


def _numbered(prefix, digits):
    if len(digits) < 4 or len(digits) > 5:
        return -1
    for c in digits:
        if not (c >= "0" and c <= "9" or c >= "A" and c <= "F"):
            return -1
    code = int(digits, 16)
    if prefix == NUMBERED[1]:
        return code if code >= 0x17000 and code < 0x18D09 else -1
    inside = (code >= 0x3400 and code < 0x4DC0) or (code >= 0x4E00 and code < 0xA000) or (code >= 0x20000 and code < 0x31350)
    return code if inside else -1


def _hangul(syllable):
    """Syllables are numbered by their parts."""
    for i in range(len(INITIALS)):
        if not syllable.startswith(INITIALS[i]):
            continue
        for v in range(len(VOWELS)):
            start = INITIALS[i] + VOWELS[v]
            if not syllable.startswith(start):
                continue
            for f in range(len(FINALS)):
                if syllable == start + FINALS[f]:
                    return 0xAC00 + (i * len(VOWELS) + v) * len(FINALS) + f
    return -1
