//! Each operation on numbers gives what the graph interpreter gives, on numbers at the edges of its type.

mod common;
use common::{agrees, main_of, program};

/// Name, bits, whether it has a sign.
const INTEGERS: [(&str, u32, bool); 8] = [
    ("Int8", 8, true),
    ("Int16", 16, true),
    ("Int32", 32, true),
    ("Signed", 64, true),
    ("UInt8", 8, false),
    ("UInt16", 16, false),
    ("UInt32", 32, false),
    ("Unsigned", 64, false),
];
const ARITHMETIC: [&str; 10] = [
    "int_add",
    "int_sub",
    "int_mul",
    "int_and",
    "int_or",
    "int_xor",
    "int_truncdiv",
    "int_truncmod",
    "int_lshift",
    "int_rshift",
];
const PREDICATES: [&str; 9] = [
    "int_add_overflows",
    "int_sub_overflows",
    "int_mul_overflows",
    "int_eq",
    "int_ne",
    "int_lt",
    "int_le",
    "int_gt",
    "int_ge",
];
const FLOATS: [&str; 6] = ["1.5", "0.0", "1e300", "123456789.75", "9223372036854775807.0", "18446744073709551615.0"];

/// What a Signed argument is cut to.
fn edges(bits: u32) -> Vec<i64> {
    let top = 1i64 << (bits - 1);
    let mut all =
        vec![0, 1, 2, 3, 7, 31, 33, 63, 100, -1, -2, -7, top, top.wrapping_sub(1), top.wrapping_add(1), top / 3];
    all.extend([0x1234_5678_9abc_def0, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0001, 3037000500, 4294967295]);
    all
}

/// A graph of two Signed that does the operation in another type.
fn of_integers(name: &str, op: &str, ty: &str, result: &str) -> String {
    let mut text = format!(
        "graph {name}(v0: Signed, v1: Signed) -> Signed {{\nb0:\n    v2: {ty} = cast_int v0\n    v3: {ty} = cast_int v1\n"
    );
    let division = op.starts_with("int_trunc");
    if division {
        text += "    v6: Bool = cast_int v3\n    if v6 then b1 else b2\nb2:\n    return 0\nb1:\n";
    }
    text + &format!("    v4: {result} = {op} v2, v3\n    v5: Signed = cast_int v4\n    return v5\n}}\n\n")
}

#[test]
fn integers_of_every_width() {
    for (ty, bits, _) in INTEGERS {
        let mut graphs = String::new();
        let mut names = vec![];
        for op in ARITHMETIC.iter().chain(&PREDICATES) {
            let result = if PREDICATES.contains(op) { "Bool" } else { ty };
            graphs += &of_integers(op, op, ty, result);
            names.push(op.to_string());
        }
        if bits == 64 {
            graphs += &of_integers("int_mul_high", "int_mul_high", ty, ty);
            names.push("int_mul_high".to_string());
        }
        for (i, op) in ["int_neg", "int_invert"].iter().enumerate() {
            graphs += &format!(
                "graph one{i}(v0: Signed, v1: Signed) -> Signed {{\nb0:\n    v2: {ty} = cast_int v0\n    v3: {ty} = {op} v2\n\
                 \x20   v4: Signed = cast_int v3\n    return v4\n}}\n\n"
            );
            names.push(format!("one{i}"));
        }
        let edges = edges(bits);
        let pairs: Vec<(i64, i64)> = edges.iter().flat_map(|a| edges.iter().map(move |b| (*a, *b))).collect();
        let calls = |name: &String| pairs.iter().map(|(a, b)| format!("${name}, {a}, {b}")).collect::<Vec<_>>();
        let calls: Vec<String> = names.iter().flat_map(calls).collect();
        agrees(&program(&(graphs + &main_of(&calls))));
    }
}

#[test]
fn conversions_between_all_types() {
    let types = INTEGERS.iter().map(|(n, ..)| *n).chain(["Bool", "Char", "UniChar"]);
    let types: Vec<&str> = types.collect();
    let mut graphs = String::new();
    let mut calls = vec![];
    for from in &types {
        for to in &types {
            graphs += &format!(
                "graph {from}_{to}(v0: Signed) -> Signed {{\nb0:\n    v1: {from} = cast_int v0\n    v2: {to} = cast_int v1\n\
                 \x20   v3: Signed = cast_int v2\n    return v3\n}}\n\n"
            );
            calls.extend(edges(32).iter().map(|v| format!("${from}_{to}, {v}")));
        }
    }
    agrees(&program(&(graphs + &main_of(&calls))));
}

#[test]
fn floats_from_and_to_integers() {
    let mut graphs = String::new();
    let mut calls = vec![];
    for (ty, ..) in INTEGERS {
        graphs += &format!(
            "graph to_{ty}(v0: Signed) -> Signed {{\nb0:\n    v1: {ty} = cast_int v0\n    v2: Float = cast_int_to_float v1\n\
             \x20   v3: Signed = float_bits v2\n    return v3\n}}\n\n\
             graph from_{ty}(v0: Signed) -> Signed {{\nb0:\n    v1: Float = bits_float v0\n    v2: {ty} = cast_float_to_int v1\n\
             \x20   v3: Signed = cast_int v2\n    return v3\n}}\n\n"
        );
        calls.extend(edges(64).iter().map(|v| format!("$to_{ty}, {v}")));
        let numbers = FLOATS.iter().filter_map(|f| f.parse::<f64>().ok());
        let numbers = numbers.chain([f64::INFINITY, f64::NAN, 3e9, 5e-324]).flat_map(|f| [f, -f]);
        calls.extend(numbers.map(|f| format!("$from_{ty}, {}", f.to_bits() as i64)));
    }
    agrees(&program(&(graphs + &main_of(&calls))));
}
