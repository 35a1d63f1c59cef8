//! Value types and aggregate types of typed graphs.
//!
//! A value is a primitive or a pointer. An aggregate (struct or array) is never a value: it is memory behind a
//! pointer. Every aggregate has the same shape, fields and then an optional tail of equal items with a length, so that
//! a struct, an array and a string (a struct with a tail) need one set of operations.

use crate::entity::Arena;
use crate::hash::HashMap;
use std::collections::BTreeMap;

crate::entity!(
    /// An aggregate or function type.
    TypeId,
    "ty"
);

/// The integer types. `I64` is RPython's Signed, `U64` its Unsigned.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum IntKind {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl IntKind {
    pub const ALL: [IntKind; 8] =
        [IntKind::I8, IntKind::I16, IntKind::I32, IntKind::I64, IntKind::U8, IntKind::U16, IntKind::U32, IntKind::U64];
    pub fn bits(self) -> u32 {
        match self {
            IntKind::I8 | IntKind::U8 => 8,
            IntKind::I16 | IntKind::U16 => 16,
            IntKind::I32 | IntKind::U32 => 32,
            IntKind::I64 | IntKind::U64 => 64,
        }
    }
    pub fn signed(self) -> bool {
        self <= IntKind::I64
    }
    pub fn name(self) -> &'static str {
        match self {
            IntKind::I8 => "Int8",
            IntKind::I16 => "Int16",
            IntKind::I32 => "Int32",
            IntKind::I64 => "Signed",
            IntKind::U8 => "UInt8",
            IntKind::U16 => "UInt16",
            IntKind::U32 => "UInt32",
            IntKind::U64 => "Unsigned",
        }
    }
    /// The value wrapped into this type's range, kept sign- or zero-extended in 64 bits.
    pub fn wrap(self, v: i64) -> i64 {
        match self {
            IntKind::I8 => v as i8 as i64,
            IntKind::I16 => v as i16 as i64,
            IntKind::I32 => v as i32 as i64,
            IntKind::I64 | IntKind::U64 => v,
            IntKind::U8 => v as u8 as i64,
            IntKind::U16 => v as u16 as i64,
            IntKind::U32 => v as u32 as i64,
        }
    }
}

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ty {
    /// No value at run time: None where only None can be, constants specialised away.
    Void,
    Bool,
    /// One byte.
    Char,
    /// A code point.
    UniChar,
    Int(IntKind),
    Float,
    SingleFloat,
    /// An untyped machine address.
    Address,
    /// A pointer to an aggregate or function. It may be null.
    Ptr(TypeId),
    /// An untyped Python value: graphs before rtype only.
    Obj,
}

impl Ty {
    pub const SIGNED: Ty = Ty::Int(IntKind::I64);
    pub const UNSIGNED: Ty = Ty::Int(IntKind::U64);
    pub fn ptr(self) -> Option<TypeId> {
        match self {
            Ty::Ptr(t) => Some(t),
            _ => None,
        }
    }
}

/// What a field or an item of a tail holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Item {
    Value(Ty),
    /// A struct in place (the entries of a dict): only as the item of a tail, without a tail of its own, not gc.
    Inline(TypeId),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Field {
    pub name: String,
    pub ty: Ty,
    /// Never written after the object is published.
    pub immutable: bool,
    /// Rarely written: a trace takes its value for a constant and is dropped when it changes. The struct's integer field
    /// [`watchers_of`] this one says who is to be told.
    pub quasi_immutable: bool,
    /// Neither the items nor the length of the list that the field points to ever change.
    pub immutable_items: bool,
    /// How many of something in memory there are: never negative, and never more than a machine has bytes.
    pub count: bool,
}

/// The name of the field that tells who watches a quasi-immutable field: 0 if nobody does.
pub fn watchers_of(field: &str) -> String {
    format!("mutate_{field}")
}

/// The name of an integer field of virtualizable structs: where the object's fields are while a trace has them, 0 if in the
/// object.
pub const VIRTUALIZABLE_TOKEN: &str = "vable_token";

/// An aggregate or function type.
#[derive(Clone, PartialEq, Debug)]
pub enum TypeDef {
    /// `parent`'s fields come first: a pointer to the struct is also a pointer to its parent (single inheritance).
    /// An array is a struct without a name, parent and fields: it is structural (`GcArray<Signed>`); a struct with a
    /// name is nominal.
    Struct {
        name: String,
        gc: bool,
        parent: Option<TypeId>,
        fields: Vec<Field>,
        tail: Option<Item>,
        immutable_tail: bool,
    },
    Func {
        args: Vec<Ty>,
        ret: Ty,
    },
}

/// A field of a struct: the struct that declares it (not a subclass of it) and its index there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct FieldRef {
    pub of: TypeId,
    pub index: u32,
}

/// The name of the root gc struct of weak references: its pointers do not keep objects alive.
pub const WEAKREF: &str = "rpy_weakref";

/// All aggregate types of a program.
#[derive(Clone, Debug, Default)]
pub struct Types {
    pub defs: Arena<TypeId, TypeDef>,
    arrays: HashMap<(bool, Item), TypeId>,
    funcs: HashMap<(Vec<Ty>, Ty), TypeId>,
    names: HashMap<String, TypeId>,
    /// By struct: the fields that a trace may keep for itself while it runs; `stack[*]`: with the items of their arrays.
    pub virtualizables: BTreeMap<TypeId, Vec<String>>,
}

impl Types {
    /// Declares a struct; fields may be added later with [`Types::add_field`]. A name in use gets a suffix `_2`, `_3`.
    pub fn new_struct(&mut self, name: &str, gc: bool, parent: Option<TypeId>) -> TypeId {
        let mut unique = name.to_string();
        let mut n = 1;
        while self.names.contains_key(&unique) {
            n += 1;
            unique = format!("{name}_{n}");
        }
        let id = self.defs.push(TypeDef::Struct {
            name: unique.clone(),
            gc,
            parent,
            fields: vec![],
            tail: None,
            immutable_tail: false,
        });
        self.names.insert(unique, id);
        id
    }
    /// Sets whether a declared struct is gc and what it inherits from: for a reader that declares all names first.
    pub fn define(&mut self, of: TypeId, is_gc: bool, base: Option<TypeId>) {
        if let TypeDef::Struct { gc, parent, .. } = &mut self.defs[of] {
            *gc = is_gc;
            *parent = base;
        }
    }
    pub fn add_field(&mut self, of: TypeId, name: &str, ty: Ty) -> FieldRef {
        self.add_field_hint(of, name, ty, false)
    }
    pub fn add_field_hint(&mut self, of: TypeId, name: &str, ty: Ty, immutable: bool) -> FieldRef {
        match &mut self.defs[of] {
            TypeDef::Struct { fields, .. } => {
                let (quasi_immutable, immutable_items, count) = (false, false, false);
                fields.push(Field { name: name.to_string(), ty, immutable, quasi_immutable, immutable_items, count });
                FieldRef { of, index: fields.len() as u32 - 1 }
            }
            TypeDef::Func { .. } => panic!("a function type has no fields"),
        }
    }
    /// Sets what is known of a field.
    pub fn field_mut(&mut self, f: FieldRef) -> &mut Field {
        match &mut self.defs[f.of] {
            TypeDef::Struct { fields, .. } => &mut fields[f.index as usize],
            TypeDef::Func { .. } => panic!("a function type has no fields"),
        }
    }
    /// The fields that the struct itself declares are never written after an object is published.
    pub fn set_fields_immutable(&mut self, of: TypeId) {
        if let TypeDef::Struct { fields, .. } = &mut self.defs[of] {
            fields.iter_mut().for_each(|f| f.immutable = true);
        }
    }
    pub fn set_tail(&mut self, of: TypeId, item: Item, immutable: bool) {
        match &mut self.defs[of] {
            TypeDef::Struct { tail, immutable_tail, .. } => {
                *tail = Some(item);
                *immutable_tail = immutable;
            }
            TypeDef::Func { .. } => panic!("a function type has no tail"),
        }
    }
    /// The array type with these items; the same arguments give the same type.
    pub fn array(&mut self, gc: bool, item: Item) -> TypeId {
        if let Some(&id) = self.arrays.get(&(gc, item)) {
            return id;
        }
        let id = self.defs.push(TypeDef::Struct {
            name: String::new(),
            gc,
            parent: None,
            fields: vec![],
            tail: Some(item),
            immutable_tail: false,
        });
        self.arrays.insert((gc, item), id);
        id
    }
    pub fn func(&mut self, args: Vec<Ty>, ret: Ty) -> TypeId {
        if let Some(&id) = self.funcs.get(&(args.clone(), ret)) {
            return id;
        }
        let id = self.defs.push(TypeDef::Func { args: args.clone(), ret });
        self.funcs.insert((args, ret), id);
        id
    }
    pub fn by_name(&self, name: &str) -> Option<TypeId> {
        self.names.get(name).copied()
    }
    /// Whether the type is that of weak references.
    pub fn is_weakref(&self, id: TypeId) -> bool {
        matches!(&self.defs[id], TypeDef::Struct { name, gc: true, parent: None, .. } if name == WEAKREF)
    }
    pub fn name_of(&self, id: TypeId) -> &str {
        match &self.defs[id] {
            TypeDef::Struct { name, .. } => name,
            TypeDef::Func { .. } => "",
        }
    }
    pub fn is_gc(&self, id: TypeId) -> bool {
        matches!(&self.defs[id], TypeDef::Struct { gc: true, .. })
    }
    pub fn is_func(&self, id: TypeId) -> bool {
        matches!(&self.defs[id], TypeDef::Func { .. })
    }
    pub fn parent(&self, id: TypeId) -> Option<TypeId> {
        match &self.defs[id] {
            TypeDef::Struct { parent, .. } => *parent,
            TypeDef::Func { .. } => None,
        }
    }
    /// The fields that this struct itself declares.
    pub fn fields(&self, id: TypeId) -> &[Field] {
        match &self.defs[id] {
            TypeDef::Struct { fields, .. } => fields,
            TypeDef::Func { .. } => &[],
        }
    }
    pub fn tail(&self, id: TypeId) -> Option<Item> {
        match &self.defs[id] {
            TypeDef::Struct { tail, .. } => *tail,
            TypeDef::Func { .. } => None,
        }
    }
    /// The struct and its parents, root first: the order of fields in memory and in static data.
    pub fn chain(&self, id: TypeId) -> Vec<TypeId> {
        let mut chain = vec![id];
        let mut t = id;
        while let Some(p) = self.parent(t) {
            chain.push(p);
            t = p;
        }
        chain.reverse();
        chain
    }
    /// All fields in memory order.
    pub fn all_fields(&self, id: TypeId) -> Vec<FieldRef> {
        let of_each = |t: TypeId| (0..self.fields(t).len() as u32).map(move |index| FieldRef { of: t, index });
        self.chain(id).into_iter().flat_map(of_each).collect()
    }
    pub fn field(&self, f: FieldRef) -> &Field {
        &self.fields(f.of)[f.index as usize]
    }
    /// A field by name, in the struct or a parent.
    pub fn find_field(&self, of: TypeId, name: &str) -> Option<FieldRef> {
        if let Some(i) = self.fields(of).iter().position(|f| f.name == name) {
            return Some(FieldRef { of, index: i as u32 });
        }
        self.find_field(self.parent(of)?, name)
    }
    /// Whether `id` is `ancestor` or inherits from it.
    pub fn is_subtype(&self, id: TypeId, ancestor: TypeId) -> bool {
        id == ancestor || self.parent(id).is_some_and(|p| self.is_subtype(p, ancestor))
    }
    pub fn is_gc_ptr(&self, ty: Ty) -> bool {
        matches!(ty, Ty::Ptr(t) if self.is_gc(t))
    }
}
