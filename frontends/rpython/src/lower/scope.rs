//! Which names are local to a function: those that it assigns.

use rpy_ir::hash::HashSet;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Pattern, Stmt};

pub(super) fn collect(body: &[Stmt], locals: &mut HashSet<String>) {
    let mut c = Collector { locals };
    for s in body {
        c.visit_stmt(s);
    }
}

struct Collector<'l> {
    locals: &'l mut HashSet<String>,
}

impl Collector<'_> {
    fn target(&mut self, e: &Expr) {
        match e {
            Expr::Name(n) => {
                self.locals.insert(n.id.to_string());
            }
            Expr::Tuple(t) => t.elts.iter().for_each(|e| self.target(e)),
            Expr::List(t) => t.elts.iter().for_each(|e| self.target(e)),
            Expr::Starred(s) => self.target(&s.value),
            _ => {}
        }
    }
}

impl<'a> Visitor<'a> for Collector<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            // Scopes of their own.
            Stmt::FunctionDef(d) => {
                self.locals.insert(d.name.to_string());
                return;
            }
            Stmt::ClassDef(c) => {
                self.locals.insert(c.name.to_string());
                return;
            }
            Stmt::Assign(a) => a.targets.iter().for_each(|t| self.target(t)),
            Stmt::AugAssign(a) => self.target(&a.target),
            Stmt::AnnAssign(a) => self.target(&a.target),
            Stmt::For(f) => self.target(&f.target),
            Stmt::With(w) => w.items.iter().filter_map(|i| i.optional_vars.as_deref()).for_each(|v| self.target(v)),
            Stmt::Try(t) => {
                for h in &t.handlers {
                    let ruff_python_ast::ExceptHandler::ExceptHandler(h) = h;
                    if let Some(n) = &h.name {
                        self.locals.insert(n.to_string());
                    }
                }
            }
            Stmt::Import(i) => {
                for a in &i.names {
                    let name = a.asname.as_ref().unwrap_or(&a.name);
                    self.locals.insert(name.split('.').next().unwrap_or(name).to_string());
                }
            }
            Stmt::ImportFrom(i) => {
                for a in &i.names {
                    self.locals.insert(a.asname.as_ref().unwrap_or(&a.name).to_string());
                }
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }
    fn visit_expr(&mut self, e: &'a Expr) {
        match e {
            Expr::Named(n) => self.target(&n.target),
            Expr::Lambda(_) => return,
            _ => {}
        }
        walk_expr(self, e);
    }
    fn visit_pattern(&mut self, _: &'a Pattern) {}
}
