//! Hints to the JIT in code: operations of their own where the program gets a JIT, and what they mean without one elsewhere.

use crate::containers::*;
use crate::place::Place;
use rpy_annotate::model::{CallTarget, Desc, SomeValue};
use rpy_ir::{Const, Diag, Op, Operand, Operation, Ty};

impl Place<'_, '_> {
    /// A call of one of `rpython.rlib.jit`'s functions; None if the name is another's.
    pub fn jit_builtin(
        &mut self,
        op: &Operation,
        name: &str,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Option<Operand>, Diag> {
        let v = match (name, args) {
            ("hint", [v]) => self.jit_hint_flags(v, &[], result)?,
            ("promote", [v]) => self.jit_hint_flags(v, &["promote"], result)?,
            ("promote_string" | "force_virtual", [v]) => self.jit_hint_flags(v, &[name], result)?,
            ("we_are_jitted", _) => self.emit(Op::WeAreJitted, vec![], Ty::Bool),
            ("isconstant" | "isvirtual" | "current_trace_length", _) => {
                let ty = self.type_of(result)?;
                match args.first() {
                    Some(v) if self.operand_ty(&v.op) == Ty::Void => Operand::bool(name == "isconstant"),
                    _ => self.jit_hint(name, args, ty),
                }
            }
            ("record_exact_class", [v, class]) => {
                if self.core.ann.jit {
                    let vtable = match class.ann.single_desc() {
                        Some(Desc::Class(c)) => self.vtable_operand(*c)?,
                        _ => class.op.clone(),
                    };
                    self.emit(Op::JitHint, vec![Operand::name(name), v.op.clone(), vtable], Ty::Void);
                }
                Operand::void()
            }
            (
                "record_exact_value" | "assert_green" | "jit_debug" | "virtual_ref" | "virtual_ref_settle"
                | "virtual_ref_force" | "enter_portal_frame" | "leave_portal_frame",
                _,
            ) => {
                if self.core.ann.jit {
                    self.jit_hint(name, args, Ty::Void);
                }
                Operand::void()
            }
            ("record_known_result", [known, _, rest @ ..]) => {
                if self.core.ann.jit {
                    self.record_known_result(op, known, rest)?;
                }
                Operand::void()
            }
            ("jit.set_param", [driver, name, value]) => {
                if self.core.ann.jit {
                    self.set_param(driver, name, value)?;
                }
                Operand::void()
            }
            ("conditional_call" | "conditional_call_elidable", [tested, _, rest @ ..]) => {
                self.conditional_call(op, name, tested, rest, result)?
            }
            _ => return Ok(None),
        };
        Ok(Some(v))
    }

    fn jit_hint(&mut self, name: &str, args: &[Value], ty: Ty) -> Operand {
        let mut operands = vec![Operand::name(name)];
        for v in args {
            if self.operand_ty(&v.op) != Ty::Void {
                operands.push(v.op.clone());
            }
        }
        self.emit(Op::JitHint, operands, ty)
    }

    /// The driver by its name, empty for all of them; without a value the default.
    fn set_param(&mut self, driver: &Value, name: &Value, value: &Value) -> Result<(), Diag> {
        let of = match &driver.ann.konst {
            Some(Const::Obj(o)) => self.core.ann.driver_name(*o),
            _ => String::new(),
        };
        let Some(Const::Str(name)) = &name.ann.konst else {
            return Err(self.error("the name of a JIT parameter is not a constant", "write it as a literal"));
        };
        let name = Operand::name(String::from_utf8_lossy(name).into_owned());
        let mut operands = vec![Operand::name("set_param"), Operand::name(of), name];
        if self.operand_ty(&value.op) != Ty::Void {
            operands.push(value.op.clone());
        }
        self.emit(Op::JitHint, operands, Ty::Void);
        Ok(())
    }

    /// `hint(x, flag=True, ...)`: x, with a hint for each flag.
    pub fn jit_hint_flags(&mut self, v: &Value, flags: &[&str], result: &SomeValue) -> Result<Operand, Diag> {
        let mut value = self.convert_value(v.op.clone(), &v.ann, result)?;
        let ty = self.operand_ty(&value);
        if !self.core.ann.jit || ty == Ty::Void || value.konst().is_some() {
            return Ok(value);
        }
        let string = Ty::Ptr(self.core.string);
        for &flag in flags {
            value = match flag {
                "promote" => self.emit(Op::JitPromote, vec![value], ty),
                "promote_string" | "promote_unicode" if ty == string => self.promote_string(value)?,
                "promote_string" | "promote_unicode" => self.emit(Op::JitPromote, vec![value], ty),
                _ => self.emit(Op::JitHint, vec![Operand::name(flag), value], ty),
            };
        }
        Ok(value)
    }

    /// Strings become constant by their contents.
    pub fn promote_string(&mut self, value: Operand) -> Result<Operand, Diag> {
        let string = SomeValue::of_ty(Ty::Ptr(self.core.string));
        let equal = self.core.helper_graph("rstr", "ll_streq", vec![string.clone(), string]);
        let equal = equal.map_err(|d| self.first(d, "rstr", "ll_streq"))?;
        let equal = self.core.low_graph(equal);
        let ty = self.operand_ty(&value);
        let operands = vec![Operand::name("promote_string"), value, Operand::Const(Const::Graph(equal))];
        Ok(self.emit(Op::JitHint, operands, ty))
    }

    fn record_known_result(&mut self, op: &Operation, known: &Value, args: &[Value]) -> Result<(), Diag> {
        let (g, _) = self.source.unwrap_or((rpy_ir::GraphId(0), rpy_ir::BlockId(0)));
        let target = op.result.and_then(|r| self.core.ann.calls.get(&(g, r)).cloned());
        let Some(CallTarget::Direct { graph, args: sources }) = target else {
            return Err(self.error("the function of a known result is not known", "pass a function by its name"));
        };
        let call = self.call_operands(graph, &sources, None, args)?;
        let ret = self.core.ann.graphs[graph].ret.clone();
        let known = self.convert_value(known.op.clone(), &known.ann, &ret)?;
        let mut operands = vec![Operand::name("record_known_result"), known];
        operands.extend(call);
        self.emit(Op::JitHint, operands, Ty::Void);
        Ok(())
    }

    fn conditional_call(
        &mut self,
        op: &Operation,
        name: &str,
        tested: &Value,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let (g, _) = self.source.unwrap_or((rpy_ir::GraphId(0), rpy_ir::BlockId(0)));
        let target = op.result.and_then(|r| self.core.ann.calls.get(&(g, r)).cloned());
        let Some(target) = target else { return Err(self.error("this call was not analysed", "")) };
        let elidable = name == "conditional_call_elidable";
        let ty = self.type_of(result)?;
        let test = if elidable {
            self.convert_value(tested.op.clone(), &tested.ann, result)?
        } else {
            let hl = HlOp { op: Op::Bool, args: vec![tested.clone()], result: SomeValue::bool(), span: self.span };
            self.truth(&hl)?
        };
        if self.core.ann.jit
            && let CallTarget::Direct { graph, args: sources } = &target
            && (!elidable || self.type_of(&self.core.ann.graphs[*graph].ret.clone())? == ty)
        {
            let mut operands = vec![Operand::name(name), test];
            operands.extend(self.call_operands(*graph, sources, None, args)?);
            return Ok(self.emit(Op::JitConditionalCall, operands, if elidable { ty } else { Ty::Void }));
        }
        let callee_result = match &target {
            CallTarget::Direct { graph, .. } => self.core.ann.graphs[*graph].ret.clone(),
            _ => result.clone(),
        };
        let call = match (elidable, ty) {
            (false, _) => test.clone(),
            (_, Ty::Ptr(_)) => self.emit(Op::PtrIszero, vec![test.clone()], Ty::Bool),
            (_, Ty::Int(k)) => {
                let zero = Operand::Const(Const::Int(0, k));
                self.emit(Op::IntEq, vec![test.clone(), zero], Ty::Bool)
            }
            _ => return Err(self.error("this value is neither an int nor a reference", "")),
        };
        let (yes, no) = self.branch(call);
        let join = self.new_block();
        let merged = if elidable { self.g.add_param(join, ty).into() } else { Operand::void() };
        self.at = yes;
        let wanted = if elidable { result.clone() } else { callee_result };
        let v = self.call_target(&target, None, args, &wanted)?;
        self.goto(join, if elidable { vec![v] } else { vec![] });
        self.at = no;
        self.goto(join, if elidable { vec![test] } else { vec![] });
        self.at = join;
        Ok(merged)
    }
}
