//! Static data for the runtime: one struct that the portals pass along, of which all else is found.
//!
//! Its layout is read by the runtime (`runtime/jit/meta/src/table.rs`): change both.

use rpy_ir::data::Items;
use rpy_ir::graph::LayoutConst;
use rpy_ir::{Const, Data, DataId, Image as StaticImage, Item, Program, Role, Ty};
use rpy_trace::image::Image;
use rpy_trace::jitcode::{Address, Number};

/// How many places have a gate of their own, at best: a power of two.
pub const GATES: usize = 1 << 12;

/// What portals refer to.
#[derive(Clone, Copy)]
pub struct JitTable {
    pub data: DataId,
    /// By place: how many more visits need no question. An array of Signed.
    pub gates: DataId,
}

/// Numbers and addresses that are known only later.
#[derive(Default)]
pub struct Tables {
    numbers: Vec<LayoutConst>,
    addresses: Vec<Const>,
}

impl Tables {
    pub fn layout(&mut self, l: LayoutConst) -> Number {
        let n = self.numbers.iter().position(|x| *x == l).unwrap_or_else(|| {
            self.numbers.push(l);
            self.numbers.len() - 1
        });
        Number::Layout(n as u32)
    }

    /// The address of a graph's code, a C function or static data.
    pub fn address(&mut self, c: Const) -> Address {
        let n = self.addresses.iter().position(|x| *x == c).unwrap_or_else(|| {
            self.addresses.push(c);
            self.addresses.len() - 1
        });
        Address(n as u32)
    }

    /// The same for what is not among them yet.
    pub fn new_address(&mut self, c: Const) -> Address {
        self.addresses.push(c);
        Address(self.addresses.len() as u32 - 1)
    }

    /// Adds the static data to the program.
    pub fn data(self, program: &mut Program, image: &Image) -> JitTable {
        let bytes = program.types.array(false, Item::Value(Ty::Char));
        let words = program.types.array(false, Item::Value(Ty::SIGNED));
        let addresses = program.types.array(false, Item::Value(Ty::Address));
        let push = |program: &mut Program, name: &str, ty, items| {
            let image = StaticImage { fields: vec![], items };
            program.data.push(Data { name: format!("jit_{name}"), ty, image, readonly: true })
        };
        let blob = push(program, "image", bytes, Items::Bytes(image.write()));
        let numbers = self.numbers.into_iter().map(Const::Layout).collect();
        let numbers = push(program, "numbers", words, Items::Values(numbers));
        let addresses = push(program, "addresses", addresses, Items::Values(self.addresses));

        let zero = StaticImage { fields: vec![], items: Items::Zero(GATES) };
        let gates = program.data.push(Data { name: "jit_gates".to_string(), ty: words, image: zero, readonly: false });

        let table = program.types.new_struct("jit_table", false, None);
        let mut fields = vec![];
        let mut add = |program: &mut Program, name: &str, ty: Ty, value: Option<Const>| {
            let f = program.types.add_field(table, name, ty);
            fields.extend(value.map(|c| (f, c)));
        };
        let role = |program: &Program, role| program.roles.get(&role).cloned();
        let data = |c: Option<Const>| match c {
            Some(Const::Data(d)) => Some(Const::DataAddress(d)),
            other => other,
        };
        add(program, "image", Ty::Address, Some(Const::DataAddress(blob)));
        add(program, "numbers", Ty::Address, Some(Const::DataAddress(numbers)));
        add(program, "addresses", Ty::Address, Some(Const::DataAddress(addresses)));
        let exc = data(role(program, Role::ExcData));
        add(program, "exc_data", Ty::Address, exc);
        let state = role(program, Role::GcState);
        let shared = ["root_top", "free", "limit", "extra_roots", "collections", "log"];
        let offsets: Vec<Option<Const>> = shared
            .iter()
            .map(|name| match &state {
                Some(Const::Data(d)) => program.types.find_field(program.data[*d].ty, name),
                _ => None,
            })
            .map(|f| f.map(|f| Const::Layout(LayoutConst::OffsetOf(f))))
            .collect();
        add(program, "gc_state", Ty::Address, data(state));
        for (name, offset) in shared.into_iter().zip(offsets) {
            let none = Const::Int(-1, rpy_ir::IntKind::I64);
            add(program, name, Ty::SIGNED, Some(offset.unwrap_or(none)));
        }
        let graphs = [
            ("malloc", Role::GcMallocFixed),
            ("malloc_varsize", Role::GcMallocVar),
            ("collect", Role::GcCollect),
            ("identity_hash", Role::GcIdentityHash),
            ("write_barrier", Role::GcWriteBarrier),
            ("write_barrier_items", Role::GcWriteBarrierItems),
        ];
        for (name, r) in graphs {
            let graph = role(program, r);
            add(program, name, Ty::Address, graph);
        }
        let flag = Const::Int(rpy_ir::GcHeader::BARRIER as i64, rpy_ir::IntKind::I64);
        add(program, "barrier_flag", Ty::SIGNED, Some(flag));
        add(program, "gates", Ty::Address, Some(Const::DataAddress(gates)));
        let stack = data(role(program, Role::StackState));
        add(program, "stack_limit", Ty::Address, stack);
        let overflow = role(program, Role::StackOverflow);
        add(program, "stack_overflow", Ty::Address, overflow);
        let no_memory = role(program, Role::OutOfMemory);
        add(program, "no_memory", Ty::Address, no_memory);
        for (name, r) in [("traceback_start", Role::TracebackStart), ("traceback_record", Role::TracebackRecord)] {
            let graph = role(program, r);
            add(program, name, Ty::Address, graph);
        }
        let image = StaticImage { fields, items: Items::None };
        let data = program.data.push(Data { name: "jit_table".to_string(), ty: table, image, readonly: false });
        JitTable { data, gates }
    }
}
