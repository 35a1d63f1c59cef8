//! Prebuilt constants as values: functions, bound methods, classes. One constant needs no value; of several, functions are
//! function pointers of their family's type, bound methods their receivers, classes their vtables.
//!
//! A family is all functions (or all implementations of a method) that some call may reach together. Its type is the join of
//! its members' types; a member whose own graph differs gets a small graph around it that converts.

use crate::containers::*;
use crate::place::{Place, zero_of};
use rpy_annotate::Annotator;
use rpy_annotate::model::*;
use rpy_ir::{Const, DataId, Diag, GraphId, ObjId, Op, Operand, Ty};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Default)]
pub struct Families {
    /// Functions that are called together: union-find.
    parent: BTreeMap<FuncId, FuncId>,
    graph_of: HashMap<FuncId, GraphId>,
    /// Implementations of a method, by the class where the attribute lives.
    methods: BTreeMap<(ClassId, String), Vec<GraphId>>,
    /// Member graphs with the family's type around them.
    wrapped: HashMap<(GraphId, Ty), GraphId>,
    /// Functions of which several graphs are called as members.
    specialised: BTreeSet<FuncId>,
    /// What stands for methods of frozen instances.
    pub frozen_methods: HashMap<(ObjId, FuncId), DataId>,
}

/// What a family's members take and give, as annotations.
pub struct FamilyType {
    pub params: Vec<SomeValue>,
    pub ret: SomeValue,
}

impl Families {
    /// Finds all families in the calls that the annotator has seen.
    pub fn collect(&mut self, ann: &mut Annotator) {
        let targets: Vec<CallTarget> = ann.calls.values().chain(ann.void_calls.values()).cloned().collect();
        for t in targets {
            let CallTarget::Family { members, .. } = t else { continue };
            let mut first = None;
            for (desc, g) in &members {
                match desc {
                    Desc::Func(f) => {
                        self.member_graph(*f, *g);
                        let root = self.root(*f);
                        match first {
                            None => first = Some(root),
                            Some(a) => {
                                self.parent.insert(root, a);
                            }
                        }
                    }
                    Desc::Method { func, receiver, origin } => {
                        self.member_graph(*func, *g);
                        let name = method_name(ann, *func, *origin);
                        let owner = ann.defs.find_attr(*receiver, &name).map_or(*receiver, |(o, _)| o);
                        let list = self.methods.entry((owner, name)).or_default();
                        if !list.contains(g) {
                            list.push(*g);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn member_graph(&mut self, f: FuncId, g: GraphId) {
        if self.graph_of.insert(f, g).is_some_and(|other| other != g) {
            self.specialised.insert(f);
        }
    }

    pub fn specialised(&self, f: FuncId) -> bool {
        self.specialised.contains(&f)
    }

    fn root(&mut self, f: FuncId) -> FuncId {
        let mut at = f;
        while let Some(&p) = self.parent.get(&at) {
            if p == at {
                break;
            }
            at = p;
        }
        self.parent.entry(f).or_insert(at);
        at
    }

    fn members(&mut self, f: FuncId) -> Vec<GraphId> {
        let root = self.root(f);
        let all: Vec<FuncId> = self.parent.keys().copied().collect();
        let mut graphs: Vec<GraphId> = vec![];
        for m in all {
            if self.root(m) == root
                && let Some(g) = self.graph_of.get(&m)
            {
                graphs.push(*g);
            }
        }
        graphs
    }
}

/// The name under which a class has a function.
pub fn method_name(ann: &Annotator, f: FuncId, origin: ClassId) -> String {
    let obj = ann.defs.funcs[f].obj;
    let dict = &ann.defs.classes[origin].dict;
    match dict.iter().find(|(_, c)| **c == Const::Obj(obj)) {
        Some((name, _)) => name.clone(),
        None => ann.defs.funcs[f].name.rsplit('.').next().unwrap_or("").to_string(),
    }
}

impl Place<'_, '_> {
    fn graph_of_func(&mut self, f: FuncId) -> Option<GraphId> {
        if let Some(&g) = self.core.families.graph_of.get(&f) {
            return Some(g);
        }
        let def = &self.core.ann.defs.funcs[f];
        def.graphs.get(&SpecKey::default()).or_else(|| def.graphs.values().next()).copied()
    }

    pub fn pbc_type(&mut self, s: &SomeValue) -> Result<Ty, Diag> {
        let Kind::Pbc { set, can_be_none } = &s.kind else { return Ok(Ty::Void) };
        let (set, single) = (set.clone(), set.len() == 1 && !can_be_none);
        Ok(match set.iter().next() {
            Some(Desc::Method { receiver, func, origin }) => {
                let mut common = *receiver;
                let name = method_name(&self.core.ann, *func, *origin);
                for d in set.iter() {
                    if let Desc::Method { receiver, func, origin } = d {
                        common = self.core.ann.defs.common_base(common, *receiver).unwrap_or(common);
                        let other = method_name(&self.core.ann, *func, *origin);
                        if other != name {
                            let message = format!("the bound methods `{name}` and `{other}` meet in one variable");
                            return Err(
                                self.error(&message, "keep the instance, and choose where the method is called")
                            );
                        }
                    }
                }
                Ty::Ptr(self.class_struct(common)?)
            }
            _ if single => Ty::Void,
            Some(Desc::Class(_)) => Ty::Ptr(self.core.object_vtable),
            Some(Desc::Func(f)) => {
                let root = self.core.families.root(*f);
                let together = set.iter().all(|d| matches!(d, Desc::Func(g) if self.core.families.root(*g) == root));
                if !together || self.graph_of_func(*f).is_none() {
                    // Never called together: only compared.
                    return Ok(Ty::Ptr(self.core.ann.types.func(vec![], Ty::Void)));
                }
                let family = self.function_family(*f)?;
                self.family_pointer(&family)?
            }
            _ => Ty::Address,
        })
    }

    pub fn function_family(&mut self, f: FuncId) -> Result<FamilyType, Diag> {
        let mut graphs = self.core.families.members(f);
        if graphs.is_empty() {
            graphs.extend(self.graph_of_func(f));
        }
        self.join_graphs(&graphs, None)
    }

    pub fn method_family(&mut self, owner: ClassId, name: &str) -> Result<FamilyType, Diag> {
        let graphs = self.core.families.methods.get(&(owner, name.to_string())).cloned().unwrap_or_default();
        self.join_graphs(&graphs, Some(owner))
    }

    fn join_graphs(&mut self, graphs: &[GraphId], owner: Option<ClassId>) -> Result<FamilyType, Diag> {
        let mut params: Vec<SomeValue> = vec![];
        let mut ret = SomeValue::impossible();
        for &g in graphs {
            let def = &self.core.ann.graphs[g];
            let own: Vec<SomeValue> = def.graph.params().iter().map(|p| def.vars[p.0 as usize].general()).collect();
            let own_ret = def.ret.general();
            if params.is_empty() {
                params = vec![SomeValue::impossible(); own.len()];
            }
            for (i, s) in own.iter().enumerate().take(params.len()) {
                if i == 0 && owner.is_some() {
                    continue;
                }
                params[i] = self.join(&params[i].clone(), s)?;
            }
            ret = self.join(&ret, &own_ret)?;
        }
        if let (Some(class), Some(first)) = (owner, params.first_mut()) {
            *first = SomeValue::new(Kind::Instance { class, can_be_none: false });
        }
        Ok(FamilyType { params, ret })
    }

    fn join(&mut self, a: &SomeValue, b: &SomeValue) -> Result<SomeValue, Diag> {
        Ok(self.core.ann.union(a, b).map_err(|e| self.error(&e.message, &e.help))?.general())
    }

    fn family_pointer(&mut self, family: &FamilyType) -> Result<Ty, Diag> {
        let mut args = vec![];
        for p in &family.params {
            let t = self.type_of(p)?;
            if t != Ty::Void {
                args.push(t);
            }
        }
        let ret = self.type_of(&family.ret)?;
        Ok(Ty::Ptr(self.core.ann.types.func(args, ret)))
    }

    pub fn method_type(&mut self, owner: ClassId, name: &str) -> Result<Ty, Diag> {
        let family = self.method_family(owner, name)?;
        self.family_pointer(&family)
    }

    /// A member's graph with exactly the family's type.
    fn member(&mut self, g: GraphId, family: &FamilyType) -> Result<GraphId, Diag> {
        let ty = self.family_pointer(family)?;
        if let Some(&w) = self.core.families.wrapped.get(&(g, ty)) {
            return Ok(w);
        }
        let def = self.core.ann.graphs[g].clone();
        let own: Vec<SomeValue> = def.graph.params().iter().map(|p| def.vars[p.0 as usize].clone()).collect();
        let exact = FamilyType { params: own.clone(), ret: def.ret.clone() };
        let result = if self.family_pointer(&exact)? == ty {
            self.core.low_graph(g)
        } else {
            let mut types = vec![];
            for p in &family.params {
                types.push(self.type_of(p)?);
            }
            let ret = self.type_of(&family.ret)?;
            let low = self.core.low_graph(g);
            let mut body = |p: &mut Place, values: &[Operand]| {
                let mut call = vec![Operand::Const(Const::Graph(low))];
                for ((v, from), to) in values.iter().zip(&family.params).zip(&own) {
                    if p.type_of(to)? == Ty::Void {
                        continue;
                    }
                    let v = match (&from.kind, &to.kind) {
                        // The receiver is an instance of the class that has the method.
                        (Kind::Instance { .. }, Kind::Instance { .. }) => {
                            let t = p.type_of(to)?;
                            p.cast(v.clone(), t)
                        }
                        _ => p.convert_value(v.clone(), from, to)?,
                    };
                    call.push(v);
                }
                let t = p.type_of(&def.ret)?;
                let r = p.emit(Op::DirectCall, call, t);
                p.convert_value(r, &def.ret, &family.ret)
            };
            let name = def.graph.name.clone();
            self.core.build(&name, &types, ret, &mut body)?
        };
        self.core.families.wrapped.insert((g, ty), result);
        Ok(result)
    }

    /// What a class's vtable has for a method.
    pub fn method_constant(
        &mut self,
        owner: ClassId,
        name: &str,
        found: ClassId,
        value: &Const,
    ) -> Result<Option<Const>, Diag> {
        let Const::Obj(o) = value else { return Ok(None) };
        let f = self.core.ann.func_in_class(found, *o);
        let Some(g) = self.graph_of_func(f) else { return Ok(None) };
        let known = self.core.families.methods.get(&(owner, name.to_string()));
        if !known.is_some_and(|list| list.contains(&g)) {
            return Ok(None);
        }
        let family = self.method_family(owner, name)?;
        Ok(Some(Const::Graph(self.member(g, &family)?)))
    }

    pub fn pbc_constant(&mut self, o: ObjId, ty: Ty) -> Result<Const, Diag> {
        // A bound method is its receiver.
        if let rpy_ir::Shape::Method { receiver, .. } = &*self.core.ann.shape(o)
            && ty.ptr().is_some()
        {
            let s = self.core.ann.immutablevalue(receiver);
            return self.constant_of(&receiver.clone(), &s);
        }
        let own = self.core.ann.immutablevalue(&Const::Obj(o));
        let Some(desc) = self.only(&own) else { return Err(self.error("this constant has no value", "")) };
        self.desc_constant(&desc, ty)
    }

    pub fn desc_constant(&mut self, desc: &Desc, ty: Ty) -> Result<Const, Diag> {
        match desc {
            Desc::Func(f) => {
                let Some(g) = self.graph_of_func(*f) else {
                    return Ok(match zero_of(ty) {
                        Operand::Const(c) => c,
                        Operand::Var(_) => Const::Void,
                    });
                };
                let family = self.function_family(*f)?;
                if self.family_pointer(&family)? == ty {
                    return Ok(Const::Graph(self.member(g, &family)?));
                }
                Ok(Const::Graph(self.core.low_graph(g)))
            }
            Desc::Class(c) => Ok(Const::Data(self.vtable_of(*c)?)),
            Desc::Method { receiver, .. } => {
                let what = self.core.ann.defs.classes[*receiver].name.clone();
                Err(self.error(
                    &format!("a prebuilt bound method of `{what}` cannot be a constant yet"),
                    "keep the instance",
                ))
            }
            Desc::Frozen(o) => {
                let d = match self.core.prebuilt.get(&(*o, Ty::Address)) {
                    Some(&d) => d,
                    None => {
                        let d = self.new_frozen();
                        self.core.prebuilt.insert((*o, Ty::Address), d);
                        d
                    }
                };
                Ok(Const::DataAddress(d))
            }
            Desc::FrozenMethod { receiver, func } => Ok(self.frozen_method(*receiver, *func)),
            _ => Err(self.error("this constant cannot be one of several", "use functions or classes of your own")),
        }
    }

    /// An object that is only its address.
    pub fn new_frozen(&mut self) -> DataId {
        let t = self.core.ann.types.array(false, rpy_ir::Item::Value(Ty::Char));
        self.core.new_data("frozen", t)
    }

    pub fn convert_pbc(&mut self, v: Operand, from: &SomeValue, target: Ty) -> Result<Operand, Diag> {
        if let Some(desc) = self.only(from)
            && !matches!(desc, Desc::Method { .. })
        {
            return Ok(Operand::Const(self.desc_constant(&desc, target)?));
        }
        let source = self.type_of(from)?;
        if source.ptr().is_some() && target.ptr().is_some() {
            return Ok(self.cast(v, target));
        }
        if source == Ty::Void {
            // Only a set of one that may be None has more than its member: it is None here.
            return Ok(zero_of(target));
        }
        Err(self.error("these constants cannot be converted", "keep functions of one type in one variable"))
    }

    /// The graph of a function of an `r_dict`, for stored keys.
    pub fn custom_function(&mut self, f: &SomeValue, args: &[SomeValue]) -> Result<GraphId, Diag> {
        let Some(Desc::Func(f)) = self.only(f) else {
            return Err(self.error("the functions of an r_dict are constants", "pass functions of a module"));
        };
        let Some(g) = self.graph_of_func(f) else { return Err(self.error("this function was not analysed", "")) };
        let ret = self.core.ann.graphs[g].ret.clone();
        let family = FamilyType { params: args.to_vec(), ret };
        self.member(g, &family)
    }
}
