//! Random programs do the same before and after each pass, at each level, and after the exceptions phase.
//!
//! `RPY_RANDOM_SEED=N` runs the one program of that seed and prints it when it fails; `RPY_RANDOM_COUNT=N` runs more than
//! the default.

#[path = "random/generator.rs"]
mod generator;

use rpy_interp::{Interp, Stop};
use rpy_ir::{GraphId, Program, print, verify};
use rpy_opt::Level;

const ARGUMENTS: [(i64, i64); 5] = [(0, 0), (1, -1), (7, 3), (-5, 1 << 40), (i64::MIN, i64::MAX)];

type Outcome = Vec<Result<u64, Stop>>;

/// The results for each pair of arguments, each in fresh memory.
fn outcome(p: &Program, top: GraphId) -> Outcome {
    let run = |(a, b): (i64, i64)| Interp::new(p)?.call(top, &[a as u64, b as u64]);
    ARGUMENTS.into_iter().map(run).collect()
}

/// What a change of a program gets wrong.
fn difference(before: &Program, top: GraphId, expected: &Outcome, change: impl Fn(&mut Program)) -> Option<String> {
    let mut after = before.clone();
    change(&mut after);
    let problems = verify::verify(&after);
    let wrong = if problems.is_empty() {
        let got = outcome(&after, top);
        if got == *expected {
            return None;
        }
        format!("expected {expected:?}, got {got:?}")
    } else {
        problems.iter().map(|p| p.to_string()).collect::<Vec<_>>().join("\n")
    };
    Some(format!("{wrong}\n\nbefore:\n{}\nafter:\n{}", print::program(before), print::program(&after)))
}

fn check(seed: u64) -> Result<(), String> {
    let (p, top) = generator::program(seed);
    let problems = verify::verify(&p);
    if !problems.is_empty() {
        return Err(format!("the generated program is not valid: {}\n{}", problems[0], print::program(&p)));
    }
    let expected = outcome(&p, top);
    if let Some(Err(stop)) = expected.iter().find(|o| o.is_err()) {
        return Err(format!("the generated program stops: {stop}\n{}", print::program(&p)));
    }
    let passes = rpy_opt::GRAPH_PASSES.iter().map(|(name, _)| *name).chain(["inline", "promote"]);
    for name in passes {
        let apply = |p: &mut Program| rpy_opt::run_pass(p, name).expect("the pass is in the table");
        if let Some(d) = difference(&p, top, &expected, apply) {
            return Err(format!("pass {name}: {d}"));
        }
    }
    for level in [Level::O0, Level::O1, Level::O2, Level::O3, Level::Size, Level::Mem] {
        if let Some(d) = difference(&p, top, &expected, |p| rpy_opt::optimise(p, level)) {
            return Err(format!("level {level:?}: {d}"));
        }
        let to_exceptions = |p: &mut Program| {
            rpy_opt::optimise(p, level);
            rpy_exceptions::run(p);
            rpy_opt::clean_up(p);
        };
        if let Some(d) = difference(&p, top, &expected, to_exceptions) {
            return Err(format!("exceptions after {level:?}: {d}"));
        }
    }
    Ok(())
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn random_programs_keep_their_meaning() {
    if let Some(seed) = setting("RPY_RANDOM_SEED") {
        check(seed).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        return;
    }
    let mut failures = vec![];
    for seed in 0..setting("RPY_RANDOM_COUNT").unwrap_or(400) {
        if let Err(e) = check(seed) {
            failures.push(format!("seed {seed}: {}", e.lines().next().unwrap_or_default()));
        }
    }
    assert!(
        failures.is_empty(),
        "{} programs failed:\n{}",
        failures.len(),
        failures[..failures.len().min(20)].join("\n")
    );
}
