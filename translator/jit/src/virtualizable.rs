//! Virtualizables: objects whose fields a trace keeps in its variables while it runs.
//!
//! The interpreter says which red of a driver is one. Its fields are described to the runtime here. Code that touches such fields and
//! is not the interpreter's own loop must find them in the object: before each of its accesses, native code tests the
//! object's token and has the runtime write them back. This module does not know how the runtime does that.

use crate::descrs::DescrTable;
use crate::portal::Portal;
use crate::tables::Tables;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::types::{TypeDef, VIRTUALIZABLE_TOKEN};
use rpy_ir::{
    BlockId, Const, Diag, FieldRef, Graph, GraphId, Op, Operand, Operation, Program, Span, Ty, TypeId, Types, Var,
};
use rpy_trace::DescrId;
use rpy_trace::image::{StandardVirtualizable, Virtualizable};

/// The function that writes an object's fields back: takes the index of its layout and its address.
const FORCE: &str = "rpy_jit_force";

/// The fields of a type that a trace keeps.
pub struct Layout {
    of: TypeId,
    token: FieldRef,
    fields: Vec<FieldRef>,
    /// With the items.
    arrays: Vec<FieldRef>,
}

#[derive(Default)]
pub struct Virtualizables {
    layouts: Vec<Layout>,
    by_field: HashMap<FieldRef, usize>,
    /// By driver: which red, and its layout.
    drivers: HashMap<u32, (usize, usize)>,
    /// The parameters of portals that are virtualizable: index.
    portals: HashMap<GraphId, usize>,
}

/// An access that is not the owner's, or a hint that there will be some.
struct Foreign {
    block: BlockId,
    index: usize,
    layout: usize,
}

impl Virtualizables {
    pub fn new(program: &Program, portals: &[Portal]) -> Result<Virtualizables, Vec<Diag>> {
        let mut all = Virtualizables::default();
        let mut errors = vec![];
        for p in portals {
            let d = &program.jit_drivers[p.driver as usize];
            let Some(name) = d.virtualizables.first() else { continue };
            let span = p.graph.merge_points().first().map_or(Span::NONE, |&(b, i)| p.graph.blocks[b].ops[i].span);
            if let [_, second, ..] = &d.virtualizables[..] {
                let title = format!("driver `{}` has more than one virtualizable", d.name);
                errors.push(Diag::at(title, span, format!("`{second}` is the second")).help("put all into one object"));
                continue;
            }
            let Some(red) = d.reds.iter().position(|(n, _)| n == name) else { continue };
            let layout = d.reds[red].1.ptr().and_then(|t| all.layout(&program.types, t));
            let Some(layout) = layout else {
                let title = format!("the virtualizable `{name}` of driver `{}` has no virtualizable fields", d.name);
                let help = "name them in its class: `_virtualizable_ = [\"x\", \"items[*]\"]`";
                errors.push(Diag::at(title, span, "its merge point").help(help));
                continue;
            };
            all.drivers.insert(p.driver, (red, layout));
            all.portals.insert(p.id, d.greens.len() + red);
        }
        if errors.is_empty() { Ok(all) } else { Err(errors) }
    }

    fn layout(&mut self, types: &Types, t: TypeId) -> Option<usize> {
        let of = ancestors(types, t).find(|t| types.virtualizables.contains_key(t))?;
        if let Some(known) = self.layouts.iter().position(|l| l.of == of) {
            return Some(known);
        }
        let token = types.find_field(of, VIRTUALIZABLE_TOKEN)?;
        let mut layout = Layout { of, token, fields: vec![], arrays: vec![] };
        for name in &types.virtualizables[&of] {
            let (field, list) = match name.strip_suffix("[*]") {
                Some(array) => (array, &mut layout.arrays),
                None => (name.as_str(), &mut layout.fields),
            };
            list.extend(types.find_field(of, field).filter(|&f| types.field(f).ty != Ty::Void));
        }
        for &f in layout.fields.iter().chain(&layout.arrays) {
            self.by_field.insert(f, self.layouts.len());
        }
        self.layouts.push(layout);
        Some(self.layouts.len() - 1)
    }

    pub fn of_driver(&self, driver: u32) -> Option<StandardVirtualizable> {
        let &(red, layout) = self.drivers.get(&driver)?;
        Some(StandardVirtualizable { red: red as u32, layout: layout as u32 })
    }

    /// The index of the layout that objects of this type have.
    pub fn layout_of(&self, program: &Program, ty: Ty) -> Option<usize> {
        ancestors(&program.types, ty.ptr()?).find_map(|t| self.layouts.iter().position(|l| l.of == t))
    }

    /// For the runtime; and all descrs of operations that become guards or nothing in a trace.
    pub fn describe(
        &self,
        program: &Program,
        descrs: &mut DescrTable,
        tables: &mut Tables,
    ) -> (Vec<Virtualizable>, HashSet<DescrId>) {
        let mut all = vec![];
        let mut special = HashSet::default();
        for l in &self.layouts {
            let mut field = |f: &FieldRef| descrs.field(program, tables, *f);
            let token = field(&l.token);
            let fields: Vec<DescrId> = l.fields.iter().map(&mut field).collect();
            let pointers: Vec<DescrId> = l.arrays.iter().map(&mut field).collect();
            let array = |f: &FieldRef| program.types.field(*f).ty.ptr();
            let arrays = l.arrays.iter().filter_map(array).map(|t| descrs.array(program, tables, t));
            let arrays: Vec<(DescrId, DescrId)> = pointers.into_iter().zip(arrays).collect();
            special.extend(fields.iter().copied().chain(arrays.iter().flat_map(|&(f, a)| [f, a])));
            all.push(Virtualizable { token, fields, arrays });
        }
        (all, special)
    }

    /// The tokens that a graph's own accesses test.
    pub fn tested(&self, program: &Program, id: GraphId) -> Vec<FieldRef> {
        let mut layouts: Vec<usize> = self.foreign(program, id).iter().map(|f| f.layout).collect();
        layouts.sort();
        layouts.dedup();
        layouts.into_iter().map(|l| self.layouts[l].token).collect()
    }

    fn foreign(&self, program: &Program, id: GraphId) -> Vec<Foreign> {
        let g = &program.graphs[id];
        let mut found = vec![];
        if self.layouts.is_empty() {
            return found;
        }
        let owned = owned(g, self.portals.get(&id).copied());
        for b in g.reverse_postorder() {
            for (index, op) in g.blocks[b].ops.iter().enumerate() {
                let layout = match op.op {
                    Op::GetField | Op::SetField => match op.args.get(1) {
                        Some(Operand::Const(Const::Field(f))) => self.by_field.get(f).copied(),
                        _ => None,
                    },
                    Op::JitHint if is_hint(op, &["force_virtualizable"]) => {
                        self.layout_of(program, op.args.get(1).map_or(Ty::Void, |a| program.operand_ty(g, a)))
                    }
                    _ => None,
                };
                let Some(layout) = layout else { continue };
                if object(op).var().is_none_or(|v| !owned.contains(&v)) {
                    found.push(Foreign { block: b, index, layout });
                }
            }
        }
        found
    }

    /// Makes native code test tokens.
    pub fn test_tokens(&self, program: &mut Program) {
        for id in program.reachable_graphs() {
            let mut accesses = self.foreign(program, id);
            // An object that has its fields keeps them as long as this function runs: one test in a block is enough.
            let mut tested = HashSet::default();
            accesses
                .retain(|a| tested.insert((a.block, object(&program.graphs[id].blocks[a.block].ops[a.index]).clone())));
            if accesses.is_empty() {
                continue;
            }
            let force = program.extern_func(FORCE, &[Ty::SIGNED, Ty::Address], Ty::Void);
            program.externs[force].collects = true;
            let g = &mut program.graphs[id];
            for a in accesses.iter().rev() {
                let (object, span) = {
                    let op = &g.blocks[a.block].ops[a.index];
                    (object(op).clone(), op.span)
                };
                let [token, set, rarely, address] =
                    [Ty::SIGNED, Ty::Bool, Ty::Bool, Ty::Address].map(|ty| g.new_var(ty));
                let field = Const::Field(self.layouts[a.layout].token);
                let op = |op, args, result| Operation { op, args, result, span };
                let call = vec![
                    Operand::name("conditional_call"),
                    rarely.into(),
                    Const::Extern(force).into(),
                    Operand::int(a.layout as i64),
                    address.into(),
                ];
                let test = [
                    op(Op::GetField, vec![object.clone(), field.into()], Some(token)),
                    op(Op::IntNe, vec![token.into(), Operand::int(0)], Some(set)),
                    op(Op::Unlikely, vec![set.into()], Some(rarely)),
                    op(Op::CastPtrToAdr, vec![object], Some(address)),
                    op(Op::JitConditionalCall, call, None),
                ];
                g.blocks[a.block].ops.splice(a.index..a.index, test);
            }
        }
    }
}

/// A type and those that it extends.
fn ancestors(types: &Types, t: TypeId) -> impl Iterator<Item = TypeId> {
    std::iter::successors(Some(t), |&t| match &types.defs[t] {
        TypeDef::Struct { parent, .. } => *parent,
        TypeDef::Func { .. } => None,
    })
}

fn is_hint(op: &Operation, names: &[&str]) -> bool {
    op.op == Op::JitHint && matches!(&op.args[0], Operand::Const(Const::Name(n)) if names.contains(&n.as_str()))
}

/// Of an access, or of a hint.
fn object(op: &Operation) -> &Operand {
    &op.args[(op.op == Op::JitHint) as usize]
}

/// The variables of a graph that hold an object whose fields are certainly in it, or the one of the interpreter's own loop: new
/// objects, a portal's parameter, what the program says is accessed directly.
fn owned(g: &Graph, parameter: Option<usize>) -> HashSet<Var> {
    let mut owned: HashSet<Var> = HashSet::default();
    let own = parameter.and_then(|i| g.params().get(i)).copied();
    let order = g.reverse_postorder();
    // All parameters of blocks are candidates until a link passes something else.
    for &b in &order {
        owned.extend(g.blocks[b].params.iter().filter(|&&v| b != g.entry || Some(v) == own));
        owned.extend(g.blocks[b].ops.iter().filter_map(|op| op.result));
    }
    loop {
        let before = owned.len();
        for &b in &order {
            for op in &g.blocks[b].ops {
                if let Some(r) = op.result
                    && !gives_owned(op, &owned)
                {
                    owned.remove(&r);
                }
            }
            for l in g.blocks[b].exit.links() {
                for (a, p) in l.args.iter().zip(&g.blocks[l.to].params) {
                    if a.var().is_none_or(|v| !owned.contains(&v)) {
                        owned.remove(p);
                    }
                }
            }
        }
        if owned.len() == before {
            return owned;
        }
    }
}

fn gives_owned(op: &Operation, owned: &HashSet<Var>) -> bool {
    let operand = |i: usize| op.args.get(i).and_then(|a| a.var()).is_some_and(|v| owned.contains(&v));
    match op.op {
        Op::Malloc => true,
        Op::SameAs | Op::CastPointer => operand(op.args.len() - 1),
        Op::JitPromote => operand(0),
        Op::JitHint => is_hint(op, &["access_directly", "fresh_virtualizable", "force_virtualizable"]) || operand(1),
        _ => false,
    }
}
