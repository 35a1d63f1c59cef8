//! Variables and blocks get the numbers that their names say (`v12` is variable 12), so that what is printed again is what
//! was read, and a dump speaks of the same variables as the verifier.
//!
//! Numbers that no name uses become unreachable blocks and variables of type Void. How many a text may make is bounded: a
//! few characters must not cost much memory. A graph with other names, or beyond the bound, is numbered in order.

use rpy_ir::hash::HashMap;
use rpy_ir::{Arena, Block, BlockId, Exit, Graph, Span, Ty, Var};

/// Unused numbers in all graphs of a text.
pub const SPARE: usize = 1 << 20;

/// Renumbers the graph; takes what it leaves unused from `spare`.
pub fn by_name(g: &mut Graph, vars: &HashMap<String, Var>, blocks: &HashMap<String, BlockId>, spare: &mut usize) {
    let vars = numbers(vars.iter().map(|(n, v)| (n.as_str(), v.0)), 'v', g.vars.len(), spare);
    if let Some(map) = vars {
        let filler = || rpy_ir::graph::VarData { ty: Ty::Void };
        g.vars = arrange(std::mem::take(&mut g.vars), &map, filler);
        let rename = |v: &mut Var| *v = Var(map[v.0 as usize]);
        for b in g.blocks.values_mut() {
            b.params.iter_mut().for_each(rename);
            for op in &mut b.ops {
                op.result.iter_mut().for_each(rename);
                op.args.iter_mut().for_each(|o| rename_operand(o, &map));
            }
            b.exit.for_each_operand_mut(|o| rename_operand(o, &map));
            if let Exit::Try { exc, .. } = &mut b.exit {
                rename(exc);
            }
        }
    }
    let blocks = numbers(blocks.iter().map(|(n, b)| (n.as_str(), b.0)), 'b', g.blocks.len(), spare);
    if let Some(map) = blocks {
        let filler = || Block { params: vec![], ops: vec![], exit: Exit::Unreachable, span: Span::NONE };
        g.blocks = arrange(std::mem::take(&mut g.blocks), &map, filler);
        g.entry = BlockId(map[g.entry.0 as usize]);
        for b in g.blocks.values_mut() {
            for l in b.exit.links_mut() {
                l.to = BlockId(map[l.to.0 as usize]);
            }
        }
    }
}

fn rename_operand(o: &mut rpy_ir::Operand, map: &[u32]) {
    if let rpy_ir::Operand::Var(v) = o {
        *v = Var(map[v.0 as usize]);
    }
}

/// By index: the number in the name. None if not everything has a plain number, or too many numbers would be unused.
fn numbers<'a>(
    names: impl Iterator<Item = (&'a str, u32)>,
    prefix: char,
    count: usize,
    spare: &mut usize,
) -> Option<Vec<u32>> {
    let mut map = vec![None; count];
    for (name, index) in names {
        let digits = name.strip_prefix(prefix)?;
        let number: u32 = digits.parse().ok()?;
        // `v01` and `v1` are two names.
        if number.to_string() != digits {
            return None;
        }
        map[index as usize] = Some(number);
    }
    let map: Vec<u32> = map.into_iter().collect::<Option<_>>()?;
    let unused = map.iter().max().map_or(0, |&m| m as usize + 1) - count;
    *spare = spare.checked_sub(unused)?;
    Some(map)
}

/// The entries at their new places, and fillers elsewhere.
fn arrange<K: rpy_ir::entity::Entity, V>(old: Arena<K, V>, map: &[u32], filler: impl Fn() -> V) -> Arena<K, V> {
    let length = map.iter().max().map_or(0, |&m| m as usize + 1);
    let mut places: Vec<Option<V>> = (0..length).map(|_| None).collect();
    for (value, &to) in old.into_values().zip(map) {
        places[to as usize] = Some(value);
    }
    let mut new = Arena::new();
    for p in places {
        new.push(p.unwrap_or_else(&filler));
    }
    new
}
