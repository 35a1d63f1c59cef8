//! The language of traces: operations, descrs, guards with the state that they go back to, and what optimisation leaves of
//! that state. The tracing interpreter writes it, the optimiser rewrites it, the backend compiles it.
//!
//! A trace is in SSA form, straight-line, and typed by three kinds: integers (all machine integers, bools, chars, raw
//! addresses), references to gc objects, floats. The names of operations are RPython's (`rpython/jit/metainterp/resoperation.py`).

pub mod descr;
pub mod image;
pub mod jitcode;
pub mod op;
pub mod parameters;
pub mod print;
pub mod trace;

pub use descr::{
    ArrayDescr, CallDescr, Descr, DescrId, DescrSet, Descrs, EffectInfo, ExtraEffect, FieldDescr, InteriorDescr,
    OopSpec, SizeDescr,
};
pub use op::OpCode;
pub use trace::{
    Arg, Const, Frame, Guard, Kind, Known, Op, PendingSet, RefId, Resume, ResumeFrame, Snapshot, Tagged, Trace, Var,
    Virtual,
};
