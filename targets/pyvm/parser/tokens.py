"""The kinds of tokens: names, literals, layout, one kind for each operator and each keyword."""

KIND_NAMES = []


def _kind(text):
    KIND_NAMES.append(text)
    return len(KIND_NAMES) - 1


ENDMARKER = _kind("end of file")
NEWLINE = _kind("newline")
INDENT = _kind("indent")
DEDENT = _kind("dedent")
NAME = _kind("name")
NUMBER = _kind("number")
STRING = _kind("string")
UNKNOWN = _kind("unknown")  # a character that begins no token
ERROR = _kind("error")  # the tokenizer cannot go on; the parser raises its error when it gets there

LPAR = _kind("(")
RPAR = _kind(")")
LSQB = _kind("[")
RSQB = _kind("]")
LBRACE = _kind("{")
RBRACE = _kind("}")
COLON = _kind(":")
COMMA = _kind(",")
SEMI = _kind(";")
DOT = _kind(".")
ELLIPSIS = _kind("...")
ARROW = _kind("->")
COLONEQUAL = _kind(":=")
EQUAL = _kind("=")
PLUS = _kind("+")
MINUS = _kind("-")
STAR = _kind("*")
SLASH = _kind("/")
DOUBLESLASH = _kind("//")
PERCENT = _kind("%")
AT = _kind("@")
DOUBLESTAR = _kind("**")
LEFTSHIFT = _kind("<<")
RIGHTSHIFT = _kind(">>")
AMPER = _kind("&")
VBAR = _kind("|")
CIRCUMFLEX = _kind("^")
TILDE = _kind("~")
LESS = _kind("<")
GREATER = _kind(">")
LESSEQUAL = _kind("<=")
GREATEREQUAL = _kind(">=")
EQEQUAL = _kind("==")
NOTEQUAL = _kind("!=")
PLUSEQUAL = _kind("+=")
MINEQUAL = _kind("-=")
STAREQUAL = _kind("*=")
SLASHEQUAL = _kind("/=")
DOUBLESLASHEQUAL = _kind("//=")
PERCENTEQUAL = _kind("%=")
ATEQUAL = _kind("@=")
DOUBLESTAREQUAL = _kind("**=")
LEFTSHIFTEQUAL = _kind("<<=")
RIGHTSHIFTEQUAL = _kind(">>=")
AMPEREQUAL = _kind("&=")
VBAREQUAL = _kind("|=")
CIRCUMFLEXEQUAL = _kind("^=")
EXCLAMATION = _kind("!")  # no token, but the start of one
LESSGREATER = _kind("<>")  # was an operator before Python 3

FALSE = _kind("False")
NONE = _kind("None")
TRUE = _kind("True")
AND = _kind("and")
AS = _kind("as")
ASSERT = _kind("assert")
ASYNC = _kind("async")
AWAIT = _kind("await")
BREAK = _kind("break")
CLASS = _kind("class")
CONTINUE = _kind("continue")
DEF = _kind("def")
DEL = _kind("del")
ELIF = _kind("elif")
ELSE = _kind("else")
EXCEPT = _kind("except")
FINALLY = _kind("finally")
FOR = _kind("for")
FROM = _kind("from")
GLOBAL = _kind("global")
IF = _kind("if")
IMPORT = _kind("import")
IN = _kind("in")
IS = _kind("is")
LAMBDA = _kind("lambda")
NONLOCAL = _kind("nonlocal")
NOT = _kind("not")
OR = _kind("or")
PASS = _kind("pass")
RAISE = _kind("raise")
RETURN = _kind("return")
TRY = _kind("try")
WHILE = _kind("while")
WITH = _kind("with")
YIELD = _kind("yield")

KINDS = len(KIND_NAMES)
KEYWORDS = {}
for _i in range(FALSE, KINDS):
    KEYWORDS[KIND_NAMES[_i]] = _i

# Operators by their first character, and what each becomes when one more character follows.
FIRST = [ERROR] * 256
LONGER = {}
for _i in range(LPAR, FALSE):
    _text = KIND_NAMES[_i]
    if len(_text) == 1:
        FIRST[ord(_text)] = _i
for _i in range(LPAR, FALSE):
    _text = KIND_NAMES[_i]
    if len(_text) > 1 and _text != "...":
        LONGER[(KIND_NAMES.index(_text[:-1]) if _text != "!=" else EXCLAMATION) * 256 + ord(_text[-1])] = _i


class Token:
    """Lines count from 1, columns from 0 in bytes; `text` is only there for names, numbers and strings."""

    _immutable_ = True

    def __init__(self, kind, text, start, line, column, end_line, end_column):
        self.kind = kind
        self.text = text
        self.start = start
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
