//! Families: the functions, or the implementations of a method, that some call may reach together.
//!
//! Calls of a family that pass the same things in the same way share a row: a type of function pointers, with one entry for
//! each member. A member whose own parameters or defaults differ has a small graph in its entry that passes on what the call
//! gives and fills in the rest. Knows nothing of how values that are one of several functions are stored.

use crate::containers::{Lower, Value};
use crate::place::Place;
use crate::rpbc::method_name;
use rpy_annotate::Annotator;
use rpy_annotate::model::*;
use rpy_ir::hash::HashMap;
use rpy_ir::{Diag, GraphId, Op, Operand, Ty};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// By the representative of functions that are called together.
    Functions(FuncId),
    /// By the class where the attribute lives.
    Method(ClassId, String),
}

/// What the calls of a row pass, besides the receiver.
#[derive(Clone, PartialEq, Debug)]
enum Passing {
    /// All parameters: the members get them from the same places.
    Parameters(usize),
    /// What is written at the call, the last ones by keyword.
    Arguments(usize, Vec<String>),
}

struct Row {
    passing: Passing,
    members: BTreeMap<FuncId, Member>,
    /// What each call passes.
    passed: Vec<Vec<SomeValue>>,
}

/// A member of a row: its parameters come from what the row's calls pass.
#[derive(Clone, PartialEq)]
struct Member {
    graph: GraphId,
    args: Vec<ArgSource>,
}

/// A call as a member of its row sees it.
struct RowCall {
    passing: Passing,
    /// Where the passed values come from.
    sources: Vec<ArgSource>,
    members: BTreeMap<FuncId, Member>,
}

#[derive(Default)]
pub struct Families {
    /// Functions that are called together: union-find.
    parent: BTreeMap<FuncId, FuncId>,
    rows: BTreeMap<Family, Vec<Row>>,
    signatures: HashMap<(Family, usize), Signature>,
    entries: HashMap<(Family, usize, FuncId), GraphId>,
}

/// What a row's function pointers take, besides the receiver, and give.
#[derive(Clone)]
pub struct Signature {
    pub params: Vec<SomeValue>,
    pub ret: SomeValue,
}

impl Families {
    /// Finds all families in the calls that the annotator has seen.
    pub fn collect(&mut self, ann: &mut Annotator) {
        let mut results: Vec<_> = ann.calls.iter().collect();
        results.sort_by_key(|(place, _)| **place);
        let mut others: Vec<_> = ann.void_calls.iter().collect();
        others.sort_by_key(|(place, _)| **place);
        let mut inner: Vec<_> = ann.inner_calls.iter().collect();
        inner.sort_by_key(|(place, _)| **place);
        let inner = inner.into_iter().flat_map(|(_, t)| t);
        let targets = results.into_iter().map(|(_, t)| t).chain(others.into_iter().map(|(_, t)| t)).chain(inner);
        let calls: Vec<(Vec<Callee>, Given)> = targets
            .filter_map(|t| match t {
                CallTarget::Family { members, given } => Some((members.clone(), given.clone())),
                _ => None,
            })
            .collect();
        for (members, _) in &calls {
            let mut functions = members.iter().filter_map(|m| match m.desc {
                Desc::Func(f) => Some(f),
                _ => None,
            });
            if let Some(first) = functions.next() {
                let root = self.root(first);
                for f in functions {
                    let other = self.root(f);
                    self.parent.insert(other, root);
                }
            }
        }
        for (members, given) in &calls {
            if let Some(family) = self.family_of(ann, members) {
                let call = RowCall::new(members, given);
                let passed = call.sources.iter().map(|s| annotation(ann, s, given)).collect();
                self.add(family, call, passed);
            }
        }
    }

    /// Puts a call into the row that it shares members with: rows that only look alike may pass different types.
    fn add(&mut self, family: Family, call: RowCall, passed: Vec<SomeValue>) {
        let rows = self.rows.entry(family).or_default();
        let mut new = Row { passing: call.passing, members: call.members, passed: vec![passed] };
        let mut at = rows.len();
        for i in (0..rows.len()).rev() {
            if rows[i].fits(&new) {
                let old = rows.remove(i);
                new.members.extend(old.members);
                new.passed.extend(old.passed);
                at = i;
            }
        }
        rows.insert(at, new);
    }

    pub fn root(&mut self, f: FuncId) -> FuncId {
        let mut at = f;
        while let Some(&p) = self.parent.get(&at) {
            if p == at {
                break;
            }
            at = p;
        }
        self.parent.entry(f).or_insert(at);
        at
    }

    /// The family of what is called together; none for methods of frozen instances.
    pub fn family_of(&mut self, ann: &Annotator, members: &[Callee]) -> Option<Family> {
        let mut common = None;
        let mut name = None;
        for m in members {
            match &m.desc {
                Desc::Func(f) => return Some(Family::Functions(self.root(*f))),
                Desc::Method { func, receiver, origin } => {
                    common = match common {
                        None => Some(*receiver),
                        Some(c) => ann.defs.common_base(c, *receiver),
                    };
                    name.get_or_insert_with(|| method_name(ann, *func, *origin));
                }
                _ => return None,
            }
        }
        let (class, name) = (common?, name?);
        let owner = ann.defs.find_attr(class, &name).map_or(class, |(o, _)| o);
        Some(Family::Method(owner, name))
    }

    pub fn row_count(&self, family: &Family) -> usize {
        self.rows.get(family).map_or(0, Vec::len)
    }

    /// The row of a call, and where what it passes comes from.
    pub fn row_of(&self, family: &Family, members: &[Callee], given: &Given) -> Option<(usize, Vec<ArgSource>)> {
        let call = RowCall::new(members, given);
        let rows = self.rows.get(family)?;
        let has = |r: &Row| r.passing == call.passing && call.members.iter().all(|(f, m)| r.members.get(f) == Some(m));
        Some((rows.iter().position(has)?, call.sources))
    }
}

impl Row {
    /// Whether the two have a member in common and contradict each other in none.
    fn fits(&self, other: &Row) -> bool {
        let mut common = other.members.iter().filter_map(|(f, m)| Some((self.members.get(f)?, m))).peekable();
        self.passing == other.passing && common.peek().is_some() && common.all(|(a, b)| a == b)
    }
}

impl RowCall {
    fn new(members: &[Callee], given: &Given) -> RowCall {
        let first = members.first().map_or(&[][..], |m| &m.args[..]);
        let sources: Vec<ArgSource>;
        let (passing, same) = if members.iter().all(|m| m.args == first) {
            sources = first.iter().filter(|s| **s != ArgSource::Receiver).cloned().collect();
            (Passing::Parameters(sources.len()), true)
        } else {
            sources = given.values.iter().map(|(s, _)| s.clone()).collect();
            (Passing::Arguments(sources.len(), given.keywords.clone()), false)
        };
        let mut by_function = BTreeMap::new();
        for m in members {
            let (Desc::Func(f) | Desc::Method { func: f, .. }) = m.desc else { continue };
            let mut next = 0..;
            let args = m.args.iter().map(|s| match s {
                ArgSource::Receiver => ArgSource::Receiver,
                _ if same => ArgSource::Arg(next.next().unwrap_or(0)),
                s => from_passed(s, &sources),
            });
            let args = args.collect();
            by_function.insert(f, Member { graph: m.graph, args });
        }
        RowCall { passing, sources, members: by_function }
    }
}

/// A source by its place among what is passed.
fn from_passed(s: &ArgSource, passed: &[ArgSource]) -> ArgSource {
    match s {
        ArgSource::Tuple(items) => ArgSource::Tuple(items.iter().map(|i| from_passed(i, passed)).collect()),
        _ => passed.iter().position(|p| p == s).map_or_else(|| s.clone(), ArgSource::Arg),
    }
}

/// The annotation of what a call passes.
fn annotation(ann: &mut Annotator, source: &ArgSource, given: &Given) -> SomeValue {
    match source {
        ArgSource::Const(c) => ann.immutablevalue(c).general(),
        ArgSource::Tuple(items) => SomeValue::tuple(items.iter().map(|i| annotation(ann, i, given)).collect()),
        _ => given.values.iter().find(|(s, _)| s == source).map_or(SomeValue::none(), |(_, s)| s.clone()),
    }
}

impl Place<'_, '_> {
    /// What the function pointers of a row take and give.
    pub fn row_signature(&mut self, family: &Family, row: usize) -> Result<Signature, Diag> {
        let key = (family.clone(), row);
        if let Some(known) = self.core.families.signatures.get(&key) {
            return Ok(known.clone());
        }
        let Some(r) = self.core.families.rows.get(family).and_then(|rows| rows.get(row)) else {
            return Err(self.error("this call was not analysed", ""));
        };
        let (passed, graphs): (Vec<Vec<SomeValue>>, Vec<GraphId>) =
            (r.passed.clone(), r.members.values().map(|m| m.graph).collect());
        let mut params = vec![SomeValue::impossible(); passed.first().map_or(0, Vec::len)];
        for call in &passed {
            for (param, s) in params.iter_mut().zip(call) {
                *param = self.join(param, s)?;
            }
        }
        let mut ret = SomeValue::impossible();
        for g in graphs {
            let own = self.core.ann.graphs[g].ret.clone();
            ret = self.join(&ret, &own)?;
        }
        let signature = Signature { params, ret };
        self.core.families.signatures.insert(key, signature.clone());
        Ok(signature)
    }

    fn join(&mut self, a: &SomeValue, b: &SomeValue) -> Result<SomeValue, Diag> {
        Ok(self.core.ann.union(&a.general(), &b.general()).map_err(|e| self.error(&e.message, &e.help))?.general())
    }

    fn receiver_of(&self, family: &Family) -> Option<SomeValue> {
        match family {
            Family::Functions(_) => None,
            Family::Method(class, _) => Some(SomeValue::new(Kind::Instance { class: *class, can_be_none: false })),
        }
    }

    /// The type of a row's function pointers.
    pub fn row_pointer(&mut self, family: &Family, row: usize) -> Result<Ty, Diag> {
        let signature = self.row_signature(family, row)?;
        let mut types = vec![];
        for s in self.receiver_of(family).iter().chain(&signature.params) {
            let t = self.type_of(s)?;
            if t != Ty::Void {
                types.push(t);
            }
        }
        let ret = self.type_of(&signature.ret)?;
        Ok(Ty::Ptr(self.core.ann.types.func(types, ret)))
    }

    /// What a row has for a function: a graph with the row's type. None if no call of the row reaches it.
    pub fn row_entry(&mut self, family: &Family, row: usize, f: FuncId) -> Result<Option<GraphId>, Diag> {
        let key = (family.clone(), row, f);
        if let Some(&known) = self.core.families.entries.get(&key) {
            return Ok(Some(known));
        }
        let rows = self.core.families.rows.get(family);
        let Some(member) = rows.and_then(|rows| rows.get(row)).and_then(|r| r.members.get(&f)).cloned() else {
            return Ok(None);
        };
        let signature = self.row_signature(family, row)?;
        let receiver = self.receiver_of(family);
        let entry = self.entry(&member, receiver, &signature)?;
        self.core.families.entries.insert(key, entry);
        Ok(Some(entry))
    }

    /// A member's graph as it is called with what a row passes: its own if it takes just that.
    fn entry(&mut self, m: &Member, receiver: Option<SomeValue>, row: &Signature) -> Result<GraphId, Diag> {
        let low = self.core.low_graph(m.graph);
        let def = &self.core.ann.graphs[m.graph];
        let name = def.graph.name.clone();
        let own: Vec<SomeValue> = def.graph.params().iter().map(|p| def.vars[p.0 as usize].clone()).collect();
        let own_ret = def.ret.clone();
        let all: Vec<SomeValue> = receiver.iter().chain(&row.params).cloned().collect();
        let first = receiver.is_some() as usize;
        let in_order = m.args.iter().enumerate().all(|(i, s)| match s {
            ArgSource::Receiver => i == 0,
            s => i.checked_sub(first).is_some_and(|i| *s == ArgSource::Arg(i)),
        });
        let mut types = vec![];
        for s in &all {
            types.push(self.type_of(s)?);
        }
        let ret = self.type_of(&row.ret)?;
        let mut own_types = vec![];
        for s in &own {
            own_types.push(self.type_of(s)?);
        }
        if in_order && types == own_types && ret == self.type_of(&own_ret)? && same_tuples(&all, &own) {
            return Ok(low);
        }
        let mut body = |p: &mut Place, values: &[Operand]| {
            let mut values: Vec<Value> =
                values.iter().zip(&all).map(|(op, s)| Value { op: op.clone(), ann: s.clone() }).collect();
            let passed = values.split_off(first);
            // The receiver is an instance of the class that has the method.
            let mut this = values.pop();
            if let (Some(v), Some(wanted)) = (&mut this, own.first()) {
                let ty = p.type_of(wanted)?;
                v.op = p.cast(v.op.clone(), ty);
                v.ann = wanted.clone();
            }
            p.call_graph(m.graph, &m.args, this.as_ref(), &passed, &row.ret)
        };
        self.core.build(&name, &types, ret, &mut body)
    }

    /// A graph that takes exactly these and calls another.
    pub fn graph_taking(&mut self, graph: GraphId, params: &[SomeValue]) -> Result<GraphId, Diag> {
        let member = Member { graph, args: (0..params.len()).map(ArgSource::Arg).collect() };
        let ret = self.core.ann.graphs[graph].ret.general();
        self.entry(&member, None, &Signature { params: params.to_vec(), ret })
    }

    /// Calls an entry of a row.
    pub fn call_row(
        &mut self,
        pointer: Operand,
        signature: &Signature,
        receiver: Option<Operand>,
        args: Vec<Value>,
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let mut call = vec![pointer];
        call.extend(receiver);
        for (v, param) in args.into_iter().zip(&signature.params) {
            if self.type_of(param)? != Ty::Void {
                call.push(self.convert_value(v.op, &v.ann, param)?);
            }
        }
        let ty = self.type_of(&signature.ret)?;
        let v = self.emit(Op::IndirectCall, call, ty);
        if result.is_impossible() || matches!(result.kind, Kind::None) {
            return Ok(Operand::void());
        }
        self.convert_value(v, &signature.ret, result)
    }
}

/// Tuples of one type may hold different things: the conversion looks at their items.
fn same_tuples(a: &[SomeValue], b: &[SomeValue]) -> bool {
    a.iter().zip(b).all(|(x, y)| x.kind == y.kind || !matches!(x.kind, Kind::Tuple(_)))
}
