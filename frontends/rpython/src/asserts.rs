//! Asserts of test files that show what they compare.
//!
//! `assert a == b, m` becomes `assert (_left := a) == (_right := b), _explain_assert("==", _left, _right, m)`, in the syntax
//! tree: every place stays that of the file's text, which functions are found by. Other asserts stay as they are.

use ruff_python_ast::relocate::relocate_expr;
use ruff_python_ast::visitor::transformer::{Transformer, walk_stmt};
use ruff_python_ast::{AtomicNodeIndex, Expr, ExprContext, ExprName, ExprNamed, Mod, Stmt, StmtAssert};
use ruff_python_parser::{Mode, parse, parse_expression};
use ruff_source_file::SourceFileBuilder;
use ruff_text_size::Ranged;
use rustpython_compiler::codegen::compile::compile_top;
use rustpython_vm::{PyObjectRef, VirtualMachine};

/// Names that no test has.
const LEFT: &str = "_left_of_assert";
const RIGHT: &str = "_right_of_assert";

/// The code of a file; None if it has an error of syntax, or is nested too deeply.
pub(crate) fn compile(vm: &VirtualMachine, path: &str, text: &str) -> Option<PyObjectRef> {
    if crate::nesting::too_deep(text).is_some() {
        return None;
    }
    let mut syntax = parse(text, Mode::Module.into()).ok()?.into_syntax();
    if let Mod::Module(module) = &mut syntax {
        for stmt in &mut module.body {
            Asserts.visit_stmt(stmt);
        }
    }
    let source = SourceFileBuilder::new(path, text).finish();
    let code = compile_top(syntax, source, rustpython_compiler::Mode::Exec, vm.compile_opts()).ok()?;
    Some(vm.ctx.new_code(code).into())
}

struct Asserts;

impl Transformer for Asserts {
    fn visit_stmt(&self, stmt: &mut Stmt) {
        if let Stmt::Assert(a) = stmt {
            explain(a);
        }
        walk_stmt(self, stmt);
    }
}

fn explain(a: &mut StmtAssert) {
    let Expr::Compare(compare) = &mut *a.test else { return };
    let ([op], [right]) = (&*compare.ops, &mut *compare.comparators) else { return };
    let call = format!("_explain_assert({:?}, {LEFT}, {RIGHT}, None)", op.as_str());
    let Ok(call) = parse_expression(&call) else { return };
    let Expr::Call(mut call) = call.into_expr() else { return };
    named(&mut compare.left, LEFT);
    named(right, RIGHT);
    let range = compare.range;
    let message = a.msg.take();
    for argument in &mut call.arguments.args {
        relocate_expr(argument, range);
    }
    if let (Some(message), Some(last)) = (message, call.arguments.args.last_mut()) {
        *last = *message;
    }
    relocate_expr(&mut call.func, range);
    call.range = range;
    call.arguments.range = range;
    a.msg = Some(Box::new(Expr::Call(call)));
}

/// `e` becomes `(name := e)`.
fn named(e: &mut Expr, name: &str) {
    let range = e.range();
    let target = ExprName { node_index: AtomicNodeIndex::NONE, range, id: name.into(), ctx: ExprContext::Store };
    let placeholder = Expr::NoneLiteral(ruff_python_ast::ExprNoneLiteral { node_index: AtomicNodeIndex::NONE, range });
    let value = std::mem::replace(e, placeholder);
    *e = Expr::Named(ExprNamed {
        node_index: AtomicNodeIndex::NONE,
        range,
        target: Box::new(Expr::Name(target)),
        value: Box::new(value),
    });
}
