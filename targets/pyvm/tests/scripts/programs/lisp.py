"""A Lisp with lexical scope, macros left out."""

import operator


def read(text):
    tokens = text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()

    def form():
        if not tokens:
            raise SyntaxError("unexpected end")
        t = tokens.pop(0)
        if t == "'":
            return ["quote", form()]
        if t == "(":
            out = []
            while tokens and tokens[0] != ")":
                out.append(form())
            if not tokens:
                raise SyntaxError("missing )")
            tokens.pop(0)
            return out
        if t == ")":
            raise SyntaxError("unexpected )")
        for kind in (int, float):
            try:
                return kind(t)
            except ValueError:
                pass
        return t
    while tokens:
        yield form()


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        env = self
        while env is not None:
            if name in env:
                return env
            env = env.outer
        raise NameError(f"unbound {name}")


class Lambda:
    def __init__(self, params, body, env):
        self.params, self.body, self.env = params, body, env

    def __call__(self, *args):
        if len(args) != len(self.params):
            raise TypeError(f"wanted {len(self.params)} arguments, got {len(args)}")
        return evaluate(self.body, Env(self.params, args, self.env))


def evaluate(x, env):
    while True:
        if isinstance(x, str):
            return env.find(x)[x]
        if not isinstance(x, list):
            return x
        op, *args = x
        if op == "quote":
            return args[0]
        if op == "if":
            x = args[1] if evaluate(args[0], env) not in (False, []) else args[2]
        elif op == "define":
            if isinstance(args[0], list):
                env[args[0][0]] = Lambda(args[0][1:], ["begin"] + args[1:], env)
            else:
                env[args[0]] = evaluate(args[1], env)
            return None
        elif op == "set!":
            env.find(args[0])[args[0]] = evaluate(args[1], env)
            return None
        elif op == "lambda":
            return Lambda(args[0], ["begin"] + args[1:], env)
        elif op == "let":
            env = Env([n for n, _ in args[0]], [evaluate(v, env) for _, v in args[0]], env)
            x = ["begin"] + args[1:]
        elif op == "begin":
            for a in args[:-1]:
                evaluate(a, env)
            x = args[-1]
        else:
            f = evaluate(op, env)
            values = [evaluate(a, env) for a in args]
            if isinstance(f, Lambda) and len(values) == len(f.params):
                x, env = f.body, Env(f.params, values, f.env)
            else:
                return f(*values)


def fold(f, unit=None):
    def g(*a):
        total, *rest = a if unit is None else (unit,) + a
        for x in rest:
            total = f(total, x)
        return total
    return g


top = Env()
top.update({"+": fold(operator.add, 0), "*": fold(operator.mul, 1), "-": lambda a, *b: -a if not b else fold(operator.sub)(a, *b), "/": operator.floordiv, "=": operator.eq, "<": operator.lt, ">": operator.gt, "list": lambda *a: list(a), "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a] + l, "null?": lambda l: l == [],
            "#t": True, "#f": False, "length": len, "display": lambda x: print(show(x), end=" "), "apply": lambda f, l: f(*l)})


def show(x):
    return "(" + " ".join(map(show, x)) + ")" if isinstance(x, list) else "#t" if x is True else "#f" if x is False else "#<lambda>" if isinstance(x, Lambda) else str(x)


program = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 10) (fact 25)
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(define (filter p l) (if (null? l) '() (if (p (car l)) (cons (car l) (filter p (cdr l))) (filter p (cdr l)))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
(map fact (range 0 8))
(filter (lambda (x) (> x 3)) '(1 5 2 8 3))
(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define c (counter)) (c) (c) (c)
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(loop 3000 0)
(define (compose f g) (lambda (x) (f (g x))))
((compose (lambda (x) (* x x)) (lambda (x) (+ x 1))) 4)
(let ((x 1) (y 2)) (let ((x 10)) (+ x y)))
(apply + '(1 2 3)) (- 5) (+ ) '(a (b c) 'd) counter
(define (qs l) (if (null? l) '() (let ((p (car l)) (r (cdr l))) (apply append (list (qs (filter (lambda (x) (< x p)) r)) (list p) (qs (filter (lambda (x) (not (< x p))) r)))))))
(define (not x) (if x #f #t))
(define (append a b c) (if (null? a) (if (null? b) c (cons (car b) (append a (cdr b) c))) (cons (car a) (append (cdr a) b c))))
(qs '(3 1 4 1 5 9 2 6 5 3 5))
"""
for form in read(program):
    r = evaluate(form, top)
    if r is not None:
        print(show(r))
for bad in ("(", ")", "(car '())", "undefined", "(fact)", "(fact 1 2)", "(1 2)"):
    try:
        for form in read(bad):
            print(evaluate(form, top))
    except (SyntaxError, IndexError, NameError, TypeError) as e:
        print(f"{bad}: {type(e).__name__}: {e}")
