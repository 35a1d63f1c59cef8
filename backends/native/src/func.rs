//! One graph as a Cranelift function. Both are in SSA form with block parameters, so blocks and variables map one to one.

use crate::module::{INTERNAL, Unit, machine_type};
use crate::switch;
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{
    self, BlockArg, FuncRef, GlobalValue, InstBuilder, MemFlagsData, Signature, StackSlot, StackSlotData,
    StackSlotKind, TrapCode, types,
};
use cranelift_codegen::isa::TargetFrontendConfig;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_module::Module;
use rpy_ir::hash::HashMap;
use rpy_ir::{
    BlockId, Const, DataId, Exit, ExternId, FieldRef, Graph, GraphId, Item, Link, Op, Operand, Operation, Ty, TypeDef,
    TypeId,
};

pub fn main_body(
    callee: FuncRef,
    func: &mut ir::Function,
    cx: &mut FunctionBuilderContext,
    config: TargetFrontendConfig,
) {
    let mut b = FunctionBuilder::new(func, cx);
    let entry = b.create_block();
    b.append_block_params_for_function_params(entry);
    b.switch_to_block(entry);
    let (argc, argv) = (b.block_params(entry)[0], b.block_params(entry)[1]);
    let argc = b.ins().sextend(types::I64, argc);
    let call = b.ins().call(callee, &[argc, argv]);
    let status = match b.inst_results(call).first() {
        Some(&status) => b.ins().ireduce(types::I32, status),
        // It never returns.
        None => b.ins().iconst(types::I32, 0),
    };
    b.ins().return_(&[status]);
    b.seal_all_blocks();
    b.finalize(config);
}

pub fn translate(
    unit: &mut Unit,
    id: GraphId,
    func: &mut ir::Function,
    cx: &mut FunctionBuilderContext,
) -> Result<(), String> {
    let program = unit.program;
    let g = &program.graphs[id];
    func.signature = unit.graph_signature(id);
    let mut b = FunctionBuilder::new(func, cx);
    let order = g.reverse_postorder();
    let mut blocks = HashMap::default();
    for &x in &order {
        blocks.insert(x, b.create_block());
    }
    let mut t = Translate {
        unit,
        g,
        b,
        blocks,
        vars: vec![None; g.vars.len()],
        wide: HashMap::default(),
        cold: rpy_ir::cold::cold_blocks(program, g),
        cold_block: false,
        detour: None,
        depths: rpy_ir::loops::loop_depths(g),
        data: HashMap::default(),
        graphs: HashMap::default(),
        externs: HashMap::default(),
    };
    for &x in &order {
        let block = t.blocks[&x];
        if t.cold[x.0 as usize] {
            t.b.set_cold_block(block);
        }
        for &p in &g.blocks[x].params {
            if let Some(ty) = machine_type(g.ty(p)) {
                let v = t.b.append_block_param(block, ty);
                t.vars[p.0 as usize] = Some(v);
            }
        }
    }
    for &x in &order {
        t.cold_block = t.cold[x.0 as usize];
        t.block(x).map_err(|e| format!("{}: {e}", g.name))?;
    }
    t.b.seal_all_blocks();
    let config = t.unit.module.isa().frontend_config();
    t.b.finalize(config);
    Ok(())
}

struct Translate<'u, 'p, 'f> {
    unit: &'u mut Unit<'p>,
    g: &'p Graph,
    b: FunctionBuilder<'f>,
    blocks: HashMap<BlockId, ir::Block>,
    vars: Vec<Option<ir::Value>>,
    /// By block.
    cold: Vec<bool>,
    /// Whether the current block is cold.
    cold_block: bool,
    /// Where values in cold blocks go on their way to be arguments.
    detour: Option<StackSlot>,
    /// By block: how many loops it is in.
    depths: Vec<u32>,
    /// Bytes that were loaded: the same, zero-extended to 32 bits by the load itself.
    wide: HashMap<ir::Value, ir::Value>,
    /// The addresses that this block uses, since the last call. Each block has its own, which Cranelift does not merge: one address for the whole
    /// function would hold a register from the first use to the last, and to compute it again is one instruction.
    data: HashMap<DataId, GlobalValue>,
    graphs: HashMap<GraphId, FuncRef>,
    externs: HashMap<ExternId, FuncRef>,
}

/// Pointers are not null and indices in range: the IR says so.
fn trusted() -> MemFlagsData {
    MemFlagsData::trusted()
}

fn signed(ty: Ty) -> bool {
    matches!(ty, Ty::Int(k) if k.signed())
}

impl Translate<'_, '_, '_> {
    fn ty(&self, o: &Operand) -> Ty {
        self.unit.program.operand_ty(self.g, o)
    }

    fn iconst(&mut self, ty: ir::Type, v: i64) -> ir::Value {
        let v = if ty.bits() < 64 { v & ((1i64 << ty.bits()) - 1) } else { v };
        self.b.ins().iconst(ty, v)
    }

    fn data_address(&mut self, d: DataId) -> ir::Value {
        let gv = match self.data.get(&d) {
            Some(gv) => *gv,
            None => {
                let gv = self.unit.module.declare_data_in_func(self.unit.data[&d], self.b.func);
                self.data.insert(d, gv);
                gv
            }
        };
        let base = self.unit.layouts.header_of(self.unit.program.data[d].ty);
        let v = self.b.ins().symbol_value(types::I64, gv);
        if base == 0 { v } else { self.b.ins().iadd_imm_s(v, base as i64) }
    }

    fn graph_ref(&mut self, g: GraphId) -> FuncRef {
        if let Some(f) = self.graphs.get(&g) {
            return *f;
        }
        let f = self.unit.module.declare_func_in_func(self.unit.graphs[&g], self.b.func);
        self.graphs.insert(g, f);
        f
    }

    fn extern_ref(&mut self, e: ExternId) -> Result<FuncRef, String> {
        if let Some(f) = self.externs.get(&e) {
            return Ok(*f);
        }
        let id = self.unit.extern_func(e)?;
        let f = self.unit.module.declare_func_in_func(id, self.b.func);
        self.externs.insert(e, f);
        Ok(f)
    }

    fn constant(&mut self, c: &Const) -> Result<ir::Value, String> {
        Ok(match c {
            Const::Bool(b) => self.iconst(types::I8, *b as i64),
            Const::Char(c) => self.iconst(types::I8, *c as i64),
            Const::UniChar(c) => self.iconst(types::I32, *c as i64),
            Const::Int(v, k) => {
                let ty = machine_type(Ty::Int(*k)).unwrap_or(types::I64);
                self.iconst(ty, *v)
            }
            Const::Float(bits) => self.b.ins().f64const(f64::from_bits(*bits)),
            Const::SingleFloat(bits) => self.b.ins().f32const(f32::from_bits(*bits)),
            Const::Null(_) | Const::NullAddress => self.iconst(types::I64, 0),
            Const::Data(d) | Const::DataAddress(d) => self.data_address(*d),
            Const::Graph(g) => {
                let f = self.graph_ref(*g);
                self.b.ins().func_addr(types::I64, f)
            }
            Const::Extern(e) => {
                let f = self.extern_ref(*e)?;
                self.b.ins().func_addr(types::I64, f)
            }
            Const::Layout(l) => {
                let v = self.unit.layouts.eval(self.unit.program, *l);
                self.iconst(types::I64, v)
            }
            other => return Err(format!("{other:?} is no value")),
        })
    }

    fn value(&mut self, o: &Operand) -> Result<ir::Value, String> {
        match o {
            Operand::Var(v) => self.vars[v.0 as usize].ok_or_else(|| format!("{v} has no value")),
            Operand::Const(c) => self.constant(c),
        }
    }

    fn block(&mut self, x: BlockId) -> Result<(), String> {
        let g = self.g;
        self.b.switch_to_block(self.blocks[&x]);
        self.data.clear();
        for op in &g.blocks[x].ops {
            let v = self.operation(op).map_err(|e| format!("{}: {e}", op.op.name()))?;
            if let (Some(r), Some(v)) = (op.result, v) {
                self.vars[r.0 as usize] = Some(v);
            }
        }
        self.exit(&g.blocks[x].exit)
    }

    fn args(&mut self, l: &Link) -> Result<Vec<BlockArg>, String> {
        let mut values = vec![];
        for a in &l.args {
            if machine_type(self.ty(a)).is_some() {
                values.push(BlockArg::Value(self.value(a)?));
            }
        }
        Ok(values)
    }

    fn exit(&mut self, exit: &Exit) -> Result<(), String> {
        match exit {
            Exit::Goto(l) => {
                let args = self.args(l)?;
                self.b.ins().jump(self.blocks[&l.to], &args);
            }
            Exit::Branch { cond, then, els } => {
                let c = self.value(cond)?;
                let mut aside = vec![];
                let (tb, t) = self.branch_target(then, &mut aside)?;
                let (eb, e) = self.branch_target(els, &mut aside)?;
                if self.depths[then.to.0 as usize] > self.depths[els.to.0 as usize] {
                    // Cranelift places the second target next: that is to be the way that stays in the loop.
                    let not = self.b.ins().icmp_imm_s(IntCC::Equal, c, 0);
                    self.b.ins().brif(not, eb, &e, tb, &t);
                } else {
                    self.b.ins().brif(c, tb, &t, eb, &e);
                }
                self.jump_from(aside)?;
            }
            Exit::Switch { on, cases, default } => {
                let v = self.value(on)?;
                // Cranelift's switch takes blocks without arguments.
                let mut targets = vec![];
                let mut table = vec![];
                for (value, l) in cases {
                    table.push((*value, self.switch_target(l, &mut targets)));
                }
                let otherwise = self.switch_target(default, &mut targets);
                let v = match self.wide.get(&v) {
                    Some(&wide) if !signed(self.ty(on)) => wide,
                    _ => v,
                };
                switch::emit(&mut self.b, v, table, otherwise);
                self.jump_from(targets)?;
            }
            Exit::Return(v) => {
                if machine_type(self.g.ret).is_some() {
                    let v = self.value(v)?;
                    self.b.ins().return_(&[v]);
                } else {
                    self.b.ins().return_(&[]);
                }
            }
            Exit::Unreachable => {
                self.b.ins().trap(TrapCode::unwrap_user(1));
            }
            Exit::Try { .. } | Exit::Raise(..) => return Err("the exceptions phase has not run".to_string()),
        }
        Ok(())
    }

    fn switch_target<'l>(&mut self, l: &'l Link, targets: &mut Vec<(ir::Block, &'l Link)>) -> ir::Block {
        if l.args.is_empty() {
            return self.blocks[&l.to];
        }
        let block = self.b.create_block();
        targets.push((block, l));
        block
    }

    /// Where a branch goes, with which arguments. What only a cold block needs is not computed in front of the branch: a block
    /// between does that.
    fn branch_target<'l>(
        &mut self,
        l: &'l Link,
        aside: &mut Vec<(ir::Block, &'l Link)>,
    ) -> Result<(ir::Block, Vec<ir::BlockArg>), String> {
        let constant = l.args.iter().any(|a| a.var().is_none());
        if self.cold_block || !constant || !self.cold[l.to.0 as usize] {
            return Ok((self.blocks[&l.to], self.args(l)?));
        }
        let block = self.switch_target(l, aside);
        self.b.set_cold_block(block);
        Ok((block, vec![]))
    }

    /// The blocks between a branch and its targets.
    fn jump_from(&mut self, blocks: Vec<(ir::Block, &Link)>) -> Result<(), String> {
        for (block, l) in blocks {
            self.b.switch_to_block(block);
            let args = self.args(l)?;
            self.b.ins().jump(self.blocks[&l.to], &args);
        }
        Ok(())
    }

    // ---- operations

    fn operation(&mut self, op: &Operation) -> Result<Option<ir::Value>, String> {
        use Op::*;
        let result = op.result.map(|r| self.g.ty(r));
        let machine = result.and_then(machine_type);
        let ty = op.args.first().map_or(Ty::Void, |a| self.ty(a));
        match op.op {
            DirectCall => return self.direct_call(op),
            IndirectCall => return self.indirect_call(op, machine),
            GetField | SetField | GetArrayItem | SetArrayItem | GetArraySize | GetInteriorField | SetInteriorField => {
                return self.memory(op, ty, machine);
            }
            ArrayCopy | ArrayClear => return self.whole_array(op, ty).map(|()| None),
            JitMarker | Keepalive => return Ok(None),
            StackPointer => return Ok(Some(self.b.ins().get_stack_pointer(types::I64))),
            Likely | Unlikely => return self.value(&op.args[0]).map(Some),
            _ => {}
        }
        let mut a = vec![];
        for o in &op.args {
            a.push(self.value(o)?);
        }
        let s = signed(ty);
        let compare = |s: bool, signed: IntCC, unsigned: IntCC| if s { signed } else { unsigned };
        let ins = self.b.ins();
        Ok(Some(match op.op {
            IntAdd => ins.iadd(a[0], a[1]),
            IntSub => ins.isub(a[0], a[1]),
            IntMul => ins.imul(a[0], a[1]),
            IntAnd => ins.band(a[0], a[1]),
            IntOr => ins.bor(a[0], a[1]),
            IntXor => ins.bxor(a[0], a[1]),
            IntLshift => ins.ishl(a[0], a[1]),
            IntRshift if s => ins.sshr(a[0], a[1]),
            IntRshift => ins.ushr(a[0], a[1]),
            IntNeg => ins.ineg(a[0]),
            IntInvert if ty == Ty::Bool => ins.bxor_imm_u(a[0], 1),
            IntInvert => ins.bnot(a[0]),
            IntTruncdiv | IntTruncmod => self.division(op.op, a[0], a[1], s),
            IntAddOverflows | IntSubOverflows | IntMulOverflows => self.overflows(op.op, a[0], a[1], s),
            IntMulHigh if s => ins.smulhi(a[0], a[1]),
            IntMulHigh => ins.umulhi(a[0], a[1]),
            IntEq | PtrEq => ins.icmp(IntCC::Equal, a[0], a[1]),
            IntNe | PtrNe => ins.icmp(IntCC::NotEqual, a[0], a[1]),
            IntLt => ins.icmp(compare(s, IntCC::SignedLessThan, IntCC::UnsignedLessThan), a[0], a[1]),
            IntLe => ins.icmp(compare(s, IntCC::SignedLessThanOrEqual, IntCC::UnsignedLessThanOrEqual), a[0], a[1]),
            IntGt => ins.icmp(compare(s, IntCC::SignedGreaterThan, IntCC::UnsignedGreaterThan), a[0], a[1]),
            IntGe => {
                ins.icmp(compare(s, IntCC::SignedGreaterThanOrEqual, IntCC::UnsignedGreaterThanOrEqual), a[0], a[1])
            }
            AdrLt => ins.icmp(IntCC::UnsignedLessThan, a[0], a[1]),
            AdrLe => ins.icmp(IntCC::UnsignedLessThanOrEqual, a[0], a[1]),
            Select => ins.select(a[0], a[1], a[2]),
            BoolNot => ins.bxor_imm_u(a[0], 1),
            CastInt => return self.cast_int(a[0], ty, result.unwrap_or(Ty::Void)).map(Some),
            FloatAdd => ins.fadd(a[0], a[1]),
            FloatSub => ins.fsub(a[0], a[1]),
            FloatMul => ins.fmul(a[0], a[1]),
            FloatTruediv => ins.fdiv(a[0], a[1]),
            FloatNeg => ins.fneg(a[0]),
            FloatAbs => ins.fabs(a[0]),
            FloatSqrt => ins.sqrt(a[0]),
            FloatFloor => ins.floor(a[0]),
            FloatCeil => ins.ceil(a[0]),
            FloatTrunc => ins.trunc(a[0]),
            FloatEq => ins.fcmp(FloatCC::Equal, a[0], a[1]),
            FloatNe => ins.fcmp(FloatCC::NotEqual, a[0], a[1]),
            FloatLt => ins.fcmp(FloatCC::LessThan, a[0], a[1]),
            FloatLe => ins.fcmp(FloatCC::LessThanOrEqual, a[0], a[1]),
            FloatGt => ins.fcmp(FloatCC::GreaterThan, a[0], a[1]),
            FloatGe => ins.fcmp(FloatCC::GreaterThanOrEqual, a[0], a[1]),
            CastIntToFloat => {
                let wide = self.cast_int(a[0], ty, if s { Ty::SIGNED } else { Ty::UNSIGNED })?;
                if s {
                    self.b.ins().fcvt_from_sint(types::F64, wide)
                } else {
                    self.b.ins().fcvt_from_uint(types::F64, wide)
                }
            }
            CastFloatToInt => {
                let to = result.unwrap_or(Ty::SIGNED);
                let wide = if signed(to) {
                    ins.fcvt_to_sint_sat(types::I64, a[0])
                } else {
                    ins.fcvt_to_uint_sat(types::I64, a[0])
                };
                return self.cast_int(wide, Ty::SIGNED, to).map(Some);
            }
            CastFloatToSinglefloat => ins.fdemote(types::F32, a[0]),
            CastSinglefloatToFloat => ins.fpromote(types::F64, a[0]),
            FloatBits => ins.bitcast(types::I64, MemFlagsData::new(), a[0]),
            BitsFloat => ins.bitcast(types::F64, MemFlagsData::new(), a[0]),
            PtrNonzero => ins.icmp_imm_s(IntCC::NotEqual, a[0], 0),
            PtrIszero => ins.icmp_imm_s(IntCC::Equal, a[0], 0),
            CastPointer | CastPtrToAdr | CastAdrToPtr | CastAdrToInt | CastIntToAdr | SameAs => a[0],
            AdrAdd => ins.iadd(a[0], a[1]),
            AdrDelta => ins.isub(a[0], a[1]),
            RawLoad => {
                let at = ins.iadd(a[0], a[1]);
                self.b.ins().load(machine.unwrap_or(types::I64), trusted(), at, 0)
            }
            RawStore => {
                let at = ins.iadd(a[0], a[1]);
                self.b.ins().store(trusted(), a[2], at, 0);
                return Ok(None);
            }
            RawMemcopy => return self.libc("memcpy", &[a[1], a[0], a[2]], true).map(|_| None),
            RawMemmove => return self.libc("memmove", &[a[1], a[0], a[2]], true).map(|_| None),
            RawMemclear => {
                let zero = ins.iconst(types::I64, 0);
                return self.libc("memset", &[a[0], zero, a[1]], true).map(|_| None);
            }
            RawMalloc => return self.libc("malloc", &[a[0]], true),
            RawFree => return self.libc("free", &[a[0]], false).map(|_| None),
            _ => return Err("the operation is not for backends".to_string()),
        }))
    }

    fn libc(&mut self, name: &'static str, args: &[ir::Value], returns: bool) -> Result<Option<ir::Value>, String> {
        let id = self.unit.libc(name, args.len(), returns)?;
        let f = self.unit.module.declare_func_in_func(id, self.b.func);
        let call = self.b.ins().call(f, args);
        Ok(self.b.inst_results(call).first().copied())
    }

    /// Signed division by -1 wraps instead of trapping; the divisor is not zero.
    fn division(&mut self, op: Op, a: ir::Value, b: ir::Value, signed: bool) -> ir::Value {
        let div = op == Op::IntTruncdiv;
        if !signed {
            return if div { self.b.ins().udiv(a, b) } else { self.b.ins().urem(a, b) };
        }
        // A divisor of -1 is replaced by 1, and the quotient negated.
        let minus = self.b.ins().icmp_imm_s(IntCC::Equal, b, -1);
        let ty = self.b.func.dfg.value_type(b);
        let one = self.b.ins().iconst(ty, 1);
        let safe = self.b.ins().select(minus, one, b);
        if div {
            let q = self.b.ins().sdiv(a, safe);
            let negated = self.b.ins().ineg(a);
            self.b.ins().select(minus, negated, q)
        } else {
            self.b.ins().srem(a, safe)
        }
    }

    fn overflows(&mut self, op: Op, a: ir::Value, b: ir::Value, signed: bool) -> ir::Value {
        let ins = self.b.ins();
        let (_, over) = match (op, signed) {
            (Op::IntAddOverflows, true) => ins.sadd_overflow(a, b),
            (Op::IntAddOverflows, false) => ins.uadd_overflow(a, b),
            (Op::IntSubOverflows, true) => ins.ssub_overflow(a, b),
            (Op::IntSubOverflows, false) => ins.usub_overflow(a, b),
            (_, true) => ins.smul_overflow(a, b),
            (_, false) => ins.umul_overflow(a, b),
        };
        over
    }

    fn cast_int(&mut self, v: ir::Value, from: Ty, to: Ty) -> Result<ir::Value, String> {
        let (Some(f), Some(t)) = (machine_type(from), machine_type(to)) else {
            return Err("not an integer".to_string());
        };
        if to == Ty::Bool && from != Ty::Bool {
            return Ok(self.b.ins().icmp_imm_s(IntCC::NotEqual, v, 0));
        }
        Ok(if f.bits() == t.bits() {
            v
        } else if f.bits() > t.bits() {
            self.b.ins().ireduce(t, v)
        } else if signed(from) {
            self.b.ins().sextend(t, v)
        } else {
            let v = self.wide.get(&v).copied().unwrap_or(v);
            if self.b.func.dfg.value_type(v) == t { v } else { self.b.ins().uextend(t, v) }
        })
    }

    // ---- calls

    fn call_args(&mut self, args: &[Operand]) -> Result<Vec<ir::Value>, String> {
        let mut values = vec![];
        for a in args {
            if machine_type(self.ty(a)).is_some() {
                let v = self.value(a)?;
                values.push(if self.cold_block && a.var().is_some() { self.apart(v) } else { v });
            }
        }
        Ok(values)
    }

    /// A copy of a value, for an argument of a call in a cold block. An argument must be in one certain register, and the
    /// register allocator would give that register to the value wherever it lives, or tear it up where it cannot: in hot
    /// code too. A detour through memory that Cranelift does not see through is the only copy that it keeps.
    fn apart(&mut self, v: ir::Value) -> ir::Value {
        let ty = self.b.func.dfg.value_type(v);
        if ty != types::I64 {
            return v;
        }
        let slot = *self.detour.get_or_insert_with(|| {
            self.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, 8, 3))
        });
        let at = self.b.ins().stack_addr(types::I64, slot, 0);
        self.b.ins().store(trusted(), v, at, 0);
        self.b.ins().atomic_load(ty, trusted(), at)
    }

    fn direct_call(&mut self, op: &Operation) -> Result<Option<ir::Value>, String> {
        let args = self.call_args(&op.args[1..])?;
        let f = match op.args[0].konst() {
            Some(Const::Graph(g)) => self.graph_ref(*g),
            Some(Const::Extern(e)) => self.extern_ref(*e)?,
            _ => return Err("the callee is no graph".to_string()),
        };
        let call = self.b.ins().call(f, &args);
        self.data.clear();
        Ok(self.b.inst_results(call).first().copied())
    }

    fn indirect_call(&mut self, op: &Operation, machine: Option<ir::Type>) -> Result<Option<ir::Value>, String> {
        let args = self.call_args(&op.args[1..])?;
        let callee = self.value(&op.args[0])?;
        let signature = match self.ty(&op.args[0]) {
            Ty::Ptr(t) => match &self.unit.program.types.defs[t] {
                TypeDef::Func { args, ret } => self.unit.signature(INTERNAL, args, *ret),
                TypeDef::Struct { .. } => return Err("the callee is no function".to_string()),
            },
            _ => {
                let mut s = Signature::new(INTERNAL);
                for &a in &args {
                    s.params.push(ir::AbiParam::new(self.b.func.dfg.value_type(a)));
                }
                s.returns.extend(machine.map(ir::AbiParam::new));
                s
            }
        };
        let s = self.b.import_signature(signature);
        let call = self.b.ins().call_indirect(s, callee, &args);
        self.data.clear();
        Ok(self.b.inst_results(call).first().copied())
    }

    // ---- memory

    fn load(&mut self, ty: ir::Type, base: ir::Value, at: i32) -> ir::Value {
        if ty != types::I8 {
            return self.b.ins().load(ty, trusted(), base, at);
        }
        let wide = self.b.ins().uload8(types::I32, trusted(), base, at);
        let v = self.b.ins().ireduce(ty, wide);
        self.wide.insert(v, wide);
        v
    }

    fn field_of(&self, o: &Operand) -> Result<FieldRef, String> {
        match o.konst() {
            Some(Const::Field(f)) => Ok(*f),
            _ => Err("not a field".to_string()),
        }
    }

    /// The address of an item without the fixed offset, and that offset.
    fn item(&mut self, p: ir::Value, t: TypeId, index: &Operand) -> Result<(ir::Value, i32), String> {
        let (size, offset) = {
            let l = self.unit.layouts.of(t);
            (l.item_size as i64, l.items_offset as i32)
        };
        if let Some(Const::Int(i, _)) = index.konst()
            && let Some(at) = i.checked_mul(size).and_then(|n| i32::try_from(n + offset as i64).ok())
        {
            return Ok((p, at));
        }
        let i = self.value(index)?;
        let scaled = match size {
            1 => i,
            n if n.count_ones() == 1 => self.b.ins().ishl_imm_u(i, n.trailing_zeros() as i64),
            n => self.b.ins().imul_imm_s(i, n),
        };
        Ok((self.b.ins().iadd(p, scaled), offset))
    }

    fn memory(&mut self, op: &Operation, ty: Ty, machine: Option<ir::Type>) -> Result<Option<ir::Value>, String> {
        let Ty::Ptr(t) = ty else { return Err("not a pointer".to_string()) };
        let p = self.value(&op.args[0])?;
        let load = |this: &mut Self, base: ir::Value, at: i32| machine.map(|m| this.load(m, base, at));
        Ok(match op.op {
            Op::GetField => {
                let at = self.unit.layouts.offset(self.field_of(&op.args[1])?) as i32;
                load(self, p, at)
            }
            Op::GetArraySize => {
                let at = self.unit.layouts.of(t).length_offset as i32;
                load(self, p, at)
            }
            Op::SetField => {
                let at = self.unit.layouts.offset(self.field_of(&op.args[1])?) as i32;
                let v = self.value(&op.args[2])?;
                self.b.ins().store(trusted(), v, p, at);
                None
            }
            Op::GetArrayItem => {
                let (base, at) = self.item(p, t, &op.args[1])?;
                load(self, base, at)
            }
            Op::SetArrayItem => {
                let (base, at) = self.item(p, t, &op.args[1])?;
                let v = self.value(&op.args[2])?;
                self.b.ins().store(trusted(), v, base, at);
                None
            }
            Op::GetInteriorField => {
                let (base, at) = self.item(p, t, &op.args[1])?;
                let field = self.unit.layouts.offset(self.field_of(&op.args[2])?) as i32;
                load(self, base, at + field)
            }
            _ => {
                let (base, at) = self.item(p, t, &op.args[1])?;
                let field = self.unit.layouts.offset(self.field_of(&op.args[2])?) as i32;
                let v = self.value(&op.args[3])?;
                self.b.ins().store(trusted(), v, base, at + field);
                None
            }
        })
    }

    fn whole_array(&mut self, op: &Operation, ty: Ty) -> Result<(), String> {
        let Ty::Ptr(t) = ty else { return Err("not a pointer".to_string()) };
        if !matches!(self.unit.program.types.tail(t), Some(Item::Value(_) | Item::Inline(_))) {
            return Err("not an array".to_string());
        }
        let size = self.unit.layouts.of(t).item_size as i64;
        let address = |this: &mut Self, p: &Operand, i: &Operand| -> Result<ir::Value, String> {
            let p = this.value(p)?;
            let (base, at) = this.item(p, t, i)?;
            Ok(this.b.ins().iadd_imm_s(base, at as i64))
        };
        if op.op == Op::ArrayClear {
            let at = address(self, &op.args[0], &op.args[1])?;
            let n = self.value(&op.args[2])?;
            let bytes = self.b.ins().imul_imm_s(n, size);
            let zero = self.b.ins().iconst(types::I64, 0);
            self.libc("memset", &[at, zero, bytes], true)?;
            return Ok(());
        }
        let from = address(self, &op.args[0], &op.args[2])?;
        let to = address(self, &op.args[1], &op.args[3])?;
        let n = self.value(&op.args[4])?;
        let bytes = self.b.ins().imul_imm_s(n, size);
        self.libc("memmove", &[to, from, bytes], true)?;
        Ok(())
    }
}
