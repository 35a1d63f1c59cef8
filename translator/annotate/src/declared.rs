//! Declared types of functions: `enforceargs` and `signature`.
//!
//! What a call gives must be what is declared, and the parameter is what is declared, whatever the calls give. Read from the
//! attributes that the decorators leave; knows nothing of how calls match arguments to parameters.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, IntKind, ObjId, Shape, Span};
use std::rc::Rc;

/// A declared type.
#[derive(Clone, Debug)]
pub(crate) enum Declared {
    Any,
    /// One of the types that have no parts.
    Plain(SomeValue),
    /// With whether it may change its length.
    List(Box<Declared>, bool),
    Dict(Box<Declared>, Box<Declared>),
    Tuple(Vec<Declared>),
    Instance(ClassId, bool),
    Constant(Const),
}

/// What a function declares.
#[derive(Debug)]
pub(crate) struct Declaration {
    params: Vec<Declared>,
    result: Declared,
    /// Not so for `enforceargs(..., typecheck=False)`: there the arguments are taken for what is declared.
    checked: bool,
}

impl Annotator<'_> {
    /// What a function declares, read once.
    fn declaration(&mut self, f: FuncId) -> Option<Rc<Declaration>> {
        if let Some(known) = self.declarations.get(&f) {
            return known.clone();
        }
        let read = self.read_declaration(f).map(Rc::new);
        self.declarations.insert(f, read.clone());
        read
    }

    fn read_declaration(&mut self, f: FuncId) -> Option<Declaration> {
        if let Some(signature) = self.func_attr(f, "_signature_").cloned() {
            let [params, result] = &self.tuple_items(&signature)?[..] else { return None };
            let params = self.tuple_items(params)?.iter().map(|t| self.declared(t)).collect();
            return Some(Declaration { params, result: self.declared(result), checked: true });
        }
        let types = self.func_attr(f, "_annenforceargs_").cloned()?;
        let checked = self.func_attr(f, "_annenforceargs_typecheck_") != Some(&Const::Bool(false));
        let params = self.tuple_items(&types)?.iter().map(|t| self.declared(t)).collect();
        Some(Declaration { params, result: Declared::Any, checked })
    }

    fn tuple_items(&mut self, c: &Const) -> Option<Vec<Const>> {
        let Const::Obj(o) = c else { return None };
        match &*self.shape(*o) {
            Shape::Tuple(items) => Some(items.clone()),
            _ => None,
        }
    }

    /// A type as `enforceargs` takes it (`int`, `[int]`, a class) or as `rpython.rlib.types` makes it.
    fn declared(&mut self, t: &Const) -> Declared {
        let Const::Obj(o) = t else { return Declared::Any };
        match &*self.shape(*o) {
            Shape::Special { name } => plain(name).map_or(Declared::Any, Declared::Plain),
            Shape::Class { .. } => Declared::Instance(self.class_of(*o), false),
            Shape::List(items) => match &items[..] {
                [item] => Declared::List(Box::new(self.declared(item)), true),
                _ => Declared::Any,
            },
            Shape::Tuple(items) => Declared::Tuple(items.iter().map(|t| self.declared(t)).collect()),
            Shape::Instance { class, attrs, .. } if self.is_type_object(*class) => self.declared_by_name(attrs),
            _ => Declared::Any,
        }
    }

    fn is_type_object(&mut self, class: ObjId) -> bool {
        matches!(&*self.shape(class), Shape::Class { module, .. } if module == "rpython.rlib.types")
    }

    fn declared_by_name(&mut self, attrs: &[(String, Const)]) -> Declared {
        let attr = |n: &str| attrs.iter().find(|(a, _)| a == n).map(|(_, c)| c.clone());
        let Some(Const::Str(name)) = attr("name") else { return Declared::Any };
        let parts = attr("parts").and_then(|p| self.tuple_items(&p)).unwrap_or_default();
        let name = String::from_utf8_lossy(&name).into_owned();
        match (name.as_str(), &parts[..]) {
            ("list" | "array", [item]) => Declared::List(Box::new(self.declared(item)), name == "list"),
            ("dict", [k, v]) => Declared::Dict(Box::new(self.declared(k)), Box::new(self.declared(v))),
            ("tuple", items) => Declared::Tuple(items.iter().map(|t| self.declared(t)).collect()),
            ("instance" | "instance_or_none", [Const::Obj(class)]) => {
                Declared::Instance(self.class_of(*class), name == "instance_or_none")
            }
            ("pbc", [value]) => Declared::Constant(value.clone()),
            (other, _) => plain(other).map_or(Declared::Any, Declared::Plain),
        }
    }

    /// Arguments, by parameter, as the function declares them.
    pub(crate) fn enforce_args(&mut self, f: FuncId, values: &mut [SomeValue]) -> Result<(), Diag> {
        let Some(declaration) = self.declaration(f) else { return Ok(()) };
        for (i, (value, declared)) in values.iter_mut().zip(&declaration.params).enumerate() {
            match self.enforced(declared, value) {
                Some(s) => *value = s,
                None if !declaration.checked => {}
                None => {
                    let func = &self.defs.funcs[f];
                    let param = func.signature.names.get(i).map_or("", |n| n.as_str());
                    let what = format!(
                        "`{}` declares its parameter `{param}` as {}, but {} is given",
                        func.name,
                        self.describe_declared(declared),
                        self.describe(value)
                    );
                    let diag = Diag::at(what, self.place_span, "called here");
                    return Err(declared_at(diag, func.span).help("convert the argument, or correct the declaration"));
                }
            }
        }
        Ok(())
    }

    /// A returned value as the function declares it.
    pub(crate) fn enforce_result(&mut self, f: FuncId, s: SomeValue, span: Span) -> Result<SomeValue, Diag> {
        let Some(declaration) = self.declaration(f) else { return Ok(s) };
        match self.enforced(&declaration.result, &s) {
            Some(s) => Ok(s),
            None => {
                let func = &self.defs.funcs[f];
                let what = format!(
                    "`{}` declares that it returns {}, but {} is returned",
                    func.name,
                    self.describe_declared(&declaration.result),
                    self.describe(&s)
                );
                let diag = declared_at(Diag::at(what, span, "returned here"), func.span);
                Err(diag.help("convert the value, or correct the declaration"))
            }
        }
    }

    /// What a value is under a declaration; None if it is something else.
    fn enforced(&mut self, declared: &Declared, s: &SomeValue) -> Option<SomeValue> {
        match declared {
            Declared::Any => Some(s.clone()),
            Declared::Plain(wanted) => {
                // What the declared type covers joins with it to nothing wider.
                let joined = self.union(wanted, &s.general()).ok()?;
                (joined.kind == wanted.kind).then(|| wanted.clone())
            }
            Declared::List(item, resized) => {
                let Kind::List { def, .. } = s.kind else { return None };
                let old = self.list_item(def);
                let new = self.enforced_part(item, &old)?;
                self.generalize_item(def, &new).ok()?;
                if *resized {
                    self.resize(def);
                }
                Some(s.general())
            }
            Declared::Dict(key, value) => {
                let Kind::Dict { def, .. } = s.kind else { return None };
                let (k, v) = self.dict_parts(def);
                let (k, v) = (self.enforced_part(key, &k)?, self.enforced_part(value, &v)?);
                self.generalize_dict(def, Some(&k), Some(&v)).ok()?;
                Some(s.general())
            }
            Declared::Tuple(parts) => {
                let Kind::Tuple(items) = &s.kind else { return None };
                if items.len() != parts.len() {
                    return None;
                }
                let items = items.clone();
                let items = parts.iter().zip(items.iter()).map(|(d, i)| self.enforced(d, i));
                Some(SomeValue::tuple(items.collect::<Option<_>>()?))
            }
            Declared::Instance(class, none) => {
                let fits = match s.kind {
                    Kind::Instance { class: c, can_be_none } => {
                        self.defs.is_subclass(c, *class) && (*none || !can_be_none)
                    }
                    Kind::None => *none,
                    _ => false,
                };
                fits.then(|| SomeValue::new(Kind::Instance { class: *class, can_be_none: *none }))
            }
            Declared::Constant(c) => (s.konst.as_ref() == Some(c)).then(|| s.clone()),
        }
    }

    /// Items of a container that is still empty are what is declared.
    fn enforced_part(&mut self, declared: &Declared, s: &SomeValue) -> Option<SomeValue> {
        match declared {
            Declared::Plain(wanted) if s.is_impossible() => Some(wanted.clone()),
            Declared::Instance(class, none) if s.is_impossible() => {
                Some(SomeValue::new(Kind::Instance { class: *class, can_be_none: *none }))
            }
            _ if s.is_impossible() => Some(s.clone()),
            _ => self.enforced(declared, s),
        }
    }

    fn describe_declared(&self, d: &Declared) -> String {
        match d {
            Declared::Any => "anything".to_string(),
            Declared::Plain(s) if matches!(s.kind, Kind::Char) => "a str of length one".to_string(),
            Declared::Plain(SomeValue { kind: Kind::Int { kind, nonneg: true }, .. }) if kind.signed() => {
                "an int that is not negative".to_string()
            }
            Declared::Plain(s) => self.describe(s),
            Declared::List(item, _) => format!("a list of {}", self.describe_declared(item)),
            Declared::Dict(..) => "a dict".to_string(),
            Declared::Tuple(items) => format!("a tuple of {} items", items.len()),
            Declared::Instance(class, none) => {
                format!("an instance of `{}`{}", self.defs.classes[*class].name, if *none { " or None" } else { "" })
            }
            Declared::Constant(_) => "one constant".to_string(),
        }
    }
}

fn declared_at(diag: Diag, def: Span) -> Diag {
    if def.is_none() { diag } else { diag.label(def, "declared here") }
}

/// The types without parts, by the names of Python's types and of `rpython.rlib.types`.
fn plain(name: &str) -> Option<SomeValue> {
    let unsigned = || SomeValue::of_ty(rpy_ir::Ty::Int(IntKind::U64));
    Some(match name {
        "int" | "r_int" | "r_longlong" => SomeValue::int(),
        "int_nonneg" => SomeValue::nonneg(),
        "r_uint" | "r_ulonglong" => unsigned(),
        "bool" => SomeValue::bool(),
        "float" => SomeValue::float(),
        "singlefloat" | "r_singlefloat" => SomeValue::new(Kind::SingleFloat),
        "char" => SomeValue::char(),
        "str" | "str0" => SomeValue::str(),
        "bytes" => SomeValue::new(Kind::Str { kind: StrKind::Bytes, can_be_none: false }),
        "none" => SomeValue::none(),
        _ => return None,
    })
}
