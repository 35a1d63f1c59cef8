//! Functions and lambdas inside a function: constants, if they use no variable of the running call.

use super::Lower;
use rpy_ir::{Const, Operand};
use ruff_python_ast::Parameters;
use ruff_text_size::TextRange;

impl Lower<'_, '_, '_> {
    /// The constant function; an error if it is a closure over variables that are assigned at run time.
    pub(super) fn nested(&mut self, name: &str, parameters: Option<&Parameters>, at: TextRange) -> Operand {
        let mut names = vec![];
        let mut defaults = vec![];
        for p in parameters.iter().flat_map(|p| p.iter_non_variadic_params()) {
            names.push(p.name().to_string());
            if let Some(d) = p.default() {
                match self.expr(d) {
                    Operand::Const(c) => defaults.push(c),
                    Operand::Var(_) => {
                        let help = "pass the value as an argument";
                        return self.reject(at, "a default of a function inside a function is not a constant", help);
                    }
                }
            }
        }
        let line = self.host.functions.line_of(self.file, at.start().into());
        let names: Vec<_> = names.iter().map(|n| self.host.text(n)).collect();
        let args = vec![
            self.host.index(self.func),
            self.host.text(name),
            self.host.int(line as i64),
            self.host.vm.ctx.new_tuple(names).into(),
            self.host.constants(&defaults),
        ];
        match self.host.ask("nested", args) {
            Ok(v) if v != crate::embed::Value::None => {
                let c: Const = v.konst();
                Operand::Const(c)
            }
            _ => self.reject(
                at,
                format!("the function `{name}` uses variables of the function around it: closures made at run time are not RPython"),
                "define it at module level, and pass what it needs as arguments",
            ),
        }
    }
}
