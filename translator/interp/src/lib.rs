//! The graph interpreter: runs a typed program after any phase, on simulated memory laid out as in native code.
//!
//! Values are 64-bit words: integers sign- or zero-extended by their type, floats by their bits. Every access to memory is
//! checked, so that a program that a phase has broken stops with a message instead of going on with nonsense.

mod eval;
mod libc;
mod memory;

pub use libc::Outside;
pub use memory::Memory;

use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, DataId, Exit, Graph, GraphId, Link, Op, Operand, Operation, Program, Role, Ty, Var};
use rpy_layout::Layouts;
use std::fmt;

/// Why a run ended early.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// The program called `exit`.
    Exit(i32),
    /// An exception left the graph that was called: the address of the instance.
    Exception(u64),
    /// The program is wrong: a bad access, an operation without a meaning.
    Wrong(String),
}

impl From<String> for Stop {
    fn from(message: String) -> Stop {
        Stop::Wrong(message)
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Exit(code) => write!(f, "exit status {code}"),
            Stop::Exception(_) => write!(f, "an exception left the program"),
            Stop::Wrong(message) => write!(f, "the graph interpreter stopped: {message}"),
        }
    }
}

/// Where addresses of functions begin: nothing else is there.
const FUNCTIONS: u64 = 0x7000_0000_0000_0000;
/// Deeper recursion is taken for endless.
const DEPTH: usize = 4000;

pub struct Interp<'p> {
    program: &'p Program,
    layouts: Layouts,
    pub memory: Memory,
    pub outside: Outside,
    data: HashMap<DataId, u64>,
    depth: usize,
}

impl<'p> Interp<'p> {
    /// Lays out the static data.
    pub fn new(program: &'p Program) -> Result<Interp<'p>, Stop> {
        let mut i = Interp {
            program,
            layouts: Layouts::new(program),
            memory: Memory::new(),
            outside: Outside::new(),
            data: HashMap::default(),
            depth: 0,
        };
        let reachable = program.reach().data;
        let objects: Vec<_> = reachable.iter().map(|&d| (d, rpy_layout::image(program, &i.layouts, d))).collect();
        for (d, object) in &objects {
            let start = i.memory.allocate(object.bytes.len());
            i.memory.bytes_mut(start, object.bytes.len())?.copy_from_slice(&object.bytes);
            i.data.insert(*d, start + object.base as u64);
        }
        for (d, object) in &objects {
            let start = i.data[d] - object.base as u64;
            for (at, c) in &object.relocations {
                let value = i.constant(c)?;
                i.memory.store(start + *at as u64, 8, value)?;
            }
        }
        Ok(i)
    }

    /// Runs the program as its executable would run; the exit status.
    pub fn run_main(&mut self, argv: &[String]) -> Result<i32, Stop> {
        let main = self.program.role_graph(Role::Main).ok_or_else(|| "the program has no main graph".to_string())?;
        let table = self.memory.allocate((argv.len() + 1) * 8);
        for (i, a) in argv.iter().enumerate() {
            let at = self.memory.allocate(a.len() + 1);
            self.memory.bytes_mut(at, a.len())?.copy_from_slice(a.as_bytes());
            self.memory.store(table + i as u64 * 8, 8, at)?;
        }
        match self.call(main, &[argv.len() as u64, table]) {
            Ok(status) => Ok(status as i32),
            Err(Stop::Exit(code)) => Ok(code),
            // Before the exceptions phase nothing reports an exception in the program itself.
            Err(Stop::Exception(value)) => {
                eprintln!("Fatal RPython error: {}", self.exception_name(value)?);
                Ok(1)
            }
            Err(wrong) => Err(wrong),
        }
    }

    /// The name of an exception instance's class.
    pub fn exception_name(&mut self, value: u64) -> Result<String, Stop> {
        let types = &self.program.types;
        let field = |of: &str, name: &str| {
            let t = types.by_name(of)?;
            types.find_field(t, name)
        };
        let (Some(typeptr), Some(name), Some(string)) =
            (field("object", "typeptr"), field("object_vtable", "name"), types.by_name("rpy_string"))
        else {
            return Ok("exception".to_string());
        };
        let vtable = self.memory.load(value + self.layouts.offset(typeptr) as u64, 8)?;
        let text = self.memory.load(vtable + self.layouts.offset(name) as u64, 8)?;
        let l = self.layouts.of(string);
        let (length, items) = (l.length_offset as u64, l.items_offset as u64);
        let n = self.memory.load(text + length, 8)?;
        let bytes = self.memory.bytes(text + items, n as usize)?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Calls a graph. Arguments of type Void are left out.
    pub fn call(&mut self, id: GraphId, args: &[u64]) -> Result<u64, Stop> {
        if self.depth >= DEPTH {
            return Err(Stop::Wrong(format!("calls are nested {DEPTH} deep")));
        }
        self.depth += 1;
        let program = self.program;
        let g = &program.graphs[id];
        let result = self.run(g, args).map_err(|s| match s {
            Stop::Wrong(m) if !m.contains("\n  in ") => Stop::Wrong(format!("{m}\n  in {}", g.name)),
            other => other,
        });
        self.depth -= 1;
        result
    }

    fn run(&mut self, g: &Graph, args: &[u64]) -> Result<u64, Stop> {
        let mut vars = vec![0u64; g.vars.len()];
        for (p, a) in g.params().iter().zip(args) {
            vars[p.0 as usize] = *a;
        }
        let mut at = g.entry;
        'blocks: loop {
            let block = &g.blocks[at];
            for (i, op) in block.ops.iter().enumerate() {
                match self.operation(g, op, &vars) {
                    Ok(v) => {
                        if let Some(r) = op.result {
                            vars[r.0 as usize] = v;
                        }
                    }
                    Err(Stop::Exception(value)) if i + 1 == block.ops.len() => match &block.exit {
                        Exit::Try { exc, handler, .. } => {
                            vars[exc.0 as usize] = value;
                            at = self.follow(g, handler, &mut vars)?;
                            continue 'blocks;
                        }
                        _ => return Err(Stop::Exception(value)),
                    },
                    Err(Stop::Wrong(m)) if !m.contains("\n  ") => {
                        let place = match (program_path(self.program, op), self.program.sources.line(op.span)) {
                            (Some(p), Some(l)) => format!(" ({p}:{l})"),
                            _ => String::new(),
                        };
                        return Err(Stop::Wrong(format!("{m}\n  at {}{place}", op.op.name())));
                    }
                    Err(stop) => return Err(stop),
                }
            }
            at = match &block.exit {
                Exit::Goto(l) | Exit::Try { normal: l, .. } => self.follow(g, l, &mut vars)?,
                Exit::Branch { cond, then, els } => {
                    let c = self.value(cond, &vars)?;
                    self.follow(g, if c & 1 != 0 { then } else { els }, &mut vars)?
                }
                Exit::Switch { on, cases, default } => {
                    let v = self.value(on, &vars)? as i64;
                    let l = cases.iter().find(|(c, _)| *c == v).map_or(default, |(_, l)| l);
                    self.follow(g, l, &mut vars)?
                }
                Exit::Return(v) => return self.value(v, &vars),
                Exit::Raise(v, _) => {
                    let value = self.value(v, &vars)?;
                    return Err(Stop::Exception(value));
                }
                Exit::Unreachable => return Err(Stop::Wrong("control arrived where it never does".to_string())),
            };
        }
    }

    fn follow(&mut self, g: &Graph, l: &Link, vars: &mut [u64]) -> Result<BlockId, Stop> {
        // All arguments are read before any parameter is written.
        let mut values = Vec::with_capacity(l.args.len());
        for a in &l.args {
            values.push(self.value(a, vars)?);
        }
        for (p, v) in g.blocks[l.to].params.iter().zip(values) {
            vars[p.0 as usize] = v;
        }
        Ok(l.to)
    }

    fn value(&mut self, o: &Operand, vars: &[u64]) -> Result<u64, Stop> {
        match o {
            Operand::Var(Var(v)) => Ok(vars[*v as usize]),
            Operand::Const(c) => self.constant(c),
        }
    }

    fn constant(&mut self, c: &Const) -> Result<u64, Stop> {
        Ok(match c {
            Const::Bool(b) => *b as u64,
            Const::Int(v, _) => *v as u64,
            Const::Char(c) => *c as u64,
            Const::UniChar(c) => *c as u64,
            Const::Float(bits) => *bits,
            Const::SingleFloat(bits) => *bits as u64,
            Const::Data(d) | Const::DataAddress(d) => match self.data.get(d) {
                Some(a) => *a,
                None => return Err(Stop::Wrong("static data that is not reachable".to_string())),
            },
            Const::Graph(g) => FUNCTIONS + g.0 as u64,
            Const::Layout(l) => self.layouts.eval(self.program, *l) as u64,
            _ => 0,
        })
    }

    fn operation(&mut self, g: &Graph, op: &Operation, vars: &[u64]) -> Result<u64, Stop> {
        let program = self.program;
        let ty = |o: &Operand| program.operand_ty(g, o);
        match op.op {
            Op::DirectCall | Op::IndirectCall => {
                let mut args = vec![];
                for a in &op.args[1..] {
                    if ty(a) != Ty::Void {
                        args.push(self.value(a, vars)?);
                    }
                }
                match op.args[0].konst() {
                    Some(Const::Graph(callee)) => self.call(*callee, &args),
                    Some(Const::Extern(e)) => {
                        let x = &program.externs[*e];
                        let v = self.outside.call(&mut self.memory, &x.name, &args)?;
                        Ok(eval::extend(v, x.ret))
                    }
                    _ => {
                        let f = self.value(&op.args[0], vars)?;
                        let callee = f.wrapping_sub(FUNCTIONS);
                        if callee >= program.graphs.len() as u64 {
                            return Err(Stop::Wrong(format!("a call of {f:#x}, which is no function")));
                        }
                        self.call(GraphId(callee as u32), &args)
                    }
                }
            }
            // As without a JIT: see the operations' documentation.
            Op::JitHint => match (op.args[0].konst(), op.args.get(1)) {
                (Some(Const::Name(n)), _) if n == "isconstant" || n == "isvirtual" => Ok(0),
                (Some(Const::Name(n)), _) if n == "current_trace_length" => Ok(u64::MAX),
                (_, Some(v)) if op.result.is_some() => self.value(v, vars),
                _ => Ok(0),
            },
            Op::JitConditionalCall => {
                let tested = self.value(&op.args[1], vars)?;
                if (tested != 0) == op.result.is_some() {
                    return Ok(tested);
                }
                let call = Operation { op: Op::DirectCall, args: op.args[2..].to_vec(), ..op.clone() };
                self.operation(g, &call, vars)
            }
            Op::GcIdentityHash => {
                // Before the gc phase objects never move.
                self.value(&op.args[0], vars).map(|p| p >> 4)
            }
            _ => {
                let mut args = Vec::with_capacity(op.args.len());
                for a in &op.args {
                    args.push(self.value(a, vars)?);
                }
                let from = op.args.first().map_or(Ty::Void, ty);
                let to = op.result.map_or(Ty::Void, |r| g.ty(r));
                match eval::pure(op.op, &args, from, to) {
                    Some(v) => Ok(v),
                    None => self.effect(op, &args, from, to, &|i| op.args.get(i).map_or(Ty::Void, ty)),
                }
            }
        }
    }
}

fn program_path<'p>(program: &'p Program, op: &Operation) -> Option<&'p str> {
    program.sources.path(op.span)
}
