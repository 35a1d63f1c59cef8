//! Declarations: one in each line.

use crate::cursor::{Cursor, R, integer};
use crate::env::{Constant, Program};
use rpy_trace::{
    ArrayDescr, CallDescr, Const, Descr, DescrId, DescrSet, EffectInfo, ExtraEffect, FieldDescr, InteriorDescr, Kind,
    OopSpec, SizeDescr,
};
use std::collections::HashMap;

/// A type of a field, an item, an argument.
#[derive(Clone, Copy)]
struct Type {
    kind: Kind,
    size: u8,
    signed: bool,
    class: bool,
}

pub(crate) fn declaration(p: &mut Program, c: &mut Cursor) -> R<()> {
    if c.eat("passes:") {
        p.passes = c.rest().to_string();
        return Ok(());
    }
    let at = c.place();
    match c.word()? {
        "struct" => structure(p, c),
        "array" => array(p, c),
        "call" => call(p, c),
        "const" => constant(p, c),
        other => Err(c.error_at(at, format!("`{other}` declares nothing; known: struct, array, call, const, passes"))),
    }
}

fn ty(c: &mut Cursor) -> R<Type> {
    let at = c.place();
    let int = |size, signed| Type { kind: Kind::Int, size, signed, class: false };
    Ok(match c.word()? {
        "int" => int(8, true),
        "i8" => int(1, true),
        "i16" => int(2, true),
        "i32" => int(4, true),
        "bool" | "u8" | "char" => int(1, false),
        "u16" => int(2, false),
        "u32" => int(4, false),
        "class" => Type { class: true, ..int(8, true) },
        "ref" => Type { kind: Kind::Ref, ..int(8, false) },
        "float" => Type { kind: Kind::Float, ..int(8, false) },
        other => return Err(c.error_at(at, format!("there is no type `{other}`"))),
    })
}

fn structure(p: &mut Program, c: &mut Cursor) -> R<()> {
    let name = c.word()?.to_string();
    let mut parent = None;
    if c.eat("(") {
        let at = c.place();
        let of = c.word()?;
        parent = Some(*p.structs.get(of).ok_or_else(|| c.error_at(at, format!("there is no struct `{of}`")))?);
        c.expect(")")?;
    }
    let has_vtable = c.eat("vtable");
    let vtable = has_vtable.then(|| p.new_address(&name));
    let inherited = parent.and_then(|d| p.descrs.size(d)).cloned().unwrap_or_default();
    if let (Some(class), Some(of)) = (vtable, inherited.vtable) {
        p.parents.insert(class, of);
    }
    let id = p.descrs.push(Descr::Size(SizeDescr { name: name.clone(), vtable, ..SizeDescr::default() }));
    p.structs.insert(name.clone(), id);
    let mut fields = inherited.fields.clone();
    for &f in &fields {
        let short = p.descrs.name(f).rsplit('.').next().unwrap_or("").to_string();
        p.fields.insert(format!("{name}.{short}"), f);
    }
    let mut offset = fields.len() as u32 * 8;
    c.expect("{")?;
    let mut quasi = Vec::new();
    while !c.eat("}") {
        let field = c.word()?.to_string();
        c.expect(":")?;
        let t = ty(c)?;
        let (mut immutable, mut count) = (t.class, false);
        let mut is_quasi = false;
        loop {
            if c.eat("immutable") {
                immutable = true;
            } else if c.eat("quasi") {
                is_quasi = true;
            } else if c.eat("count") {
                count = true;
            } else {
                break;
            }
        }
        let full = format!("{name}.{field}");
        let d = p.descrs.push(Descr::Field(FieldDescr {
            name: full.clone(),
            parent: id,
            offset,
            kind: t.kind,
            size: t.size,
            signed: t.signed,
            immutable,
            quasi_immutable: None,
            count,
            is_typeptr: t.class,
        }));
        if is_quasi {
            quasi.push(d);
        }
        p.fields.insert(full, d);
        fields.push(d);
        offset += 8;
        if !c.eat(",") {
            c.expect("}")?;
            break;
        }
    }
    for d in quasi {
        if let Descr::Field(f) = &mut p.descrs.all[d.0 as usize] {
            f.quasi_immutable = Some(d);
        }
    }
    if let Descr::Size(s) = &mut p.descrs.all[id.0 as usize] {
        s.fields = fields;
        s.size = offset + 8;
        s.type_number = id.0;
    }
    c.end()
}

fn array(p: &mut Program, c: &mut Cursor) -> R<()> {
    let name = c.word()?.to_string();
    let base = ArrayDescr {
        name: name.clone(),
        type_number: p.descrs.all.len() as u32,
        fixed: 16,
        length_offset: 0,
        items_offset: 8,
        item_size: 8,
        item: None,
        signed: true,
        immutable: false,
        fields: Vec::new(),
    };
    let id = p.descrs.push(Descr::Array(base));
    p.arrays.insert(name.clone(), id);
    let (mut item, mut signed, mut immutable, mut fields) = (None, true, false, Vec::new());
    let size;
    if c.eat(":") {
        let t = ty(c)?;
        (item, signed) = (Some(t.kind), t.signed);
        size = t.size as u32;
        immutable = c.eat("immutable");
    } else {
        c.expect("{")?;
        while !c.eat("}") {
            let field = c.word()?;
            c.expect(":")?;
            let t = ty(c)?;
            let full = format!("{name}.{field}");
            let d = p.descrs.push(Descr::Interior(InteriorDescr {
                array: id,
                name: full.clone(),
                offset: fields.len() as u32 * 8,
                kind: t.kind,
                size: t.size,
                signed: t.signed,
            }));
            p.fields.insert(full, d);
            fields.push(d);
            if !c.eat(",") {
                c.expect("}")?;
                break;
            }
        }
        size = fields.len() as u32 * 8;
    }
    if let Descr::Array(a) = &mut p.descrs.all[id.0 as usize] {
        (a.item, a.item_size, a.signed, a.immutable, a.fields) = (item, size, signed, immutable, fields);
    }
    c.end()
}

fn call(p: &mut Program, c: &mut Cursor) -> R<()> {
    let name = c.word()?.to_string();
    p.new_address(&name);
    let (mut args, mut sizes) = (Vec::new(), Vec::new());
    c.expect("(")?;
    while !c.eat(")") {
        let t = ty(c)?;
        args.push(t.kind);
        sizes.push(t.size);
        if !c.eat(",") {
            c.expect(")")?;
            break;
        }
    }
    let result = if c.eat("->") { Some(ty(c)?) } else { None };
    let mut effect = EffectInfo {
        extra: ExtraEffect::CannotRaise,
        oopspec: None,
        reads: DescrSet::default(),
        writes: DescrSet::default(),
        can_collect: true,
        can_invalidate: false,
    };
    let mut table = Vec::new();
    if c.eat(":") {
        while !c.done() {
            let at = c.place();
            if c.eat("(") {
                let mut given = Vec::new();
                while !c.eat(")") {
                    given.push(value(p, c)?);
                    c.eat(",");
                }
                c.expect("=")?;
                table.push((given, value(p, c)?));
            } else {
                match c.word()? {
                    "elidable" => effect.extra = ExtraEffect::ElidableCannotRaise,
                    "elidable_canraise" => effect.extra = ExtraEffect::ElidableCanRaise,
                    "loopinvariant" => effect.extra = ExtraEffect::LoopInvariant,
                    "canraise" => effect.extra = ExtraEffect::CanRaise,
                    "forces" => effect.extra = ExtraEffect::ForcesVirtualOrVirtualizable,
                    "random" => effect.extra = ExtraEffect::RandomEffects,
                    "invalidates" => effect.can_invalidate = true,
                    "streq" => effect.oopspec = Some(OopSpec::StrEqual),
                    "strconcat" => effect.oopspec = Some(OopSpec::StrConcat),
                    "strslice" => effect.oopspec = Some(OopSpec::StrSlice),
                    "reads" => effect.reads = places(p, c)?.into_iter().collect(),
                    "writes" => effect.writes = places(p, c)?.into_iter().collect(),
                    other => return Err(c.error_at(at, format!("`{other}` is no effect of a call"))),
                }
            }
            if !c.eat(",") {
                break;
            }
        }
    }
    let id = p.descrs.push(Descr::Call(CallDescr {
        name: name.clone(),
        args,
        result: result.map(|t| t.kind),
        result_size: result.map_or(0, |t| t.size),
        result_signed: result.is_some_and(|t| t.signed),
        arg_sizes: sizes,
        effect,
    }));
    p.calls.insert(name, id);
    for (given, gives) in table {
        p.results.insert((id, given), gives);
    }
    c.end()
}

/// Fields and arrays with spaces between.
fn places(p: &Program, c: &mut Cursor) -> R<Vec<DescrId>> {
    let mut found = Vec::new();
    while c.rest().starts_with(|ch: char| ch.is_alphabetic()) {
        let at = c.place();
        let name = c.path()?;
        let d = p.fields.get(name).or_else(|| p.arrays.get(name));
        found.push(*d.ok_or_else(|| c.error_at(at, format!("there is no field or array `{name}`")))?);
    }
    Ok(found)
}

fn constant(p: &mut Program, c: &mut Cursor) -> R<()> {
    let name = c.word()?.to_string();
    c.expect(":")?;
    let at = c.place();
    let of = c.word()?;
    let descr = p.structs.get(of).or_else(|| p.arrays.get(of)).copied();
    let descr = descr.ok_or_else(|| c.error_at(at, format!("there is no struct or array `{of}`")))?;
    let mut k = Constant { name, descr, fields: HashMap::new(), items: Vec::new() };
    if c.eat("{") {
        while !c.eat("}") {
            let at = c.place();
            let field = c.word()?;
            let d = p.fields.get(&format!("{of}.{field}")).copied();
            let d = d.ok_or_else(|| c.error_at(at, format!("`{of}` has no field `{field}`")))?;
            c.expect("=")?;
            k.fields.insert(d, value(p, c)?);
            c.eat(",");
        }
    } else if c.eat("[") {
        while !c.eat("]") {
            k.items.push(value(p, c)?);
            c.eat(",");
        }
    }
    p.constants.push(k);
    c.end()
}

/// A constant.
pub(crate) fn value(p: &Program, c: &mut Cursor) -> R<Const> {
    let at = c.place();
    if let Some(text) = c.number() {
        let float = !text.starts_with("0x") && text.contains(['.', 'e']);
        let parsed = if float {
            text.parse::<f64>().ok().map(|f| Const::Float(f.to_bits()))
        } else {
            integer(text).map(Const::Int)
        };
        return parsed.ok_or_else(|| c.error_at(at, format!("`{text}` is no number")));
    }
    let wrapped = match c.rest().split_once('(').map(|(w, _)| w) {
        Some(w @ ("ConstPtr" | "ConstClass" | "ConstFloat")) => {
            c.expect(w)?;
            c.expect("(")?;
            w
        }
        _ => "",
    };
    let inner = c.place();
    let found = if wrapped == "ConstFloat" {
        let bits = c.number().and_then(integer);
        bits.map(|b| Const::Float(b as u64)).ok_or_else(|| c.error_at(inner, "expected the bits of a float"))?
    } else {
        let name = c.word()?;
        let found = match name {
            "null" => Some(Const::Null),
            _ => p.constant(name).map(Const::Ref).or_else(|| p.address(name).map(Const::Int)),
        };
        found.ok_or_else(|| c.error_at(inner, format!("there is no variable or constant `{name}`")))?
    };
    if !wrapped.is_empty() {
        c.expect(")")?;
    }
    Ok(found)
}
