//! Static data: bytes from the layout, references as relocations.

use crate::module::Unit;
use cranelift_module::{DataDescription, Linkage, Module};
use rpy_ir::{Const, DataId};

/// Declares a static object.
pub fn declare(unit: &mut Unit, id: DataId) -> Result<(), String> {
    let name = format!("rpy_data_{}", id.0);
    let writable = !unit.program.data[id].readonly;
    let data = unit.module.declare_data(&name, Linkage::Local, writable, false).map_err(|e| e.to_string())?;
    unit.data.insert(id, data);
    Ok(())
}

/// Defines a static object that has been declared, as have all that it refers to.
pub fn define(unit: &mut Unit, id: DataId) -> Result<(), String> {
    let object = rpy_layout::image(unit.program, &unit.layouts, id);
    let mut description = DataDescription::new();
    description.set_align(16);
    let zero = object.relocations.is_empty() && object.bytes.iter().all(|&b| b == 0);
    if zero && !object.readonly {
        description.define_zeroinit(object.bytes.len());
    } else {
        description.define(object.bytes.into_boxed_slice());
    }
    for (at, c) in object.relocations {
        match c {
            Const::Data(d) | Const::DataAddress(d) => {
                let base = unit.layouts.header_of(unit.program.data[d].ty);
                let target = unit.module.declare_data_in_data(unit.data[&d], &mut description);
                description.write_data_addr(at, target, base as i64);
            }
            Const::Graph(g) => {
                let f = unit.module.declare_func_in_data(unit.graphs[&g], &mut description);
                description.write_function_addr(at, f);
            }
            Const::Extern(e) => {
                let f = unit.extern_func(e)?;
                let f = unit.module.declare_func_in_data(f, &mut description);
                description.write_function_addr(at, f);
            }
            _ => {}
        }
    }
    unit.module.define_data(unit.data[&id], &description).map_err(|e| e.to_string())
}
