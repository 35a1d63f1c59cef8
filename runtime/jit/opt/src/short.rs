//! What a piece can hand on to the loop behind it.

use crate::core::Optimizer;
use rpy_trace::Arg;

#[derive(Default)]
pub(crate) struct Imported {}

impl Optimizer<'_> {
    pub fn take(&mut self, a: Arg) -> Option<Arg> {
        Some(self.resolve(a))
    }
}
