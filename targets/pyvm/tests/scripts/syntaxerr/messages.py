"""What compile() says of wrong programs: message, line."""

programs = ["x = ", "if x", "if x:\n", "if x:\npass", "def f(:\n pass", "def f()\n pass", "class C\n pass", "for x in:\n pass", "for in y: pass", "while: pass", "x = (1, 2", "x = [1, 2", "x = {1: 2", "x = 1)", "x = ]", "(1]", "x = 'abc", "x = '''abc", "return 1", "yield 1",
            "break", "continue", "def f():\n break", "1 = x", "f() = 1", "x + 1 = 2", "None = 1", "True = 1", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*a, *b): pass", "def f(**k, a): pass", "def f(*): pass", "f(a=1, 2)", "f(**k, *a)", "f(a=1, a=2)", "f(1=2)", "del f()", "del 1",
            "import", "from x import", "import a.b as", "from . import *x", "lambda: = 1", "x = lambda", "a b", "1 2", "x y z", "print 5", "if 1:\n  x\n y", "if 1:\n\tx\n        y", "  x = 1", "x = 1\n  y = 2", "else: pass", "try: pass", "try:\n pass\nelse: pass", "except: pass", "try: pass\nexcept: pass\nexcept ValueError: pass",
            "with: pass", "with x as 1: pass", "assert", "raise x from", "global", "x = $", "x = ?", "x = 5 +* 3", "x == 1 = 2", "a, b += 1", "(a, b): int = 1", "x = 1 if 2", "[x for]", "[for x in y]", "{1: 2, 3}", "{1, 2: 3}", "x = 0777", "x = 1_", "x = 0b3", "'a' 'b", "f'{x'", "f'{}'", "\\x", "x = 'a\nb'",
            "async = 1", "await x", "nonlocal x", "def f():\n global x\n x = 1\n nonlocal x", "def f():\n x = 1\n global x", "x: int: str", "@", "@x\ny = 1", "class C(x for x in y): pass", "*a = 1", "*a", "x = *a", "del *a", "for *a in b: pass", "a = yield = 1", "not = 1", "x = not", "x.1", "x..y", "x[", "x[]", "f(", "f(x for x in y, 1)", "if x = 1: pass", "while x = 1: pass", "{**a for a in b}", "[*a for a in b]", "a := 1", "(a := 1, b := 2)", "def f(a, /, b, /): pass", "def f(/, a): pass", "if (a, b := 1): pass"]
for p in programs:
    try:
        compile(p, "<p>", "exec")
        print(repr(p), "no error")
    except SyntaxError as e:
        print(repr(p), type(e).__name__, e.lineno)
