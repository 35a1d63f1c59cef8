//! What a log says, for people: the tree of loops and bridges, what failed, which operations there are and where.

use super::read::{Log, Op, Title, Unit};
use rpy_ir::hash::HashMap;
use std::fmt::Write;

/// How many rows of a table are shown.
const ROWS: usize = 40;
/// Deeper in the tree nothing is indented further.
const DEEPEST: usize = 20;

pub fn report(log: &Log) -> String {
    let bridges = log.units.iter().filter(|u| matches!(u.title, Title::Bridge { .. })).count();
    let loops = log.units.len() - bridges;
    let mut out = format!("JIT log: {}, {}\n", plural(loops, "loop"), plural(bridges, "bridge"));
    let tree = Tree::new(log);
    if !log.units.is_empty() {
        out += "\nloops, with the guards that have failed and the bridges from them\n";
        tree.write(&mut out);
        operations(log, &mut out);
    }
    if log.units.is_empty() && !log.failures.is_empty() {
        out += "\nguards that have failed\n";
        let mut failures: Vec<_> = log.failures.iter().collect();
        failures.sort();
        for (guard, n) in failures {
            let _ = writeln!(out, "  Guard 0x{guard:x}: {}", times(*n));
        }
    }
    if !log.aborts.is_empty() {
        out += "\ntraces that were given up\n";
        let mut reasons: HashMap<&str, u64> = HashMap::default();
        for a in &log.aborts {
            *reasons.entry(a).or_default() += 1;
        }
        table(reasons.into_iter().map(|(why, n)| (why.to_string(), n, 0)).collect(), false, &mut out);
    }
    if !log.summary.is_empty() {
        out += "\nsummary\n";
        for (name, value) in &log.summary {
            let _ = writeln!(out, "  {name:<26} {value:>10}");
        }
    }
    out
}

fn times(n: u64) -> String {
    if n == 1 { "once".to_string() } else { format!("{n} times") }
}

fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.min(DEEPEST))
}

fn shown_name(t: &Title) -> String {
    match t {
        Title::Loop { number, place } if place.is_empty() => format!("Loop {number}"),
        Title::Loop { number, place } => format!("Loop {number} ({place})"),
        Title::Bridge { guard } => format!("bridge out of Guard 0x{guard:x}"),
    }
}

fn code(ops: &[Op]) -> impl Iterator<Item = &Op> {
    ops.iter().filter(|op| op.name != "label" && op.name != "debug_merge_point")
}

/// What is still to be written of the tree.
enum Item {
    Line(String),
    /// With its depth.
    Unit(usize, usize),
}

struct Tree<'l> {
    log: &'l Log,
    /// By unit and index of the guard's operation: the bridge from there.
    bridges: HashMap<(usize, usize), usize>,
    /// Units that hang on no guard of the log.
    roots: Vec<usize>,
    /// By label: its unit.
    labels: HashMap<u64, usize>,
}

impl<'l> Tree<'l> {
    fn new(log: &'l Log) -> Tree<'l> {
        let mut tree = Tree { log, bridges: HashMap::default(), roots: vec![], labels: HashMap::default() };
        // Numbers may be used again: a bridge comes from what had its guard's number last.
        let mut guards: HashMap<u64, (usize, usize)> = HashMap::default();
        for (i, u) in log.units.iter().enumerate() {
            match &u.title {
                Title::Bridge { guard } if guards.contains_key(guard) => {
                    tree.bridges.insert(guards[guard], i);
                }
                _ => tree.roots.push(i),
            }
            for (j, op) in u.ops.iter().enumerate() {
                guards.extend(op.guard.map(|g| (g, (i, j))));
                if op.name == "label" {
                    tree.labels.extend(op.target.map(|t| (t, i)));
                }
            }
        }
        tree
    }

    /// Without recursion: a log may have any number of bridges out of bridges.
    fn write(&self, out: &mut String) {
        let mut todo: Vec<Item> = self.roots.iter().rev().map(|&i| Item::Unit(i, 1)).collect();
        while let Some(item) = todo.pop() {
            match item {
                Item::Line(text) => *out += &text,
                Item::Unit(i, depth) => {
                    let _ = writeln!(out, "{}{}", indent(depth), self.facts(&self.log.units[i]));
                    todo.extend(self.guards(i, depth + 1).into_iter().rev());
                }
            }
        }
    }

    /// The guards of a unit that have failed, each with its bridge.
    fn guards(&self, unit: usize, depth: usize) -> Vec<Item> {
        let mut items = vec![];
        let mut place = String::new();
        for (j, op) in self.log.units[unit].ops.iter().enumerate() {
            if let Some(p) = &op.place {
                place = format!(" at {p}");
            }
            let Some(guard) = op.guard else { continue };
            let failures = self.log.failures.get(&guard).copied().unwrap_or(0);
            let bridge = self.bridges.get(&(unit, j));
            let what = match (failures, bridge) {
                (0, None) => continue,
                (n, None) => format!("failed {}", times(n)),
                (0, Some(_)) => "has a bridge".to_string(),
                (n, Some(_)) => format!("failed {}, then has a bridge", times(n)),
            };
            items.push(Item::Line(format!("{}Guard 0x{guard:x} {}{place}: {what}\n", indent(depth), op.name)));
            items.extend(bridge.map(|&b| Item::Unit(b, depth + 1)));
        }
        items
    }

    fn facts(&self, unit: &Unit) -> String {
        let guards = unit.ops.iter().filter(|op| op.guard.is_some()).count();
        let name = shown_name(&unit.title);
        let (operations, guards) = (plural(code(&unit.ops).count(), "operation"), plural(guards, "guard"));
        let mut out = format!("{name}: {operations}, {guards}");
        if let Some(bytes) = unit.bytes {
            let _ = write!(out, ", {bytes} bytes");
        }
        let counts = &self.log.counts;
        let (entry, what) = match &unit.title {
            Title::Loop { number, .. } => (format!("entry {number}"), "entered"),
            Title::Bridge { guard } => (format!("bridge {guard}"), "taken"),
        };
        if let Some(&n) = counts.get(&entry) {
            let _ = write!(out, ", {what} {}", times(n));
        }
        // The last label is that of the loop itself; one that is the only one has been said.
        let labels: Vec<u64> = unit.ops.iter().filter(|op| op.name == "label").filter_map(|op| op.target).collect();
        if let (Some(last), true) = (labels.last(), labels.len() > 1)
            && let Some(&n) = counts.get(&format!("TargetToken({last})"))
        {
            let _ = write!(out, ", runs its loop {}", times(n));
        }
        if let Some(op) = unit.ops.last() {
            match op.target.map(|t| self.labels.get(&t)) {
                Some(Some(&to)) if std::ptr::eq(&self.log.units[to], unit) => {}
                Some(Some(&to)) => {
                    let _ = write!(out, ", goes to {}", shown_name(&self.log.units[to].title));
                }
                Some(None) => out += ", goes to a loop that is not in the log",
                None => {
                    let _ = write!(out, ", ends with {}", op.name);
                }
            }
        }
        out
    }
}

/// Tables of operations: how many are in the code, and how often the labels that they come after were reached.
fn operations(log: &Log, out: &mut String) {
    let mut kinds: HashMap<&str, (u64, u64)> = HashMap::default();
    let mut places: HashMap<&str, (u64, u64)> = HashMap::default();
    for u in &log.units {
        let start = match &u.title {
            Title::Loop { number, .. } => format!("entry {number}"),
            Title::Bridge { guard } => format!("bridge {guard}"),
        };
        let reached = |name: &str| log.counts.get(name).copied().unwrap_or(0);
        let mut runs = reached(&start);
        let mut place = "(before the first place)";
        for op in &u.ops {
            match (op.name.as_str(), op.target, &op.place) {
                ("label", Some(t), _) => runs = reached(&format!("TargetToken({t})")),
                (_, _, Some(p)) => place = p,
                _ => {
                    for entry in [kinds.entry(&op.name).or_default(), places.entry(place).or_default()] {
                        entry.0 += 1;
                        entry.1 = entry.1.saturating_add(runs);
                    }
                }
            }
        }
    }
    let counted = !log.counts.is_empty();
    let head = if counted { " (in the code, reached)" } else { "" };
    let rows = |m: HashMap<&str, (u64, u64)>| m.into_iter().map(|(k, (n, r))| (k.to_string(), n, r)).collect();
    let _ = writeln!(out, "\noperations by kind{head}");
    table(rows(kinds), counted, out);
    let _ = writeln!(out, "\noperations by place{head}");
    table(rows(places), counted, out);
}

/// The largest numbers first.
fn table(mut rows: Vec<(String, u64, u64)>, two: bool, out: &mut String) {
    rows.sort_by(|a, b| (b.2, b.1).cmp(&(a.2, a.1)).then(a.0.cmp(&b.0)));
    for (name, n, reached) in rows.iter().take(ROWS) {
        let _ = if two { writeln!(out, "  {n:>6} {reached:>10}  {name}") } else { writeln!(out, "  {n:>6}  {name}") };
    }
    if rows.len() > ROWS {
        let _ = writeln!(out, "  ... {} more", rows.len() - ROWS);
    }
}
