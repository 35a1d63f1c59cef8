//! The collector's write barrier: the test of an object's flag is in line, the call in cold code.

use super::lower::{Lower, trusted};
use crate::api::{Barrier, Error, RefPlace};
use cranelift_codegen::ir::{InstBuilder, Value, types};
use rpy_trace::{Arg, Const};

/// An object whose header has no flags.
#[repr(align(16))]
struct Nothing([u64; 2]);

static NOTHING: Nothing = Nothing([0; 2]);

impl Lower<'_, '_> {
    /// Before a reference is stored into a field of an object.
    pub fn before_store(&mut self, object: Arg, value: Arg) -> Result<(), Error> {
        let Some(barrier) = self.wanted(object, Some(value)) else { return Ok(()) };
        let p = self.value(object)?;
        self.ask(barrier, p, barrier.object, &[])
    }

    /// Before references are stored into items: one value, or the items of another array.
    pub fn before_store_items(&mut self, array: Arg, start: Arg, count: Arg, value: Option<Arg>) -> Result<(), Error> {
        let Some(barrier) = self.wanted(array, value) else { return Ok(()) };
        let mut p = self.value(array)?;
        if value.is_none() {
            // A copy of no items: the array may be null.
            let nothing = self.address(&raw const NOTHING.0[1] as usize);
            p = self.b.ins().select(p, p, nothing);
        }
        let range = [self.value(start)?, self.value(count)?];
        self.ask(barrier, p, barrier.items, &range)
    }

    /// Static objects are not the collector's: a reference to one may be stored without asking.
    fn wanted(&self, object: Arg, value: Option<Arg>) -> Option<Barrier> {
        let fixed = match value {
            Some(Arg::Const(Const::Ref(r))) => matches!(self.env.refs.place(r), RefPlace::Fixed(_)),
            Some(Arg::Const(_)) => true,
            _ => false,
        };
        let new = object.var().is_some_and(|v| self.fresh.contains(&v));
        self.env.support.barrier.filter(|_| !fixed && !new)
    }

    fn ask(&mut self, barrier: Barrier, object: Value, function: usize, range: &[Value]) -> Result<(), Error> {
        // The byte with the flag.
        let bit = barrier.flag.trailing_zeros();
        let at = (bit / 8) as i32 - self.env.support.header as i32;
        let flags = self.b.ins().uload8(types::I64, trusted(), object, at);
        let set = self.b.ins().band_imm_u(flags, 1 << (bit % 8));
        let rare = &mut |this: &mut Self| {
            let mut args = vec![this.apart(object)];
            for &v in range {
                args.push(this.apart(v));
            }
            let function = this.address(function);
            this.call_c(function, &vec![types::I64; args.len()], &args, None);
            Ok(None)
        };
        self.branch_aside(set, false, rare, &mut |_| Ok(None))?;
        Ok(())
    }
}
