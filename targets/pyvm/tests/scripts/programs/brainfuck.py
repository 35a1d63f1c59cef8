"""Brainfuck in Python."""


def compile_bf(src):
    code, stack = [], []
    for c in src:
        if c in "+-<>":
            op, step = ("add", 1 if c == "+" else -1) if c in "+-" else ("move", 1 if c == ">" else -1)
            if code and code[-1][0] == op:
                code[-1] = (op, code[-1][1] + step)
            else:
                code.append((op, step))
        elif c in ".,":
            code.append(("out" if c == "." else "in", 0))
        elif c == "[":
            stack.append(len(code))
            code.append(("jz", 0))
        elif c == "]":
            if not stack:
                raise SyntaxError("] without [")
            start = stack.pop()
            code[start] = ("jz", len(code))
            code.append(("jnz", start))
    if stack:
        raise SyntaxError("[ without ]")
    return code


def run(src, data=""):
    code, tape, p, pc, out, data, steps = compile_bf(src), [0] * 300, 0, 0, [], iter(data), 0
    while pc < len(code):
        op, n = code[pc]
        steps += 1
        if op == "add":
            tape[p] = (tape[p] + n) % 256
        elif op == "move":
            p += n
        elif op == "out":
            out.append(chr(tape[p]))
        elif op == "in":
            tape[p] = ord(next(data, "\0"))
        elif op == "jz" and not tape[p] or op == "jnz" and tape[p]:
            pc = n
        pc += 1
    return "".join(out), steps


hello = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."
print(run(hello))
print(run(",[.,]", "echo!"), run(">,[>,]<[.<]", "reverse"))
print(run("++++[>+++++<-]>[<+++++>-]+<+[>[>+>+<<-]++>>[<<+>>-]>>>[-]++>[-]+>>>+[[-]++++++>>>]<<<[[<++++++++<++>>-]+<.<[>----<-]<]<<[>>>>>[>>>[-]+++++++++<[>-<-]+++++++++>[-[<->-]+[<<<]]<[>+<-]>]<<-]<<-]")[0].split())
for bad in ("[", "]", "+[>"):
    try:
        run(bad)
    except SyntaxError as e:
        print("SyntaxError:", e)
print(compile_bf("+++[->++<]."))
