"""What a file's bytes say about themselves: byte order mark, encoding, ends of lines."""

from parser.errors import SourceError
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import Utf8CheckError, check_utf8, unichr_as_utf8

MARK = "\xef\xbb\xbf"


def decode_source(text, is_utf8):
    """UTF-8 with lines that end in "\\n". `is_utf8`: it is a str already, whose encoding comment means nothing."""
    marked = text.startswith(MARK)
    if marked:
        text = text[3:]
    if not is_utf8:
        encoding = declared_encoding(text)
        if encoding == "latin-1" and not marked:
            text = latin1_to_utf8(text)
        elif encoding != "utf-8" and encoding != "latin-1":
            raise SourceError("unknown encoding: " + encoding, 0, -1, 0, -1)
        elif marked and encoding != "utf-8":
            raise SourceError("encoding problem: " + encoding + " with BOM", 0, -1, 0, -1)
        check_encoding(text)
    if text.find("\0") >= 0:
        raise SourceError("source code cannot contain null bytes", 0, -1, 0, -1)
    if text.find("\r") >= 0:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def check_encoding(text):
    try:
        check_utf8(text)
    except Utf8CheckError as e:
        digits = "0123456789abcdef"
        byte = ord(text[e.pos])
        line = 1
        for i in range(e.pos):
            if text[i] == "\n":
                line += 1
        message = "(unicode error) 'utf-8' codec can't decode byte 0x%s in position %d" % (
            digits[byte >> 4] + digits[byte & 15],
            e.pos,
        )
        raise SourceError(message, line, -1, line, -1)


def latin1_to_utf8(text):
    builder = StringBuilder(len(text))
    for c in text:
        builder.append(unichr_as_utf8(ord(c)))
    return builder.build()


def declared_encoding(text):
    """The encoding of a comment in one of the first two lines, "utf-8" if there is none. Of equal encodings one name."""
    start = 0
    for i in range(2):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        line = text[start:end]
        stripped = line.lstrip(" \t\x0c")
        if stripped.startswith("#"):
            name = _after_coding(stripped)
            if name != "":
                return _normal_name(name)
        elif stripped.strip() != "":
            break
        start = end + 1
        if start > len(text):
            break
    return "utf-8"


def _after_coding(line):
    at = line.find("coding")
    while at >= 0:
        i = at + 6
        if i < len(line) and (line[i] == ":" or line[i] == "="):
            i += 1
            while i < len(line) and (line[i] == " " or line[i] == "\t"):
                i += 1
            start = i
            while i < len(line) and (line[i].isalnum() or line[i] == "-" or line[i] == "_" or line[i] == "."):
                i += 1
            if i > start:
                return line[start:i]
        at = line.find("coding", at + 6)
    return ""


def _normal_name(name):
    lower = name.lower().replace("_", "-")
    if lower == "utf-8" or lower == "utf8" or lower.startswith("utf-8-") or lower == "ascii" or lower == "us-ascii":
        return "utf-8"
    for latin in ["latin-1", "iso-8859-1", "iso-latin-1", "latin1", "iso8859-1"]:
        if lower == latin or lower.startswith(latin + "-"):
            return "latin-1"
    return name
