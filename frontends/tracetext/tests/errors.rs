//! Files that are wrong: the message says what, and where.

fn error(text: &str) -> String {
    match rpy_tracetext::read(text) {
        Ok(_) => panic!("this reads:\n{text}"),
        Err(e) => e.to_string(),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(error(text), expected);
}

#[test]
fn declarations() {
    check("sturct a { }\n", "1:1: `sturct` declares nothing; known: struct, array, call, const, passes");
    check("struct a { x: number }\n", "1:15: there is no type `number`");
    check("struct b(a) { }\n", "1:10: there is no struct `a`");
    check("struct a { x: int, }\nstruct a2 { x: int } y\n", "2:22: the line should end here");
    check("call f(int) -> int: quick\n", "1:21: `quick` is no effect of a call");
    check("call f(int): reads a.x\n", "1:20: there is no field or array `a.x`");
    check("struct a { x: int }\nconst c: a { y = 1 }\n", "2:14: `a` has no field `y`");
    check("struct a { x: int }\nconst c: a { x = 1z }\n", "2:18: `1z` is no number");
}

#[test]
fn traces() {
    check("== t passes: fast\n[i0]\njump(i0)\n", "1:1: there is no pass `fast`");
    check("== t\n[x0]\n", "2:2: a variable is `i`, `p` or `f` (an integer, reference, float) and a number");
    check("== t\n[i0, i0]\n", "2:6: `i0` is defined twice");
    check("== t\n[i0]\ni1 = int_plus(i0, 1)\n", "3:6: there is no operation `int_plus`");
    check("== t\n[i0]\ni1 = int_add(i0)\n", "3:13: `int_add` has 2 operands, not 1");
    check("== t\n[p0]\ni1 = int_add(p0, 1)\n", "3:13: an operand of `int_add` is of the wrong kind");
    check("== t\n[i0]\np1 = int_add(i0, 1)\n", "3:1: `p1` is of another kind than the result of `int_add`");
    check("== t\n[i0]\nint_add(i0, 1)\n", "3:1: the result of `int_add` has no name");
    check("== t\n[i0]\ni1 = jump(i0)\n", "3:1: `jump` has no result");
    check("== t\n[i0]\ni1 = int_add(i2, 1)\n", "3:14: `i2` is not defined before it is used");
    check("== t\n[i0]\nguard_true(i0)\n", "3:15: a guard has the state to go back to: `[i0, p1]`");
    check("== t\n[i0]\nguard_true(i0) [i0 3]\n", "3:20: expected `,`, `|` or `]`");
    check("== t\n[p0]\ni1 = getfield_gc_i(p0, descr=a.x)\n", "3:30: `a.x` is not declared");
    check("== t\n[i0]\ni1 = int_add(i0, 1)\n", "3:1: a trace ends with `jump` or `finish`");
    check("== t\n[i0]\njump(i0)\nbridge\n[i0]\nknown i0 is big\njump(i0)\n", "6:13: there is no class `big`");
}

#[test]
fn nothing_panics() {
    for text in [
        include_str!("../../../runtime/jit/opt/tests/bridges.trace"),
        include_str!("../../../runtime/jit/opt/tests/virtualize.trace"),
        include_str!("../../../runtime/jit/opt/tests/heap.trace"),
    ] {
        damage(text);
    }
}

fn damage(text: &str) {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..3000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let lines: Vec<&str> = text.lines().collect();
        let at = (state % lines.len() as u64) as usize;
        let cut = (state >> 32) as usize % (lines[at].len() + 1);
        let mut damaged: Vec<String> = lines.iter().map(|l| l.to_string()).collect();
        match state >> 62 {
            0 => damaged[at].truncate(cut),
            1 => damaged[at].insert_str(cut, ["(", "p1", ", ", "[", "=", "-"][(state >> 20) as usize % 6]),
            2 => drop(damaged.remove(at)),
            _ => {
                let other = (state >> 40) as usize % lines.len();
                damaged.swap(at, other);
            }
        }
        if let Ok((program, tests)) = rpy_tracetext::read(&damaged.join("\n")) {
            for test in tests {
                rpy_tracetext::optimise(&program, &test);
            }
        }
    }
}
