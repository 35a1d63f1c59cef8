//! What the translator tells the runtime of a program: jitcode, descrs, drivers. It is a block of bytes beside two tables:
//! numbers that layout fills (sizes, offsets, type numbers) and addresses that the linker fills.
//!
//! The writer and the reader are one description of the format, so that they cannot differ: [`Field`] goes both ways.

use crate::descr::*;
use crate::jitcode::{Address, JitCode, Live, Number, Place};
use crate::trace::Kind;
use std::collections::HashMap;

/// A JitDriver.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Driver {
    pub name: String,
    /// By green: kind and name. In the order of the merge point: integers, references, floats.
    pub greens: Vec<(Kind, String)>,
    pub reds: Vec<(Kind, String)>,
    /// Green references that are strings are compared by contents: by green.
    pub strings: Vec<bool>,
    /// The portal says where its loops end; otherwise each merge point is such a place.
    pub loop_headers: bool,
    /// Index of the portal's jitcode.
    pub portal: u32,
    /// The compiled portal, and how it is called: with the greens, then the reds.
    pub function: Address,
    pub call: DescrId,
    /// Of the portal.
    pub result: Option<Kind>,
    /// Compiled function from greens to a string, if the driver has one.
    pub get_printable_location: Option<Address>,
    /// The same to a truth value; the first takes the reds as well.
    pub confirm_enter_jit: Option<Address>,
    pub can_never_inline: Option<Address>,
    pub should_unroll_one_iteration: Option<Address>,
    pub virtualizable: Option<StandardVirtualizable>,
}

/// The red of a driver whose fields a trace of this driver keeps in its variables.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StandardVirtualizable {
    /// Index of the red.
    pub red: u32,
    /// Index in [`Image::virtualizables`].
    pub layout: u32,
}

/// A struct whose fields a trace may keep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Virtualizable {
    /// The field that tells where the others are: 0 if in the object.
    pub token: DescrId,
    pub fields: Vec<DescrId>,
    /// The fields that hold arrays whose items a trace keeps, and the arrays.
    pub arrays: Vec<(DescrId, DescrId)>,
}

/// The fields of virtual references.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VirtualRef {
    /// 0 if somebody has called the reference, 1 if nobody has up to its end, 2 if nobody has so far. More is the address of the
    /// frame of compiled code that has the object in variables.
    pub token: DescrId,
    /// The object, if it is not there.
    pub object: DescrId,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    pub jitcodes: Vec<JitCode>,
    pub descrs: Vec<ImageDescr>,
    pub drivers: Vec<Driver>,
    /// The array that strings are.
    pub string: Option<DescrId>,
    pub virtualizables: Vec<Virtualizable>,
    pub virtual_ref: Option<VirtualRef>,
}

/// A descr before layout.
pub type ImageDescr = Descr<Number, Address>;

impl Image {
    pub fn write(&self) -> Vec<u8> {
        let mut w = Stream { bytes: vec![], at: None, ..Stream::default() };
        self.clone().both(&mut w);
        w.bytes
    }
    /// None if the bytes are not an image.
    pub fn read(bytes: &[u8]) -> Option<Image> {
        let mut r = Stream { bytes: bytes.to_vec(), at: Some(0), ..Stream::default() };
        let mut image = Image::default();
        image.both(&mut r);
        (r.at == Some(bytes.len())).then_some(image)
    }
}

/// Bytes that are written (`at` is None) or read (at this place; beyond the end once something was wrong).
#[derive(Default)]
struct Stream {
    bytes: Vec<u8>,
    at: Option<usize>,
    /// Those that have been, by number: each is there once.
    sets: Vec<DescrSet>,
    numbers: HashMap<DescrSet, usize>,
}

impl Stream {
    fn number(&mut self, v: &mut u64) {
        match &mut self.at {
            None => {
                let mut n = *v;
                while n >= 0x80 {
                    self.bytes.push(n as u8 | 0x80);
                    n >>= 7;
                }
                self.bytes.push(n as u8);
            }
            Some(at) => {
                let (mut n, mut shift) = (0u64, 0);
                loop {
                    let Some(&b) = self.bytes.get(*at) else {
                        *at = self.bytes.len() + 1;
                        break;
                    };
                    *at += 1;
                    n |= ((b & 0x7f) as u64).checked_shl(shift).unwrap_or(0);
                    shift += 7;
                    if b & 0x80 == 0 {
                        break;
                    }
                }
                *v = n;
            }
        }
    }
    fn failed(&self) -> bool {
        self.at.is_some_and(|at| at > self.bytes.len())
    }
}

/// Goes to the stream, or comes from it.
trait Field: Default {
    fn both(&mut self, s: &mut Stream);
}

macro_rules! unsigned {
    ($($t:ty),*) => {$(
        impl Field for $t {
            fn both(&mut self, s: &mut Stream) {
                let mut n = *self as u64;
                s.number(&mut n);
                *self = n as $t;
            }
        }
    )*};
}
unsigned!(u8, u16, u32, u64, usize);

impl Field for i64 {
    fn both(&mut self, s: &mut Stream) {
        let mut n = ((*self << 1) ^ (*self >> 63)) as u64;
        s.number(&mut n);
        *self = (n >> 1) as i64 ^ -((n & 1) as i64);
    }
}

impl Field for bool {
    fn both(&mut self, s: &mut Stream) {
        let mut n = *self as u64;
        s.number(&mut n);
        *self = n != 0;
    }
}

impl Field for String {
    fn both(&mut self, s: &mut Stream) {
        let mut bytes = std::mem::take(self).into_bytes();
        bytes.both(s);
        *self = String::from_utf8_lossy(&bytes).into_owned();
    }
}

impl<T: Field> Field for Vec<T> {
    fn both(&mut self, s: &mut Stream) {
        let mut n = self.len() as u64;
        s.number(&mut n);
        if s.at.is_some() {
            self.clear();
            for _ in 0..n {
                if s.failed() {
                    return;
                }
                let mut item = T::default();
                item.both(s);
                self.push(item);
            }
        } else {
            self.iter_mut().for_each(|item| item.both(s));
        }
    }
}

impl<T: Field> Field for Option<T> {
    fn both(&mut self, s: &mut Stream) {
        let mut there = self.is_some();
        there.both(s);
        if there {
            self.get_or_insert_with(T::default).both(s);
        } else {
            *self = None;
        }
    }
}

impl<A: Field, B: Field> Field for (A, B) {
    fn both(&mut self, s: &mut Stream) {
        self.0.both(s);
        self.1.both(s);
    }
}

impl<T: Field + Copy, const N: usize> Field for [T; N]
where
    [T; N]: Default,
{
    fn both(&mut self, s: &mut Stream) {
        self.iter_mut().for_each(|item| item.both(s));
    }
}

macro_rules! record {
    ($t:ty: $($f:ident),*) => {
        impl Field for $t {
            fn both(&mut self, s: &mut Stream) {
                $(self.$f.both(s);)*
            }
        }
    };
}

record!(Image: jitcodes, descrs, drivers, string, virtualizables, virtual_ref);
record!(StandardVirtualizable: red, layout);
record!(Virtualizable: token, fields, arrays);
record!(VirtualRef: token, object);
record!(Driver: name, greens, reds, strings, loop_headers, portal, function, call, result, get_printable_location,
    confirm_enter_jit, can_never_inline, should_unroll_one_iteration, virtualizable);
record!(JitCode: name, code, registers, ints, refs, floats, switches, live_at, lives, places, raises_again,
    arguments, function, portal_of);
record!(Place: behind, begins, location);
record!(Live: ints, refs, floats);
record!(SizeDescr<Number, Address>: name, size, type_number, vtable, fields);
record!(FieldDescr<Number>: name, parent, offset, kind, size, signed, immutable, quasi_immutable, count, is_typeptr);
record!(ArrayDescr<Number>: name, type_number, fixed, length_offset, items_offset, item_size, item, signed, immutable, fields);
record!(InteriorDescr<Number>: array, name, offset, kind, size, signed);
record!(CallDescr: name, args, result, result_size, result_signed, arg_sizes, effect);
record!(EffectInfo: extra, oopspec, reads, writes, can_collect, can_invalidate);

impl Field for Address {
    fn both(&mut self, s: &mut Stream) {
        self.0.both(s);
    }
}
impl Field for DescrSet {
    fn both(&mut self, s: &mut Stream) {
        let mut number = s.numbers.get(self).copied().unwrap_or(s.sets.len());
        number.both(s);
        if let Some(set) = s.sets.get(number) {
            *self = set.clone();
            return;
        }
        let mut all: Vec<DescrId> = self.iter().collect();
        all.both(s);
        *self = all.into_iter().collect();
        s.numbers.insert(self.clone(), s.sets.len());
        s.sets.push(self.clone());
    }
}
impl Field for DescrId {
    fn both(&mut self, s: &mut Stream) {
        self.0.both(s);
    }
}

impl Default for Number {
    fn default() -> Number {
        Number::Value(0)
    }
}
impl Field for Number {
    fn both(&mut self, s: &mut Stream) {
        let (mut tag, mut v) = match *self {
            Number::Value(v) => (0u8, v),
            Number::Layout(n) => (1, n as i64),
            Number::Address(a) => (2, a.0 as i64),
        };
        tag.both(s);
        v.both(s);
        *self = match tag {
            0 => Number::Value(v),
            1 => Number::Layout(v as u32),
            _ => Number::Address(Address(v as u32)),
        };
    }
}

macro_rules! choice {
    ($t:ty, $default:expr; $($v:expr),*) => {
        impl Default for $t {
            fn default() -> $t {
                $default
            }
        }
        impl Field for $t {
            fn both(&mut self, s: &mut Stream) {
                let all = [$($v),*];
                let mut n = all.iter().position(|x| x == self).unwrap_or(0);
                n.both(s);
                *self = all.get(n).copied().unwrap_or($default);
            }
        }
    };
}

choice!(Kind, Kind::Int; Kind::Int, Kind::Ref, Kind::Float);
choice!(ExtraEffect, ExtraEffect::RandomEffects;
    ExtraEffect::ElidableCannotRaise, ExtraEffect::LoopInvariant, ExtraEffect::CannotRaise,
    ExtraEffect::ElidableOrMemoryError, ExtraEffect::ElidableCanRaise, ExtraEffect::CanRaise,
    ExtraEffect::ForcesVirtualOrVirtualizable, ExtraEffect::RandomEffects);
choice!(OopSpec, OopSpec::StrEqual;
    OopSpec::StrEqual, OopSpec::StrConcat, OopSpec::StrSlice, OopSpec::NotInTrace);

impl Default for EffectInfo {
    fn default() -> EffectInfo {
        EffectInfo {
            extra: ExtraEffect::RandomEffects,
            oopspec: None,
            reads: DescrSet::default(),
            writes: DescrSet::default(),
            can_collect: true,
            can_invalidate: true,
        }
    }
}

impl Default for CallDescr {
    fn default() -> CallDescr {
        CallDescr {
            name: String::new(),
            args: vec![],
            result: None,
            result_size: 8,
            result_signed: true,
            arg_sizes: vec![],
            effect: EffectInfo::default(),
        }
    }
}

impl Default for ImageDescr {
    fn default() -> ImageDescr {
        Descr::Call(CallDescr::default())
    }
}

impl Field for ImageDescr {
    fn both(&mut self, s: &mut Stream) {
        let mut tag: u8 = match self {
            Descr::Size(_) => 0,
            Descr::Field(_) => 1,
            Descr::Array(_) => 2,
            Descr::Interior(_) => 3,
            Descr::Call(_) => 4,
        };
        tag.both(s);
        if s.at.is_some() {
            *self = match tag {
                0 => Descr::Size(SizeDescr::default()),
                1 => Descr::Field(FieldDescr::default()),
                2 => Descr::Array(ArrayDescr::default()),
                3 => Descr::Interior(InteriorDescr::default()),
                _ => Descr::default(),
            };
        }
        match self {
            Descr::Size(d) => d.both(s),
            Descr::Field(d) => d.both(s),
            Descr::Array(d) => d.both(s),
            Descr::Interior(d) => d.both(s),
            Descr::Call(d) => d.both(s),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Image {
        let field = Descr::Field(FieldDescr {
            name: "node.value".to_string(),
            parent: DescrId(0),
            offset: Number::Layout(3),
            kind: Kind::Float,
            size: 8,
            signed: true,
            immutable: true,
            quasi_immutable: Some(DescrId(7)),
            count: true,
            is_typeptr: false,
        });
        let jitcode = JitCode {
            name: "f".to_string(),
            code: vec![1, 0x8001, 65535],
            registers: [3, 0, 1],
            ints: vec![Number::Value(-5), Number::Value(i64::MIN), Number::Address(Address(300))],
            switches: vec![vec![(-1, 70000), (i64::MAX, 2)]],
            lives: vec![Live { ints: vec![0, 2], refs: vec![], floats: vec![1] }],
            live_at: vec![(9, 0)],
            places: vec![Place { behind: 4, begins: true, location: Address(2) }],
            function: Some(Address(1)),
            ..JitCode::default()
        };
        let driver = Driver {
            greens: vec![(Kind::Ref, "code".to_string())],
            strings: vec![true],
            virtualizable: Some(StandardVirtualizable { red: 1, layout: 0 }),
            ..Driver::default()
        };
        let frame = Virtualizable {
            token: DescrId(4),
            fields: vec![DescrId(0)],
            arrays: vec![(DescrId(1), DescrId(2)), (DescrId(3), DescrId(2))],
        };
        Image {
            jitcodes: vec![jitcode],
            descrs: vec![field, ImageDescr::default()],
            drivers: vec![driver],
            string: Some(DescrId(1)),
            virtualizables: vec![frame],
            virtual_ref: Some(VirtualRef { token: DescrId(0), object: DescrId(1) }),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let image = example();
        assert_eq!(Image::read(&image.write()), Some(image));
    }

    #[test]
    fn damaged_bytes_are_no_image_and_no_panic() {
        let bytes = example().write();
        for i in 0..bytes.len() {
            assert_eq!(Image::read(&bytes[..i]), None, "{i}");
            let mut damaged = bytes.clone();
            damaged[i] ^= 0xff;
            let _ = Image::read(&damaged);
        }
    }
}
