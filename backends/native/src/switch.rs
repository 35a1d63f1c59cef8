//! Switches as comparisons and jump tables.
//!
//! Cases are split by halves into runs that are dense enough for a table. A table needs one comparison on values of 32 bits
//! and less: values below the first case wrap to large ones.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, JumpTableData, Value, types};
use cranelift_frontend::FunctionBuilder;

/// At least this many cases make a table, of which at least one in `SPARSEST` entries is a case.
const SHORTEST: usize = 4;
const SPARSEST: i128 = 8;
/// At most this many cases are compared one after the other.
const LEAF: usize = 2;

/// Jumps to the block of the case that `value` is equal to, or to `otherwise`. All blocks are without parameters. Ends the
/// current block.
pub fn emit(b: &mut FunctionBuilder, value: Value, mut cases: Vec<(i64, Block)>, otherwise: Block) {
    cases.sort_by_key(|(v, _)| *v);
    cases.dedup_by_key(|(v, _)| *v);
    search(b, value, &cases, otherwise);
}

fn search(b: &mut FunctionBuilder, value: Value, cases: &[(i64, Block)], otherwise: Block) {
    let ty = b.func.dfg.value_type(value);
    let (Some(&(first, block)), Some(&(last, _))) = (cases.first(), cases.last()) else {
        b.ins().jump(otherwise, &[]);
        return;
    };
    let span = last as i128 - first as i128 + 1;
    if cases.len() >= SHORTEST && span <= cases.len() as i128 * SPARSEST {
        return table(b, value, cases, otherwise);
    }
    if cases.len() <= LEAF {
        let equal = b.ins().icmp_imm_s(IntCC::Equal, value, sign_extended(first, ty.bits()));
        if cases.len() == 1 {
            b.ins().brif(equal, block, &[], otherwise, &[]);
            return;
        }
        let next = b.create_block();
        b.ins().brif(equal, block, &[], next, &[]);
        b.switch_to_block(next);
        return search(b, value, &cases[1..], otherwise);
    }
    let (low, high) = cases.split_at(cases.len() / 2);
    let (below, above) = (b.create_block(), b.create_block());
    // The order of the comparison is that of the cases: negative ones are of a signed type.
    let order = if first < 0 { IntCC::SignedLessThan } else { IntCC::UnsignedLessThan };
    let less = b.ins().icmp_imm_s(order, value, sign_extended(high[0].0, ty.bits()));
    b.ins().brif(less, below, &[], above, &[]);
    b.switch_to_block(below);
    search(b, value, low, otherwise);
    b.switch_to_block(above);
    search(b, value, high, otherwise);
}

fn table(b: &mut FunctionBuilder, value: Value, cases: &[(i64, Block)], otherwise: Block) {
    // A few entries more are cheaper than a subtraction.
    let first = if (1..=8).contains(&cases[0].0) { 0 } else { cases[0].0 };
    let none = b.func.dfg.block_call(otherwise, &[]);
    let mut entries = vec![];
    for (v, block) in cases {
        while entries.len() < (v - first) as usize {
            entries.push(none);
        }
        entries.push(b.func.dfg.block_call(*block, &[]));
    }
    let count = entries.len();
    let jumps = b.create_jump_table(JumpTableData::new(none, &entries));
    let ty = b.func.dfg.value_type(value);
    // In 32 bits nothing that is shorter wraps to a small number; in 64 bits the table's own check would not see the upper
    // half.
    let index = match ty.bits() {
        64 => {
            let index = b.ins().iadd_imm_s(value, first.wrapping_neg());
            let outside = b.ins().icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, index, count as i64);
            let inside = b.create_block();
            b.ins().brif(outside, otherwise, &[], inside, &[]);
            b.switch_to_block(inside);
            b.ins().ireduce(types::I32, index)
        }
        32 => b.ins().iadd_imm_s(value, first.wrapping_neg() as i32 as i64),
        _ => {
            let wide = if first < 0 { b.ins().sextend(types::I32, value) } else { b.ins().uextend(types::I32, value) };
            b.ins().iadd_imm_s(wide, first.wrapping_neg())
        }
    };
    b.ins().br_table(index, jumps);
}

/// A number as the sign extension of its lower bits, as Cranelift writes immediates.
fn sign_extended(v: i64, bits: u32) -> i64 {
    (v << (64 - bits)) >> (64 - bits)
}
