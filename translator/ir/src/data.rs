//! Static data: the prebuilt objects of a program, as typed values with references. Bytes are the layout's matter.

use crate::graph::Const;
use crate::types::{FieldRef, TypeId};

crate::entity!(
    /// A static object.
    DataId,
    "@"
);

/// One static object.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// For dumps and symbol names; need not be unique.
    pub name: String,
    pub ty: TypeId,
    pub image: Image,
    /// Nothing in the object is ever written: it may be in a read-only section.
    pub readonly: bool,
}

/// The contents of a static object.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Image {
    /// Fields that differ from zero or null.
    pub fields: Vec<(FieldRef, Const)>,
    pub items: Items,
}

/// The tail of a static object.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Items {
    #[default]
    None,
    /// A tail of Char.
    Bytes(Vec<u8>),
    Values(Vec<Const>),
    /// Items that are structs, each with the fields that differ from zero.
    Structs(Vec<Vec<(FieldRef, Const)>>),
    /// `n` items, all zero.
    Zero(usize),
}

impl Items {
    pub fn len(&self) -> usize {
        match self {
            Items::None => 0,
            Items::Bytes(b) => b.len(),
            Items::Values(v) => v.len(),
            Items::Structs(v) => v.len(),
            Items::Zero(n) => *n,
        }
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
