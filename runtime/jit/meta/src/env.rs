//! What the optimiser asks of the running program.

use crate::call::call;
use crate::memory::{array_length, class_of, place};
use crate::table::Program;
use crate::warm::Warm;
use rpy_jit_opt::Env;
use rpy_trace::{Const, DescrId, Descrs, Kind, RefId};
use std::cell::RefCell;

pub struct ProgramEnv<'p> {
    pub p: &'p Program,
    pub warm: &'p RefCell<Warm>,
}

impl ProgramEnv<'_> {
    fn constant(&self, kind: Kind, v: u64) -> Const {
        match kind {
            Kind::Int => Const::Int(v as i64),
            Kind::Float => Const::Float(v),
            Kind::Ref if v == 0 => Const::Null,
            Kind::Ref => Const::Ref(self.warm.borrow_mut().constant(v as usize, false)),
        }
    }

    fn object(&self, r: RefId) -> usize {
        self.warm.borrow().refs.get(r)
    }

    fn load(&self, object: usize, d: DescrId, index: i64) -> Option<Const> {
        let at = place(&self.p.descrs, d, object, index)?;
        // SAFETY: the optimiser asks for what the trace reads of this object; an index has been checked.
        Some(self.constant(at.kind, unsafe { at.get() }))
    }
}

impl Env for ProgramEnv<'_> {
    fn descrs(&self) -> &Descrs {
        &self.p.descrs
    }
    fn getfield(&mut self, object: RefId, field: DescrId) -> Option<Const> {
        self.load(self.object(object), field, 0)
    }
    fn getfield_raw(&mut self, address: i64, field: DescrId) -> Option<Const> {
        (address != 0).then(|| self.load(address as usize, field, 0)).flatten()
    }
    fn getarrayitem(&mut self, array: RefId, index: i64, descr: DescrId) -> Option<Const> {
        let inside = (0..self.arraylen(array, descr)?).contains(&index);
        inside.then(|| self.load(self.object(array), descr, index)).flatten()
    }
    fn quasi_immutable(&mut self, object: RefId, field: DescrId) -> Option<Const> {
        let watchers = self.p.descrs.field(field)?.quasi_immutable?;
        let at = place(&self.p.descrs, watchers, self.object(object), 0)?;
        self.warm.borrow_mut().watches.rely(at);
        self.getfield(object, field)
    }
    fn arraylen(&mut self, array: RefId, descr: DescrId) -> Option<i64> {
        // SAFETY: an array, as the trace takes its length.
        Some(unsafe { array_length(&self.p.descrs, descr, self.object(array)) })
    }
    fn class_of(&mut self, object: RefId) -> Option<i64> {
        // SAFETY: an instance, as the trace asks for its class.
        Some(unsafe { class_of(self.object(object)) })
    }
    fn same(&mut self, a: RefId, b: RefId) -> bool {
        self.object(a) == self.object(b)
    }
    fn call_pure(&mut self, descr: DescrId, args: &[Const]) -> Option<Const> {
        let d = self.p.descrs.call(descr)?;
        if self.p.exception() != 0 {
            return None;
        }
        let word = |c: &Const| match *c {
            Const::Int(v) => v as u64,
            Const::Float(bits) => bits,
            Const::Null => 0,
            Const::Ref(r) => self.object(r) as u64,
        };
        let (function, rest) = args.split_first()?;
        let values: Vec<u64> = rest.iter().map(word).collect();
        // SAFETY: the descr is that of the function; it has no effects.
        let result = unsafe { call(word(function) as i64, d, &values) };
        if self.p.exception() != 0 {
            self.p.set_exception(0);
            return None;
        }
        Some(self.constant(d.result?, result))
    }
    fn subclass(&mut self, class: i64, of: i64) -> Option<bool> {
        // The first words of a vtable are the ends of the range of numbers of its subclasses.
        // SAFETY: both are vtables.
        unsafe {
            let (c, o) = (class as *const i64, of as *const i64);
            Some(*o <= *c && *c < *o.add(1))
        }
    }
}
