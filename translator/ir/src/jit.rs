//! What a program says to a JIT: the drivers of its interpreters' main loops, and where their markers are.
//!
//! A portal is the graph with a driver's merge point. Its parameters are the driver's greens and then its reds, and the block
//! that begins with the marker has a parameter for each, which are the marker's operands: nothing else is alive across it.

use crate::graph::{BlockId, Const, Graph, GraphId, Operand, Operation};
use crate::ops::Op;
use crate::program::Program;
use crate::types::Ty;

/// The kinds of markers: the first operand of [`Op::JitMarker`].
pub const MERGE_POINT: &str = "jit_merge_point";
pub const CAN_ENTER: &str = "can_enter_jit";
pub const LOOP_HEADER: &str = "loop_header";

/// A driver, without the variables that have no value at run time.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct JitDriver {
    /// Of this driver alone: the second operand of its markers.
    pub name: String,
    /// Where in the interpreted program the interpreter is: integers, then references, then floats.
    pub greens: Vec<(String, Ty)>,
    /// All else that lives across the merge point, in the same order of kinds.
    pub reds: Vec<(String, Ty)>,
    /// Names of reds.
    pub virtualizables: Vec<String>,
    /// Of the greens, as all that follow unless they say otherwise: a str.
    pub get_printable_location: Option<GraphId>,
    /// A tuple of file, line, function name, bytecode index and opcode name.
    pub get_location: Option<GraphId>,
    /// Of the greens and the reds: a Bool.
    pub confirm_enter_jit: Option<GraphId>,
    /// A Bool.
    pub can_never_inline: Option<GraphId>,
    /// A Bool.
    pub should_unroll_one_iteration: Option<GraphId>,
    /// A Signed.
    pub get_unique_id: Option<GraphId>,
    pub is_recursive: bool,
}

impl JitDriver {
    /// The names of the functions that a driver may have.
    pub const HELPERS: [&str; 6] = [
        "get_printable_location",
        "get_location",
        "confirm_enter_jit",
        "can_never_inline",
        "should_unroll_one_iteration",
        "get_unique_id",
    ];

    /// In the order of [`JitDriver::HELPERS`].
    pub fn helpers(&self) -> [Option<GraphId>; 6] {
        [
            self.get_printable_location,
            self.get_location,
            self.confirm_enter_jit,
            self.can_never_inline,
            self.should_unroll_one_iteration,
            self.get_unique_id,
        ]
    }

    /// The function of this name.
    pub fn helper_mut(&mut self, name: &str) -> Option<&mut Option<GraphId>> {
        Some(match name {
            "get_printable_location" => &mut self.get_printable_location,
            "get_location" => &mut self.get_location,
            "confirm_enter_jit" => &mut self.confirm_enter_jit,
            "can_never_inline" => &mut self.can_never_inline,
            "should_unroll_one_iteration" => &mut self.should_unroll_one_iteration,
            "get_unique_id" => &mut self.get_unique_id,
            _ => return None,
        })
    }
}

impl Operation {
    /// The kind and the driver's name of a marker.
    pub fn jit_marker(&self) -> Option<(&str, &str)> {
        match (self.op, &self.args[..]) {
            (Op::JitMarker, [Operand::Const(Const::Name(kind)), Operand::Const(Const::Name(driver)), ..]) => {
                Some((kind, driver))
            }
            _ => None,
        }
    }
    pub fn is_merge_point(&self) -> bool {
        self.jit_marker().is_some_and(|(kind, _)| kind == MERGE_POINT)
    }
}

impl Graph {
    /// Where the graph's merge points are: block and index of the operation.
    pub fn merge_points(&self) -> Vec<(BlockId, usize)> {
        let at = |(b, block): (BlockId, &crate::graph::Block)| {
            let found = block.ops.iter().enumerate().filter(|(_, op)| op.is_merge_point());
            found.map(|(i, _)| (b, i)).collect::<Vec<_>>()
        };
        self.blocks.iter().flat_map(at).collect()
    }
    /// Whether a block begins with a merge point: its parameters are the marker's operands.
    pub fn begins_with_merge_point(&self, b: BlockId) -> bool {
        self.blocks[b].ops.first().is_some_and(Operation::is_merge_point)
    }
}

impl Program {
    pub fn jit_driver(&self, name: &str) -> Option<&JitDriver> {
        self.jit_drivers.iter().find(|d| d.name == name)
    }
}
