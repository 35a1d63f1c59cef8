"""Numbers in assembler sources: `$FF`, `%1010`, `12`, `'A'`, names, with + - * & | << >> ( ) and `low x`, `high x`."""


class AssemblerError(Exception):
    def __init__(self, message):
        self.message = message


class UnknownName(AssemblerError):
    """A name that has no value yet."""


def is_name_character(c):
    return c.isalnum() or c == "_" or c == "."


class Expression(object):
    """A text that is read from left to right. Operators bind as in C, but the shifts as + does."""

    def __init__(self, text, names):
        self.text = text
        self.names = names
        self.at = 0

    def skip_spaces(self):
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1

    def accept(self, symbol):
        self.skip_spaces()
        if self.text.startswith(symbol, self.at):
            self.at += len(symbol)
            return True
        return False

    def value(self):
        """The value of the whole text."""
        result = self.alternatives()
        self.skip_spaces()
        if self.at != len(self.text):
            raise AssemblerError("cannot read the number " + self.text)
        return result

    def alternatives(self):
        result = self.conjunction()
        while self.accept("|"):
            result |= self.conjunction()
        return result

    def conjunction(self):
        result = self.sum()
        while self.accept("&"):
            result &= self.sum()
        return result

    def sum(self):
        result = self.product()
        while True:
            if self.accept("+"):
                result += self.product()
            elif self.accept("-"):
                result -= self.product()
            elif self.accept("<<"):
                result <<= self.product() & 31
            elif self.accept(">>"):
                result >>= self.product() & 31
            else:
                return result

    def product(self):
        result = self.factor()
        while self.accept("*"):
            result *= self.factor()
        return result

    def factor(self):
        if self.accept("-"):
            return -self.factor()
        if self.accept("("):
            result = self.alternatives()
            if not self.accept(")"):
                raise AssemblerError("a ) is missing in " + self.text)
            return result
        if self.accept("$"):
            return self.digits(16)
        if self.accept("%"):
            return self.digits(2)
        if self.accept("'"):
            if self.at + 1 >= len(self.text) or self.text[self.at + 1] != "'":
                raise AssemblerError("a character is one between two '")
            self.at += 2
            return ord(self.text[self.at - 2])
        word = self.word()
        if word == "":
            raise AssemblerError("a number is missing in " + self.text)
        if word[0].isdigit():
            return number(word, 10)
        if word == "low":
            return self.factor() & 0xFF
        if word == "high":
            return self.factor() >> 8 & 0xFF
        if word not in self.names:
            raise UnknownName("nothing is called " + word)
        return self.names[word]

    def word(self):
        start = self.at
        while self.at < len(self.text) and is_name_character(self.text[self.at]):
            self.at += 1
        return self.text[start : self.at]

    def digits(self, base):
        return number(self.word(), base)


def number(text, base):
    try:
        return int(text, base)
    except ValueError:
        raise AssemblerError("not a number: " + text)
