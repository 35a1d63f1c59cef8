//! Prebuilt lists and dicts as static data. In two steps, because they may contain themselves: first the object that others
//! refer to, then what is in it.

use crate::containers::*;
use crate::{rdict, rlist};
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::data::Items;
use rpy_ir::{Const, DataId, Diag, FieldRef, Image, IntKind, Item, Ty, TypeId};

/// The object of a list or dict with this annotation, empty.
pub fn reserve(cx: &mut dyn Lower, ann: &SomeValue) -> Result<DataId, Diag> {
    let name = if matches!(ann.kind, Kind::Dict { .. }) { "dict" } else { "list" };
    match cx.ty(ann)?.ptr() {
        Some(t) => Ok(cx.new_data(name, t)),
        None => Err(cx.error("this prebuilt object has no type", "")),
    }
}

fn field(cx: &mut dyn Lower, of: TypeId, name: &str) -> Result<FieldRef, Diag> {
    cx.types().find_field(of, name).ok_or_else(|| cx.error(&format!("there is no field `{name}`"), ""))
}

fn signed(v: usize) -> Const {
    Const::Int(v as i64, IntKind::I64)
}

/// A constant as a container stores it.
fn stored_const(cx: &mut dyn Lower, c: &Const, ann: &SomeValue) -> Result<Const, Diag> {
    if cx.ty(ann)? == Ty::Void {
        return Ok(Const::Bool(false));
    }
    cx.constant(c, ann)
}

pub fn fill_list(cx: &mut dyn Lower, data: DataId, ann: &SomeValue, items: &[Const]) -> Result<(), Diag> {
    let r = rlist::repr(cx, ann)?;
    let mut values = vec![];
    for c in items {
        values.push(stored_const(cx, c, &r.item)?);
    }
    let chars: Option<Vec<u8>> = values.iter().map(|c| if let Const::Char(b) = c { Some(*b) } else { None }).collect();
    let items = match chars {
        Some(bytes) if cx.types().tail(r.array) == Some(Item::Value(Ty::Char)) => Items::Bytes(bytes),
        _ => Items::Values(values),
    };
    let n = items.len();
    let Some(list) = r.list else {
        cx.set_image(data, Image { fields: vec![], items });
        return Ok(());
    };
    let array = cx.new_data("items", r.array);
    cx.set_image(array, Image { fields: vec![], items });
    let fields = vec![(field(cx, list, "length")?, signed(n)), (field(cx, list, "items")?, Const::Data(array))];
    cx.set_image(data, Image { fields, items: Items::None });
    Ok(())
}

/// The index table is made at the first look-up.
pub fn fill_dict(cx: &mut dyn Lower, data: DataId, ann: &SomeValue, pairs: &[(Const, Const)]) -> Result<(), Diag> {
    let r = rdict::repr(cx, ann)?;
    let entries_field = field(cx, r.dict, "entries")?;
    let entries = cx.types().field(entries_field).ty.ptr();
    let Some((entries, Some(Item::Inline(entry)))) = entries.map(|t| (t, cx.types().tail(t))) else {
        return Err(cx.error("this prebuilt dict has no entries", ""));
    };
    let (key, value, valid) = (field(cx, entry, "key")?, field(cx, entry, "value")?, field(cx, entry, "valid")?);
    let mut structs = vec![];
    for (k, v) in pairs {
        let k = stored_const(cx, k, &r.key)?;
        let v = stored_const(cx, v, &r.value)?;
        structs.push(vec![(key, k), (value, v), (valid, Const::Bool(true))]);
    }
    let n = structs.len();
    let table = cx.new_data("entries", entries);
    cx.set_image(table, Image { fields: vec![], items: Items::Structs(structs) });
    let fields = vec![
        (field(cx, r.dict, "num_live")?, signed(n)),
        (field(cx, r.dict, "num_used")?, signed(n)),
        (entries_field, Const::Data(table)),
    ];
    cx.set_image(data, Image { fields, items: Items::None });
    Ok(())
}
