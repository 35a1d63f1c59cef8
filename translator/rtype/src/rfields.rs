//! What classes declare of their fields for the JIT: immutable, quasi-immutable and virtualizable ones.

use crate::containers::*;
use crate::core::Core;
use crate::place::Place;
use rpy_annotate::model::{AttrDef, ClassId};
use rpy_ir::types::{VIRTUALIZABLE_TOKEN, watchers_of};
use rpy_ir::{Const, Diag, FieldRef, Op, Operand, Ty, TypeId};

impl Place<'_, '_> {
    /// What an attribute's declaration says of its new field.
    pub fn mark_field(&mut self, f: FieldRef, attr: &AttrDef, list: bool) {
        let types = &mut self.core.ann.types;
        types.field_mut(f).immutable_items = attr.immutable_items && list;
        // Without a JIT nobody watches.
        if attr.quasi_immutable && self.core.ann.jit {
            let name = types.field(f).name.clone();
            types.add_field(f.of, &watchers_of(&name), Ty::SIGNED);
            types.field_mut(f).quasi_immutable = true;
        }
    }

    /// Those who took the value of a quasi-immutable field for a constant are told before it is written.
    pub fn before_write(&mut self, p: &Operand, f: FieldRef) {
        let types = &self.core.ann.types;
        if !types.field(f).quasi_immutable {
            return;
        }
        let watchers = watchers_of(&types.field(f).name);
        if let Some(watchers) = types.find_field(f.of, &watchers) {
            let field = Operand::Const(Const::Field(watchers));
            self.emit(Op::JitForceQuasiImmutable, vec![p.clone(), field], Ty::Void);
        }
    }

    /// `_virtualizable_` of a class becomes part of its struct.
    pub fn mark_virtualizable(&mut self, c: ClassId, of: TypeId) {
        if !self.core.ann.jit {
            return;
        }
        let names = self.core.ann.names_in_class(c, "_virtualizable_");
        if !names.is_empty() {
            let types = &mut self.core.ann.types;
            types.add_field(of, VIRTUALIZABLE_TOKEN, Ty::SIGNED);
            types.virtualizables.insert(of, names);
        }
    }
}

/// Virtualizable fields are those that the program has; their arrays are lists that never change their length.
pub fn check_virtualizables(core: &mut Core) {
    let classes: Vec<(ClassId, TypeId)> = core.classes.iter().map(|(c, r)| (*c, r.instance)).collect();
    for (c, of) in classes {
        let Some(names) = core.ann.types.virtualizables.get(&of).cloned() else { continue };
        let mut kept = vec![];
        for name in names {
            let (field, items) = name.strip_suffix("[*]").map_or((name.as_str(), false), |n| (n, true));
            let Some(f) = core.ann.types.find_field(of, field) else { continue };
            let types = &core.ann.types;
            let array = types.field(f).ty.ptr().is_some_and(|t| types.tail(t).is_some() && types.name_of(t).is_empty());
            if items && !array {
                let class = &core.ann.defs.classes[c];
                let what = format!("the virtualizable `{name}` of `{}` is not a list of fixed length", class.name);
                let help = "make a list of the length that is needed with `[None] * n`, and never append to it";
                core.errors.push(Diag::at(what, class.span, "the class").help(help));
            }
            kept.push(name);
        }
        core.ann.types.virtualizables.insert(of, kept);
    }
}
