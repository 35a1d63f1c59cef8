//! Static data as C initialisers with the names of fields.

use crate::expr::constant;
use crate::unit::Unit;
use rpy_ir::data::Items;
use rpy_ir::{Const, DataId, FieldRef, Item, Ty};
use std::fmt::Write;

/// So many characters of a string stand on a line.
const LINE: usize = 90;

/// The declaration of a static object for the common header.
pub fn declaration(unit: &Unit, d: DataId) -> String {
    format!("extern {};", declarator(unit, d))
}

fn declarator(unit: &Unit, d: DataId) -> String {
    let data = &unit.program.data[d];
    let constant = if data.readonly { "const " } else { "" };
    format!("{constant}{} {}", unit.static_type(data.ty, unit.item_count(d)), unit.data_name(d))
}

/// The definition of a static object.
pub fn definition(unit: &Unit, d: DataId) -> Result<String, String> {
    let data = &unit.program.data[d];
    let types = &unit.program.types;
    let header = unit.layouts.header_of(data.ty) != 0;
    let tail = types.tail(data.ty);
    if !header && unit.is_zero(d) && unit.item_count(d) == 0 {
        return Ok(format!("{};", declarator(unit, d)));
    }
    let mut parts = vec![];
    if header {
        let number = unit.program.type_numbers.get(&data.ty).copied().unwrap_or(0) as u64;
        parts.push(format!(".header = {{ UINT64_C({:#x}) }}", number | unit.program.gc_header.static_flags));
    }
    let fields = fields(unit, &data.image.fields)?;
    if tail.is_none() {
        if header {
            if !fields.is_empty() {
                parts.push(format!(".object = {{ {} }}", fields.join(", ")));
            }
        } else {
            parts.extend(fields);
        }
    } else {
        parts.extend(fields);
        parts.push(format!(".{} = {}", unit.length_field(data.ty), unit.item_count(d)));
        let item = match tail {
            Some(Item::Value(ty)) => ty,
            _ => Ty::Void,
        };
        if let Some(items) = items(unit, &data.image.items, item)? {
            parts.push(format!(".{} = {items}", unit.items_field(data.ty)));
        }
    }
    if parts.is_empty() {
        return Ok(format!("{};", declarator(unit, d)));
    }
    let parts = parts.join(", ");
    let parts = if tail.is_some() && !header { format!(".data = {{ {parts} }}") } else { parts };
    Ok(format!("{} = {{ {parts} }};", declarator(unit, d)))
}

fn fields(unit: &Unit, values: &[(FieldRef, Const)]) -> Result<Vec<String>, String> {
    let mut parts = vec![];
    for (f, c) in values {
        let ty = unit.program.types.field(*f).ty;
        if unit.value_type(ty).is_some() {
            parts.push(format!(".{} = {}", unit.field(*f), constant(unit, c, ty)?));
        }
    }
    Ok(parts)
}

fn items(unit: &Unit, items: &Items, ty: Ty) -> Result<Option<String>, String> {
    let all = match items {
        Items::None | Items::Zero(_) => return Ok(None),
        Items::Bytes(b) if b.is_empty() => return Ok(None),
        Items::Bytes(b) => return Ok(Some(string(b))),
        Items::Values(_) if unit.value_type(ty).is_none() => return Ok(None),
        Items::Values(v) => v.iter().map(|c| constant(unit, c, ty)).collect::<Result<Vec<_>, _>>()?,
        Items::Structs(v) => {
            let mut all = vec![];
            for s in v {
                let fields = fields(unit, s)?;
                all.push(if fields.is_empty() { "{ 0 }".to_string() } else { format!("{{ {} }}", fields.join(", ")) });
            }
            all
        }
    };
    if all.is_empty() {
        return Ok(None);
    }
    let mut out = "{\n   ".to_string();
    let mut column = 4;
    for item in all {
        if column + item.len() > 120 {
            out.push_str("\n   ");
            column = 4;
        }
        let _ = write!(out, " {item},");
        column += item.len() + 2;
    }
    out.push_str("\n}");
    Ok(Some(out))
}

/// A string literal without the zero at its end: the array is as long as the bytes.
fn string(bytes: &[u8]) -> String {
    let mut out = "\"".to_string();
    let mut column = 0;
    for (i, &b) in bytes.iter().enumerate() {
        let before = out.len();
        match b {
            b'\n' => out.push_str("\\n"),
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            // Two of them begin a trigraph.
            b'?' => out.push_str("\\?"),
            b' '..=b'~' => out.push(b as char),
            _ => {
                let _ = write!(out, "\\{b:03o}");
            }
        }
        column += out.len() - before;
        if (column >= LINE || (b == b'\n' && bytes.len() > LINE)) && i + 1 < bytes.len() {
            out.push_str("\"\n    \"");
            column = 0;
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted() {
        assert_eq!(string(b"a\"b\\c\n?\x00\xff1"), "\"a\\\"b\\\\c\\n\\?\\000\\3771\"");
        assert_eq!(string(&[b'x'; 100]).lines().count(), 2);
    }
}
