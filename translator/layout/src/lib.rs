//! Sizes, alignments and offsets of types, and the bytes of static data, for a 64-bit little-endian data model.
//!
//! A struct has its parents' fields first, then its own, then (with a tail) the length and the items. A pointer to a gc
//! object points behind its header. This crate knows no operation and no backend.

use rpy_ir::data::Items;
use rpy_ir::graph::LayoutConst;
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, DataId, FieldRef, Item, Program, Ty, TypeId, Types};

/// Size and alignment of a value in memory, in bytes.
pub fn size_of(ty: Ty) -> u32 {
    match ty {
        Ty::Void => 0,
        Ty::Bool | Ty::Char => 1,
        Ty::UniChar | Ty::SingleFloat => 4,
        Ty::Int(k) => k.bits() / 8,
        Ty::Float | Ty::Address | Ty::Ptr(_) | Ty::Obj => 8,
    }
}

fn align_up(n: u32, align: u32) -> u32 {
    n.div_ceil(align.max(1)) * align.max(1)
}

/// Where a struct's parts are, from where a pointer points.
#[derive(Clone, Debug, Default)]
pub struct StructLayout {
    pub offsets: HashMap<FieldRef, u32>,
    /// Bytes up to the items, or all of them; a multiple of the alignment.
    pub fixed: u32,
    pub align: u32,
    pub length_offset: u32,
    pub items_offset: u32,
    pub item_size: u32,
}

/// The layouts of all structs of a program.
pub struct Layouts {
    structs: Vec<StructLayout>,
    header: u32,
    gc: Vec<bool>,
}

impl Layouts {
    pub fn new(program: &Program) -> Layouts {
        let types = &program.types;
        let structs = types.defs.keys().map(|t| layout(types, t)).collect();
        let gc = types.defs.keys().map(|t| types.is_gc(t)).collect();
        Layouts { structs, header: program.gc_header.size, gc }
    }
    pub fn of(&self, t: TypeId) -> &StructLayout {
        &self.structs[t.0 as usize]
    }
    pub fn offset(&self, f: FieldRef) -> u32 {
        self.of(f.of).offsets.get(&f).copied().unwrap_or(0)
    }
    pub fn header_of(&self, t: TypeId) -> u32 {
        if self.gc[t.0 as usize] { self.header } else { 0 }
    }
    /// The value of a layout constant.
    pub fn eval(&self, program: &Program, c: LayoutConst) -> i64 {
        match c {
            LayoutConst::SizeOf(t) => (align_up(self.of(t).fixed, 8) + self.header_of(t)) as i64,
            LayoutConst::ItemSize(t) => self.of(t).item_size as i64,
            LayoutConst::ItemsOffset(t) => self.of(t).items_offset as i64,
            LayoutConst::LengthOffset(t) => self.of(t).length_offset as i64,
            LayoutConst::OffsetOf(f) => self.offset(f) as i64,
            LayoutConst::TypeNumber(t) => program.type_numbers.get(&t).copied().unwrap_or(0) as i64,
        }
    }
}

fn layout(types: &Types, t: TypeId) -> StructLayout {
    let mut l = StructLayout { align: 1, ..Default::default() };
    let mut at = 0;
    for f in types.all_fields(t) {
        let size = size_of(types.field(f).ty);
        at = align_up(at, size);
        l.offsets.insert(f, at);
        l.align = l.align.max(size);
        at += size;
    }
    if let Some(item) = types.tail(t) {
        let (size, align) = match item {
            Item::Value(ty) => (size_of(ty), size_of(ty)),
            Item::Inline(s) => {
                let inner = layout(types, s);
                (inner.fixed, inner.align)
            }
        };
        at = align_up(at, 8);
        l.length_offset = at;
        at = align_up(at + 8, align);
        l.items_offset = at;
        l.item_size = size;
        l.align = l.align.max(8).max(align);
        l.fixed = at;
        return l;
    }
    l.fixed = align_up(at, l.align);
    l
}

/// A static object as bytes with references.
#[derive(Clone, Debug, Default)]
pub struct StaticObject {
    /// The header, where there is one, is at the start.
    pub bytes: Vec<u8>,
    /// Where a pointer to the object points.
    pub base: u32,
    /// References to graphs, externs and data, by offset.
    pub relocations: Vec<(u32, Const)>,
    pub readonly: bool,
}

/// The bytes of one static object.
pub fn image(program: &Program, layouts: &Layouts, id: DataId) -> StaticObject {
    let data = &program.data[id];
    let l = layouts.of(data.ty);
    let base = layouts.header_of(data.ty);
    let count = data.image.items.len() as u32;
    let size = base + align_up((l.fixed + count * l.item_size).max(1), 8);
    let mut object = StaticObject { bytes: vec![0; size as usize], base, relocations: vec![], readonly: data.readonly };
    if base >= 8 {
        let number = program.type_numbers.get(&data.ty).copied().unwrap_or(0) as u64;
        put(&mut object.bytes, 0, number | program.gc_header.static_flags, 8);
    }
    for (f, c) in &data.image.fields {
        let size = size_of(program.types.field(*f).ty);
        write(program, layouts, &mut object, base + layouts.offset(*f), c, size);
    }
    if program.types.tail(data.ty).is_some() {
        put(&mut object.bytes, base + l.length_offset, count as u64, 8);
    }
    let items = base + l.items_offset;
    match &data.image.items {
        Items::None | Items::Zero(_) => {}
        Items::Bytes(b) => object.bytes[items as usize..items as usize + b.len()].copy_from_slice(b),
        Items::Values(v) => {
            for (i, c) in v.iter().enumerate() {
                write(program, layouts, &mut object, items + i as u32 * l.item_size, c, l.item_size);
            }
        }
        Items::Structs(v) => {
            for (i, fields) in v.iter().enumerate() {
                for (f, c) in fields {
                    let size = size_of(program.types.field(*f).ty);
                    let at = items + i as u32 * l.item_size + layouts.offset(*f);
                    write(program, layouts, &mut object, at, c, size);
                }
            }
        }
    }
    object
}

fn put(bytes: &mut [u8], at: u32, value: u64, size: u32) {
    let at = at as usize;
    bytes[at..at + size as usize].copy_from_slice(&value.to_le_bytes()[..size as usize]);
}

fn write(program: &Program, layouts: &Layouts, object: &mut StaticObject, at: u32, c: &Const, size: u32) {
    let value = match c {
        Const::Void | Const::Null(_) | Const::NullAddress => 0,
        Const::Bool(b) => *b as u64,
        Const::Int(v, _) => *v as u64,
        Const::Char(c) => *c as u64,
        Const::UniChar(c) => *c as u64,
        Const::Float(bits) => *bits,
        Const::SingleFloat(bits) => *bits as u64,
        Const::Layout(l) => layouts.eval(program, *l) as u64,
        Const::Data(_) | Const::DataAddress(_) | Const::Graph(_) | Const::Extern(_) => {
            object.relocations.push((at, c.clone()));
            0
        }
        Const::Type(_) | Const::Field(_) | Const::Name(_) | Const::Str(_) | Const::Bytes(_) | Const::Obj(_) => 0,
    };
    put(&mut object.bytes, at, value, size);
}
