//! Constants and operands as expressions.

use crate::func::Func;
use crate::unit::Unit;
use rpy_ir::graph::LayoutConst;
use rpy_ir::hash::HashSet;
use rpy_ir::{Const, IntKind, Operand, Ty, Var};

/// A constant as a value of type `want`.
pub fn constant(unit: &Unit, c: &Const, want: Ty) -> Result<String, String> {
    let address = |name: &str| match unit.value_type(want) {
        Some(t) => format!("({t}){name}"),
        None => name.to_string(),
    };
    Ok(match c {
        Const::Bool(b) => b.to_string(),
        Const::Int(v, k) => int(*v, *k),
        Const::Char(c) => char(*c),
        Const::UniChar(c) => c.to_string(),
        Const::Float(bits) => float(*bits),
        Const::SingleFloat(bits) => single(*bits),
        Const::Null(_) | Const::NullAddress => "NULL".to_string(),
        Const::Data(d) | Const::DataAddress(d) => {
            if matches!(want, Ty::Ptr(_) | Ty::Address) {
                unit.data_pointer(*d, want)
            } else {
                return Err(format!("static data in place of a {want:?}"));
            }
        }
        Const::Graph(g) => address(unit.graph(*g)),
        Const::Extern(e) => address(&unit.program.externs[*e].name),
        Const::Layout(l) => layout(unit, *l),
        other => return Err(format!("{other:?} is no value")),
    })
}

fn int(v: i64, k: IntKind) -> String {
    if k == IntKind::U64 {
        let v = v as u64;
        return if v <= i32::MAX as u64 { format!("{v}u") } else { format!("UINT64_C({v})") };
    }
    match v {
        i64::MIN => "INT64_MIN".to_string(),
        v if i32::try_from(v).is_ok_and(|v| v != i32::MIN) => v.to_string(),
        v => format!("INT64_C({v})"),
    }
}

fn char(c: u8) -> String {
    match c {
        b'\'' | b'\\' => format!("'\\{}'", c as char),
        b'\n' => "'\\n'".to_string(),
        b' '..=b'~' => format!("'{}'", c as char),
        _ => c.to_string(),
    }
}

fn float(bits: u64) -> String {
    let v = f64::from_bits(bits);
    if v.is_nan() && bits != f64::NAN.to_bits() {
        return format!("bits_float(INT64_C({}))", bits as i64);
    }
    match v {
        v if v.is_nan() => "NAN".to_string(),
        v if v.is_infinite() => if v > 0.0 { "INFINITY" } else { "(-INFINITY)" }.to_string(),
        // Rust's text reads back as the same number.
        v => format!("{v:?}"),
    }
}

fn single(bits: u32) -> String {
    let v = f32::from_bits(bits);
    match v {
        v if v.is_nan() => format!("bits_single({bits}u)"),
        v if v.is_infinite() => if v > 0.0 { "INFINITY" } else { "(-INFINITY)" }.to_string(),
        v => format!("{v:?}f"),
    }
}

fn layout(unit: &Unit, l: LayoutConst) -> String {
    let value = unit.layouts.eval(unit.program, l);
    let what = match l {
        LayoutConst::SizeOf(t) => format!("size of {}", unit.type_name(t)),
        LayoutConst::ItemSize(t) => format!("size of an item of {}", unit.type_name(t)),
        LayoutConst::ItemsOffset(t) => format!("offset of {}'s items", unit.type_name(t)),
        LayoutConst::LengthOffset(t) => format!("offset of {}'s length", unit.type_name(t)),
        LayoutConst::OffsetOf(f) => format!("offset of {}.{}", unit.type_name(f.of), unit.field(f)),
        LayoutConst::TypeNumber(t) => format!("number of {}", unit.type_name(t)),
    };
    format!("{value} /* {what} */")
}

impl Func<'_, '_> {
    pub fn operand_ty(&self, o: &Operand) -> Ty {
        self.unit.program.operand_ty(self.g, o)
    }

    /// An operand as a value of its own type.
    pub fn value(&self, o: &Operand) -> Result<String, String> {
        self.value_as(o, self.operand_ty(o))
    }

    /// An operand where a value of type `want` is expected.
    pub fn value_as(&self, o: &Operand, want: Ty) -> Result<String, String> {
        let v = match o {
            Operand::Const(c) => return constant(self.unit, c, want),
            Operand::Var(v) => *v,
        };
        let text = match self.plan.places[v.0 as usize] {
            Some(place) if self.plan.folded[v.0 as usize] => match place.op {
                Some(i) => self.expression(&self.g.blocks[place.block].ops[i])?,
                None => self.var(v),
            },
            _ => self.var(v),
        };
        match (self.g.ty(v), want) {
            (have @ Ty::Ptr(_), want @ Ty::Ptr(_)) if have != want => {
                Ok(format!("({}){text}", self.unit.value_type(want).unwrap_or_default()))
            }
            _ => Ok(text),
        }
    }

    /// The variables that are read where an operand is written.
    pub fn reads(&self, o: &Operand, found: &mut HashSet<Var>) {
        let Some(v) = o.var() else { return };
        match self.plan.places[v.0 as usize].and_then(|p| Some((p.block, p.op?))) {
            Some((block, i)) if self.plan.folded[v.0 as usize] => {
                self.g.blocks[block].ops[i].args.iter().for_each(|a| self.reads(a, found));
            }
            _ => {
                found.insert(v);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_c_numbers() {
        assert_eq!(int(i64::MIN, IntKind::I64), "INT64_MIN");
        assert_eq!(int(-1, IntKind::U64), "UINT64_C(18446744073709551615)");
        assert_eq!(int(1 << 31, IntKind::I64), "INT64_C(2147483648)");
        assert_eq!(float(1.0f64.to_bits()), "1.0");
        assert_eq!(float(1e300f64.to_bits()), "1e300");
        assert_eq!(float((-0.0f64).to_bits()), "-0.0");
        assert_eq!(char(b'\''), "'\\''");
    }
}
