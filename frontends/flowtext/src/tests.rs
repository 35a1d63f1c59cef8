use crate::read;
use rpy_ir::print::program;

const SAMPLE: &str = r#"program sample after rtype

struct object gc { typeptr: *object_vtable immutable }
struct object_vtable { subclassrange_min: Signed, subclassrange_max: Signed, name: *rpy_string }
struct rpy_string gc { hash: Signed } tail Char immutable
struct entry { key: *rpy_string, value: Float }
struct "odd name"(object) gc { x: UInt8 quasi_immutable, mutate_x: Signed } tail inline entry virtualizable(x, "y[*]")
struct fixed gc { length: Signed count, items: *GcArray<Signed> immutable immutable_items }
extern write(Signed, Address, Signed) -> Signed
data @text: rpy_string readonly {} "a\"b\\\n\x00"
data @text#2: rpy_string { rpy_string.hash: -7 } zero 4
data @table: GcArray<*Func(Signed) -> Signed> {} [$f, $f#2]
data @entries: Array<inline entry> {} [{ entry.key: @text, entry.value: f 1.5 }, {}]
role Main = $f
export "a name" = $f
jitdriver "my driver" greens(pc: Signed, code: *rpy_string) reds(x: Float) virtualizables(x) get_location=$f#2 recursive
jitdriver plain greens() reds()

graph f(v0: Signed) -> Signed inline=never elidable {  ; a.py:1
b0:
    v1: Signed = int_add v0, -9223372036854775808         ; a.py:2
    v2: UInt8 = cast_int v1
    v3: Bool = int_eq v2, 255:UInt8
    setarrayitem @table, 0, $f
    if v3 then b1(v1, f inf) else b2                      ; a.py:3
b1(v4: Signed, v5: Float):
    v6: Signed = direct_call $f#2, v4
    try b3(v6) except v7: *object in b4(v7)
b2:
    switch v2 [1: b3(v1), 255: b3(0)] else b1(v1, f nan:0x7ff8000000000000)
b3(v8: Signed):
    return v8
b4(v9: *object):
    jit_marker 'jit_merge_point, '"my driver", c"\xff", u0x1f600, null *object, type GcArray<Signed>
    raise v9                                              ; a.py:9
}

graph f#2(v0: Signed) -> Signed unroll_safe not_in_trace dont_look_inside oopspec="list.len(l)" {
b0:
    unreachable
}
"#;

#[test]
fn print_of_read_is_the_identity() {
    let first = program(&read(SAMPLE).expect("the sample reads"));
    let second = program(&read(&first).expect("what was printed reads"));
    assert_eq!(first, second);
    // What the sample says is there.
    for part in [
        "inline=never elidable",
        "nan:0x7ff8000000000000",
        "f#2",
        "; a.py:9",
        "tail inline entry virtualizable(x, \"y[*]\")",
        "oopspec=\"list.len(l)\"",
        "get_location=$f#2 recursive\njitdriver plain",
    ] {
        assert!(first.contains(part), "{part} is not in\n{first}");
    }
}

#[test]
fn errors_name_their_place() {
    for (text, word) in [
        ("graph f() -> Signed {\nb0:\n    return v1\n}", "`v1` is used but not defined"),
        ("graph f() -> Signed {\nb0:\n    goto b7\n}", "not there"),
        ("graph f() -> Nope {", "there is no type `Nope`"),
        ("graph f() -> Void {\nb0:\n    frob 1\n}", "no operation or exit `frob`"),
        ("graph f() -> Void {\nb0:\n    goto b1\nb1:\n    return\nb1:\n    return\n}", "written twice"),
        ("struct a(b) {}", "there is no struct `b`"),
        ("struct a(a) {}", "its own parent"),
        ("jitdriver d greens(x: Nope)", "there is no type `Nope`"),
        ("jitdriver d get_lost=1", "a driver has no `get_lost`"),
        ("data @x: Array<Char> {} [99999999999999999999]", "not a 64-bit integer"),
    ] {
        let errors = read(text).expect_err(text);
        assert!(errors[0].message.contains(word), "{text}: {}", errors[0].message);
        assert_eq!(errors[0].labels.len(), 1);
    }
}

/// A dump keeps the numbers of its variables and blocks, gaps included.
#[test]
fn numbers_stay() {
    let text = r#"program gaps after rtype


graph f(v3: Signed) -> Signed {
b2:
    v14: Signed = int_add v3, 1
    goto b9(v14)
b9(v7: Signed):
    return v7
}
"#;
    let p = read(text).expect("the text reads");
    assert_eq!(program(&p), text);
    assert!(rpy_ir::verify::verify(&p).is_empty());
}

/// Numbers are not a way to ask for much memory.
#[test]
fn far_numbers_are_replaced() {
    let p = read("graph f(v4294967295: Signed) -> Signed {\nb0:\n    return v4294967295\n}").expect("the text reads");
    assert_eq!(p.graphs.values().map(|g| g.vars.len()).sum::<usize>(), 1);
}

/// Damaged texts: any outcome but a panic.
#[test]
fn mutations_never_panic() {
    let mut state = 0x9e3779b97f4a7c15u64;
    let mut random = move |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    let words =
        ["b0", "v1", ":", "(", ")", "{", "}", "*", "@", "$", "\"", "\\x", "-", "0x", "graph", "try", "#", ";", "é"];
    let mut read_again = 0;
    for _ in 0..20_000 {
        let mut text: Vec<u8> = SAMPLE.bytes().collect();
        for _ in 0..1 + random(3) {
            let at = random(text.len());
            match random(4) {
                0 => text.truncate(at),
                1 => drop(text.remove(at)),
                2 => text[at] = random(256) as u8,
                _ => drop(text.splice(at..at, words[random(words.len())].bytes())),
            }
            if text.is_empty() {
                break;
            }
        }
        let text = String::from_utf8_lossy(&text);
        if let Ok(p) = read(&text) {
            program(&p);
            read_again += 1;
        }
    }
    assert!(read_again > 100, "almost every mutation was rejected: {read_again}");
}
