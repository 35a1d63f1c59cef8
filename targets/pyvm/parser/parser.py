"""From the bytes of a text to its tree: encodings, the three modes, and whether a text is complete."""

from parser.compound import StatementParser
from parser.errors import SourceError
from parser.source import decode_source
from parser.tokenizer import Tokenizer


class Parsed:
    """`expression` for mode eval, `body` for the others. `source` is UTF-8 with lines that end in "\\n"."""

    def __init__(self, source, expression, body):
        self.source = source
        self.expression = expression
        self.body = body


def parse(text, filename, mode, is_utf8):
    """The tree of a text, which is UTF-8 already or says its encoding. SourceError with its line if it is wrong."""
    source = text
    try:
        source = decode_source(text, is_utf8)
        tokenizer = Tokenizer(source, 0, len(source), 1, 0)
        parser = StatementParser(source, tokenizer, tokenizer.module())
        try:
            if mode == "eval":
                return Parsed(source, parser.single_expression(), [])
            if mode == "single":
                return Parsed(source, None, parser.interactive())
            return Parsed(source, None, parser.file())
        except SourceError as e:
            raise more_important(e, tokenizer, parser)
    except SourceError as e:
        e.complete(source, filename)
        raise e


def more_important(error, tokenizer, parser):
    """The error to show: wrong tokens anywhere come before what the parser has to say."""
    wrong = tokenizer.error
    if wrong is None or wrong is error:
        return error
    if wrong.category != "SyntaxError" or error.message.startswith("unexpected "):
        # Indentation is only wrong where it is read.
        return error
    if wrong.message.endswith("line continuation character") or wrong.message == "unexpected EOF while parsing":
        return error
    if wrong.message.endswith("was never closed"):
        # It explains the other error only if that is on a later line.
        return wrong if parser.tok.line > wrong.line else error
    return wrong


def is_incomplete(text):
    """Whether more lines might make a statement of this text, which is UTF-8: the question of an interactive prompt.

    A compound statement is complete when an empty line has been typed after it.
    """
    source = decode_source(text, True)
    tokenizer = Tokenizer(source, 0, len(source), 1, 0)
    toks = tokenizer.module()
    if tokenizer.error is not None:
        return tokenizer.error.at_end
    if len(toks) == 1:
        return False
    parser = StatementParser(source, tokenizer, toks)
    try:
        body = parser.interactive()
    except SourceError as e:
        return e.at_end
    return body[0].is_compound() and not source.endswith("\n\n")
