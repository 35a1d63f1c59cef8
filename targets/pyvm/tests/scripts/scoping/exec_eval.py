"""exec, eval, compile with their own namespaces."""

print(eval("1 + 2"), eval("a * b", {"a": 3, "b": 4}), eval("a + c", {"a": 1}, {"c": 2}), eval("[x for x in range(3)]"), eval(" 5"), eval("(lambda x: x + 1)(1)"))
ns = {}
exec("x = 1\ny = x + 1\ndef f(n):\n    return n + y\n", ns)
print(ns["x"], ns["y"], ns["f"](10), sorted(k for k in ns if not k.startswith("__")))
exec("x += 5; z = [i * x for i in range(3)]", ns)
print(ns["x"], ns["z"])
loc = {}
exec("v = g\nglobal w\nw = 9", {"g": 5}, loc)
print(loc)
code = compile("a + 1", "<test>", "eval")
print([eval(code, {"a": i}) for i in range(3)], type(code).__name__, code.co_filename)
module = compile("for i in range(2):\n    print('i', i)\nresult = i", "<test>", "exec")
out = {}
exec(module, out)
print(out["result"])
single = compile("3 + 4", "<test>", "single")
exec(single)
exec(compile("x = 5; x; 'text'; None; [1]", "<test>", "single"), {})
for bad, mode in (("1 +", "eval"), ("x = 1", "eval"), ("if", "exec"), ("a b", "exec"), ("", "eval"), ("1\n2", "eval"), ("def f(:\n", "exec"), ("return 5", "exec"), ("x = = 2", "exec"), ("'abc", "exec"), ("(1", "exec"), ("  x", "exec"), ("break", "exec"), ("f() = 1", "exec")):
    try:
        compile(bad, "<test>", mode)
        print("no error")
    except SyntaxError as e:
        print(repr(bad), type(e).__name__, e.msg, e.lineno)
try:
    eval("1 / 0")
except ZeroDivisionError as e:
    print("ZeroDivisionError:", e)
try:
    eval("undefined_thing", {})
except NameError as e:
    print("NameError:", e)


def inside():
    v = "local"
    exec("v = 'changed'")
    return v, eval("v"), eval("v + '!'")


print(inside())
exec("")
exec("# only a comment\n\n")
print(exec("pass"), eval("None"))
exec("class K:\n    a = 1\n    def m(self): return self.a\n", ns)
print(ns["K"]().m(), ns["K"].__name__)
exec("""
def make(n):
    def inner():
        return n * 2
    return inner
""", ns)
print(ns["make"](21)())
print(eval("x", {"__builtins__": {}, "x": 3}))
try:
    eval("len([])", {"__builtins__": {}})
except NameError as e:
    print("NameError:", e)
