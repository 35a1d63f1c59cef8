//! Descrs of types, fields, arrays and calls, each made once.

use crate::effects::{Effect, Effects, Place, Places};
use crate::kinds::{kind, width};
use crate::tables::Tables;
use rpy_ir::graph::{GraphFlags, LayoutConst};
use rpy_ir::hash::HashMap;
use rpy_ir::{FieldRef, Item, Program, Ty, TypeId};
use rpy_trace::image::ImageDescr;
use rpy_trace::jitcode::Number;
use rpy_trace::{
    ArrayDescr, CallDescr, Descr, DescrId, DescrSet, EffectInfo, ExtraEffect, FieldDescr, InteriorDescr, Kind, OopSpec,
    SizeDescr,
};
use std::rc::Rc;

#[derive(Default)]
pub struct DescrTable {
    pub all: Vec<ImageDescr>,
    sizes: HashMap<TypeId, DescrId>,
    fields: HashMap<FieldRef, DescrId>,
    arrays: HashMap<TypeId, DescrId>,
    interiors: HashMap<(TypeId, FieldRef), DescrId>,
    /// By the function's name. What they read and write is filled in last, by [`DescrTable::finish`].
    calls: HashMap<String, Vec<(DescrId, Rc<Effect>)>>,
}

impl DescrTable {
    fn push(&mut self, d: ImageDescr) -> DescrId {
        self.all.push(d);
        DescrId(self.all.len() as u32 - 1)
    }

    pub fn size(&mut self, program: &Program, tables: &mut Tables, t: TypeId) -> DescrId {
        if let Some(&d) = self.sizes.get(&t) {
            return d;
        }
        let id = self.push(ImageDescr::default());
        self.sizes.insert(t, id);
        let gc = program.types.is_gc(t);
        let fields = program.types.all_fields(t).into_iter().filter(|&f| program.types.field(f).ty != Ty::Void);
        let fields = fields.collect::<Vec<_>>().into_iter().map(|f| self.field(program, tables, f)).collect();
        let type_number = if gc { tables.layout(LayoutConst::TypeNumber(t)) } else { Number::Value(0) };
        self.all[id.0 as usize] = Descr::Size(SizeDescr {
            name: name(program, t),
            size: tables.layout(LayoutConst::SizeOf(t)),
            type_number,
            vtable: None,
            fields,
        });
        id
    }

    pub fn field(&mut self, program: &Program, tables: &mut Tables, f: FieldRef) -> DescrId {
        if let Some(&d) = self.fields.get(&f) {
            return d;
        }
        let id = self.push(ImageDescr::default());
        self.fields.insert(f, id);
        let parent = self.size(program, tables, f.of);
        let declared = program.types.field(f);
        let watchers = declared.quasi_immutable.then(|| rpy_ir::types::watchers_of(&declared.name));
        let watchers = watchers.and_then(|name| program.types.find_field(f.of, &name));
        let quasi_immutable = watchers.map(|w| self.field(program, tables, w));
        let (size, signed) = width(declared.ty);
        let is_typeptr = declared.name == "typeptr" && program.types.by_name("object") == Some(f.of);
        self.all[id.0 as usize] = Descr::Field(FieldDescr {
            name: format!("{}.{}", name(program, f.of), declared.name),
            parent,
            offset: tables.layout(LayoutConst::OffsetOf(f)),
            kind: kind(&program.types, declared.ty).unwrap_or(Kind::Int),
            size,
            signed,
            immutable: declared.immutable,
            quasi_immutable,
            count: declared.count,
            is_typeptr,
        });
        id
    }

    pub fn array(&mut self, program: &Program, tables: &mut Tables, t: TypeId) -> DescrId {
        if let Some(&d) = self.arrays.get(&t) {
            return d;
        }
        let id = self.push(ImageDescr::default());
        self.arrays.insert(t, id);
        let types = &program.types;
        let (item, signed) = match types.tail(t) {
            Some(Item::Value(ty)) => (kind(types, ty), width(ty).1),
            _ => (None, false),
        };
        let mut fields = vec![];
        if let Some(Item::Inline(s)) = types.tail(t) {
            for f in types.all_fields(s) {
                if types.field(f).ty != Ty::Void {
                    fields.push(self.interior(program, tables, t, f));
                }
            }
        }
        let immutable = matches!(&types.defs[t], rpy_ir::TypeDef::Struct { immutable_tail: true, .. });
        let gc = types.is_gc(t);
        self.all[id.0 as usize] = Descr::Array(ArrayDescr {
            name: name(program, t),
            type_number: if gc { tables.layout(LayoutConst::TypeNumber(t)) } else { Number::Value(0) },
            fixed: tables.layout(LayoutConst::SizeOf(t)),
            length_offset: tables.layout(LayoutConst::LengthOffset(t)),
            items_offset: tables.layout(LayoutConst::ItemsOffset(t)),
            item_size: tables.layout(LayoutConst::ItemSize(t)),
            item,
            signed,
            immutable,
            fields,
        });
        id
    }

    pub fn interior(&mut self, program: &Program, tables: &mut Tables, array: TypeId, f: FieldRef) -> DescrId {
        if let Some(&d) = self.interiors.get(&(array, f)) {
            return d;
        }
        let id = self.push(ImageDescr::default());
        self.interiors.insert((array, f), id);
        let of = self.array(program, tables, array);
        let declared = program.types.field(f);
        let (size, signed) = width(declared.ty);
        self.all[id.0 as usize] = Descr::Interior(InteriorDescr {
            array: of,
            name: format!("{}.{}", name(program, array), declared.name),
            offset: tables.layout(LayoutConst::OffsetOf(f)),
            kind: kind(&program.types, declared.ty).unwrap_or(Kind::Int),
            size,
            signed,
        });
        id
    }

    pub fn call(&mut self, program: &Program, callee: &Callee) -> DescrId {
        let Callee { name, args, ret, effect, flags } = *callee;
        let types = &program.types;
        let (elidable, invariant) = flags.map_or((false, false), |f| (f.elidable, f.loop_invariant));
        let extra = match **effect {
            Effect { random: true, .. } if !elidable => ExtraEffect::RandomEffects,
            Effect { forces: true, random: false, .. } => ExtraEffect::ForcesVirtualOrVirtualizable,
            Effect { raises: true, .. } if elidable => ExtraEffect::ElidableCanRaise,
            // Also a loop-invariant one: what may raise is called each time.
            Effect { raises: true, .. } => ExtraEffect::CanRaise,
            Effect { allocates: true, .. } if elidable => ExtraEffect::ElidableOrMemoryError,
            _ if elidable => ExtraEffect::ElidableCannotRaise,
            _ if invariant => ExtraEffect::LoopInvariant,
            Effect { allocates: true, .. } => ExtraEffect::CanRaise,
            _ => ExtraEffect::CannotRaise,
        };
        let valued: Vec<Ty> = args.iter().copied().filter(|&t| kind(types, t).is_some()).collect();
        let descr = CallDescr {
            name: name.to_string(),
            args: valued.iter().filter_map(|&t| kind(types, t)).collect(),
            result: kind(types, ret),
            result_size: width(ret).0,
            result_signed: width(ret).1,
            arg_sizes: valued.iter().map(|&t| width(t).0).collect(),
            effect: EffectInfo {
                extra,
                oopspec: flags.and_then(oopspec),
                reads: DescrSet::default(),
                writes: DescrSet::default(),
                can_collect: effect.collects || effect.random,
                can_invalidate: effect.invalidates || effect.random,
            },
        };
        let descr = Descr::Call(descr);
        let mut known = self.calls.get(name).into_iter().flatten();
        if let Some((id, _)) = known.find(|(id, e)| self.all[id.0 as usize] == descr && e == effect) {
            return *id;
        }
        let id = self.push(descr);
        self.calls.entry(name.to_string()).or_default().push((id, effect.clone()));
        id
    }

    /// Gives the calls what they read and write, of what the program's jitcode knows: nobody asks for the rest.
    pub fn finish(&mut self, effects: &Effects) {
        let known: Vec<Option<DescrId>> = effects
            .places
            .iter()
            .map(|p| match p {
                Place::Field(f) => self.fields.get(f).copied(),
                Place::Array(t) => self.arrays.get(t).copied(),
                Place::Interior(t, f) => self.interiors.get(&(*t, *f)).copied(),
            })
            .collect();
        let mut sets: HashMap<Places, DescrSet> = HashMap::default();
        let mut set = |places: &Places| match sets.get(places) {
            Some(set) => set.clone(),
            None => {
                let set: DescrSet = places.numbers().filter_map(|n| known[n]).collect();
                sets.insert(places.clone(), set.clone());
                set
            }
        };
        for (id, effect) in self.calls.values().flatten() {
            if let Descr::Call(c) = &mut self.all[id.0 as usize]
                && !effect.random
            {
                c.effect.reads = set(&effect.reads);
                c.effect.writes = set(&effect.writes);
            }
        }
    }
}

/// A function that is called.
pub struct Callee<'a> {
    pub name: &'a str,
    pub args: &'a [Ty],
    pub ret: Ty,
    pub effect: &'a Rc<Effect>,
    /// Of its graph, if it is known.
    pub flags: Option<&'a GraphFlags>,
}

/// What the optimiser knows a function by.
fn oopspec(flags: &GraphFlags) -> Option<OopSpec> {
    let name = flags.oopspec.as_deref().and_then(|spec| spec.split_once('(')).map(|(name, _)| name);
    match name {
        _ if flags.not_in_trace => Some(OopSpec::NotInTrace),
        Some("str.eq") if flags.support => Some(OopSpec::StrEqual),
        Some("str.concat") if flags.support => Some(OopSpec::StrConcat),
        Some("str.slice") if flags.support => Some(OopSpec::StrSlice),
        _ => None,
    }
}

/// A name of a type for people.
fn name(program: &Program, t: TypeId) -> String {
    match program.types.name_of(t) {
        "" => match program.types.tail(t) {
            Some(Item::Value(ty)) => match ty {
                Ty::Ptr(p) => format!("Array<{}>", program.types.name_of(p)),
                Ty::Int(k) => format!("Array<{}>", k.name()),
                other => format!("Array<{other:?}>"),
            },
            Some(Item::Inline(s)) => format!("Array<{}>", program.types.name_of(s)),
            None => "struct".to_string(),
        },
        n => n.to_string(),
    }
}
