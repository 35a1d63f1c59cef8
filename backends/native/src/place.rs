//! Where a function's code lies in cache lines.
//!
//! Processors predict branches line by line. The head of an interpreter's dispatch loop, from its first instruction to the jump
//! through a table, takes up to half as long again where one of its branches is alone at the edge of a line. A head that fits a
//! line is put into one, a longer one is halved by the edge. Cranelift aligns functions, not blocks, so the function is moved down
//! within its alignment, behind no-ops.

use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::isa::TargetIsa;
use cranelift_module::{FuncId, Module, ModuleReloc};
use cranelift_object::ObjectModule;

const LINE: u32 = 64;

/// A function's code, to be defined in the object file.
pub struct Code {
    bytes: Vec<u8>,
    alignment: u32,
    relocs: Vec<ModuleReloc>,
}

/// Compiles a function.
pub fn compile(isa: &dyn TargetIsa, id: FuncId, context: &mut Context) -> Result<Code, String> {
    context.compile(isa, &mut ControlPlane::default()).map_err(|e| format!("{e:?}"))?;
    let code = context.compiled_code().ok_or("there is no code")?;
    // Edges between blocks out of line may lead back without a loop.
    let loops = context.loop_analysis.loops().next().is_some();
    let head = busiest_loop(&code.bb_edges).filter(|_| loops);
    let code_bytes = code.buffer.data();
    let padding = head.filter(|_| x86()).map_or(0, |h| padding(h, length(h, code_bytes, &code.bb_starts)));
    let mut bytes = no_ops(padding);
    bytes.extend(code_bytes);
    let relocs = code.buffer.relocs().to_vec();
    let relocs = relocs
        .iter()
        .map(|r| {
            let mut r = ModuleReloc::from_mach_reloc(r, &context.func, id);
            r.offset += padding;
            r
        })
        .collect();
    Ok(Code { bytes, alignment: if head.is_some() { LINE } else { 16 }, relocs })
}

/// Defines a function that is compiled.
pub fn define(module: &mut ObjectModule, id: FuncId, code: &Code) -> Result<(), String> {
    module.define_function_bytes(id, code.alignment as u64, &code.bytes, &code.relocs).map_err(|e| format!("{e:?}"))
}

/// How long a loop's head is: up to the jump through a table if it is near, else to where the next block begins.
fn length(head: u32, code: &[u8], blocks: &[u32]) -> u32 {
    let near = &code[head as usize..code.len().min((head + 2 * LINE) as usize)];
    // jmp *register: FF /4 with a register, behind a prefix for the upper ones.
    if let Some(i) = near.windows(2).position(|w| w[0] == 0xff && w[1] & 0xf8 == 0xe0) {
        return i as u32 + 2;
    }
    blocks.iter().copied().filter(|&b| b > head).min().map_or(0, |next| next - head)
}

/// How far code moves down so that the head, at this offset, lies well.
fn padding(head: u32, length: u32) -> u32 {
    if length > LINE {
        return (LINE - (head + length / 2) % LINE) % LINE;
    }
    if head % LINE + length > LINE { LINE - head % LINE } else { 0 }
}

fn x86() -> bool {
    cfg!(target_arch = "x86_64")
}

/// Where the loop begins to which most jumps go back. With blocks out of line Cranelift names the wrong source for some edges, always the
/// right target; edges to what is out of line lead forward.
fn busiest_loop(edges: &[(u32, u32)]) -> Option<u32> {
    let mut heads: Vec<(u32, usize)> = vec![];
    for (_, to) in edges.iter().filter(|(from, to)| to <= from) {
        match heads.iter_mut().find(|(h, _)| h == to) {
            Some((_, n)) => *n += 1,
            None => heads.push((*to, 1)),
        }
    }
    let most = heads.iter().map(|(_, n)| *n).max()?;
    heads.into_iter().find(|(_, n)| *n == most).map(|(h, _)| h)
}

/// Instructions that do nothing, as few as possible (Intel's manual, volume 2, NOP).
fn no_ops(n: u32) -> Vec<u8> {
    const BY_LENGTH: [&[u8]; 9] = [
        &[0x90],
        &[0x66, 0x90],
        &[0x0f, 0x1f, 0],
        &[0x0f, 0x1f, 0x40, 0],
        &[0x0f, 0x1f, 0x44, 0, 0],
        &[0x66, 0x0f, 0x1f, 0x44, 0, 0],
        &[0x0f, 0x1f, 0x80, 0, 0, 0, 0],
        &[0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0],
        &[0x66, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0],
    ];
    let mut all = BY_LENGTH[8].repeat(n as usize / 9);
    if let Some(rest) = (n as usize % 9).checked_sub(1) {
        all.extend(BY_LENGTH[rest]);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_loop_has_most_back_edges() {
        assert_eq!(busiest_loop(&[(0, 8), (8, 16), (16, 8), (24, 8), (30, 20)]), Some(8));
        assert_eq!(busiest_loop(&[(0, 8), (8, 16)]), None);
    }

    #[test]
    fn heads_are_in_one_line_or_halved() {
        assert_eq!(padding(10, 40), 0);
        assert_eq!(padding(30, 40), 34);
        assert_eq!((padding(5, 80) + 5 + 40) % LINE, 0);
        let mut code = vec![0x90; 200];
        assert_eq!(length(100, &code, &[0, 100, 120, 140]), 20);
        code[150..152].copy_from_slice(&[0xff, 0xe7]);
        assert_eq!(length(100, &code, &[0, 100, 120, 140]), 52);
    }

    #[test]
    fn padding_is_as_long_as_asked_for() {
        (0..30).for_each(|n| assert_eq!(no_ops(n).len(), n as usize));
    }
}
