//! Static data at fixed addresses: bytes from the layout, references filled in here.

use crate::module::Unit;
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, DataId};
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind};

/// Where data begins. What is below stays free, so that nothing is near null.
const START: u32 = 1 << 16;
/// A segment takes about as many bytes besides its own.
const GAP: usize = 16;
/// Engines take a hundred thousand.
const MOST_SEGMENTS: usize = 50_000;

/// Gives each object its address (where it begins, the header included).
pub fn place(unit: &mut Unit, objects: &[DataId]) -> Result<(), String> {
    let mut at = START;
    let mut addresses = HashMap::default();
    for &d in objects {
        addresses.insert(d, at);
        let object = rpy_layout::image(unit.program, &unit.layouts, d);
        let size = object.bytes.len() as u32;
        at = at.checked_add(size.next_multiple_of(16)).ok_or("the static data does not fit 4 GB")?;
    }
    unit.data = addresses;
    unit.data_end = at;
    Ok(())
}

/// Writes the bytes into the module.
pub fn write(unit: &mut Unit, objects: &[DataId]) -> Result<(), String> {
    let mut memory = vec![0u8; (unit.data_end - START) as usize];
    for &d in objects {
        let object = rpy_layout::image(unit.program, &unit.layouts, d);
        let at = (unit.data[&d] - START) as usize;
        memory[at..at + object.bytes.len()].copy_from_slice(&object.bytes);
        for (offset, c) in object.relocations {
            let value = match c {
                Const::Data(d) | Const::DataAddress(d) => unit.address(d),
                Const::Graph(g) => unit.table_index(unit.graphs[&g]),
                Const::Extern(e) => {
                    let f = unit.extern_func(e)?;
                    unit.table_index(f)
                }
                _ => continue,
            };
            let place = at + offset as usize;
            memory[place..place + 4].copy_from_slice(&value.to_le_bytes());
        }
    }
    let mut gap = GAP;
    let mut parts = segments(&memory, gap);
    while parts.len() > MOST_SEGMENTS {
        gap *= 2;
        parts = segments(&memory, gap);
    }
    for (from, to) in parts {
        let offset = ConstExpr::Value(Value::I32((START as usize + from) as i32));
        let kind = DataKind::Active { memory: unit.memory, offset };
        unit.module.data.add(kind, memory[from..to].to_vec());
    }
    Ok(())
}

/// The parts of the bytes that lie between at least `gap` zeros.
fn segments(bytes: &[u8], gap: usize) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = vec![];
    for (i, _) in bytes.iter().enumerate().filter(|(_, b)| **b != 0) {
        match parts.last_mut() {
            Some((_, to)) if i - *to < gap => *to = i + 1,
            _ => parts.push((i, i + 1)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::segments;

    #[test]
    fn long_runs_of_zeros_are_left_out() {
        let mut bytes = vec![0; 100];
        bytes[3] = 1;
        bytes[10] = 2;
        bytes[60] = 3;
        assert_eq!(segments(&bytes, 16), [(3, 11), (60, 61)]);
        assert_eq!(segments(&[0; 20], 16), []);
    }
}
