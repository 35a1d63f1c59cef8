"""The parameters of functions and lambdas."""

from parser import ast, tokens


class ParameterReader:
    def __init__(self, parser, end, annotated):
        self.parser = parser
        self.end = end
        self.annotated = annotated

    def read(self):
        p = self.parser
        posonly = []
        args = []
        vararg = None
        kwonly = []
        kwarg = None
        defaults = []
        kw_defaults = []
        after_star = False
        slash_seen = False
        while p.tok.kind != self.end:
            kind = p.tok.kind
            if kwarg is not None:
                raise p.error_here("arguments cannot follow var-keyword argument")
            if kind == tokens.SLASH:
                if after_star:
                    raise p.error_here("/ must be ahead of *")
                if slash_seen:
                    raise p.error_here("/ may appear only once")
                if len(args) == 0:
                    raise p.error_here("at least one argument must precede /")
                slash_seen = True
                p.advance()
                posonly = args
                args = []
            elif kind == tokens.STAR:
                if after_star:
                    raise p.error_here("* argument may appear only once")
                star = p.advance()
                after_star = True
                if p.tok.kind == tokens.NAME:
                    vararg = self.parameter(True)
                    if p.tok.kind == tokens.EQUAL:
                        raise p.error_here("var-positional argument cannot have default value")
                elif p.tok.kind == self.end or (
                    p.tok.kind == tokens.COMMA and (p.peek() == self.end or p.peek() == tokens.DOUBLESTAR)
                ):
                    raise p.error_of("named arguments must follow bare *", p.tok if self.end == tokens.COLON else star)
            elif kind == tokens.DOUBLESTAR:
                p.advance()
                kwarg = self.parameter(False)
                if p.tok.kind == tokens.EQUAL:
                    raise p.error_here("var-keyword argument cannot have default value")
            else:
                if kind == tokens.LPAR and self.grouped():
                    raise self.parenthesized()
                parameter = self.parameter(False)
                default = None
                if p.tok.kind == tokens.EQUAL:
                    equal = p.advance()
                    if p.tok.kind == self.end or p.tok.kind == tokens.COMMA:
                        raise p.error_of("expected default value expression", equal)
                    default = p.expression()
                if after_star:
                    kwonly.append(parameter)
                    kw_defaults.append(default)
                else:
                    args.append(parameter)
                    if default is not None:
                        defaults.append(default)
                    elif len(defaults) > 0:
                        raise p.error_at("non-default argument follows default argument", parameter)
            if not p.accept(tokens.COMMA):
                break
        return ast.Arguments(posonly, args, vararg, kwonly, kwarg, defaults, kw_defaults)

    def grouped(self):
        """Whether what is in these parentheses looks like names."""
        return self.parser.peek() == tokens.NAME

    def parenthesized(self):
        p = self.parser
        which = "Lambda expression" if self.end == tokens.COLON else "Function"
        e = p.error_here(which + " parameters cannot be parenthesized")
        while p.tok.kind != tokens.RPAR and p.tok.kind != tokens.NEWLINE and p.tok.kind != tokens.ERROR:
            p.advance()
        return e.to(p.tok)

    def parameter(self, star_annotation):
        p = self.parser
        first = p.expect(tokens.NAME)
        annotation = None
        if self.annotated and p.accept(tokens.COLON):
            if star_annotation and p.tok.kind == tokens.STAR:
                annotation = p.starred()
            else:
                annotation = p.expression()
        return ast.Arg(first.text, annotation, p.span_from(first))
