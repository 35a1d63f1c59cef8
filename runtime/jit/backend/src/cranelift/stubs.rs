//! The few functions that all compiled code shares.

use super::Generator;
use super::lower::{cell_signature, trusted};
use crate::api::Error;
use crate::frame::Frame;
use crate::memory::CodeMemory;
use cranelift_codegen::ir::{AbiParam, InstBuilder, Signature, TrapCode, types};
use cranelift_frontend::FunctionBuilder;
use std::mem;

pub struct Stubs {
    /// Calls code with a frame: from C's convention to that of compiled code.
    pub enter: unsafe extern "C" fn(code: usize, frame: *mut Frame) -> u64,
    pub enter_bytes: usize,
    /// Where guards without a bridge go: returns the exit that is in the cell.
    pub leave: usize,
    /// Where the cells of freed targets point.
    pub dead: usize,
}

const EXIT_OFFSET: i32 = mem::offset_of!(super::GuardCell, exit) as i32;

impl Stubs {
    pub fn new(g: &mut Generator, memory: &mut CodeMemory) -> Result<Stubs, Error> {
        let enter = g.function(|func, cx, isa| {
            let mut s = Signature::new(isa.default_call_conv());
            s.params.extend([AbiParam::new(types::I64); 2]);
            s.returns.push(AbiParam::new(types::I64));
            func.signature = s;
            let mut b = FunctionBuilder::new(func, cx);
            let entry = b.create_block();
            b.append_block_params_for_function_params(entry);
            b.switch_to_block(entry);
            let (code, frame) = (b.block_params(entry)[0], b.block_params(entry)[1]);
            let s = b.import_signature(cell_signature());
            let none = b.ins().iconst(types::I64, 0);
            let call = b.ins().call_indirect(s, code, &[frame, none]);
            let exit = b.inst_results(call)[0];
            b.ins().return_(&[exit]);
            b.seal_all_blocks();
            b.finalize(isa.frontend_config());
            Ok(())
        })?;
        let leave = g.function(|func, cx, isa| {
            func.signature = cell_signature();
            let mut b = FunctionBuilder::new(func, cx);
            let entry = b.create_block();
            b.append_block_params_for_function_params(entry);
            b.switch_to_block(entry);
            let cell = b.block_params(entry)[1];
            let exit = b.ins().load(types::I64, trusted(), cell, EXIT_OFFSET);
            b.ins().return_(&[exit]);
            b.seal_all_blocks();
            b.finalize(isa.frontend_config());
            Ok(())
        })?;
        let dead = g.function(|func, cx, isa| {
            func.signature = cell_signature();
            let mut b = FunctionBuilder::new(func, cx);
            let entry = b.create_block();
            b.append_block_params_for_function_params(entry);
            b.switch_to_block(entry);
            b.ins().trap(TrapCode::unwrap_user(1));
            b.seal_all_blocks();
            b.finalize(isa.frontend_config());
            Ok(())
        })?;
        let enter_bytes = enter.bytes.len();
        let enter = memory.add(&enter.bytes, |_| {})?;
        Ok(Stubs {
            enter_bytes,
            // SAFETY: the code has this signature.
            enter: unsafe { mem::transmute::<usize, unsafe extern "C" fn(usize, *mut Frame) -> u64>(enter) },
            leave: memory.add(&leave.bytes, |_| {})?,
            dead: memory.add(&dead.bytes, |_| {})?,
        })
    }
}
