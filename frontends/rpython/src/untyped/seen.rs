//! What is told of a value to those who look on.

use super::Untyped;
use rpy_ir::{Const, IntKind, ObjId, Seen};
use rustpython_vm::builtins::{PyBytes, PyDict, PyFloat, PyInt, PyList, PyStr, PyTuple};
use rustpython_vm::{AsObject, PyObjectRef};

impl Untyped<'_> {
    pub(super) fn seen(&self, x: &PyObjectRef) -> Seen {
        let vm = self.vm;
        if vm.is_none(x) {
            return Seen::Const(Const::Void);
        }
        if x.is(&vm.ctx.true_value) || x.is(&vm.ctx.false_value) {
            return Seen::Const(Const::Bool(x.is(&vm.ctx.true_value)));
        }
        // Subclasses of Python's own types are other types of the language, if any.
        if let Some(i) = x.downcast_ref_if_exact::<PyInt>(vm) {
            return match i64::try_from(i.as_bigint()) {
                Ok(v) => Seen::Const(Const::Int(v, IntKind::I64)),
                Err(_) => Seen::Other("int of more than 64 bits".to_string()),
            };
        }
        if let Some(f) = x.downcast_ref_if_exact::<PyFloat>(vm) {
            return Seen::Const(Const::Float(f.to_f64().to_bits()));
        }
        if let Some(s) = x.downcast_ref_if_exact::<PyStr>(vm) {
            let bytes: Option<Vec<u8>> = s.to_string_lossy().chars().map(|c| u8::try_from(c as u32).ok()).collect();
            return bytes.map_or_else(|| Seen::Other("str".to_string()), |b| Seen::Const(Const::Str(b)));
        }
        if let Some(b) = x.downcast_ref_if_exact::<PyBytes>(vm) {
            return Seen::Const(Const::Bytes(b.as_bytes().to_vec()));
        }
        if let Some(t) = x.downcast_ref_if_exact::<PyTuple>(vm) {
            return Seen::Tuple(t.as_slice().iter().map(|i| self.seen(i)).collect());
        }
        if x.downcast_ref_if_exact::<PyList>(vm).is_some() {
            return Seen::List;
        }
        if x.downcast_ref_if_exact::<PyDict>(vm).is_some() {
            return Seen::Dict;
        }
        self.seen_object(x).unwrap_or_else(|| Seen::Other(x.class().name().to_string()))
    }

    fn seen_object(&self, x: &PyObjectRef) -> Option<Seen> {
        let vm = self.vm;
        let told = self.python("seen", vec![x.clone()]).ok()?;
        let parts = told.downcast_ref::<PyTuple>()?;
        let part = |i: usize| parts.as_slice().get(i);
        let text = |i: usize| Some(part(i)?.downcast_ref::<PyStr>()?.to_string_lossy().into_owned());
        let object = |i: usize| Some(ObjId(part(i)?.clone().try_into_value::<u32>(vm).ok()?));
        Some(match text(0)?.as_str() {
            "method" => Seen::Method { receiver: Box::new(self.seen(part(1)?)), func: object(2)? },
            "special" => Seen::Special(text(1)?),
            "object" => Seen::Object(object(1)?),
            "int" => {
                let name = text(2)?;
                let kind = IntKind::ALL.iter().copied().find(|k| k.name() == name)?;
                Seen::Const(Const::Int(part(1)?.clone().try_into_value(vm).ok()?, kind))
            }
            "singlefloat" => {
                let value: f64 = part(1)?.clone().try_into_value(vm).ok()?;
                Seen::Const(Const::SingleFloat((value as f32).to_bits()))
            }
            "instance" => Seen::Instance { class: object(1)?, object: object(2) },
            _ => Seen::Other(text(1)?),
        })
    }
}
