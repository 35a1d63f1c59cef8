//! Files of tests: reading them, running the optimiser, comparing.

use crate::cursor::{Cursor, Error, R};
use crate::env::Program;
use crate::header::{declaration, value};
use crate::ops::Reader;
use rpy_jit_opt::{Bridge, BridgeInfo, Invalid, Options, Piece, optimize_bridge, optimize_loop};
use rpy_trace::print::{Printer, Style, renumbered};
use rpy_trace::{Const, Known, Tagged, Trace};
use std::collections::HashMap;

pub struct Test {
    pub name: String,
    /// As they come before the bridge, with what is known at its start.
    loop_trace: Trace,
    bridges: Vec<BridgeText>,
    options: Options,
    pub expected: String,
    /// The lines of the expected text, from the one after `=>` on.
    expected_lines: (usize, usize),
}

struct BridgeText {
    trace: Trace,
    info: BridgeInfo,
    runtime: Vec<Option<Const>>,
}

/// What the optimiser gave.
pub struct Outcome {
    pub text: String,
    pub matches: bool,
}

type Lines<'a> = Vec<(usize, &'a str)>;

pub fn read(text: &str) -> Result<(Program, Vec<Test>), Error> {
    let lines: Lines = text.lines().enumerate().map(|(i, l)| (i + 1, l)).collect();
    let mut program = Program::default();
    let first = lines.iter().position(|l| l.1.starts_with("== ")).unwrap_or(lines.len());
    for &(number, line) in &lines[..first] {
        let mut c = Cursor::new(number, line);
        if !c.done() {
            declaration(&mut program, &mut c)?;
        }
    }
    let mut tests = Vec::new();
    let mut at = first;
    while at < lines.len() {
        let end = lines[at + 1..].iter().position(|l| l.1.starts_with("== ")).map_or(lines.len(), |n| at + 1 + n);
        tests.push(test(&program, &lines[at..end])?);
        at = end;
    }
    Ok((program, tests))
}

fn test(program: &Program, lines: &[(usize, &str)]) -> R<Test> {
    let (number, title) = lines[0];
    let title = title.trim_start_matches("== ").trim();
    let (name, passes) = match title.split_once("passes:") {
        Some((name, passes)) => (name.trim(), passes),
        None => (title, program.passes.as_str()),
    };
    let passes = if passes.trim().is_empty() { "all" } else { passes };
    let mut options = Options::default();
    let mut names = String::new();
    for word in passes.split(':') {
        match word.trim().split_once('=').map(|(k, v)| (k, v.parse::<u32>())) {
            Some(("retrace_limit", Ok(n))) => options.retrace_limit = n,
            Some(("max_retrace_guards", Ok(n))) => options.max_retrace_guards = n,
            _ => names = names + ":" + word,
        }
    }
    let enabled = Options::enable(names.trim_start_matches(':'))
        .or_else(|bad| Cursor::new(number, lines[0].1).error(format!("there is no pass `{bad}`")))?;
    options =
        Options { retrace_limit: options.retrace_limit, max_retrace_guards: options.max_retrace_guards, ..enabled };
    let arrow = lines.iter().position(|l| l.1.trim() == "=>").unwrap_or(lines.len());
    let mut traces: Vec<Lines> = vec![Vec::new()];
    for &(number, line) in &lines[1..arrow] {
        if line.trim() == "bridge" {
            traces.push(Vec::new());
        } else if !Cursor::new(number, line).done()
            && let Some(last) = traces.last_mut()
        {
            last.push((number, line));
        }
    }
    let loop_trace = crate::read_trace(program, &traces[0])?;
    let bridges = traces[1..].iter().map(|t| bridge(program, t)).collect::<R<_>>()?;
    let from = (arrow + 1).min(lines.len());
    let expected = lines[from..].iter().map(|l| l.1).collect::<Vec<_>>().join("\n");
    let first = lines.get(from).map_or(lines[lines.len() - 1].0 + 1, |l| l.0);
    let expected_lines = (first, lines[lines.len() - 1].0 + 1);
    Ok(Test { name: name.to_string(), loop_trace, bridges, options, expected: expected.trim().into(), expected_lines })
}

fn bridge(program: &Program, lines: &[(usize, &str)]) -> R<BridgeText> {
    let mut ops: Lines = Vec::new();
    let mut facts: Lines = Vec::new();
    let mut runtime = Vec::new();
    for &(number, line) in lines {
        let mut c = Cursor::new(number, line);
        if c.eat("known") {
            facts.push((number, line));
        } else if c.eat("runtime") {
            while !c.done() {
                runtime.push(if c.eat("?") { None } else { Some(value(program, &mut c)?) });
                c.eat(",");
            }
        } else {
            ops.push((number, line));
        }
    }
    let trace = crate::read_trace(program, &ops)?;
    let names: HashMap<String, u32> = {
        let mut r = Reader { program, trace: Trace::default(), names: HashMap::new() };
        r.inputs(&mut Cursor::new(ops[0].0, ops[0].1))?;
        r.names.into_iter().map(|(n, v)| (n, v.0)).collect()
    };
    let mut known = Vec::new();
    for (number, line) in facts {
        let mut c = Cursor::new(number, line);
        c.expect("known")?;
        let operand = |c: &mut Cursor| -> R<Tagged> {
            let rest = c.rest();
            let n = rest.find(|ch: char| !(ch.is_alphanumeric() || ch == '_')).unwrap_or(rest.len());
            match names.get(&rest[..n]) {
                Some(&i) => c.word().map(|_| Tagged::Stored(i)),
                None => value(program, c).map(Tagged::Const),
            }
        };
        let object = operand(&mut c)?;
        if c.eat("is") {
            if c.eat("not") {
                c.expect("null")?;
                known.push(Known::NonNull(object));
            } else {
                let at = c.place();
                let class = c.word()?;
                let address = program.address(class);
                let address = address.ok_or_else(|| c.error_at(at, format!("there is no class `{class}`")))?;
                known.push(Known::Class(object, address));
            }
        } else {
            c.expect("of")?;
            let at = c.place();
            let name = c.path()?;
            let descr = program.fields.get(name).copied();
            let descr = descr.ok_or_else(|| c.error_at(at, format!("there is no field `{name}`")))?;
            c.expect("=")?;
            known.push(Known::Field { object, descr, value: operand(&mut c)? });
        }
    }
    Ok(BridgeText { trace, info: BridgeInfo { known }, runtime })
}

/// Runs the optimiser on a test.
pub fn optimise(program: &Program, test: &Test) -> Outcome {
    let text = match pieces(program, test) {
        Ok(pieces) => show(program, &pieces),
        Err(Invalid(why)) => format!("invalid: {why}"),
    };
    let text = text.trim().to_string();
    let matches = renumbered(&text) == renumbered(&test.expected);
    Outcome { text, matches }
}

fn pieces(program: &Program, test: &Test) -> Result<Vec<Piece>, Invalid> {
    let mut env = program.clone();
    let mut next = 0;
    let made = optimize_loop(test.loop_trace.clone(), &mut env, &test.options, &mut next)?;
    let (mut pieces, mut targets) = (made.pieces, made.targets);
    for bridge in &test.bridges {
        env.runtime = bridge.runtime.clone();
        let trace = bridge.trace.clone();
        match optimize_bridge(trace, &bridge.info, &mut targets, &mut env, &test.options, &mut next)? {
            Bridge::Ready(piece) => pieces.push(piece),
            // The iteration that is recorded again is the loop's own.
            Bridge::Retrace(retrace) => {
                let more = retrace.finish(&test.loop_trace, &mut targets, &mut env, &test.options, &mut next)?;
                pieces.extend(more);
            }
        }
    }
    Ok(pieces)
}

fn show(program: &Program, pieces: &[Piece]) -> String {
    let printer = Printer { descrs: &program.descrs, names: program, style: Style::Test, first: 0 };
    pieces.iter().map(|p| printer.trace(&p.trace, Some(p.target))).collect::<Vec<_>>().join("\n")
}

/// The file with what the optimiser gives now as what is expected.
pub fn update(text: &str) -> Result<String, Error> {
    let (program, tests) = read(text)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    for test in &tests {
        let (from, to) = test.expected_lines;
        out += &lines[at..(from - 1).min(lines.len())].join("\n");
        out.push('\n');
        let has_arrow = lines[..(from - 1).min(lines.len())].last().is_some_and(|l| l.trim() == "=>");
        if !has_arrow {
            out += "=>\n";
        }
        out += &optimise(&program, test).text;
        out += "\n\n";
        at = (to - 1).min(lines.len());
    }
    out += &lines[at..].join("\n");
    Ok(format!("{}\n", out.trim_end()))
}
