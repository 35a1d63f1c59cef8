//! What the optimiser asks of whoever runs the trace.

use rpy_trace::{Const, DescrId, Descrs, RefId};

pub trait Env {
    fn descrs(&self) -> &Descrs;
    /// The value of a field of a constant object, for fields that do not change; None if unknown.
    fn getfield(&mut self, object: RefId, field: DescrId) -> Option<Const>;
    fn getfield_raw(&mut self, address: i64, field: DescrId) -> Option<Const>;
    /// Of an immutable array; None also where the index is outside.
    fn getarrayitem(&mut self, array: RefId, index: i64, descr: DescrId) -> Option<Const>;
    fn arraylen(&mut self, array: RefId, descr: DescrId) -> Option<i64>;
    /// The address of the vtable of a constant object.
    fn class_of(&mut self, object: RefId) -> Option<i64>;
    /// Whether two constants are the same object.
    fn same(&mut self, a: RefId, b: RefId) -> bool;
    /// Runs a call without effects; None if it raises or cannot run now. The arguments begin with the function.
    fn call_pure(&mut self, call: DescrId, args: &[Const]) -> Option<Const>;
    fn subclass(&mut self, class: i64, of: i64) -> Option<bool>;
    /// The present value of a quasi-immutable field of a constant object; from now on the trace is dropped when it changes.
    /// None if the value is not to be relied upon.
    fn quasi_immutable(&mut self, object: RefId, field: DescrId) -> Option<Const> {
        self.getfield(object, field)
    }
    /// What an argument of the trace's jump was when the trace was recorded: a hint at which guards will hold.
    fn runtime(&mut self, _jump_arg: usize) -> Option<Const> {
        None
    }
}
