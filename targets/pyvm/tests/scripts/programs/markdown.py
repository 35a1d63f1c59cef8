"""A converter of a small Markdown to HTML: blocks, lists, inline marks, escapes."""


def escape(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline(s):
    out, i = [], 0
    while i < len(s):
        for mark, tag in (("**", "strong"), ("*", "em"), ("`", "code")):
            if s.startswith(mark, i):
                end = s.find(mark, i + len(mark))
                if end > i + len(mark):
                    body = s[i + len(mark):end]
                    out.append(f"<{tag}>{escape(body) if tag == 'code' else inline(body)}</{tag}>")
                    i = end + len(mark)
                    break
        else:
            if s[i] == "[" and "](" in s[i:]:
                mid = s.index("](", i)
                end = s.find(")", mid)
                if end > 0:
                    out.append(f'<a href="{escape(s[mid + 2:end])}">{inline(s[i + 1:mid])}</a>')
                    i = end + 1
                    continue
            if s[i] == "\\" and i + 1 < len(s):
                i += 1
            out.append(escape(s[i]))
            i += 1
    return "".join(out)


def blocks(text):
    lines = iter(text.split("\n"))
    paragraph, lists = [], []

    def flush():
        if paragraph:
            yield "<p>" + inline(" ".join(paragraph)) + "</p>"
            paragraph.clear()

    def close(depth):
        while len(lists) > depth:
            yield "  " * (len(lists) - 1) + f"</{lists.pop()}>"
    for line in lines:
        s = line.strip()
        if line.startswith("```"):
            yield from flush()
            yield from close(0)
            code = []
            for line in lines:
                if line.startswith("```"):
                    break
                code.append(escape(line))
            yield "<pre>" + "\n".join(code) + "</pre>"
        elif s.startswith("#"):
            yield from flush()
            yield from close(0)
            level = len(s) - len(s.lstrip("#"))
            yield f"<h{level}>{inline(s[level:].strip())}</h{level}>"
        elif s[:2] in ("- ", "* ") or s[:1].isdigit() and s.split(".")[0].isdigit() and ". " in s:
            yield from flush()
            depth = (len(line) - len(line.lstrip())) // 2 + 1
            kind = "ul" if s[0] in "-*" else "ol"
            yield from close(depth)
            while len(lists) < depth:
                yield "  " * len(lists) + f"<{kind}>"
                lists.append(kind)
            yield "  " * depth + f"<li>{inline(s.split(' ', 1)[1])}</li>"
        elif not s:
            yield from flush()
            yield from close(0)
        else:
            paragraph.append(s)
    yield from flush()
    yield from close(0)


document = """# Title with *emphasis*

A paragraph with **bold**, `code <tag>` and a [link](http://x.y/?a=1&b=2).
Second line \\*not emphasised\\*, 3 < 4 & 5 > 2.

## List
- one
- two **strong *nested* text**
  1. first
  2. second
- three

```
raw *text* <b>
  indented
```
Unclosed *mark and `tick.
#### Deep
* star item
End"""
print("\n".join(blocks(document)))
print(inline("**a**b*c*"), inline("`*x*`"), inline("[*a*](b)"), inline(""), inline("a\\"), inline("****"))
