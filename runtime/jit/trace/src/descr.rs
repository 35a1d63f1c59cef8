//! Descrs: what an operation needs to know of a type, a field, an array or a called function.

use crate::trace::Kind;

/// Index of a descr in [`Descrs`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DescrId(pub u32);

/// All descrs of a program.
#[derive(Clone, Debug, Default)]
pub struct Descrs {
    pub all: Vec<Descr>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Descr {
    Size(SizeDescr),
    Field(FieldDescr),
    Array(ArrayDescr),
    Interior(InteriorDescr),
    Call(CallDescr),
}

/// A struct.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SizeDescr {
    pub name: String,
    /// In bytes, with the collector's header.
    pub size: u32,
    /// The collector's number of the type.
    pub type_number: u32,
    /// The class, for objects: the address of the vtable.
    pub vtable: Option<i64>,
    /// All fields with those of the parents, in the order of their offsets.
    pub fields: Vec<DescrId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct FieldDescr {
    pub name: String,
    pub parent: DescrId,
    /// From where a pointer points.
    pub offset: u32,
    pub kind: Kind,
    /// In bytes.
    pub size: u8,
    pub signed: bool,
    pub immutable: bool,
    /// Where watchers of a quasi-immutable field are kept: the field of the same struct that holds them.
    pub quasi_immutable: Option<DescrId>,
    /// The field that holds an object's class.
    pub is_typeptr: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ArrayDescr {
    pub name: String,
    pub type_number: u32,
    /// The fixed part in bytes, with the collector's header.
    pub fixed: u32,
    /// From where a pointer points.
    pub length_offset: u32,
    pub items_offset: u32,
    pub item_size: u32,
    /// None where the items are structs.
    pub item: Option<Kind>,
    pub signed: bool,
    pub immutable: bool,
    /// Where the items are structs: their fields ([`InteriorDescr`]).
    pub fields: Vec<DescrId>,
}

/// A field of the structs in an array.
#[derive(Clone, PartialEq, Debug)]
pub struct InteriorDescr {
    pub array: DescrId,
    pub name: String,
    /// From the start of the item.
    pub offset: u32,
    pub kind: Kind,
    pub size: u8,
    pub signed: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct CallDescr {
    pub name: String,
    pub args: Vec<Kind>,
    pub result: Option<Kind>,
    /// Of an integer result, in bytes.
    pub result_size: u8,
    pub result_signed: bool,
    /// Sizes in bytes of the arguments: the machine's calling convention passes narrow integers as such.
    pub arg_sizes: Vec<u8>,
    pub effect: EffectInfo,
}

/// What a call may do beyond giving a result. The order is one of growing effects.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum ExtraEffect {
    ElidableCannotRaise = 0,
    LoopInvariant = 1,
    CannotRaise = 2,
    ElidableOrMemoryError = 3,
    ElidableCanRaise = 4,
    CanRaise = 5,
    ForcesVirtualOrVirtualizable = 6,
    RandomEffects = 7,
}

/// A call whose meaning the optimiser knows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OopSpec {
    StrEqual,
    StrConcat,
    StrSlice,
    StrCopyContents,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EffectInfo {
    pub extra: ExtraEffect,
    pub oopspec: Option<OopSpec>,
    /// Fields ([`FieldDescr`], [`InteriorDescr`]) and arrays that the call may read and write; what is not in here stays.
    /// Not meaningful with [`ExtraEffect::RandomEffects`].
    pub reads: Vec<DescrId>,
    pub writes: Vec<DescrId>,
    pub can_collect: bool,
    /// May change a quasi-immutable field.
    pub can_invalidate: bool,
}

impl EffectInfo {
    pub fn elidable(&self) -> bool {
        use ExtraEffect::*;
        matches!(self.extra, ElidableCannotRaise | ElidableOrMemoryError | ElidableCanRaise)
    }
    pub fn can_raise(&self) -> bool {
        self.extra > ExtraEffect::CannotRaise
    }
    pub fn forces(&self) -> bool {
        self.extra >= ExtraEffect::ForcesVirtualOrVirtualizable
    }
    pub fn random(&self) -> bool {
        self.extra == ExtraEffect::RandomEffects
    }
    pub fn may_write(&self, d: DescrId) -> bool {
        self.random() || self.writes.contains(&d)
    }
}

impl Descrs {
    pub fn push(&mut self, d: Descr) -> DescrId {
        self.all.push(d);
        DescrId(self.all.len() as u32 - 1)
    }
    pub fn get(&self, d: DescrId) -> &Descr {
        &self.all[d.0 as usize]
    }
    /// As in logs.
    pub fn name(&self, d: DescrId) -> &str {
        match self.get(d) {
            Descr::Size(s) => &s.name,
            Descr::Field(f) => &f.name,
            Descr::Array(a) => &a.name,
            Descr::Interior(i) => &i.name,
            Descr::Call(c) => &c.name,
        }
    }
    pub fn size(&self, d: DescrId) -> Option<&SizeDescr> {
        match self.get(d) {
            Descr::Size(s) => Some(s),
            _ => None,
        }
    }
    pub fn field(&self, d: DescrId) -> Option<&FieldDescr> {
        match self.get(d) {
            Descr::Field(f) => Some(f),
            _ => None,
        }
    }
    pub fn array(&self, d: DescrId) -> Option<&ArrayDescr> {
        match self.get(d) {
            Descr::Array(a) => Some(a),
            _ => None,
        }
    }
    pub fn interior(&self, d: DescrId) -> Option<&InteriorDescr> {
        match self.get(d) {
            Descr::Interior(i) => Some(i),
            _ => None,
        }
    }
    pub fn call(&self, d: DescrId) -> Option<&CallDescr> {
        match self.get(d) {
            Descr::Call(c) => Some(c),
            _ => None,
        }
    }
}
