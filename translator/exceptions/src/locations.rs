//! Static `debug_location` objects: the places that a traceback names.

use rpy_ir::data::Items;
use rpy_ir::{Const, Data, DataId, FieldRef, Image, Operand, Program, Role, Span, TypeId};
use std::collections::HashMap;

pub struct Locations {
    /// None if the program has no tracebacks.
    types: Option<Types>,
    known: HashMap<(String, u32, String), DataId>,
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
        Locations { types, known: HashMap::new(), strings: HashMap::new() }
    }

    /// The address of the location; null (no place of the user's) for a span without a source line.
    pub fn data(&mut self, program: &mut Program, span: Span, function: &str) -> Option<Operand> {
        self.types.as_ref()?;
        let (Some(path), Some(line)) = (program.sources.path(span), program.sources.line(span)) else {
            return Some(Operand::Const(Const::NullAddress));
        };
        let key = (path.to_string(), line, function.to_string());
        if let Some(&d) = self.known.get(&key) {
            return Some(Operand::Const(Const::DataAddress(d)));
        }
        let (file, name) = (self.string(program, &key.0)?, self.string(program, function)?);
        let types = self.types.as_ref()?;
        let fields = vec![
            (types.file, Const::Data(file)),
            (types.line, Const::Int(line as i64, rpy_ir::IntKind::I64)),
            (types.function, Const::Data(name)),
        ];
        let image = Image { fields, items: Items::None };
        let data = Data { name: format!("at_{function}_{line}"), ty: types.location, image, readonly: true };
        let d = program.data.push(data);
        self.known.insert(key, d);
        Some(Operand::Const(Const::DataAddress(d)))
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
