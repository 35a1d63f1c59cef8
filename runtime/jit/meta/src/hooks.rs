//! What a driver's functions say about a place: may its loops be entered, its calls traced into.

use crate::call::call;
use crate::table::Program;
use rpy_trace::jitcode::Address;
use rpy_trace::{CallDescr, Kind};

impl Program {
    /// Asks a driver's function; None if it has none. The first values are of the greens, the others of the reds. It may collect.
    /// A function that raises says no.
    pub fn ask(&self, driver: usize, function: Option<Address>, values: &[u64]) -> Option<bool> {
        let function = self.address(function?) as i64;
        let d = &self.drivers[driver];
        let args: Vec<Kind> = d.greens.iter().chain(&d.reds).take(values.len()).map(|v| v.0).collect();
        let arg_sizes = vec![8; args.len()];
        let descr = CallDescr { args, arg_sizes, result: Some(Kind::Int), result_size: 1, ..CallDescr::default() };
        // SAFETY: the driver's function takes these variables and gives a truth value.
        let answer = unsafe { call(function, &descr, values) };
        let raised = self.exception() != 0;
        self.set_exception(0);
        Some(answer != 0 && !raised)
    }
}
