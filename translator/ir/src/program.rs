//! A program: everything that one translation produces.

use crate::data::{Data, DataId};
use crate::entity::Arena;
use crate::graph::{Const, Graph, GraphId, Operand};
use crate::jit::JitDriver;
use crate::source::SourceMap;
use crate::types::{Ty, TypeId, Types};
use std::collections::BTreeMap;

crate::entity!(
    /// A function outside the program.
    ExternId,
    "extern"
);

/// A C function that the platform's C library provides, with the C calling convention.
#[derive(Clone, Debug, PartialEq)]
pub struct Extern {
    pub name: String,
    pub args: Vec<Ty>,
    pub ret: Ty,
    /// May allocate gc objects, and so collect: the JIT's runtime, not the C library.
    pub collects: bool,
}

/// A graph or static object that a later phase looks up by what it is for. Phases and support code agree on roles, not
/// on names of graphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Graph `(argc: Signed, argv: Address) -> Signed`: where the executable starts; returns the exit status.
    Main,
    /// Graph: the target's own entry point.
    EntryPoint,
    /// Graph `() -> Void`: what C code calls before any of the exports; nothing but what phases put in.
    Startup,
    /// Static object of struct `exc_data {exc_value: *object}`: the exception in flight, null if none. Only the
    /// constant null clears it: a variable that is stored there is an exception.
    ExcData,
    /// Graph `() -> Void`: an exception reached Main: print the traceback and exit with status 1.
    UncaughtException,
    /// Graph `(loc: Address) -> Void`: record that an exception passed this place.
    TracebackRecord,
    /// Graph `(loc: Address) -> Void`: start a new traceback at this place.
    TracebackStart,
    /// Graph `() -> Void`: called when the program starts: finds `limit` of StackState.
    StackSetup,
    /// Graph `() -> Void`: raises: calls have gone too deep.
    StackOverflow,
    /// Static object with a field `limit: Address`: the machine's stack may not go below.
    StackState,
    /// Graph `() -> Void`: raises: there is no memory for an object.
    OutOfMemory,
    /// Graph `() -> Void`: set up the collector.
    GcSetup,
    /// Graph `(type_number: Signed, size: Signed) -> Address`: slow path of allocation of a fixed size.
    GcMallocFixed,
    /// Graph `(type_number: Signed, length: Signed, size: Signed, item_size: Signed, length_offset: Signed) -> Address`.
    GcMallocVar,
    /// Graph `() -> Void`: a full collection.
    GcCollect,
    /// Graph `(obj: Address) -> Signed`.
    GcIdentityHash,
    /// Graph `(what: Signed, argument: Signed) -> Signed`: what a program may ask besides a whole collection.
    GcRequest,
    /// Graph `(obj: Address, number: Signed) -> Void`: something is to be done when the object is no more.
    GcRegisterFinalizer,
    /// Graph `(start: Address, number: Signed) -> Void`: a library that is the collector has found an object dead.
    GcFinalize,
    /// Graph `() -> Void`: does what is to be done for objects that are no more. It lets no exception out.
    RunFinalizers,
    /// Graph `(obj: Address) -> Void`: before a pointer is stored into an object whose header has the barrier's flag.
    GcWriteBarrier,
    /// Graph `(obj: Address, start: Signed, count: Signed) -> Void`: the same for pointers in these items.
    GcWriteBarrierItems,
    /// Static object: the table of types that the gc phase fills.
    GcTypeTable,
    /// Static object: the addresses of static objects with gc pointers, which the gc phase fills.
    GcStatics,
    /// Static object: the numbers of their types.
    GcStaticTypes,
    /// Static object: the collector's own state.
    GcState,
    /// Of a platform without a C library. Graph `() -> Address`: where the number of the program's arguments is (Signed) and, behind
    /// it, C's array of them.
    PlatformArguments,
    /// Graph `(status: Signed) -> Void`: ends the program.
    PlatformExit,
}

impl Role {
    pub const ALL: &[Role] = &[
        Role::Main,
        Role::EntryPoint,
        Role::Startup,
        Role::ExcData,
        Role::UncaughtException,
        Role::TracebackRecord,
        Role::TracebackStart,
        Role::StackSetup,
        Role::StackOverflow,
        Role::StackState,
        Role::OutOfMemory,
        Role::GcSetup,
        Role::GcMallocFixed,
        Role::GcMallocVar,
        Role::GcCollect,
        Role::GcIdentityHash,
        Role::GcRequest,
        Role::GcRegisterFinalizer,
        Role::GcFinalize,
        Role::RunFinalizers,
        Role::GcWriteBarrier,
        Role::GcWriteBarrierItems,
        Role::GcTypeTable,
        Role::GcStatics,
        Role::GcStaticTypes,
        Role::GcState,
        Role::PlatformArguments,
        Role::PlatformExit,
    ];
}

/// A graph that C code calls, with the C calling convention.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    pub name: String,
    pub graph: GraphId,
}

/// The word before each gc object, once a collector is woven in: the type's number in the low 32 bits, flags above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct GcHeader {
    /// In bytes; pointers point behind it. 0: there is none.
    pub size: u32,
    /// Flags of static objects.
    pub static_flags: u64,
}

impl GcHeader {
    /// The flag of static objects.
    pub const STATIC: u64 = 1 << 32;
    /// The flag of objects that want the write barrier to be asked before pointers are stored into them: static ones from the
    /// beginning, others when the collector has set it. For collectors that have a barrier.
    pub const BARRIER: u64 = 1 << 35;
}

/// The unit of work of every phase.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub name: String,
    /// The last phase that ran: `flow`, `annotate`, `rtype`, `optimise`, `exceptions`, `gc`, `layout`.
    pub phase: String,
    pub types: Types,
    pub data: Arena<DataId, Data>,
    pub graphs: Arena<GraphId, Graph>,
    pub externs: Arena<ExternId, Extern>,
    /// Of programs that are libraries.
    pub exports: Vec<Export>,
    pub sources: SourceMap,
    /// `Const::Graph` or `Const::Data` by role.
    pub roles: BTreeMap<Role, Const>,
    /// Of programs with a JIT.
    pub jit_drivers: Vec<JitDriver>,
    pub gc_header: GcHeader,
    /// The collector's numbers of types.
    pub type_numbers: BTreeMap<TypeId, u32>,
}

impl Program {
    /// Whether the exceptions phase has run: allocations give null where there is no memory.
    pub fn exceptions_are_explicit(&self) -> bool {
        matches!(self.phase.as_str(), "exceptions" | "gc" | "layout")
    }
    pub fn role_graph(&self, role: Role) -> Option<GraphId> {
        match self.roles.get(&role) {
            Some(Const::Graph(g)) => Some(*g),
            _ => None,
        }
    }
    pub fn role_data(&self, role: Role) -> Option<DataId> {
        match self.roles.get(&role) {
            Some(Const::Data(d)) => Some(*d),
            _ => None,
        }
    }
    /// The external function of this name; declares it if it is new.
    pub fn extern_func(&mut self, name: &str, args: &[Ty], ret: Ty) -> ExternId {
        let known = self.externs.iter().find(|(_, e)| e.name == name).map(|(id, _)| id);
        match known {
            Some(id) => id,
            None => self.externs.push(Extern { name: name.to_string(), args: args.to_vec(), ret, collects: false }),
        }
    }
    /// The type of a graph as a function.
    pub fn func_type(&mut self, g: GraphId) -> TypeId {
        let graph = &self.graphs[g];
        let args = graph.params().iter().map(|&v| graph.ty(v)).collect();
        let ret = graph.ret;
        self.types.func(args, ret)
    }
    /// The type of a constant as a value. `Const::Graph` needs [`Program::func_type`]; here it is an Address.
    pub fn const_ty(&self, c: &Const) -> Ty {
        match c {
            Const::Void | Const::Type(_) | Const::Field(_) | Const::Name(_) => Ty::Void,
            Const::Bool(_) => Ty::Bool,
            Const::Int(_, k) => Ty::Int(*k),
            Const::Char(_) => Ty::Char,
            Const::UniChar(_) => Ty::UniChar,
            Const::Float(_) => Ty::Float,
            Const::SingleFloat(_) => Ty::SingleFloat,
            Const::Null(t) => Ty::Ptr(*t),
            Const::NullAddress | Const::DataAddress(_) | Const::Extern(_) | Const::Graph(_) => Ty::Address,
            Const::Data(d) => Ty::Ptr(self.data[*d].ty),
            Const::Layout(_) => Ty::SIGNED,
            Const::Str(_) | Const::Bytes(_) | Const::Obj(_) => Ty::Obj,
        }
    }
    pub fn operand_ty(&self, g: &Graph, o: &Operand) -> Ty {
        match o {
            Operand::Var(v) => g.ty(*v),
            Operand::Const(c) => self.const_ty(c),
        }
    }
}
