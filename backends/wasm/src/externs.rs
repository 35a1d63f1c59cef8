//! Functions from outside: by their names imports, what the backend gives itself, or errors.

use rpy_ir::hash::HashSet;
use rpy_ir::{Const, Diag, Extern, ExternId, Op, Operand, Program};

/// What the backend itself gives: functions that a program declares as externs of this module.
const INTRINSICS: &str = "wasm";

pub enum External<'a> {
    MemoryGrow,
    /// Where the static data ends.
    HeapBase,
    /// A module and a name.
    Import(&'a str, &'a str),
}

/// None: a C function, of which there are none.
pub fn external(x: &Extern) -> Option<External<'_>> {
    match x.name.split_once('.')? {
        (INTRINSICS, "memory_grow") => Some(External::MemoryGrow),
        (INTRINSICS, "heap_base") => Some(External::HeapBase),
        (INTRINSICS, _) => None,
        (module, name) => Some(External::Import(module, name)),
    }
}

/// A message for each function that does not exist, at the first place where it is called.
pub fn check(program: &Program) -> Vec<Diag> {
    let mut told: HashSet<ExternId> = HashSet::default();
    let mut diags = vec![];
    for g in program.reachable_graphs() {
        for op in program.graphs[g].blocks.values().flat_map(|b| &b.ops) {
            if let (Op::DirectCall, Some(Operand::Const(Const::Extern(e)))) = (op.op, op.args.first())
                && external(&program.externs[*e]).is_none()
                && told.insert(*e)
            {
                let message = format!("the C function `{}` does not exist on wasm", program.externs[*e].name);
                let help = "call `extern(\"module.name\", ...)` for a function of the host";
                diags.push(Diag::at(message, op.span, "called here").help(help));
            }
        }
    }
    diags
}
