//! The places that an exception passes while jitcode is interpreted, for the program's traceback. They are recorded by the
//! program's own functions; how it keeps them is not known here.

use crate::table::{Program, Table};
use crate::tracer::Tracer;
use rpy_trace::jitcode::{NULL, Place};
use rpy_trace::{Arg, CallDescr, Descr, DescrId, Descrs, EffectInfo, ExtraEffect, Kind};

/// The program's functions.
#[derive(Clone, Copy)]
pub struct Traceback {
    /// Of both.
    descr: DescrId,
    start: usize,
    record: usize,
}

impl Traceback {
    /// None if the program has no tracebacks.
    pub fn new(table: &Table, descrs: &mut Descrs) -> Option<Traceback> {
        let (start, record) = (table.traceback_start, table.traceback_record);
        if start == 0 || record == 0 {
            return None;
        }
        let effect = EffectInfo {
            extra: ExtraEffect::CannotRaise,
            can_collect: false,
            can_invalidate: false,
            ..EffectInfo::default()
        };
        let descr = descrs.push(Descr::Call(CallDescr {
            name: "traceback".to_string(),
            args: vec![Kind::Int],
            arg_sizes: vec![8],
            effect,
            ..CallDescr::default()
        }));
        Some(Traceback { descr, start, record })
    }
}

/// One way of an exception through the frames of the interpreter.
#[derive(Default)]
pub struct Way {
    /// The calls that a trace has to do if anybody may see what they record.
    calls: Vec<(i64, i64)>,
}

impl Way {
    pub fn pass(&mut self, p: &Program, place: &Place) {
        let Some(t) = p.traceback else { return };
        let function = if place.begins { t.start } else { t.record };
        let location = if place.location == NULL { 0 } else { p.address(place.location) };
        // SAFETY: the program's function, which takes the address of static data, allocates nothing and raises nothing.
        let f = unsafe { std::mem::transmute::<usize, extern "C" fn(usize)>(function) };
        f(location);
        self.calls.push((function as i64, location as i64));
    }

    /// The exception leaves the trace, or may be raised again.
    pub fn record(self, p: &Program, tracer: &mut Tracer) {
        let Some(t) = p.traceback else { return };
        let (args, descr) = (|(function, location)| vec![Arg::int(function), Arg::int(location)], t.descr);
        for call in self.calls {
            tracer.record(rpy_trace::OpCode::CallN, args(call), Some(descr));
        }
    }
}
