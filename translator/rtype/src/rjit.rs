//! Drivers of the JIT: markers with their variables, and the table of drivers.

use crate::containers::*;
use crate::core::Core;
use crate::place::Place;
use rpy_annotate::jit::{DriverDef, MergePoint};
use rpy_annotate::model::SomeValue;
use rpy_ir::{Const, Diag, JitDriver, Op, Operand, Ty};

/// The order in which greens and reds are declared: integers, references, floats.
pub fn order_of(ty: Ty) -> u8 {
    match ty {
        Ty::Ptr(_) => 1,
        Ty::Float => 2,
        _ => 0,
    }
}

impl Place<'_, '_> {
    /// A call of a driver's method. Without a JIT it does nothing.
    pub fn jit_marker(&mut self, hl: &HlOp, driver: &SomeValue, kind: &str, args: &[Value]) -> Result<Operand, Diag> {
        if !self.core.ann.jit {
            return Ok(Operand::void());
        }
        let def = match driver.konst {
            Some(Const::Obj(o)) => self.core.ann.jit_drivers.get(&o).cloned(),
            _ => None,
        };
        let Some(def) = def else { return Err(self.error("this driver was not analysed", "")) };
        let mut operands = vec![Operand::name(kind), Operand::name(def.name.clone())];
        if kind != rpy_ir::jit::LOOP_HEADER {
            let Some(point) = &def.merge_point else { return Err(self.error("this driver has no merge point", "")) };
            self.check_order(&def, point)?;
            // A driver without variables has a marker without arguments.
            let shape = match hl.args.get(1).map(|a| &a.op) {
                Some(Operand::Const(Const::Name(n))) => n.clone(),
                _ => String::new(),
            };
            let names: Vec<&str> = shape.split(',').skip(1).collect();
            for name in def.variables() {
                let to = &point.values[name];
                let Some(i) = names.iter().position(|n| n == name) else { continue };
                if self.type_of(to)? == Ty::Void {
                    continue;
                }
                let value = self.convert_value(args[i].op.clone(), &args[i].ann, to).map_err(|d| {
                    d.label(point.span, format!("`{name}` is {} at the merge point", self.core.ann.describe(to)))
                })?;
                operands.push(value);
            }
        }
        Ok(self.emit(Op::JitMarker, operands, Ty::Void))
    }

    /// Greens and reds are each declared in the order of their kinds.
    fn check_order(&mut self, def: &DriverDef, point: &MergePoint) -> Result<(), Diag> {
        for (colour, names) in [("greens", &def.greens), ("reds", &def.reds)] {
            let mut last: Option<(&String, u8)> = None;
            for name in names {
                let ty = self.type_of(&point.values[name])?;
                if ty == Ty::Void {
                    continue;
                }
                let order = order_of(ty);
                if let Some((before, o)) = last
                    && o > order
                {
                    let what = format!("{colour} of driver `{}`: `{name}` must come before `{before}`", def.name);
                    return Err(self.error(&what, "declare integers first, then references, then floats"));
                }
                last = Some((name, order));
            }
        }
        Ok(())
    }

    /// The table's entry of a driver with a merge point.
    fn jit_driver(&mut self, def: &DriverDef, point: &MergePoint) -> Result<JitDriver, Diag> {
        let mut driver = JitDriver {
            name: def.name.clone(),
            virtualizables: def.virtualizables.clone(),
            is_recursive: def.is_recursive,
            ..JitDriver::default()
        };
        for name in def.variables() {
            let ty = self.type_of(&point.values[name])?;
            if ty != Ty::Void {
                let list = if def.greens.contains(name) { &mut driver.greens } else { &mut driver.reds };
                list.push((name.clone(), ty));
            }
        }
        for (&name, (result, target)) in &def.helpers {
            let reds: &[String] = if name == "confirm_enter_jit" { &def.reds } else { &[] };
            let values: Vec<SomeValue> = def.greens.iter().chain(reds).map(|v| point.values[v].clone()).collect();
            let mut params = vec![];
            for s in &values {
                params.push(self.type_of(s)?);
            }
            let given = match name {
                "get_location" => result.clone(),
                "get_printable_location" => SomeValue::str().with_none(true),
                "get_unique_id" => SomeValue::int(),
                _ => SomeValue::bool(),
            };
            let ret = self.type_of(&given)?;
            let graph = self.core.build(&format!("{}.{name}", def.name), &params, ret, &mut |p, ops| {
                let args: Vec<Value> =
                    ops.iter().zip(&values).map(|(op, ann)| Value { op: op.clone(), ann: ann.clone() }).collect();
                let v = p.call_target(target, None, &args, result)?;
                p.convert_value(v, result, &given)
            })?;
            if let Some(helper) = driver.helper_mut(name) {
                *helper = Some(graph);
            }
        }
        Ok(driver)
    }
}

/// Fills the program's table of drivers.
pub fn finish(core: &mut Core) {
    let drivers: Vec<DriverDef> = core.ann.jit_drivers.values().cloned().collect();
    for def in &drivers {
        let Some(point) = &def.merge_point else { continue };
        let mut place = Place::new(core, rpy_ir::Graph::new("", Ty::Void), point.span);
        match place.jit_driver(def, point) {
            Ok(d) => core.program.jit_drivers.push(d),
            Err(e) => core.errors.push(e),
        }
    }
    core.drain();
}
