"""Small parsers of text: CSV, INI, command lines, templates, dates, query strings, s-expressions."""


def csv(line):
    out, field, quoted, i = [], "", False, 0
    while i < len(line):
        c = line[i]
        if quoted:
            if c == '"' and line[i + 1:i + 2] == '"':
                field += '"'
                i += 1
            elif c == '"':
                quoted = False
            else:
                field += c
        elif c == '"':
            quoted = True
        elif c == ",":
            out.append(field)
            field = ""
        else:
            field += c
        i += 1
    return out + [field]


for line in ('a,b,c', '"x, y",2', '"say ""hi""",,', '', 'one', '"multi word",3.5,"é"'):
    print(csv(line))


def ini(text):
    out, section = {}, None
    for n, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            section = out.setdefault(line[1:-1], {})
        elif "=" in line and section is not None:
            k, _, v = line.partition("=")
            section[k.strip()] = v.strip()
        else:
            print("line", n, "is bad:", line)
    return out


print(ini("""# a comment
x = lost
[main]
name = demo   # trailing
path=a=b
[empty]
[main]
more = 1
nonsense"""))


def query(s):
    out = {}
    for part in s.split("&"):
        k, _, v = part.partition("=")
        chars, i = [], 0
        while i < len(v):
            if v[i] == "%":
                chars.append(chr(int(v[i + 1:i + 3], 16)))
                i += 3
            else:
                chars.append(" " if v[i] == "+" else v[i])
                i += 1
        out.setdefault(k, []).append("".join(chars))
    return out


print(query("a=1&b=two+words&a=%41%2b&empty=&novalue"))


def template(s, **kw):
    out = []
    while "{{" in s:
        before, _, s = s.partition("{{")
        name, _, s = s.partition("}}")
        name, *filters = [p.strip() for p in name.split("|")]
        v = str(kw.get(name, "?" + name))
        for f in filters:
            v = getattr(v, f)()
        out += [before, v]
    return "".join(out) + s


print(template("Hi {{ name | upper }}, you are {{age}}{{ missing }}!", name="bob", age=5), template("{{x|strip|title}}", x="  a b "))


def sexp(s):
    stack = [[]]
    for t in s.replace("(", " ( ").replace(")", " ) ").split():
        if t == "(":
            stack.append([])
        elif t == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(int(t) if t.lstrip("-").isdigit() else t)
    return stack[0]


print(sexp("(define (f x) (+ x -1)) (f 10)"))
for d in ("2024-02-29", "1999-12-31", "2023-13-01", "x-y-z", "2024-1"):
    try:
        y, m, day = map(int, d.split("-"))
        if not 1 <= m <= 12:
            raise ValueError(f"month {m}")
        a = (14 - m) // 12
        print(d, ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(day + (y - a) + (y - a) // 4 - (y - a) // 100 + (y - a) // 400 + 31 * (m + 12 * a - 2) // 12) % 7])
    except ValueError as e:
        print(d, "ValueError:", e)
log = """10:01 INFO start
10:02 WARN low disk
10:05 ERROR crash: code=5 user=ann
10:07 INFO end"""
print([(h, lvl, rest) for h, lvl, rest in (l.split(" ", 2) for l in log.split("\n")) if lvl != "INFO"], dict(p.split("=") for p in log.split("crash: ")[1].split("\n")[0].split()))
