//! What tracebacks are made of: static `debug_location` objects, and where a graph's exceptions begin.
//!
//! Native code and jitcode record the same places, so both ask here. How they record them is their own matter.

use crate::data::Items;
use crate::hash::HashMap;
use crate::{Const, Data, DataId, FieldRef, Graph, Image, Op, Operand, Operation, Program, Role, Span, TypeId, Var};

/// The places of a program that have an object. Several phases make some, each with a value of this type of its own.
pub struct Locations {
    /// None if the program has no tracebacks.
    types: Option<Types>,
    known: HashMap<(DataId, u32, DataId), DataId>,
    strings: HashMap<String, DataId>,
}

struct Types {
    location: TypeId,
    string: TypeId,
    file: FieldRef,
    line: FieldRef,
    function: FieldRef,
}

impl Locations {
    pub fn new(program: &Program) -> Locations {
        let types = program.role_graph(Role::TracebackStart).and_then(|_| {
            let location = program.types.by_name("debug_location")?;
            Some(Types {
                location,
                string: program.types.by_name("rpy_string")?,
                file: program.types.find_field(location, "file")?,
                line: program.types.find_field(location, "line")?,
                function: program.types.find_field(location, "function")?,
            })
        });
        let mut all = Locations { types, known: HashMap::default(), strings: HashMap::default() };
        all.find(program);
        all
    }

    /// Those that another phase has made.
    fn find(&mut self, program: &Program) {
        let Some(types) = &self.types else { return };
        for (id, data) in program.data.iter().filter(|(_, d)| d.ty == types.location && d.readonly) {
            let [(_, Const::Data(file)), (_, Const::Int(line, _)), (_, Const::Data(function))] = data.image.fields[..]
            else {
                continue;
            };
            self.known.insert((file, line as u32, function), id);
            for s in [file, function] {
                if let Items::Bytes(text) = &program.data[s].image.items {
                    self.strings.insert(String::from_utf8_lossy(text).into_owned(), s);
                }
            }
        }
    }

    /// The object of a place where an exception begins or that it passes. Outer None: nothing is recorded there. Inner None: it
    /// is no place of the user's, but a traceback begins there, which is empty.
    pub fn entry(
        &mut self,
        program: &mut Program,
        function: &str,
        support: bool,
        begins: bool,
        place: Span,
    ) -> Option<Option<DataId>> {
        self.types.as_ref()?;
        // Support code has no frame of its own in tracebacks, but an exception that it raises starts one there.
        let place = if support { Span::NONE } else { place };
        match self.data(program, place, function) {
            None if !begins => None,
            location => Some(location),
        }
    }

    /// None for a span without a source line.
    fn data(&mut self, program: &mut Program, span: Span, function: &str) -> Option<DataId> {
        let (path, line) = (program.sources.path(span)?.to_string(), program.sources.line(span)?);
        let (file, name) = (self.string(program, &path)?, self.string(program, function)?);
        let key = (file, line, name);
        if let Some(&d) = self.known.get(&key) {
            return Some(d);
        }
        let types = self.types.as_ref()?;
        let fields = vec![
            (types.file, Const::Data(file)),
            (types.line, Const::Int(line as i64, crate::IntKind::I64)),
            (types.function, Const::Data(name)),
        ];
        let image = Image { fields, items: Items::None };
        let data = Data { name: format!("at_{function}_{line}"), ty: types.location, image, readonly: true };
        let d = program.data.push(data);
        self.known.insert(key, d);
        Some(d)
    }

    fn string(&mut self, program: &mut Program, text: &str) -> Option<DataId> {
        if let Some(&d) = self.strings.get(text) {
            return Some(d);
        }
        let ty = self.types.as_ref()?.string;
        let image = Image { fields: vec![], items: Items::Bytes(text.as_bytes().to_vec()) };
        let d = program.data.push(Data { name: "place".to_string(), ty, image, readonly: true });
        self.strings.insert(text.to_string(), d);
        Some(d)
    }
}

/// By variable: whether it is always an exception that a `Try` caught or that was in flight, directly or through casts and
/// parameters. Where it is raised again it keeps the places that it has passed.
pub fn caught_exceptions(program: &Program, g: &Graph) -> Vec<bool> {
    let mut caught = vec![true; g.vars.len()];
    let in_flight = program.role_data(Role::ExcData).map(|d| Operand::Const(Const::Data(d)));
    let takes = |op: &Operation| op.op == Op::GetField && op.args.first() == in_flight.as_ref();
    for &p in g.params() {
        caught[p.0 as usize] = false;
    }
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        if let Some(r) = op.result
            && op.op != Op::CastPointer
            && !takes(op)
        {
            caught[r.0 as usize] = false;
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        let mut feed = |caught: &mut Vec<bool>, from: &Operand, to: Var| {
            let is = from.var().is_some_and(|v| caught[v.0 as usize]);
            if !is && caught[to.0 as usize] {
                caught[to.0 as usize] = false;
                changed = true;
            }
        };
        for b in g.blocks.values() {
            for op in &b.ops {
                if let (Op::CastPointer, Some(r)) = (op.op, op.result) {
                    feed(&mut caught, &op.args[0], r);
                }
            }
            for link in b.exit.links() {
                for (&param, arg) in g.blocks[link.to].params.iter().zip(&link.args) {
                    feed(&mut caught, arg, param);
                }
            }
        }
    }
    caught
}
