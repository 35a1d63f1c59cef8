//! What a collector that traces objects reads: the table of types, and the static objects that contain pointers.

use rpy_ir::data::Items;
use rpy_ir::graph::LayoutConst;
use rpy_ir::{Const, Data, DataId, FieldRef, Image, Item, Program, Role, Ty, TypeId};

fn layout(l: LayoutConst) -> Const {
    Const::Layout(l)
}

/// The gc pointers among fields, as offsets.
fn pointers(program: &Program, fields: &[FieldRef]) -> Vec<Const> {
    let gc = |f: &&FieldRef| program.types.is_gc_ptr(program.types.field(**f).ty);
    fields.iter().filter(gc).map(|f| layout(LayoutConst::OffsetOf(*f))).collect()
}

/// The pointers of an object's fixed part that keep what they point to alive.
fn strong_pointers(program: &Program, t: TypeId) -> Vec<Const> {
    match program.types.is_weakref(t) {
        true => vec![],
        false => pointers(program, &program.types.all_fields(t)),
    }
}

/// The gc pointers in one item of a tail, as offsets.
fn item_pointers(program: &Program, t: TypeId) -> Vec<Const> {
    match program.types.tail(t) {
        Some(Item::Value(ty)) if program.types.is_gc_ptr(ty) => vec![Const::Int(0, rpy_ir::IntKind::I64)],
        Some(Item::Inline(s)) => pointers(program, &program.types.all_fields(s)),
        _ => vec![],
    }
}

/// Whether the items of a type's tail have pointers.
pub fn has_item_pointers(program: &Program, t: TypeId) -> bool {
    !item_pointers(program, t).is_empty()
}

fn has_pointers(program: &Program, t: TypeId) -> bool {
    !strong_pointers(program, t).is_empty() || has_item_pointers(program, t)
}

/// Fills the tables. Types have their numbers; static objects of other types with pointers get numbers too.
pub fn fill(program: &mut Program) {
    let Some(types) = program.role_data(Role::GcTypeTable) else { return };
    let data = program.reach().data;
    let mut statics = vec![];
    for d in data {
        let t = program.data[d].ty;
        if !program.data[d].readonly && has_pointers(program, t) {
            statics.push(d);
            let next = program.type_numbers.values().max().map_or(1, |n| n + 1);
            program.type_numbers.entry(t).or_insert(next);
        }
    }
    // Those without a header come first: a barrier cannot tell of them.
    statics.sort_by_key(|&d| program.types.is_gc(program.data[d].ty));
    type_table(program, types);
    // A null ends the list: its length was folded as that of an empty array.
    let addresses = statics.iter().map(|&d| Const::DataAddress(d)).chain([Const::NullAddress]).collect();
    let numbers = statics.iter().map(|&d| layout(LayoutConst::TypeNumber(program.data[d].ty))).collect();
    set_items(program, Role::GcStatics, addresses);
    set_items(program, Role::GcStaticTypes, numbers);
}

fn set_items(program: &mut Program, role: Role, items: Vec<Const>) {
    if let Some(d) = program.role_data(role) {
        program.data[d].image.items = Items::Values(items);
    }
}

/// Where a weak reference has its target, -1 in other types.
fn weak_offset(program: &Program, t: TypeId) -> Const {
    match program.types.find_field(t, "target") {
        Some(f) if program.types.is_weakref(t) => layout(LayoutConst::OffsetOf(f)),
        _ => Const::Int(-1, rpy_ir::IntKind::I64),
    }
}

/// One static struct for each number; number 0 is no type.
fn type_table(program: &mut Program, table: DataId) {
    let Some(Item::Value(Ty::Ptr(info))) = program.types.tail(program.data[table].ty) else { return };
    let field = |program: &Program, name: &str| program.types.find_field(info, name);
    let array = program.types.array(false, Item::Value(Ty::SIGNED));
    let mut numbered: Vec<(u32, TypeId)> = program.type_numbers.iter().map(|(t, n)| (*n, *t)).collect();
    numbered.sort();
    let mut items = vec![Const::Null(info)];
    for (_, t) in numbered {
        let fixed = strong_pointers(program, t);
        let each = item_pointers(program, t);
        let list = |program: &mut Program, offsets: Vec<Const>| {
            let image = Image { fields: vec![], items: Items::Values(offsets) };
            Const::Data(program.data.push(Data { name: "offsets".to_string(), ty: array, image, readonly: true }))
        };
        let (fixed, each) = (list(program, fixed), list(program, each));
        let tail = program.types.tail(t).is_some();
        let length = if tail { layout(LayoutConst::LengthOffset(t)) } else { Const::Int(-1, rpy_ir::IntKind::I64) };
        let values = [
            ("header", Const::Int(program.types.is_gc(t) as i64, rpy_ir::IntKind::I64)),
            ("size", layout(LayoutConst::SizeOf(t))),
            ("item_size", layout(LayoutConst::ItemSize(t))),
            ("items_offset", layout(LayoutConst::ItemsOffset(t))),
            ("length_offset", length),
            ("weak", weak_offset(program, t)),
            ("pointers", fixed),
            ("item_pointers", each),
        ];
        let fields = values.into_iter().filter_map(|(n, c)| Some((field(program, n)?, c))).collect();
        let image = Image { fields, items: Items::None };
        let d = program.data.push(Data { name: "type_info".to_string(), ty: info, image, readonly: true });
        items.push(Const::Data(d));
    }
    program.data[table].image.items = Items::Values(items);
}
