//! Lowering of containers and text onto a mock of the core, which writes down the calls of support code.

use crate::containers::*;
use crate::{formatspec, rformat, riter, rlist, rstr};
use rpy_annotate::defs::Defs;
use rpy_annotate::model::*;
use rpy_ir::entity::Entity;
use rpy_ir::{Const, DataId, Diag, GraphId, Image, Item, Op, Operand, Span, Ty, TypeId, Types, Var};
use std::rc::Rc;

#[derive(Default)]
struct Mock {
    defs: Defs,
    types: Types,
    containers: ContainerTypes,
    vars: Vec<Ty>,
    log: Vec<String>,
}

impl Mock {
    fn new() -> Mock {
        let mut m = Mock::default();
        let s = m.types.new_struct("rpy_string", true, None);
        m.types.add_field(s, "hash", Ty::SIGNED);
        m.types.set_tail(s, Item::Value(Ty::Char), false);
        m
    }
    fn str_ty(&self) -> Ty {
        Ty::Ptr(self.types.by_name("rpy_string").expect("declared above"))
    }
    fn var(&mut self, ty: Ty) -> Operand {
        self.vars.push(ty);
        Operand::Var(Var::new(self.vars.len() - 1))
    }
    fn value(&mut self, ann: SomeValue) -> Value {
        let ty = self.ty(&ann).expect("a type");
        Value { op: self.var(ty), ann }
    }
    fn list_of(&mut self, item: SomeValue, resized: bool) -> SomeValue {
        let def = ListDef { item, resized, mutated: true, origin: Span::NONE, sources: vec![] };
        SomeValue::new(Kind::List { def: self.defs.new_list(def), can_be_none: false })
    }
    fn calls(&mut self) -> String {
        std::mem::take(&mut self.log).join(" ")
    }
}

impl Lower for Mock {
    fn defs(&self) -> &Defs {
        &self.defs
    }
    fn types(&mut self) -> &mut Types {
        &mut self.types
    }
    fn containers(&mut self) -> &mut ContainerTypes {
        &mut self.containers
    }
    fn ty(&mut self, s: &SomeValue) -> Result<Ty, Diag> {
        Ok(match &s.kind {
            Kind::Bool => Ty::Bool,
            Kind::Int { kind, .. } => Ty::Int(*kind),
            Kind::Float => Ty::Float,
            Kind::Char => Ty::Char,
            Kind::Str { .. } => self.str_ty(),
            Kind::List { def, .. } => return rlist::list_ty(self, *def),
            Kind::Dict { def, .. } => return crate::rdict::dict_ty(self, *def),
            Kind::Range { .. } => riter::range_ty(self),
            Kind::Iterator { kind, of } => return riter::iterator_ty(self, *kind, of),
            Kind::Tuple(items) => {
                let mut types = vec![];
                for item in items.iter() {
                    types.push(self.ty(item)?);
                }
                let fields: Vec<(&str, Ty)> = ["item0", "item1"].into_iter().zip(types).collect();
                Ty::Ptr(struct_of(self, "tuple", &fields))
            }
            _ => Ty::Void,
        })
    }
    fn operand_ty(&mut self, o: &Operand) -> Ty {
        match o {
            Operand::Var(v) => self.vars[v.index()],
            Operand::Const(Const::Str(_)) => self.str_ty(),
            Operand::Const(_) => Ty::SIGNED,
        }
    }
    fn emit(&mut self, op: Op, _: Vec<Operand>, ty: Ty) -> Operand {
        self.log.push(op.name().to_string());
        self.var(ty)
    }
    fn support(&mut self, module: &str, name: &str, args: &[Arg]) -> Result<Operand, Diag> {
        self.log.push(format!("{module}.{name}/{}", args.len()));
        let ty = self.str_ty();
        Ok(self.var(ty))
    }
    fn convert(&mut self, v: Operand, from: &SomeValue, to: &SomeValue) -> Result<Operand, Diag> {
        let (a, b) = (self.ty(from)?, self.ty(to)?);
        if a == b {
            return Ok(v);
        }
        self.log.push("convert".to_string());
        Ok(self.var(b))
    }
    fn string(&mut self, text: &[u8]) -> Operand {
        Operand::Const(Const::Str(text.to_vec()))
    }
    fn constant(&mut self, c: &Const, _: &SomeValue) -> Result<Const, Diag> {
        Ok(c.clone())
    }
    fn new_data(&mut self, _: &str, _: TypeId) -> DataId {
        DataId(0)
    }
    fn set_image(&mut self, _: DataId, _: Image) {}
    fn function(&mut self, _: &SomeValue, _: &[SomeValue]) -> Result<GraphId, Diag> {
        Ok(GraphId(0))
    }
    fn helper(&mut self, name: &str, params: &[Ty], _: Ty, body: HelperBody<'_>) -> Result<GraphId, Diag> {
        self.log.push(format!("{name}("));
        let params: Vec<Operand> = params.iter().map(|&t| self.var(t)).collect();
        body(self, &params)?;
        self.log.push(")".to_string());
        Ok(GraphId(0))
    }
    fn object_text(&mut self, _: &Value) -> Result<Operand, Diag> {
        Ok(self.string(b"<object>"))
    }
    fn inner_call(&mut self, _: &Value, _: &SomeValue) -> Result<Operand, Diag> {
        Err(Diag::new("there are no calls"))
    }
    fn error(&self, message: &str, help: &str) -> Diag {
        Diag::new(message).help(help)
    }
}

#[test]
fn a_list_that_is_never_resized_is_an_array() {
    let mut m = Mock::new();
    let (fixed, resizable) = (m.list_of(SomeValue::int(), false), m.list_of(SomeValue::int(), true));
    let array = m.types.array(true, Item::Value(Ty::SIGNED));
    assert_eq!(m.ty(&fixed), Ok(Ty::Ptr(array)));
    assert_ne!(m.ty(&resizable), Ok(Ty::Ptr(array)));
    let other = m.list_of(SomeValue::int(), true);
    assert_eq!(m.ty(&resizable), m.ty(&other));
}

#[test]
fn a_list_may_contain_itself() {
    let mut m = Mock::new();
    let ann = m.list_of(SomeValue::impossible(), true);
    let Kind::List { def, .. } = ann.kind else { unreachable!() };
    m.defs.list_mut(def).item = ann.clone();
    let ty = m.ty(&ann).expect("a type");
    let r = rlist::repr(&mut m, &ann).expect("a representation");
    assert_eq!(m.types.tail(r.array), Some(Item::Value(ty)));
}

#[test]
fn items_of_proven_indices_need_one_test() {
    let mut m = Mock::new();
    let ann = m.list_of(SomeValue::int(), true);
    let (l, i, n) = (m.value(ann), m.value(SomeValue::int()), m.value(SomeValue::nonneg()));
    let get = |i: &Value| HlOp {
        op: Op::GetItem,
        args: vec![l.clone(), i.clone()],
        result: SomeValue::int(),
        span: Span::NONE,
    };
    lower(&mut m, &get(&i)).expect("lowered");
    assert_eq!(m.calls(), "getfield getfield rlist.ll_getitem/3");
    lower(&mut m, &get(&n)).expect("lowered");
    assert_eq!(m.calls(), "getfield getfield rlist.ll_getitem_nonneg/3");
}

#[test]
fn formats() {
    let mut m = Mock::new();
    let (i, f, s) = (m.value(SomeValue::int()), m.value(SomeValue::float()), m.value(SomeValue::str()));
    rformat::percent(&mut m, b"%d: %5.1f %s", &[i.clone(), f.clone(), s.clone()]).expect("lowered");
    let calls = m.calls();
    assert!(calls.starts_with("rintstr.ll_int2dec/1 rformat.ll_float_fixed/4 rformat.ll_pad/4 malloc_varsize"));
    assert!(calls.ends_with("rstr.ll_build/1"), "{calls}");
    rformat::field(&mut m, &i, "", "#010x").expect("lowered");
    assert_eq!(m.calls(), "rintstr.ll_int_in_base/4 rformat.ll_pad/4");
    rformat::field(&mut m, &s, "r", ">8").expect("lowered");
    assert_eq!(m.calls(), "rstr.ll_repr/1 rformat.ll_pad/4");
    assert!(rformat::field(&mut m, &s, "", "d").is_err());
    assert!(rformat::percent(&mut m, b"%d %d", &[i]).is_err());
    assert!(formatspec::parse_percent(b"%q").is_err());
}

#[test]
fn tuples_are_compared_and_hashed_by_item() {
    let mut m = Mock::new();
    let key = SomeValue::tuple(vec![SomeValue::int(), SomeValue::str()]);
    hash_function(&mut m, &key).expect("a function");
    let calls = m.calls();
    assert!(calls.contains("rdict.ll_hash_int/1") && calls.contains("rstr.ll_strhash/1"), "{calls}");
    eq_function(&mut m, &key).expect("a function");
    assert!(m.calls().contains("int_eq"));
    // Once for each type.
    hash_function(&mut m, &key).expect("a function");
    assert_eq!(m.calls(), "");
    let list = m.list_of(SomeValue::int(), true);
    assert!(hash_function(&mut m, &list).is_err());
}

#[test]
fn iterators_of_iterators() {
    let mut m = Mock::new();
    let range = SomeValue::new(Kind::Range { step: Some(1) });
    let over = |kind, of: SomeValue| SomeValue::new(Kind::Iterator { kind, of: Rc::new(of) });
    let enumerate = over(IterKind::Enumerate, over(IterKind::Items, range.clone()));
    let r = m.value(range);
    riter::enumerate(&mut m, &r, None, &enumerate).expect("lowered");
    m.calls();
    let it = m.value(enumerate);
    let pair = SomeValue::tuple(vec![SomeValue::nonneg(), SomeValue::int()]);
    riter::next(&mut m, &it, &pair).expect("lowered");
    let calls = m.calls();
    assert!(calls.contains("riter.ll_range_next_up/1 riter.ll_count_next/1 malloc setfield setfield"), "{calls}");
}

#[test]
fn chars_are_compared_as_bytes() {
    let mut m = Mock::new();
    let (a, b) = (m.value(SomeValue::char()), m.value(SomeValue::char()));
    let op = HlOp { op: Op::Lt, args: vec![a, b], result: SomeValue::bool(), span: Span::NONE };
    rstr::lower(&mut m, &op).expect("lowered");
    assert_eq!(m.calls(), "int_lt");
}

#[test]
fn unpacking_checks_the_number_of_items() {
    let mut m = Mock::new();
    let ann = m.list_of(SomeValue::int(), false);
    let l = m.value(ann);
    let two = m.value(SomeValue::int());
    let result = SomeValue::tuple(vec![SomeValue::int(), SomeValue::int()]);
    let op = HlOp { op: Op::Unpack, args: vec![l, two], result, span: Span::NONE };
    lower(&mut m, &op).expect("lowered");
    let calls = m.calls();
    assert!(calls.starts_with("getarraysize rlist.ll_unpack_check/2 getarrayitem getarrayitem malloc"), "{calls}");
}
