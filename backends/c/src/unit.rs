//! What is known of the whole program while its files are written: names and layouts.

use crate::names::{Names, identifier};
use rpy_ir::data::Items;
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, DataId, FieldRef, GraphId, Item, Program, Ty, TypeDef, TypeId};
use rpy_layout::Layouts;
use std::collections::BTreeSet;

pub struct Unit<'p> {
    pub program: &'p Program,
    pub layouts: Layouts,
    /// What is reachable, in order.
    pub graphs: Vec<GraphId>,
    pub data: Vec<DataId>,
    graph_names: HashMap<GraphId, String>,
    data_names: HashMap<DataId, String>,
    /// The tag of a struct, the typedef of a function type.
    type_names: Vec<String>,
    fields: HashMap<FieldRef, String>,
    /// By type: the names of the tail's length and items.
    tails: Vec<(String, String)>,
    /// The sizes of the static objects of types with a tail.
    pub static_sizes: BTreeSet<(TypeId, usize)>,
}

impl<'p> Unit<'p> {
    pub fn new(program: &'p Program) -> Unit<'p> {
        let reach = program.reach();
        let mut unit = Unit {
            program,
            layouts: Layouts::new(program),
            graphs: reach.graphs,
            data: reach.data,
            graph_names: HashMap::default(),
            data_names: HashMap::default(),
            type_names: vec![],
            fields: HashMap::default(),
            tails: vec![],
            static_sizes: BTreeSet::new(),
        };
        unit.name_types();
        let mut names = Names::default();
        for &g in &unit.graphs {
            let name = names.unique(format!("f_{}", identifier(&program.graphs[g].name)));
            unit.graph_names.insert(g, name);
        }
        for &d in &unit.data {
            let name = names.unique(format!("g_{}", identifier(&program.data[d].name)));
            unit.data_names.insert(d, name);
            let ty = program.data[d].ty;
            if program.types.tail(ty).is_some() {
                unit.static_sizes.insert((ty, unit.item_count(d)));
            }
        }
        unit
    }

    fn name_types(&mut self) {
        let types = &self.program.types;
        let mut names = Names::default();
        for (id, def) in types.defs.iter() {
            let name = match def {
                TypeDef::Func { .. } => names.unique("fn".to_string()),
                TypeDef::Struct { name, .. } if !name.is_empty() => names.unique(format!("s_{}", identifier(name))),
                TypeDef::Struct { .. } => names.unique(format!("array_{}", self.item_name(id))),
            };
            self.type_names.push(name);
            self.tails.push(Default::default());
        }
        for id in types.defs.keys() {
            self.name_fields(id);
        }
    }

    /// A word for what an array holds.
    fn item_name(&self, array: TypeId) -> String {
        match self.program.types.tail(array) {
            Some(Item::Inline(t)) => identifier(self.program.types.name_of(t)),
            Some(Item::Value(Ty::Ptr(t))) => match self.program.types.name_of(t) {
                "" => "ptr".to_string(),
                name => identifier(name),
            },
            Some(Item::Value(ty)) => scalar(ty).trim_end_matches("_t").replace("void *", "address"),
            None => "nothing".to_string(),
        }
    }

    /// A field has the same name in all structs that inherit it, so it must differ from those of the parents.
    fn name_fields(&mut self, id: TypeId) {
        let types = &self.program.types;
        let mut names = Names::default();
        for f in types.all_fields(id) {
            let name = names.unique(identifier(&types.field(f).name));
            if f.of == id {
                self.fields.insert(f, name);
            }
        }
        self.tails[id.0 as usize] = (names.unique("length".to_string()), names.unique("items".to_string()));
    }

    pub fn graph(&self, g: GraphId) -> &str {
        &self.graph_names[&g]
    }

    pub fn data_name(&self, d: DataId) -> &str {
        &self.data_names[&d]
    }

    pub fn field(&self, f: FieldRef) -> &str {
        &self.fields[&f]
    }

    pub fn length_field(&self, t: TypeId) -> &str {
        &self.tails[t.0 as usize].0
    }

    pub fn items_field(&self, t: TypeId) -> &str {
        &self.tails[t.0 as usize].1
    }

    /// The tag of a struct; the typedef of a function type.
    pub fn type_name(&self, t: TypeId) -> &str {
        &self.type_names[t.0 as usize]
    }

    /// The type of a value, or None where it has none.
    pub fn value_type(&self, ty: Ty) -> Option<String> {
        match ty {
            Ty::Void | Ty::Obj => None,
            Ty::Ptr(t) if self.program.types.is_func(t) => Some(self.type_name(t).to_string()),
            Ty::Ptr(t) => Some(format!("struct {} *", self.type_name(t))),
            _ => Some(scalar(ty).to_string()),
        }
    }

    /// A declaration of a name of this type.
    pub fn declaration(&self, ty: Ty, name: &str) -> String {
        let t = self.value_type(ty).unwrap_or_default();
        if t.ends_with('*') { format!("{t}{name}") } else { format!("{t} {name}") }
    }

    /// The items of a static object.
    pub fn item_count(&self, d: DataId) -> usize {
        self.program.data[d].image.items.len()
    }

    /// A static object as a pointer of type `ty`, or as an address.
    pub fn data_pointer(&self, d: DataId, ty: Ty) -> String {
        let of = self.program.data[d].ty;
        let name = self.data_name(d);
        let target = match ty {
            Ty::Ptr(t) => format!("struct {}", self.type_name(t)),
            _ => "void".to_string(),
        };
        if self.layouts.header_of(of) != 0 {
            return format!("GC_OBJECT({target}, {name})");
        }
        let part = if self.program.types.tail(of).is_some() { ".object" } else { "" };
        format!("({target} *)&{name}{part}")
    }

    /// The type of a static object, with its header and items.
    pub fn static_type(&self, t: TypeId, count: usize) -> String {
        let name = self.type_name(t);
        let header = self.layouts.header_of(t) != 0;
        if self.program.types.tail(t).is_some() {
            format!("{} {name}_of_{count}", if header { "struct" } else { "union" })
        } else if header {
            format!("struct {name}_static")
        } else {
            format!("struct {name}")
        }
    }

    pub fn is_zero(&self, d: DataId) -> bool {
        let image = &self.program.data[d].image;
        let zero = |c: &Const| matches!(c, Const::Null(_) | Const::NullAddress | Const::Int(0, _) | Const::Void);
        image.fields.iter().all(|(_, c)| zero(c))
            && match &image.items {
                Items::None | Items::Zero(_) => true,
                Items::Bytes(b) => b.iter().all(|&b| b == 0),
                Items::Values(v) => v.iter().all(zero),
                Items::Structs(v) => v.iter().flatten().all(|(_, c)| zero(c)),
            }
    }
}

/// The C type of values that are no typed pointers.
pub fn scalar(ty: Ty) -> &'static str {
    match ty {
        Ty::Void | Ty::Obj => "void",
        Ty::Bool => "bool",
        Ty::Char => "uint8_t",
        Ty::UniChar => "uint32_t",
        Ty::Float => "double",
        Ty::SingleFloat => "float",
        Ty::Address | Ty::Ptr(_) => "void *",
        Ty::Int(k) => match (k.signed(), k.bits()) {
            (true, 8) => "int8_t",
            (true, 16) => "int16_t",
            (true, 32) => "int32_t",
            (true, _) => "int64_t",
            (false, 8) => "uint8_t",
            (false, 16) => "uint16_t",
            (false, 32) => "uint32_t",
            (false, _) => "uint64_t",
        },
    }
}
