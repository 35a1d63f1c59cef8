//! Functions for operations on 64 bits that take wasm many instructions. Each is in the module only if the program needs it.

use crate::module::Unit;
use walrus::ir::{BinaryOp as B, UnaryOp as U};
use walrus::{FunctionBuilder, FunctionId, InstrSeqBuilder, LocalId, ValType};

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Helper {
    /// Whether the product of two numbers does not fit.
    SignedMulOverflows,
    UnsignedMulOverflows,
    /// The upper half of the product.
    UnsignedMulHigh,
    SignedMulHigh,
}

impl Helper {
    fn name(self) -> &'static str {
        match self {
            Helper::SignedMulOverflows => "int_mul_overflows",
            Helper::UnsignedMulOverflows => "uint_mul_overflows",
            Helper::UnsignedMulHigh => "uint_mul_high",
            Helper::SignedMulHigh => "int_mul_high",
        }
    }
}

impl Unit<'_> {
    pub fn helper(&mut self, h: Helper) -> FunctionId {
        if let Some(&f) = self.helpers.get(&h) {
            return f;
        }
        let high = matches!(h, Helper::UnsignedMulHigh | Helper::SignedMulHigh);
        let unsigned = (h == Helper::SignedMulHigh).then(|| self.helper(Helper::UnsignedMulHigh));
        let result = if high { ValType::I64 } else { ValType::I32 };
        let mut f = FunctionBuilder::new(&mut self.module.types, &[ValType::I64; 2], &[result]);
        f.name(h.name().to_string());
        let mut local = || self.module.locals.add(ValType::I64);
        let (a, b) = (local(), local());
        let body = &mut f.func_body();
        match h {
            Helper::SignedMulOverflows => signed_overflows(body, a, b),
            Helper::UnsignedMulOverflows => unsigned_overflows(body, a, b),
            Helper::UnsignedMulHigh => unsigned_high(body, a, b, [local(), local(), local()]),
            Helper::SignedMulHigh => signed_high(body, a, b, unsigned),
        }
        let f = f.finish(vec![a, b], &mut self.module.funcs);
        self.helpers.insert(h, f);
        f
    }
}

/// The quotient of the product by a factor is the other one, unless the product wrapped. By -1 the quotient may not exist.
fn signed_overflows(f: &mut InstrSeqBuilder, a: LocalId, b: LocalId) {
    f.local_get(a).unop(U::I64Eqz).if_else(
        None,
        |f| {
            f.i32_const(0).return_();
        },
        |_| {},
    );
    f.local_get(a).i64_const(-1).binop(B::I64Eq).if_else(
        None,
        |f| {
            f.local_get(b).i64_const(i64::MIN).binop(B::I64Eq).return_();
        },
        |_| {},
    );
    f.local_get(a).local_get(b).binop(B::I64Mul).local_get(a).binop(B::I64DivS).local_get(b).binop(B::I64Ne);
}

fn unsigned_overflows(f: &mut InstrSeqBuilder, a: LocalId, b: LocalId) {
    f.local_get(a).unop(U::I64Eqz).if_else(
        None,
        |f| {
            f.i32_const(0).return_();
        },
        |_| {},
    );
    f.local_get(a).local_get(b).binop(B::I64Mul).local_get(a).binop(B::I64DivU).local_get(b).binop(B::I64Ne);
}

/// From the products of halves: with `a = ah * 2**32 + al`, `low = al * bl`, `mid = ah * bl + (low >> 32)` and
/// `cross = al * bh + (mid & (2**32 - 1))` the upper half is `ah * bh + (mid >> 32) + (cross >> 32)`, and nothing wraps.
fn unsigned_high(f: &mut InstrSeqBuilder, a: LocalId, b: LocalId, [mid, al, bh]: [LocalId; 3]) {
    const MASK: i64 = 0xffff_ffff;
    f.local_get(a).i64_const(MASK).binop(B::I64And).local_set(al);
    f.local_get(b).i64_const(32).binop(B::I64ShrU).local_set(bh);
    f.local_get(a).i64_const(32).binop(B::I64ShrU).local_get(b).i64_const(MASK).binop(B::I64And).binop(B::I64Mul);
    f.local_get(al).local_get(b).i64_const(MASK).binop(B::I64And).binop(B::I64Mul);
    f.i64_const(32).binop(B::I64ShrU).binop(B::I64Add).local_set(mid);
    f.local_get(a).i64_const(32).binop(B::I64ShrU).local_get(bh).binop(B::I64Mul);
    f.local_get(mid).i64_const(32).binop(B::I64ShrU).binop(B::I64Add);
    f.local_get(al).local_get(bh).binop(B::I64Mul).local_get(mid).i64_const(MASK).binop(B::I64And).binop(B::I64Add);
    f.i64_const(32).binop(B::I64ShrU).binop(B::I64Add);
}

/// The unsigned one, less the other factor for each negative one.
fn signed_high(f: &mut InstrSeqBuilder, a: LocalId, b: LocalId, unsigned: Option<FunctionId>) {
    if let Some(unsigned) = unsigned {
        f.local_get(a).local_get(b).call(unsigned);
    }
    for (x, other) in [(a, b), (b, a)] {
        f.local_get(x).i64_const(63).binop(B::I64ShrS).local_get(other).binop(B::I64And).binop(B::I64Sub);
    }
}
