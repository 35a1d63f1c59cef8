//! The flow-graph IR that every phase shares.
//!
//! One [`Program`] of arenas with typed indices: aggregate types, static data, graphs, external functions, sources.
//! The same structures carry untyped graphs (values of type [`Ty::Obj`], host constants, high-level operations) and
//! typed graphs (concrete types, low-level operations). Which operations exist, with their operand kinds and effects,
//! is data in [`ops`].
//!
//! This crate must not know any phase, frontend, backend, target or collector.

pub mod cold;
pub mod data;
pub mod diag;
pub mod dominators;
pub mod entity;
pub mod graph;
pub mod hash;
pub mod host;
pub mod indirect;
pub mod jit;
pub mod loops;
pub mod ops;
pub mod print;
pub mod program;
pub mod reach;
pub mod recursion;
pub mod source;
pub mod traceback;
pub mod types;
pub mod verify;

pub use data::{Data, DataId, Image};
pub use diag::{Diag, Label};
pub use entity::Arena;
pub use graph::{
    Block, BlockId, Const, Exit, Graph, GraphFlags, GraphId, InlineHint, Link, Operand, Operation, Var, VarData,
};
pub use host::{Host, ObjId, Seen, Shape, Signature};
pub use jit::JitDriver;
pub use ops::{Effects, Op};
pub use program::{Export, Extern, ExternId, GcHeader, Program, Role};
pub use source::{FileId, SourceMap, Span};
pub use types::{Field, FieldRef, IntKind, Item, Ty, TypeDef, TypeId, Types};
