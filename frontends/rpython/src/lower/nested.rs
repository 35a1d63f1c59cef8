//! Functions and lambdas inside a function: constants, if they use no variable of the running call.

use super::Lower;
use rpy_ir::{Const, Operand};
use ruff_python_ast::Parameters;
use ruff_text_size::{TextRange, TextSize};

impl Lower<'_, '_, '_> {
    /// The constant function; an error if it is a closure over variables that are assigned at run time.
    pub(super) fn nested(
        &mut self,
        name: &str,
        parameters: Option<&Parameters>,
        at: TextRange,
        body: TextRange,
    ) -> Operand {
        let mut names = vec![];
        let mut defaults = vec![];
        let mut by_keyword = vec![];
        for p in parameters.iter().flat_map(|p| p.iter_non_variadic_params()) {
            let name = p.name().to_string();
            if let Some(d) = p.default() {
                match self.expr(d) {
                    Operand::Const(c)
                        if parameters.is_some_and(|p| p.kwonlyargs.iter().any(|k| *k.name() == *name)) =>
                    {
                        by_keyword.push((name.clone(), c));
                    }
                    Operand::Const(c) => defaults.push(c),
                    Operand::Var(_) => {
                        let help = "pass the value as an argument";
                        return self.reject(at, "a default of a function inside a function is not a constant", help);
                    }
                }
            }
            names.push(name);
        }
        let line = self.host.functions.line_of(self.file, at.start().into());
        let names: Vec<_> = names.iter().map(|n| self.host.text(n)).collect();
        let (start, end) = (self.place_of(body.start()), self.place_of(body.end()));
        let place: Vec<_> = start.into_iter().chain(end).map(|n| self.host.int(n)).collect();
        let by_keyword: Vec<_> = by_keyword
            .iter()
            .map(|(n, c)| self.host.vm.ctx.new_tuple(vec![self.host.text(n), self.host.constant(c)]).into())
            .collect();
        let args = vec![
            self.host.index(self.func),
            self.host.text(name),
            self.host.int(line as i64),
            self.host.vm.ctx.new_tuple(names).into(),
            self.host.vm.ctx.new_tuple(place).into(),
            self.host.constants(&defaults),
            self.host.vm.ctx.new_tuple(by_keyword).into(),
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

    /// Line and column of a byte, as code objects count them.
    fn place_of(&self, offset: TextSize) -> [i64; 2] {
        let line = self.host.functions.line_of(self.file, offset.into());
        [line as i64, self.host.functions.column_of(self.file, offset.into()) as i64]
    }
}
