"""The texts of the commonest syntax errors."""

programs = ["x = ", "if x\n  y", "if x:\n", "if x:\npass", "def f()\n pass", "x = (1, 2", "x = [1", "x = 1)", "(1]", "x = 'abc", "x = '''abc", "return 1", "break", "continue", "1 = x", "f() = 1", "x + 1 = 2", "None = 1", "def f(a, a): pass", "def f(a=1, b): pass", "f(a=1, 2)", "f(a=1, a=2)", "a b", "print 5", "if 1:\n  x\n y",
            "  x = 1", "x = 1\n  y = 2", "try: pass", "x = $", "x = 1 if 2", "x = 0b3", "if x = 1: pass", "del f()", "while x:\n", "for x in y:\n", "class C:\n", "def f():\n", "x = 012", "def f():\n x = 1\n global x", "*a = 1", "nonlocal x", "yield 1", "a, b += 1"]
for p in programs:
    try:
        compile(p, "<p>", "exec")
        print(repr(p), "no error")
    except SyntaxError as e:
        print(repr(p), type(e).__name__, e.lineno, e.msg)
