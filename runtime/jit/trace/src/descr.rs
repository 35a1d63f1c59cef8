//! Descrs: what an operation needs to know of a type, a field, an array or a called function.
//!
//! Their numbers (`N`) and addresses (`A`) are known once the program is linked: the translator has something in their place.

use crate::trace::Kind;
use std::rc::Rc;

/// Index of a descr in [`Descrs`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DescrId(pub u32);

/// All descrs of a program.
#[derive(Clone, Debug, Default)]
pub struct Descrs {
    pub all: Vec<Descr>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Descr<N = u32, A = i64> {
    Size(SizeDescr<N, A>),
    Field(FieldDescr<N>),
    Array(ArrayDescr<N>),
    Interior(InteriorDescr<N>),
    Call(CallDescr),
}

impl<N, A> Descr<N, A> {
    /// As in logs.
    pub fn name(&self) -> &str {
        match self {
            Descr::Size(s) => &s.name,
            Descr::Field(f) => &f.name,
            Descr::Array(a) => &a.name,
            Descr::Interior(i) => &i.name,
            Descr::Call(c) => &c.name,
        }
    }
}

impl<N: Copy, A: Copy> Descr<N, A> {
    /// The same with other numbers and addresses.
    pub fn map<M, B>(&self, n: impl Fn(N) -> M, a: impl Fn(A) -> B) -> Descr<M, B> {
        match self.clone() {
            Descr::Size(SizeDescr { name, size, type_number, vtable, fields }) => Descr::Size(SizeDescr {
                size: n(size),
                type_number: n(type_number),
                vtable: vtable.map(a),
                name,
                fields,
            }),
            Descr::Field(f) => Descr::Field(FieldDescr {
                offset: n(f.offset),
                name: f.name,
                parent: f.parent,
                kind: f.kind,
                size: f.size,
                signed: f.signed,
                immutable: f.immutable,
                quasi_immutable: f.quasi_immutable,
                count: f.count,
                is_typeptr: f.is_typeptr,
            }),
            Descr::Array(x) => Descr::Array(ArrayDescr {
                type_number: n(x.type_number),
                fixed: n(x.fixed),
                length_offset: n(x.length_offset),
                items_offset: n(x.items_offset),
                item_size: n(x.item_size),
                name: x.name,
                item: x.item,
                signed: x.signed,
                immutable: x.immutable,
                fields: x.fields,
            }),
            Descr::Interior(i) => Descr::Interior(InteriorDescr {
                offset: n(i.offset),
                array: i.array,
                name: i.name,
                kind: i.kind,
                size: i.size,
                signed: i.signed,
            }),
            Descr::Call(c) => Descr::Call(c),
        }
    }
}

/// A struct.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SizeDescr<N = u32, A = i64> {
    pub name: String,
    /// In bytes, with the collector's header.
    pub size: N,
    /// The collector's number of the type.
    pub type_number: N,
    /// The class, for objects: the address of the vtable.
    pub vtable: Option<A>,
    /// All fields with those of the parents, in the order of their offsets.
    pub fields: Vec<DescrId>,
}

/// No count of what is in memory is larger: no machine has that many bytes.
pub const MOST: i64 = 1 << 56;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct FieldDescr<N = u32> {
    pub name: String,
    pub parent: DescrId,
    /// From where a pointer points.
    pub offset: N,
    pub kind: Kind,
    /// In bytes.
    pub size: u8,
    pub signed: bool,
    pub immutable: bool,
    /// Where watchers of a quasi-immutable field are kept: the field of the same struct that holds them.
    pub quasi_immutable: Option<DescrId>,
    /// How many of something in memory there are: see [`MOST`].
    pub count: bool,
    /// The field that holds an object's class.
    pub is_typeptr: bool,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct ArrayDescr<N = u32> {
    pub name: String,
    pub type_number: N,
    /// The fixed part in bytes, with the collector's header.
    pub fixed: N,
    /// From where a pointer points.
    pub length_offset: N,
    pub items_offset: N,
    pub item_size: N,
    /// None where the items are structs.
    pub item: Option<Kind>,
    pub signed: bool,
    pub immutable: bool,
    /// Where the items are structs: their fields ([`InteriorDescr`]).
    pub fields: Vec<DescrId>,
}

/// A field of the structs in an array.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InteriorDescr<N = u32> {
    pub array: DescrId,
    pub name: String,
    /// From the start of the item.
    pub offset: N,
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
    /// Done while a trace is made, and left out of it.
    NotInTrace,
}

/// Many calls have the same, and in a large program they are large.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct DescrSet(Rc<[DescrId]>);

impl DescrSet {
    pub fn contains(&self, d: DescrId) -> bool {
        self.0.binary_search(&d).is_ok()
    }
    /// In their order.
    pub fn iter(&self) -> impl Iterator<Item = DescrId> {
        self.0.iter().copied()
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<DescrId> for DescrSet {
    fn from_iter<I: IntoIterator<Item = DescrId>>(all: I) -> DescrSet {
        let mut all: Vec<DescrId> = all.into_iter().collect();
        all.sort();
        all.dedup();
        DescrSet(all.into())
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EffectInfo {
    pub extra: ExtraEffect,
    pub oopspec: Option<OopSpec>,
    /// Fields ([`FieldDescr`], [`InteriorDescr`]) and arrays that the call may read and write; what is not in here stays.
    /// Not meaningful with [`ExtraEffect::RandomEffects`].
    pub reads: DescrSet,
    pub writes: DescrSet,
    pub can_collect: bool,
    /// May change a quasi-immutable field.
    pub can_invalidate: bool,
}

impl EffectInfo {
    pub fn elidable(&self) -> bool {
        use ExtraEffect::*;
        matches!(self.extra, ElidableCannotRaise | ElidableOrMemoryError | ElidableCanRaise)
    }
    pub fn forces(&self) -> bool {
        self.extra >= ExtraEffect::ForcesVirtualOrVirtualizable
    }
    pub fn random(&self) -> bool {
        self.extra == ExtraEffect::RandomEffects
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
        self.get(d).name()
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
