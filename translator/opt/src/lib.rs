//! Optimisation passes on typed graphs, each in a file of its own, and the order in which each level runs them.
//!
//! A pass keeps a program valid for the verifier and keeps the spans of operations. It knows neither Python nor any
//! collector: allocation is still the operation `malloc`, and exceptions still leave through `Try` and `Raise` exits.

mod casts;
mod cse;
mod dead;
mod equal;
mod fold;
mod hints;
mod hoist;
mod inline;
mod loads;
mod mallocs;
mod parallel;
mod promote;
mod ranges;
mod rewrite;
mod simplify;
mod statics;
mod switches;
mod tails;

use parallel::each_graph;
use rpy_ir::indirect::Targets;
use rpy_ir::{Graph, GraphId, Program};

/// The levels of RPython's `--opt`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    O0,
    O1,
    O2,
    O3,
    Size,
    Mem,
}

/// What of a program a pass may look at while it changes one graph.
pub struct Context<'a> {
    pub types: &'a rpy_ir::Types,
    pub data: &'a rpy_ir::Arena<rpy_ir::DataId, rpy_ir::Data>,
}

type GraphPass = fn(&mut Graph, &Context) -> bool;

/// The passes on single graphs, by the name that text tests and dumps use. Each tells whether it changed anything.
pub const GRAPH_PASSES: &[(&str, GraphPass)] = &[
    ("simplify", simplify::run),
    ("fold", fold::run),
    ("dead", dead::run),
    ("casts", casts::run),
    ("cse", cse::run),
    ("loads", loads::run),
    ("equal", equal::run),
    ("mallocs", mallocs::run),
    ("ranges", ranges::run),
    ("hoist", hoist::run),
    ("tails", tails::run),
    ("switches", switches::run),
    ("hints", hints::run),
];

/// Runs one pass by name on a whole program; `inline` and `promote` are passes on programs.
pub fn run_pass(program: &mut Program, name: &str) -> Result<(), String> {
    // A text test may be of graphs alone, without roles.
    let all: Vec<GraphId> = program.graphs.keys().collect();
    match name {
        "inline" => {
            inline::run(program, inline::Limits::for_level(Level::O2), false);
            return Ok(());
        }
        "promote" => {
            let targets = Targets::new(program);
            for id in all {
                promote::run(program, id, &targets);
            }
            return Ok(());
        }
        _ => {}
    }
    let pass = GRAPH_PASSES.iter().find(|(n, _)| *n == name).ok_or_else(|| format!("there is no pass `{name}`"))?;
    for id in all {
        on_graph(program, id, |g, cx| pass.1(g, cx));
    }
    Ok(())
}

fn on_graph<R>(program: &mut Program, id: GraphId, f: impl FnOnce(&mut Graph, &Context) -> R) -> R {
    let context = Context { types: &program.types, data: &program.data };
    f(&mut program.graphs[id], &context)
}

/// All passes of a level.
pub fn optimise(program: &mut Program, level: Level) {
    if level == Level::O0 {
        return;
    }
    each_graph(program, clean);
    inlined(program, level, !program.jit_drivers.is_empty());
}

/// What follows when each graph is clean. Inlining leaves them so.
fn inlined(program: &mut Program, level: Level, for_jit: bool) {
    // Callees first, so that what is inlined is already small.
    inline::run(program, inline::Limits::for_level(level), for_jit);
    each_graph(program, |g, cx| {
        // What malloc removal makes visible (constants, dead stores) may free the next object.
        for _ in 0..4 {
            if !mallocs::run(g, cx) {
                break;
            }
            clean(g, cx);
        }
        if loads::run(g, cx) | equal::run(g, cx) | ranges::run(g, cx) {
            clean(g, cx);
        }
        if switches::run(g, cx) {
            simplify::run(g, cx);
        }
        // One round for each depth of nested loops that matters.
        for _ in 0..4 {
            if !hoist::run(g, cx) {
                break;
            }
        }
    });
    // A portal's merge point may lead to any block behind it, so it comes after the JIT has seen the graphs.
    if !for_jit {
        let targets = Targets::new(program);
        for id in program.reachable_graphs() {
            if promote::run(program, id, &targets) {
                on_graph(program, id, clean);
            }
        }
    }
    if !matches!(level, Level::Size | Level::Mem) {
        each_graph(program, |g, cx| {
            if tails::run(g, cx) {
                simplify::run(g, cx);
            }
        });
    }
}

/// Replaces the hints to a JIT by what they mean without one, in all graphs, and does what was not done for its sake: for
/// native code, when the codewriter is done.
pub fn remove_jit_hints(program: &mut Program, level: Level) {
    each_graph(program, |g, cx| {
        // Portals are new, and have no hints any more.
        if hints::run(g, cx) | simplify::run(g, cx) {
            clean(g, cx);
        }
    });
    inlined(program, level, false);
}

/// What is left to do after the phases that come later: control flow and parameters, on all graphs.
pub fn clean_up(program: &mut Program) {
    each_graph(program, |g, cx| {
        simplify::run(g, cx);
    });
}

/// The cheap passes, until nothing changes or the gain is not worth another round.
fn clean(g: &mut Graph, cx: &Context) {
    for _ in 0..4 {
        let mut changed = simplify::run(g, cx);
        changed |= fold::run(g, cx);
        changed |= casts::run(g, cx);
        changed |= cse::run(g, cx);
        changed |= dead::run(g, cx);
        if !changed {
            break;
        }
    }
}
