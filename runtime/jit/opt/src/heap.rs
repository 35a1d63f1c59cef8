//! Caches of fields and array items: reads of what is known go away; a store waits until something may read it, and is gone
//! if another one comes first.

use crate::core::{Optimizer, R, is_may_force};
use rpy_trace::op::Group;
use rpy_trace::{Arg, Const, DescrId, Known, Op, OpCode, Tagged, Var};
use std::collections::{BTreeMap, HashMap};

/// What a store or a read names, beside the object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    Field(DescrId),
    Item(DescrId, i64),
    /// An item whose index is a variable: for a store that waits.
    Somewhere(DescrId),
}

impl Place {
    pub fn descr(self) -> DescrId {
        match self {
            Place::Field(d) | Place::Item(d, _) | Place::Somewhere(d) => d,
        }
    }
}

#[derive(Default)]
struct Slot {
    /// What is in memory, by object.
    known: BTreeMap<Arg, Arg>,
    /// A store that is not done yet; the memory that `known` tells of is the one without it.
    lazy: Option<Op>,
}

/// With more stores that wait at a guard, they are done before it: each costs code at the exit.
const MOST_PENDING: usize = 8;

#[derive(Default)]
pub(crate) struct Heap {
    slots: BTreeMap<Place, Slot>,
    /// Array items with an index that is a variable, and fields of structs in arrays: object, index, value.
    indexed: BTreeMap<DescrId, Vec<(Arg, Arg, Arg)>>,
    /// Quasi-immutable fields of constants.
    promised: HashMap<(DescrId, Arg), Const>,
    /// Fields of static structs, by their address: until the next call or allocation, which may change them, and not in the next
    /// piece of the trace, as a loop must see what others have written.
    raw: HashMap<(DescrId, i64), Var>,
    /// A variable that holds an object's class, and the object.
    classes: HashMap<Var, Arg>,
    invalidation_checked: bool,
    /// The next check of that is for a field of what is no constant.
    promise_unused: bool,
}

impl Optimizer<'_> {
    pub fn heap(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        match op.op {
            GetfieldGcI | GetfieldGcR | GetfieldGcF => self.getfield(op),
            SetfieldGc => match op.descr {
                Some(d) => self.store(Place::Field(d), op).map(|()| None),
                None => Ok(Some(op)),
            },
            GetarrayitemGcI | GetarrayitemGcR | GetarrayitemGcF => self.getarrayitem(op),
            GetfieldRawI | GetfieldRawR | GetfieldRawF => {
                match static_field(&op).and_then(|f| self.heap.raw.get(&f).copied()) {
                    Some(v) => self.give(&op, v.into()).map(|()| None),
                    None => Ok(Some(op)),
                }
            }
            SetarrayitemGc => self.setarrayitem(op),
            GetinteriorfieldGcI | GetinteriorfieldGcR | GetinteriorfieldGcF => {
                match op.descr.and_then(|d| self.indexed_value(d, op.args[0], op.args[1])) {
                    Some(value) => self.give(&op, value).map(|()| None),
                    None => Ok(Some(op)),
                }
            }
            SetinteriorfieldGc => {
                if let Some(d) = op.descr {
                    self.forget_indexed(d, op.args[0], op.args[1]);
                    let entry = (op.args[0], op.args[1], op.args[2]);
                    self.heap.indexed.entry(d).or_default().push(entry);
                }
                Ok(Some(op))
            }
            QuasiimmutField => {
                if let (Arg::Const(Const::Ref(r)), Some(d)) = (op.args[0], op.descr)
                    && let Some(value) = self.env.quasi_immutable(r, d)
                {
                    let value = self.canonical(value);
                    self.heap.promised.insert((d, op.args[0]), value);
                }
                self.heap.promise_unused = !matches!(op.args[0], Arg::Const(_));
                Ok(None)
            }
            GuardNotInvalidated => {
                if std::mem::take(&mut self.heap.promise_unused) || self.heap.invalidation_checked {
                    return Ok(None);
                }
                self.heap.invalidation_checked = true;
                self.effects(&op)?;
                Ok(Some(op))
            }
            _ => {
                self.effects(&op)?;
                Ok(Some(op))
            }
        }
    }

    /// A read of what never changes: of a constant it is done now, else it is like any other.
    pub fn pure_read(&mut self, op: Op) -> R<Option<Op>> {
        let Some(plain) = op.op.impure_read() else { return Ok(Some(op)) };
        let value = match (&op.args[..], op.descr) {
            ([Arg::Const(Const::Ref(r))], Some(d)) => self.env.getfield(*r, d),
            ([Arg::Const(Const::Ref(r)), Arg::Const(Const::Int(i))], Some(d)) => self.env.getarrayitem(*r, *i, d),
            _ => None,
        };
        match value {
            Some(value) => {
                let value = self.canonical(value);
                self.give(&op, Arg::Const(value)).map(|()| None)
            }
            None => Ok(Some(Op { op: plain, ..op })),
        }
    }

    fn getfield(&mut self, op: Op) -> R<Option<Op>> {
        let Some(descr) = op.descr else { return Ok(Some(op)) };
        let object = op.args[0];
        if let Arg::Const(Const::Ref(r)) = object {
            let immutable = self.env.descrs().field(descr).is_some_and(|f| f.immutable);
            let promised = self.heap.promised.get(&(descr, object)).copied();
            let value = match promised {
                None if immutable => self.env.getfield(r, descr),
                known => known,
            };
            if let Some(value) = value {
                let value = self.canonical(value);
                return self.give(&op, Arg::Const(value)).map(|()| None);
            }
        }
        if let Some(value) = self.cached(Place::Field(descr), object)? {
            return self.give(&op, value).map(|()| None);
        }
        Ok(Some(op))
    }

    fn getarrayitem(&mut self, op: Op) -> R<Option<Op>> {
        let Some(descr) = op.descr else { return Ok(Some(op)) };
        let (array, index) = (op.args[0], op.args[1]);
        if let Some(i) = self.constant_int(index).filter(|&i| i >= 0) {
            let immutable = self.env.descrs().array(descr).is_some_and(|a| a.immutable);
            if let Arg::Const(Const::Ref(r)) = array
                && immutable
                && let Some(value) = self.env.getarrayitem(r, i, descr)
            {
                let value = self.canonical(value);
                return self.give(&op, Arg::Const(value)).map(|()| None);
            }
            if let Some(value) = self.cached(Place::Item(descr, i), array)? {
                return self.give(&op, value).map(|()| None);
            }
            self.force_somewhere(descr, array, index)?;
            return Ok(Some(op));
        }
        if let Some(value) = self.indexed_value(descr, array, index) {
            return self.give(&op, value).map(|()| None);
        }
        self.force_lazy_items(descr, Some(index))?;
        self.force_somewhere(descr, array, index)?;
        Ok(Some(op))
    }

    fn setarrayitem(&mut self, op: Op) -> R<Option<Op>> {
        let Some(descr) = op.descr else { return Ok(Some(op)) };
        let (array, index) = (op.args[0], op.args[1]);
        if let Some(i) = self.constant_int(index).filter(|&i| i >= 0) {
            self.force_somewhere(descr, array, index)?;
            self.forget_indexed(descr, array, index);
            self.store(Place::Item(descr, i), op)?;
            return Ok(None);
        }
        self.force(op.args[2])?;
        let value = self.resolve(op.args[2]);
        if self.indexed_value(descr, array, index) == Some(value) {
            return Ok(None);
        }
        self.force_lazy_items(descr, Some(index))?;
        self.forget_items(descr, array, index);
        self.forget_indexed(descr, array, index);
        self.heap.indexed.entry(descr).or_default().push((array, index, value));
        let place = Place::Somewhere(descr);
        // Another one to the same place is gone.
        if let Some(waiting) = self.waiting(place)
            && [waiting.args[0], waiting.args[1]].map(|a| self.resolve(a)) != [array, index].map(|a| self.resolve(a))
        {
            self.force_lazy(place)?;
        }
        self.heap.slots.entry(place).or_default().lazy = Some(op);
        Ok(None)
    }

    fn waiting(&self, place: Place) -> Option<&Op> {
        self.heap.slots.get(&place)?.lazy.as_ref()
    }

    /// Does the store to an item with a variable for its index, unless that is another item than this one.
    fn force_somewhere(&mut self, descr: DescrId, array: Arg, index: Arg) -> R<()> {
        let place = Place::Somewhere(descr);
        let Some(waiting) = self.waiting(place) else { return Ok(()) };
        let (to, at) = (waiting.args[0], waiting.args[1]);
        if self.cannot_alias(to, array) || self.differ(at, index) { Ok(()) } else { self.force_lazy(place) }
    }

    /// The two indices are never equal.
    fn differ(&self, a: Arg, b: Arg) -> bool {
        let ((x, m), (y, n)) = (self.offset(a), self.offset(b));
        x == y && m != n || self.bound(a).eq(&self.bound(b)) == Some(false)
    }

    /// A value as another one and a constant that is added to it.
    pub fn offset(&self, a: Arg) -> (Arg, i64) {
        match self.def(a) {
            Some((OpCode::IntAdd, args)) => match self.constant_int(args[1]) {
                Some(c) => (args[0], c),
                None => (self.resolve(a), 0),
            },
            _ => (self.resolve(a), 0),
        }
    }

    /// What is known of a place of an object. A store that waits and may be to the same object is done first.
    fn cached(&mut self, place: Place, object: Arg) -> R<Option<Arg>> {
        let object = self.resolve(object);
        let Some(slot) = self.heap.slots.get(&place) else { return Ok(None) };
        if let Some(lazy) = &slot.lazy {
            let (to, value) = (self.resolve(lazy.args[0]), lazy.args[lazy.args.len() - 1]);
            if to == object {
                return Ok(Some(self.resolve(value)));
            }
            if !self.cannot_alias(to, object) {
                self.force_lazy(place)?;
            }
        }
        let known = self.heap.slots.get(&place).and_then(|s| s.known.get(&object)).copied();
        Ok(known.and_then(|v| self.take(v)))
    }

    fn store(&mut self, place: Place, op: Op) -> R<()> {
        let object = self.resolve(op.args[0]);
        let value = self.resolve(op.args[op.args.len() - 1]);
        while let Some(lazy) = self.heap.slots.get(&place).and_then(|s| s.lazy.as_ref())
            && self.resolve(lazy.args[0]) != object
        {
            self.force_lazy(place)?;
        }
        let slot = self.heap.slots.entry(place).or_default();
        let known = slot.known.get(&object).copied();
        // It is there already.
        if let Some(known) = known
            && self.resolve(known) == value
            && self.take(known).is_some()
        {
            self.heap.slots.entry(place).or_default().lazy = None;
            return Ok(());
        }
        self.heap.slots.entry(place).or_default().lazy = Some(op);
        self.make_nonnull(object);
        self.see_type(object, Some(place.descr()));
        if let Place::Field(d) = place
            && let Some(class) = self.class_stored(d, value)
            && let Some(info) = self.ptr_mut(object)
        {
            info.class = Some(class);
            // A guard_class of another variable, which may be the same object, does not look for stores that wait.
            return self.force_lazy(place);
        }
        Ok(())
    }

    fn force_lazy(&mut self, place: Place) -> R<()> {
        let Some(op) = self.heap.slots.get_mut(&place).and_then(|s| s.lazy.take()) else { return Ok(()) };
        let object = op.args[0];
        let value = op.args[op.args.len() - 1];
        self.forget(place, object);
        if let Place::Item(d, i) = place {
            self.forget_indexed(d, object, Arg::int(i));
        }
        self.emit_store(op)?;
        // What it means for other items was known when it came.
        if let Place::Somewhere(_) = place {
            return Ok(());
        }
        let (object, value) = (self.resolve(object), self.resolve(value));
        self.heap.slots.entry(place).or_default().known.insert(object, value);
        Ok(())
    }
    /// Something is stored to this place of an object: of others that may be the same nothing is known any more.
    fn forget(&mut self, place: Place, object: Arg) {
        let Some(slot) = self.heap.slots.get_mut(&place) else { return };
        let mut known = std::mem::take(&mut slot.known);
        known.retain(|&o, _| self.cannot_alias(o, object));
        self.heap.slots.entry(place).or_default().known = known;
    }
    fn forget_items(&mut self, descr: DescrId, array: Arg, index: Arg) {
        let b = self.bound(index);
        for place in self.heap.items(descr) {
            if let Place::Item(_, i) = place
                && b.contains(i)
            {
                self.forget(place, array);
            }
        }
    }
    fn forget_indexed(&mut self, descr: DescrId, array: Arg, index: Arg) {
        let Some(mut entries) = self.heap.indexed.remove(&descr) else { return };
        entries.retain(|&(a, i, _)| self.cannot_alias(a, array) || self.differ(i, index));
        self.heap.indexed.insert(descr, entries);
    }
    fn indexed_value(&mut self, descr: DescrId, array: Arg, index: Arg) -> Option<Arg> {
        let (array, index) = (self.resolve(array), self.resolve(index));
        let entries = self.heap.indexed.get(&descr)?;
        let found = entries.iter().find(|e| self.resolve(e.0) == array && self.resolve(e.1) == index)?;
        Some(self.resolve(found.2))
    }

    fn force_lazy_items(&mut self, descr: DescrId, index: Option<Arg>) -> R<()> {
        let b = index.map(|i| self.bound(i));
        for place in self.heap.items(descr) {
            if let Place::Item(_, i) = place
                && b.is_none_or(|b| b.contains(i))
            {
                self.force_lazy(place)?;
            }
        }
        Ok(())
    }
    pub fn force_lazy_sets(&mut self) -> R<()> {
        // Forcing one may make objects whose own stores wait.
        while let Some(place) = self.heap.slots.iter().find(|(_, s)| s.lazy.is_some()).map(|(p, _)| *p) {
            self.force_lazy(place)?;
        }
        Ok(())
    }
    /// At a guard: stores go on waiting, and are done at the exit as well. If there are many, only those of new objects do.
    fn force_for_guard(&mut self) -> R<()> {
        let waiting: Vec<Place> = self.heap.slots.iter().filter(|(_, s)| s.lazy.is_some()).map(|(p, _)| *p).collect();
        let many = waiting.len() > MOST_PENDING;
        let mut pending = Vec::new();
        for place in waiting {
            let Some(op) = self.waiting(place) else { continue };
            if !many || self.is_virtual(op.args[op.args.len() - 1]) {
                pending.push(op.clone());
            } else {
                self.force_lazy(place)?;
            }
        }
        self.pending = pending;
        Ok(())
    }

    /// What an operation other than a simple read or store does to memory.
    pub fn effects(&mut self, op: &Op) -> R<()> {
        use OpCode::*;
        match op.op.group() {
            Group::Guard => self.force_for_guard(),
            Group::Pure | Group::Ovf | Group::Read | Group::New | Group::Note => Ok(()),
            Group::Final => self.force_lazy_sets(),
            Group::Write => {
                if let (ArrayCopy | ArrayClear, Some(d)) = (op.op, op.descr) {
                    self.force_lazy_items(d, None)?;
                    self.force_lazy(Place::Somewhere(d))?;
                    let written = if op.op == ArrayCopy { op.args[1] } else { op.args[0] };
                    for place in self.heap.items(d) {
                        self.forget(place, written);
                    }
                    let fields = self.env.descrs().array(d).map(|a| a.fields.clone()).unwrap_or_default();
                    for d in fields.into_iter().chain([d]) {
                        self.heap.indexed.remove(&d);
                    }
                }
                Ok(())
            }
            Group::Call => self.call_effects(op),
        }
    }

    fn call_effects(&mut self, op: &Op) -> R<()> {
        use OpCode::*;
        let effect = op.descr.and_then(|d| self.env.descrs().call(d)).map(|c| c.effect.clone());
        let assembler = matches!(op.op, CallAssemblerI | CallAssemblerR | CallAssemblerF | CallAssemblerN);
        let known = effect.filter(|e| !assembler && !e.random());
        let Some(effect) = known else {
            self.heap.invalidation_checked = false;
            self.heap.promised.clear();
            self.force_lazy_sets()?;
            let places: Vec<Place> = self.heap.slots.keys().copied().collect();
            for place in places {
                if !self.unchanging(place) {
                    self.heap.slots.remove(&place);
                }
            }
            self.heap.indexed.clear();
            return Ok(());
        };
        if effect.can_invalidate {
            self.heap.invalidation_checked = false;
            self.heap.promised.clear();
        }
        let touched = |d: DescrId| (effect.reads.contains(d), effect.writes.contains(d));
        let places: Vec<Place> = self.heap.slots.keys().copied().collect();
        for place in places {
            let (read, written) = touched(place.descr());
            if read || written || is_may_force(op.op) && effect.forces() {
                self.force_lazy(place)?;
            }
            if written && !self.unchanging(place) {
                self.heap.slots.entry(place).or_default().known.clear();
            }
        }
        // Objects that were made for those stores have stores of their own, which the call sees as well.
        while let Some(place) = self
            .heap
            .slots
            .iter()
            .find(|(p, s)| {
                s.lazy.is_some() && {
                    let t = touched(p.descr());
                    t.0 || t.1
                }
            })
            .map(|(p, _)| *p)
        {
            self.force_lazy(place)?;
            if effect.writes.contains(place.descr()) && !self.unchanging(place) {
                self.heap.slots.entry(place).or_default().known.clear();
            }
        }
        self.heap.indexed.retain(|d, _| !effect.writes.contains(*d));
        let arrays: Vec<DescrId> = self.heap.indexed.keys().copied().collect();
        for d in arrays {
            let array = self.env.descrs().interior(d).map(|i| i.array);
            if array.is_some_and(|a| effect.writes.contains(a)) {
                self.heap.indexed.remove(&d);
            }
        }
        Ok(())
    }

    fn unchanging(&self, place: Place) -> bool {
        match place {
            Place::Field(d) => self.env.descrs().field(d).is_some_and(|f| f.immutable),
            Place::Item(d, _) | Place::Somewhere(d) => self.env.descrs().array(d).is_some_and(|a| a.immutable),
        }
    }

    /// What an operation in the output says of memory.
    pub fn learn_heap(&mut self, op: &Op) {
        use OpCode::*;
        if matches!(op.op.group(), Group::Call | Group::New)
            || matches!(op.op, SetfieldRaw | SetarrayitemRaw | RawStore | Label)
        {
            self.heap.raw.clear();
        }
        let (Some(v), Some(descr)) = (op.result, op.descr) else { return };
        match op.op {
            GetfieldGcI | GetfieldGcR | GetfieldGcF => {
                if self.env.descrs().field(descr).is_some_and(|f| f.is_typeptr) {
                    self.heap.classes.insert(v, op.args[0]);
                }
                self.remember(Place::Field(descr), op.args[0], v.into());
            }
            GetfieldRawI | GetfieldRawR | GetfieldRawF => {
                if let Some(field) = static_field(op) {
                    self.heap.raw.insert(field, v);
                }
            }
            GetarrayitemGcI | GetarrayitemGcR | GetarrayitemGcF => match self.constant_int(op.args[1]) {
                Some(i) if i >= 0 => {
                    let at_least = crate::bound::IntBound::range(i.saturating_add(1), i64::MAX);
                    // The recorded trace has read it, so the array is long enough.
                    let _ = self.narrow_length(op.args[0], &at_least);
                    self.remember(Place::Item(descr, i), op.args[0], v.into());
                }
                _ => self.heap.indexed.entry(descr).or_default().push((op.args[0], op.args[1], v.into())),
            },
            GetinteriorfieldGcI | GetinteriorfieldGcR | GetinteriorfieldGcF => {
                self.heap.indexed.entry(descr).or_default().push((op.args[0], op.args[1], v.into()));
            }
            _ => {}
        }
    }
    /// Memory holds this.
    pub fn remember(&mut self, place: Place, object: Arg, value: Arg) {
        let object = self.resolve(object);
        self.heap.slots.entry(place).or_default().known.insert(object, value);
    }
    /// Everything known of memory, for the next piece. No store may wait.
    pub fn heap_contents(&self) -> Vec<(Place, Arg, Arg)> {
        let mut all = Vec::new();
        for (&place, slot) in &self.heap.slots {
            all.extend(slot.known.iter().map(|(&o, &v)| (place, o, v)));
        }
        all
    }
}

/// Which field of which static struct is read.
fn static_field(op: &Op) -> Option<(DescrId, i64)> {
    match (op.descr, op.args.first()) {
        (Some(descr), Some(&Arg::Const(Const::Int(address)))) => Some((descr, address)),
        _ => None,
    }
}

impl Heap {
    fn items(&self, descr: DescrId) -> Vec<Place> {
        let range = Place::Item(descr, i64::MIN)..=Place::Item(descr, i64::MAX);
        self.slots.range(range).map(|(p, _)| *p).collect()
    }
    pub fn class_of_object(&self, v: Var) -> Option<Arg> {
        self.classes.get(&v).copied()
    }
    /// What is known of one is known of the other.
    pub fn renamed(&mut self, from: Arg, to: Arg) {
        for slot in self.slots.values_mut() {
            if let Some(value) = slot.known.remove(&from) {
                slot.known.entry(to).or_insert(value);
            }
        }
    }
    /// Fields and items of objects, where an exit has both the object and the value: field by field, array type by array type.
    pub fn known(&self, available: &dyn Fn(Arg) -> Option<Tagged>, add: &mut dyn FnMut(&mut Vec<Known>)) {
        let (mut known, mut last) = (vec![], None);
        for (&place, slot) in self.slots.iter().filter(|(_, s)| s.lazy.is_none()) {
            if last.replace(place.descr()) != Some(place.descr()) {
                add(&mut known);
            }
            for (&object, &value) in &slot.known {
                let (Some(object), Some(value)) = (available(object), available(value)) else { continue };
                known.push(match place {
                    Place::Field(descr) => Known::Field { object, descr, value },
                    Place::Item(descr, index) => Known::Item { array: object, descr, index, value },
                    Place::Somewhere(_) => continue,
                });
            }
        }
        add(&mut known);
    }
}
