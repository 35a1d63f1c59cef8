//! What the translator tells the runtime of a program: jitcode, descrs, drivers. It is a block of bytes beside two tables:
//! numbers that layout fills (sizes, offsets, type numbers) and addresses that the linker fills.
//!
//! The writer and the reader are one description of the format, so that they cannot differ: [`Field`] goes both ways.

use crate::descr::*;
use crate::jitcode::{Address, JitCode, Live, Number};
use crate::trace::Kind;

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
    /// Of the portal.
    pub result: Option<Kind>,
    /// Compiled function from greens to a string, if the driver has one.
    pub get_printable_location: Option<Address>,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    pub jitcodes: Vec<JitCode>,
    pub descrs: Vec<ImageDescr>,
    pub drivers: Vec<Driver>,
}

/// A descr before layout: numbers are [`Number`]s.
#[derive(Clone, Debug, PartialEq)]
pub enum ImageDescr {
    Size {
        name: String,
        size: Number,
        type_number: Number,
        vtable: Option<Address>,
        fields: Vec<DescrId>,
    },
    Field {
        name: String,
        parent: DescrId,
        offset: Number,
        kind: Kind,
        size: u8,
        signed: bool,
        immutable: bool,
        quasi_immutable: Option<DescrId>,
        is_typeptr: bool,
    },
    Array {
        name: String,
        type_number: Number,
        fixed: Number,
        length_offset: Number,
        items_offset: Number,
        item_size: Number,
        item: Option<Kind>,
        signed: bool,
        immutable: bool,
        fields: Vec<DescrId>,
    },
    Interior {
        array: DescrId,
        name: String,
        offset: Number,
        kind: Kind,
        size: u8,
        signed: bool,
    },
    Call(CallDescr),
}

impl ImageDescr {
    /// With the numbers of a linked program.
    pub fn resolve(&self, number: &dyn Fn(Number) -> i64) -> Descr {
        let n = |x: &Number| number(*x) as u32;
        match self {
            ImageDescr::Size { name, size, type_number, vtable, fields } => Descr::Size(SizeDescr {
                name: name.clone(),
                size: n(size),
                type_number: n(type_number),
                vtable: vtable.map(|a| number(Number::Address(a))),
                fields: fields.clone(),
            }),
            ImageDescr::Field { name, parent, offset, kind, size, signed, immutable, quasi_immutable, is_typeptr } => {
                Descr::Field(FieldDescr {
                    name: name.clone(),
                    parent: *parent,
                    offset: n(offset),
                    kind: *kind,
                    size: *size,
                    signed: *signed,
                    immutable: *immutable,
                    quasi_immutable: *quasi_immutable,
                    is_typeptr: *is_typeptr,
                })
            }
            ImageDescr::Array {
                name,
                type_number,
                fixed,
                length_offset,
                items_offset,
                item_size,
                item,
                signed,
                immutable,
                fields,
            } => Descr::Array(ArrayDescr {
                name: name.clone(),
                type_number: n(type_number),
                fixed: n(fixed),
                length_offset: n(length_offset),
                items_offset: n(items_offset),
                item_size: n(item_size),
                item: *item,
                signed: *signed,
                immutable: *immutable,
                fields: fields.clone(),
            }),
            ImageDescr::Interior { array, name, offset, kind, size, signed } => Descr::Interior(InteriorDescr {
                array: *array,
                name: name.clone(),
                offset: n(offset),
                kind: *kind,
                size: *size,
                signed: *signed,
            }),
            ImageDescr::Call(c) => Descr::Call(c.clone()),
        }
    }
}

impl Image {
    pub fn write(&self) -> Vec<u8> {
        let mut w = Stream { bytes: vec![], at: None };
        self.clone().both(&mut w);
        w.bytes
    }
    /// None if the bytes are not an image.
    pub fn read(bytes: &[u8]) -> Option<Image> {
        let mut r = Stream { bytes: bytes.to_vec(), at: Some(0) };
        let mut image = Image::default();
        image.both(&mut r);
        (r.at == Some(bytes.len())).then_some(image)
    }
}

/// Bytes that are written (`at` is None) or read (at this place; beyond the end once something was wrong).
struct Stream {
    bytes: Vec<u8>,
    at: Option<usize>,
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

record!(Image: jitcodes, descrs, drivers);
record!(Driver: name, greens, reds, strings, loop_headers, portal, result, get_printable_location);
record!(JitCode: name, code, registers, ints, refs, floats, switches, live_at, lives, arguments, function, portal_of);
record!(Live: ints, refs, floats);
record!(CallDescr: name, args, result, result_size, result_signed, arg_sizes, effect);
record!(EffectInfo: extra, oopspec, reads, writes, can_collect, can_invalidate);

impl Field for Address {
    fn both(&mut self, s: &mut Stream) {
        self.0.both(s);
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
    OopSpec::StrEqual, OopSpec::StrConcat, OopSpec::StrSlice, OopSpec::StrCopyContents);

impl Default for EffectInfo {
    fn default() -> EffectInfo {
        EffectInfo {
            extra: ExtraEffect::RandomEffects,
            oopspec: None,
            reads: vec![],
            writes: vec![],
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
        ImageDescr::Call(CallDescr::default())
    }
}

impl Field for ImageDescr {
    fn both(&mut self, s: &mut Stream) {
        let mut tag: u8 = match self {
            ImageDescr::Size { .. } => 0,
            ImageDescr::Field { .. } => 1,
            ImageDescr::Array { .. } => 2,
            ImageDescr::Interior { .. } => 3,
            ImageDescr::Call(_) => 4,
        };
        tag.both(s);
        if s.at.is_some() {
            let d = DescrId(0);
            let z = Number::Value(0);
            *self = match tag {
                0 => ImageDescr::Size { name: String::new(), size: z, type_number: z, vtable: None, fields: vec![] },
                1 => ImageDescr::Field {
                    name: String::new(),
                    parent: d,
                    offset: z,
                    kind: Kind::Int,
                    size: 0,
                    signed: false,
                    immutable: false,
                    quasi_immutable: None,
                    is_typeptr: false,
                },
                2 => ImageDescr::Array {
                    name: String::new(),
                    type_number: z,
                    fixed: z,
                    length_offset: z,
                    items_offset: z,
                    item_size: z,
                    item: None,
                    signed: false,
                    immutable: false,
                    fields: vec![],
                },
                3 => ImageDescr::Interior {
                    array: d,
                    name: String::new(),
                    offset: z,
                    kind: Kind::Int,
                    size: 0,
                    signed: false,
                },
                _ => ImageDescr::default(),
            };
        }
        macro_rules! each {
            ($($f:expr),*) => {{ $($f.both(s);)* }};
        }
        match self {
            ImageDescr::Size { name, size, type_number, vtable, fields } => {
                each!(name, size, type_number, vtable, fields)
            }
            ImageDescr::Field { name, parent, offset, kind, size, signed, immutable, quasi_immutable, is_typeptr } => {
                each!(name, parent, offset, kind, size, signed, immutable, quasi_immutable, is_typeptr)
            }
            ImageDescr::Array {
                name,
                type_number,
                fixed,
                length_offset,
                items_offset,
                item_size,
                item,
                signed,
                immutable,
                fields,
            } => {
                each!(name, type_number, fixed, length_offset, items_offset, item_size, item, signed, immutable, fields)
            }
            ImageDescr::Interior { array, name, offset, kind, size, signed } => {
                each!(array, name, offset, kind, size, signed)
            }
            ImageDescr::Call(c) => c.both(s),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Image {
        let field = ImageDescr::Field {
            name: "node.value".to_string(),
            parent: DescrId(0),
            offset: Number::Layout(3),
            kind: Kind::Float,
            size: 8,
            signed: true,
            immutable: true,
            quasi_immutable: Some(DescrId(7)),
            is_typeptr: false,
        };
        let jitcode = JitCode {
            name: "f".to_string(),
            code: vec![1, 0x8001, 65535],
            registers: [3, 0, 1],
            ints: vec![Number::Value(-5), Number::Value(i64::MIN), Number::Address(Address(300))],
            switches: vec![vec![(-1, 70000), (i64::MAX, 2)]],
            lives: vec![Live { ints: vec![0, 2], refs: vec![], floats: vec![1] }],
            live_at: vec![(9, 0)],
            function: Some(Address(1)),
            ..JitCode::default()
        };
        let driver = Driver { greens: vec![(Kind::Ref, "code".to_string())], strings: vec![true], ..Driver::default() };
        Image { jitcodes: vec![jitcode], descrs: vec![field, ImageDescr::default()], drivers: vec![driver] }
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
