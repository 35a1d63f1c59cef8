//! The `Host` trait over the embedded Python.

use crate::embed::{Embedded, Value};
use rpy_ir::source::SourceMap;
use rpy_ir::{Const, Diag, Graph, Host, IntKind, ObjId, Shape, Signature, Span, Ty};

impl Host for Embedded<'_> {
    fn shape(&mut self, obj: ObjId) -> Shape {
        if let Some(t) = self.low_types.get(&obj) {
            return Shape::LowType(*t);
        }
        let index = self.index(obj);
        match self.ask("shape", vec![index]) {
            Ok(v) => self.shape_of(v.tuple()),
            Err(e) => Shape::Other { type_name: "object".to_string(), repr: e },
        }
    }

    fn graph(&mut self, func: ObjId, sources: &mut SourceMap) -> Result<Graph, Vec<Diag>> {
        crate::lower::graph(self, func, sources)
    }

    fn getattr(&mut self, obj: &Const, name: &str) -> Option<Const> {
        let Const::Obj(o) = obj else { return None };
        let args = vec![self.index(*o), self.text(name)];
        match self.ask("attribute_of", args) {
            Ok(Value::None) | Err(_) => None,
            Ok(v) => Some(v.konst()),
        }
    }

    fn call(&mut self, func: ObjId, args: &[Const]) -> Result<Const, String> {
        let args = vec![self.index(func), self.constants(args)];
        Ok(self.ask("call", args)?.konst())
    }

    fn support(&mut self, module: &str, name: &str) -> Option<Const> {
        let args = vec![self.text(module), self.text(name)];
        match self.ask("support", args) {
            Ok(Value::None) | Err(_) => None,
            Ok(v) => Some(v.konst()),
        }
    }

    fn builtin_class(&mut self, name: &str) -> ObjId {
        let args = vec![self.text(name)];
        self.ask("builtin_class", args).map_or(ObjId(0), |v| v.obj())
    }

    fn low_type(&mut self, ty: Ty) -> ObjId {
        if let Some((o, _)) = self.low_types.iter().find(|(_, t)| **t == ty) {
            return *o;
        }
        let o = self.ask("low_type", vec![]).map_or(ObjId(0), |v| v.obj());
        self.low_types.insert(o, ty);
        o
    }

    fn tuple(&mut self, items: &[Const]) -> ObjId {
        let args = vec![self.constants(items)];
        self.ask("make_tuple", args).map_or(ObjId(0), |v| v.obj())
    }

    fn repr(&mut self, c: &Const) -> String {
        let args = vec![self.constant(c)];
        self.ask("show", args).map_or_else(|e| e, |v| v.str().to_string())
    }

    fn equal(&mut self, a: &Const, b: &Const) -> bool {
        let args = vec![self.constant(a), self.constant(b)];
        self.ask("equal", args).is_ok_and(|v| v.bool())
    }
}

impl Embedded<'_> {
    fn shape_of(&mut self, parts: &[Value]) -> Shape {
        let part = |i: usize| parts.get(i).unwrap_or(&Value::None);
        let objs = |v: &Value| v.tuple().iter().map(Value::obj).collect();
        match part(0).str() {
            "Function" => {
                let vararg = match part(5) {
                    Value::Str(s) => Some(s.clone()),
                    _ => None,
                };
                let kwonly = part(6).tuple().iter().map(|p| {
                    let default = match &p.tuple()[1] {
                        Value::None => None,
                        c => Some(c.konst()),
                    };
                    (p.tuple()[0].str().to_string(), default)
                });
                let signature = Signature {
                    names: part(3).tuple().iter().map(|n| n.str().to_string()).collect(),
                    defaults: part(4).consts(),
                    vararg,
                    kwonly: kwonly.collect(),
                    kwargs: part(7).bool(),
                };
                Shape::Function {
                    name: part(1).str().to_string(),
                    module: part(2).str().to_string(),
                    signature,
                    attrs: part(8).named(),
                    span: self.functions.known_span(part(9).str(), part(10).int(), part(11).str()),
                }
            }
            "Special" => Shape::Special { name: part(1).str().to_string() },
            "Method" => Shape::Method { receiver: part(1).konst(), func: part(2).obj() },
            "Class" => Shape::Class {
                name: part(1).str().to_string(),
                module: part(2).str().to_string(),
                bases: objs(part(3)),
                mro: objs(part(4)),
                dict: part(5).named(),
                mixin: part(6).bool(),
                builtin: part(7).bool(),
                span: self.functions.known_class(part(8).str(), part(1).str()).unwrap_or(Span::NONE),
            },
            "Module" => Shape::Module { name: part(1).str().to_string() },
            "SpecialInstance" => Shape::SpecialInstance { name: part(1).str().to_string(), parts: part(2).named() },
            "Instance" => Shape::Instance { class: part(1).obj(), attrs: part(2).named(), frozen: part(3).bool() },
            "List" => Shape::List(part(1).consts()),
            "Tuple" => Shape::Tuple(part(1).consts()),
            "Dict" => {
                let pair = |p: &Value| (p.tuple()[0].konst(), p.tuple()[1].konst());
                Shape::Dict(part(1).tuple().iter().map(pair).collect())
            }
            "Int" => {
                let kind = IntKind::ALL.iter().copied().find(|k| k.name() == part(2).str()).unwrap_or(IntKind::I64);
                Shape::Int(part(1).int(), kind)
            }
            "SingleFloat" => match part(1) {
                Value::Float(f) => Shape::SingleFloat(*f as f32),
                _ => Shape::SingleFloat(0.0),
            },
            _ => Shape::Other { type_name: part(1).str().to_string(), repr: part(2).str().to_string() },
        }
    }
}
