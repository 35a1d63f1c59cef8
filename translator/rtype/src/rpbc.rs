//! Prebuilt constants as values: functions, bound methods, classes. One constant needs no value; of several, functions are
//! function pointers of their family's row, or pointers to structs with one for each row if there are several; bound methods
//! are their receivers, classes their vtables. What is never called together is only compared: it is an address.

use crate::containers::*;
use crate::families::Family;
use crate::place::{Place, zero_of};
use rpy_annotate::Annotator;
use rpy_annotate::model::*;
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, DataId, Diag, GraphId, Image, ObjId, Op, Operand, Ty};

/// How functions, methods of frozen instances and frozen instances are stored.
#[derive(Default)]
pub struct Stored {
    /// By representative of the family: what stands for its functions. Without a type while it is being made.
    functions: HashMap<FuncId, Option<Ty>>,
    /// What stands for a function of a family with several rows.
    structs: HashMap<FuncId, DataId>,
    /// What stands for functions that are never called as one of several.
    marks: HashMap<FuncId, GraphId>,
    /// What stands for methods of frozen instances.
    pub frozen_methods: HashMap<(ObjId, FuncId), DataId>,
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
                if together { self.function_type(root)? } else { Ty::Address }
            }
            _ => Ty::Address,
        })
    }

    /// What stands for one of the functions of a family.
    fn function_type(&mut self, root: FuncId) -> Result<Ty, Diag> {
        match self.core.stored.functions.get(&root) {
            Some(Some(ty)) => return Ok(*ty),
            Some(None) => {
                // Met again among its own parameters: a struct can be named before it is complete.
                let t = self.core.ann.types.new_struct("functions", false, None);
                self.core.stored.functions.insert(root, Some(Ty::Ptr(t)));
                return Ok(Ty::Ptr(t));
            }
            None => {}
        }
        self.core.stored.functions.insert(root, None);
        let family = Family::Functions(root);
        let mut pointers = vec![];
        for row in 0..self.core.families.row_count(&family) {
            pointers.push(self.row_pointer(&family, row)?);
        }
        let early = self.core.stored.functions.get(&root).copied().flatten();
        let ty = match (early, &pointers[..]) {
            (_, []) => Ty::Address,
            (None, [only]) => *only,
            _ => {
                let t = match early.and_then(|ty| ty.ptr()) {
                    Some(t) => t,
                    None => self.core.ann.types.new_struct("functions", false, None),
                };
                for (i, pointer) in pointers.iter().enumerate() {
                    self.core.ann.types.add_field_hint(t, &format!("row{i}"), *pointer, true);
                }
                Ty::Ptr(t)
            }
        };
        self.core.stored.functions.insert(root, Some(ty));
        Ok(ty)
    }

    /// The function pointer of a row, from what stands for a function.
    pub fn row_of_function(&mut self, v: &Operand, row: usize) -> Result<Operand, Diag> {
        match field_ref(self, v, &format!("row{row}")) {
            Some(_) => get_field(self, v, &format!("row{row}")),
            None => Ok(v.clone()),
        }
    }

    fn function_constant(&mut self, f: FuncId, ty: Ty) -> Result<Const, Diag> {
        let root = self.core.families.root(f);
        let family = Family::Functions(root);
        let own = self.function_type(root)?;
        let rows = own.ptr().filter(|&t| !self.core.ann.types.is_func(t));
        let Some(t) = rows else {
            let graph = match self.row_entry(&family, 0, f)? {
                Some(g) => g,
                None => self.mark(f),
            };
            return Ok(Const::Graph(graph));
        };
        let d = match self.core.stored.structs.get(&f) {
            Some(&d) => d,
            None => {
                let d = self.core.new_data("functions", t);
                self.core.stored.structs.insert(f, d);
                let mut fields = vec![];
                for row in 0..self.core.families.row_count(&family) {
                    if let Some(g) = self.row_entry(&family, row, f)? {
                        fields.push((rpy_ir::FieldRef { of: t, index: row as u32 }, Const::Graph(g)));
                    }
                }
                self.core.program.data[d].image = Image { fields, items: Default::default() };
                self.core.program.data[d].readonly = true;
                d
            }
        };
        Ok(if ty == Ty::Address { Const::DataAddress(d) } else { Const::Data(d) })
    }

    /// A graph whose address is all that is wanted of it.
    fn mark(&mut self, f: FuncId) -> GraphId {
        if let Some(&g) = self.core.stored.marks.get(&f) {
            return g;
        }
        let graph = rpy_ir::Graph::new(&self.core.ann.defs.funcs[f].name, Ty::Void);
        let graph = Place::new(self.core, graph, self.span).finish(Operand::void());
        let g = self.core.program.graphs.push(graph);
        self.core.stored.marks.insert(f, g);
        g
    }

    /// What a class's vtable has for a method.
    pub fn method_constant(
        &mut self,
        family: &Family,
        row: usize,
        found: ClassId,
        value: &Const,
    ) -> Result<Option<Const>, Diag> {
        let Const::Obj(o) = value else { return Ok(None) };
        let f = self.core.ann.func_in_class(found, *o);
        Ok(self.row_entry(family, row, f)?.map(Const::Graph))
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
            Desc::Func(f) => self.function_constant(*f, ty),
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
        if source.ptr().is_some() && target == Ty::Address {
            return Ok(self.emit(Op::CastPtrToAdr, vec![v], target));
        }
        if source == Ty::Address && target.ptr().is_some() {
            return Ok(self.emit(Op::CastAdrToPtr, vec![v], target));
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
        let graphs = &self.core.ann.defs.funcs[f].graphs;
        let Some(&g) = graphs.get(&SpecKey::default()).or_else(|| graphs.values().next()) else {
            return Err(self.error("this function was not analysed", ""));
        };
        let params = args.to_vec();
        self.graph_taking(g, &params)
    }
}
