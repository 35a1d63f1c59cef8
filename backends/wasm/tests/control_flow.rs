//! Random control flow, most of it irreducible, becomes modules that a strict validator takes, and that give the same as the graph
//! interpreter under Node.js (where there is one).

mod common;
use common::{agrees, main_of, program};

struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// Some blocks that jump anywhere, for as long as there is fuel. All pass `(sum, fuel)`, some of them a Float as well.
fn graph(random: &mut Random, name: &str) -> String {
    let blocks = 2 + random.below(12);
    let mut text = format!("graph {name}(v0: Signed) -> Signed {{\nb0:\n    v1: Signed = int_xor v0, 77\n");
    let floats: Vec<bool> = (0..blocks).map(|_| random.below(3) == 0).collect();
    let mut next_var = 2;
    let link = |random: &mut Random, sum: &str, fuel: &str| {
        let to = random.below(blocks);
        let float = if floats[to as usize] { ", f 1.5" } else { "" };
        format!("b{}({sum}, {fuel}{float})", to + 1)
    };
    text += &format!("    goto {}\n", link(random, "v1", "60"));
    for b in 0..blocks {
        let mut var = || {
            next_var += 1;
            format!("v{}", next_var - 1)
        };
        let (sum, fuel, float) = (var(), var(), floats[b as usize].then(&mut var));
        let of_float = float.as_ref().map_or(String::new(), |f| format!(", {f}: Float"));
        text += &format!("b{}({sum}: Signed, {fuel}: Signed{of_float}):\n", b + 1);
        let (scaled, added, left, end) = (var(), var(), var(), var());
        text +=
            &format!("    {scaled}: Signed = int_mul {sum}, 31\n    {added}: Signed = int_add {scaled}, {}\n", b + 3);
        text += &format!("    {left}: Signed = int_sub {fuel}, 1\n    {end}: Bool = int_lt {left}, 0\n");
        let more = format!("b{}", blocks + 1 + b);
        text += &format!("    if {end} then b{}({added}) else {more}\n", 2 * blocks + 1);
        text += &format!("{more}:\n");
        match random.below(4) {
            0 => text += &format!("    goto {}\n", link(random, &added, &left)),
            1 => {
                let (bit, odd) = (var(), var());
                text += &format!("    {bit}: Signed = int_and {added}, {}\n", 1 << random.below(3));
                text += &format!("    {odd}: Bool = int_ne {bit}, 0\n");
                // What is computed in one block is used in others.
                let (then, els) = (link(random, &added, &left), link(random, "v1", &left));
                text += &format!("    if {odd} then {then} else {els}\n");
            }
            _ => {
                let low = var();
                text += &format!("    {low}: Signed = int_and {added}, 15\n    switch {low} [");
                let mut value = 0;
                let mut cases = vec![];
                for _ in 0..1 + random.below(7) {
                    value += 1 + random.below(4);
                    cases.push(format!("{value}: {}", link(random, &added, &left)));
                }
                text += &format!("{}] else {}\n", cases.join(", "), link(random, &added, &left));
            }
        }
    }
    text += &format!("b{}(v{next_var}: Signed):\n    return v{next_var}\n}}\n\n", 2 * blocks + 1);
    text
}

#[test]
fn any_control_flow_is_valid_and_does_the_same() {
    for seed in 1..12 {
        let mut random = Random(seed * 0x9e37_79b9_7f4a_7c15);
        let graphs: Vec<String> = (0..40).map(|i| graph(&mut random, &format!("g{i}"))).collect();
        let calls: Vec<String> = (0..40).map(|i| format!("$g{i}, {i}")).collect();
        agrees(&program(&(graphs.concat() + &main_of(&calls))));
    }
}
