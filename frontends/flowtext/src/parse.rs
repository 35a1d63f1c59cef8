//! Recursive descent over the words, in two passes: names of types, data and graphs first, so that order does not matter.

use crate::lex::{Lexed, Token, lex};
use rpy_ir::data::Items;
use rpy_ir::graph::LayoutConst;
use rpy_ir::hash::HashMap;
use rpy_ir::{
    Const, Data, DataId, Diag, Export, Extern, ExternId, FieldRef, Graph, GraphId, Image, IntKind, Item, JitDriver,
    Program, Role, Span, Ty, TypeId,
};

/// Types inside types: reading and printing call themselves for each.
const DEEPEST: usize = 200;

pub type Parse<T> = Result<T, Diag>;

pub fn program(text: &str) -> Result<Program, Vec<Diag>> {
    let mut p = Parser::new(text);
    p.file().map_err(|d| vec![d])?;
    Ok(p.program)
}

pub struct Parser {
    pub program: Program,
    /// Numbers that graphs may still leave unused.
    pub spare: usize,
    pub tokens: Vec<Lexed>,
    pub at: usize,
    /// Of the type that is read.
    depth: usize,
    graphs: HashMap<String, GraphId>,
    data: HashMap<String, DataId>,
    externs: HashMap<String, ExternId>,
}

impl Parser {
    fn new(text: &str) -> Parser {
        Parser {
            program: Program::default(),
            spare: crate::number::SPARE,
            tokens: lex(rpy_ir::FileId(0), text),
            at: 0,
            depth: 0,
            graphs: HashMap::default(),
            data: HashMap::default(),
            externs: HashMap::default(),
        }
    }

    // ---- words

    pub fn peek(&self) -> &Token {
        &self.tokens[self.at].token
    }
    pub fn after(&self) -> Option<&Token> {
        self.tokens.get(self.at + 1).map(|t| &t.token)
    }
    pub fn span(&self) -> Span {
        self.tokens[self.at].span
    }
    pub fn next(&mut self) -> Token {
        let t = self.tokens[self.at].token.clone();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        t
    }
    pub fn error<T>(&self, message: impl Into<String>) -> Parse<T> {
        Err(Diag::at(message, self.span(), "here"))
    }
    pub fn is(&self, p: &str) -> bool {
        matches!(self.peek(), Token::Punct(q) if *q == p)
    }
    pub fn eat(&mut self, p: &str) -> bool {
        let is = self.is(p);
        if is {
            self.next();
        }
        is
    }
    pub fn expect(&mut self, p: &str) -> Parse<()> {
        if self.eat(p) { Ok(()) } else { self.error(format!("expected `{p}`")) }
    }
    pub fn is_word(&self, w: &str) -> bool {
        matches!(self.peek(), Token::Word { text, quoted: false } if text == w.as_bytes())
    }
    pub fn eat_word(&mut self, w: &str) -> bool {
        let is = self.is_word(w);
        if is {
            self.next();
        }
        is
    }
    pub fn word(&mut self) -> Parse<String> {
        match self.peek() {
            Token::Word { text, .. } => {
                let text = String::from_utf8_lossy(text).into_owned();
                self.next();
                Ok(text)
            }
            _ => self.error("expected a name"),
        }
    }
    fn bytes(&mut self) -> Parse<Vec<u8>> {
        match self.next() {
            Token::Word { text, quoted: true } => Ok(text),
            _ => self.error("expected a literal in double quotes"),
        }
    }
    fn number(&mut self) -> Parse<String> {
        match self.peek() {
            Token::Number(n) => {
                let n = n.clone();
                self.next();
                Ok(n)
            }
            _ => self.error("expected a number"),
        }
    }
    pub fn int(&mut self) -> Parse<i64> {
        let text = self.number()?;
        match parse_int(&text) {
            Some(v) => Ok(v),
            None => self.error(format!("`{text}` is not a 64-bit integer")),
        }
    }
    /// A name with an optional `#2`.
    pub fn numbered(&mut self) -> Parse<String> {
        let name = self.word()?;
        if self.eat("#") { Ok(format!("{name}#{}", self.int()?)) } else { Ok(name) }
    }
    /// `; file:line` at the end of a line.
    pub fn place(&mut self) -> Span {
        let Token::Place(file, line) = self.peek().clone() else { return Span::NONE };
        self.next();
        let id = match self.program.sources.find(&file) {
            Some(id) => id,
            None => self.program.sources.add(&file, ""),
        };
        let lines = &mut self.program.sources.files[id].lines;
        // A file without text has one made-up byte for each line.
        while lines.len() < line as usize {
            let n = lines.len() as u32;
            lines.push(n);
        }
        let start = line.saturating_sub(1);
        Span { file: id, start, end: start }
    }

    // ---- the file

    fn file(&mut self) -> Parse<()> {
        self.declare()?;
        self.at = 0;
        if self.eat_word("program") {
            self.program.name = self.word()?;
            if self.eat_word("after") {
                self.program.phase = self.word()?;
            }
        }
        let mut graph = 0;
        let mut data = 0;
        loop {
            if *self.peek() == Token::End {
                return Ok(());
            }
            // The first pass has seen only what starts a line.
            if !self.tokens[self.at].first {
                return self.error("expected a new line");
            }
            match self.word()?.as_str() {
                "struct" => self.struct_fields()?,
                "extern" => self.extern_line()?,
                "data" => {
                    self.data_line(DataId(data))?;
                    data += 1;
                }
                "role" => self.role_line()?,
                "export" => self.export_line()?,
                "jitdriver" => self.jit_driver_line()?,
                "graph" => {
                    self.graph_body(GraphId(graph))?;
                    graph += 1;
                }
                _ => {
                    self.at -= 1;
                    return self.error("expected `struct`, `extern`, `data`, `role`, `export`, `jitdriver` or `graph`");
                }
            }
        }
    }

    /// The first pass: every name, at the words that start a line.
    fn declare(&mut self) -> Parse<()> {
        for at in 0..self.tokens.len() {
            if !self.tokens[at].first {
                continue;
            }
            self.at = at;
            let Token::Word { text, quoted: false } = self.peek().clone() else { continue };
            match &text[..] {
                b"struct" => {
                    self.next();
                    let name = self.word()?;
                    if self.program.types.by_name(&name).is_some() {
                        return self.error(format!("there is another struct `{name}`"));
                    }
                    self.program.types.new_struct(&name, false, None);
                }
                b"data" => {
                    self.next();
                    self.expect("@")?;
                    let name = self.numbered()?;
                    let plain = name.split('#').next().unwrap_or(&name).to_string();
                    let empty = Data { name: plain, ty: TypeId(0), image: Image::default(), readonly: false };
                    let id = self.program.data.push(empty);
                    if self.data.insert(name.clone(), id).is_some() {
                        return self.error(format!("there is another data `{name}`"));
                    }
                }
                b"graph" => {
                    self.next();
                    let name = self.numbered()?;
                    let plain = name.split('#').next().unwrap_or(&name).to_string();
                    let id = self.program.graphs.push(Graph::new(&plain, Ty::Void));
                    if self.graphs.insert(name.clone(), id).is_some() {
                        return self.error(format!("there is another graph `{name}`"));
                    }
                }
                b"extern" => {
                    self.next();
                    let name = self.word()?;
                    let id = self.program.externs.push(Extern {
                        name: name.clone(),
                        args: vec![],
                        ret: Ty::Void,
                        collects: false,
                    });
                    self.externs.insert(name, id);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn struct_fields(&mut self) -> Parse<()> {
        let name = self.word()?;
        let Some(id) = self.program.types.by_name(&name) else { return self.error("unknown struct") };
        let parent = if self.eat("(") {
            let p = self.aggregate()?;
            self.expect(")")?;
            if self.program.types.is_subtype(p, id) {
                return self.error("a struct cannot be its own parent");
            }
            Some(p)
        } else {
            None
        };
        let gc = self.eat_word("gc");
        self.program.types.define(id, gc, parent);
        self.expect("{")?;
        while !self.eat("}") {
            let field = self.word()?;
            self.expect(":")?;
            let ty = self.ty()?;
            let f = self.program.types.add_field(id, &field, ty);
            for mark in ["immutable", "quasi_immutable", "immutable_items", "count"] {
                let set = self.eat_word(mark);
                let known = self.program.types.field_mut(f);
                match mark {
                    "immutable" => known.immutable = set,
                    "quasi_immutable" => known.quasi_immutable = set,
                    "immutable_items" => known.immutable_items = set,
                    _ => known.count = set,
                }
            }
            if !self.eat(",") && !self.is("}") {
                return self.error("expected `,` or `}`");
            }
        }
        if self.eat_word("tail") {
            let item = self.item()?;
            let immutable = self.eat_word("immutable");
            self.program.types.set_tail(id, item, immutable);
        }
        if self.eat_word("virtualizable") {
            let names = self.name_list()?;
            self.program.types.virtualizables.insert(id, names);
        }
        Ok(())
    }

    fn name_list(&mut self) -> Parse<Vec<String>> {
        let mut names = vec![];
        self.expect("(")?;
        while !self.eat(")") {
            names.push(self.word()?);
            if !self.eat(",") && !self.is(")") {
                return self.error("expected `,` or `)`");
            }
        }
        Ok(names)
    }

    fn extern_line(&mut self) -> Parse<()> {
        let name = self.word()?;
        let args = self.type_list()?;
        self.expect("->")?;
        let ret = self.ty()?;
        let Some(&id) = self.externs.get(&name) else { return self.error("unknown extern") };
        let collects = self.eat_word("collects");
        self.program.externs[id] = Extern { name, args, ret, collects };
        Ok(())
    }

    fn role_line(&mut self) -> Parse<()> {
        let name = self.word()?;
        let Some(role) = Role::ALL.iter().find(|r| format!("{r:?}") == name) else {
            return self.error(format!("there is no role `{name}`"));
        };
        self.expect("=")?;
        let c = self.constant()?;
        self.program.roles.insert(*role, c);
        Ok(())
    }

    fn export_line(&mut self) -> Parse<()> {
        let name = self.word()?;
        self.expect("=")?;
        match self.constant()? {
            Const::Graph(graph) => self.program.exports.push(Export { name, graph }),
            _ => return self.error("expected a graph"),
        }
        Ok(())
    }

    fn jit_driver_line(&mut self) -> Parse<()> {
        let mut driver = JitDriver { name: self.word()?, ..JitDriver::default() };
        while !self.tokens[self.at].first && *self.peek() != Token::End {
            let word = self.word()?;
            match word.as_str() {
                "greens" => driver.greens = self.typed_names()?,
                "reds" => driver.reds = self.typed_names()?,
                "virtualizables" => driver.virtualizables = self.name_list()?,
                "recursive" => driver.is_recursive = true,
                _ => {
                    let Some(helper) = driver.helper_mut(&word) else {
                        self.at -= 1;
                        return self.error(format!("a driver has no `{word}`"));
                    };
                    self.expect("=")?;
                    match self.constant()? {
                        Const::Graph(g) => *helper = Some(g),
                        _ => return self.error("expected a graph"),
                    }
                }
            }
        }
        self.program.jit_drivers.push(driver);
        Ok(())
    }

    fn typed_names(&mut self) -> Parse<Vec<(String, Ty)>> {
        let mut list = vec![];
        self.expect("(")?;
        while !self.eat(")") {
            let name = self.word()?;
            self.expect(":")?;
            list.push((name, self.ty()?));
            if !self.eat(",") && !self.is(")") {
                return self.error("expected `,` or `)`");
            }
        }
        Ok(list)
    }

    fn data_line(&mut self, id: DataId) -> Parse<()> {
        self.expect("@")?;
        self.numbered()?;
        self.expect(":")?;
        let ty = self.aggregate()?;
        let readonly = self.eat_word("readonly");
        let fields = self.data_fields()?;
        let items = if self.is("[") {
            self.data_items()?
        } else if self.eat_word("zero") {
            Items::Zero(self.int()?.clamp(0, 1 << 40) as usize)
        } else if matches!(self.peek(), Token::Word { quoted: true, .. }) {
            Items::Bytes(self.bytes()?)
        } else {
            Items::None
        };
        let data = &mut self.program.data[id];
        data.ty = ty;
        data.readonly = readonly;
        data.image = Image { fields, items };
        Ok(())
    }

    fn data_items(&mut self) -> Parse<Items> {
        self.expect("[")?;
        if self.is("{") {
            let mut items = vec![];
            while !self.eat("]") {
                items.push(self.data_fields()?);
                if !self.eat(",") && !self.is("]") {
                    return self.error("expected `,` or `]`");
                }
            }
            return Ok(Items::Structs(items));
        }
        let mut items = vec![];
        while !self.eat("]") {
            items.push(self.constant()?);
            if !self.eat(",") && !self.is("]") {
                return self.error("expected `,` or `]`");
            }
        }
        Ok(Items::Values(items))
    }

    fn data_fields(&mut self) -> Parse<Vec<(FieldRef, Const)>> {
        let mut fields = vec![];
        self.expect("{")?;
        while !self.eat("}") {
            let field = self.field()?;
            self.expect(":")?;
            fields.push((field, self.constant()?));
            if !self.eat(",") && !self.is("}") {
                return self.error("expected `,` or `}`");
            }
        }
        Ok(fields)
    }

    // ---- types

    pub fn ty(&mut self) -> Parse<Ty> {
        if self.eat("*") {
            return Ok(Ty::Ptr(self.aggregate()?));
        }
        let name = self.word()?;
        Ok(match name.as_str() {
            "Void" => Ty::Void,
            "Bool" => Ty::Bool,
            "Char" => Ty::Char,
            "UniChar" => Ty::UniChar,
            "Float" => Ty::Float,
            "SingleFloat" => Ty::SingleFloat,
            "Address" => Ty::Address,
            "Obj" => Ty::Obj,
            _ => match IntKind::ALL.iter().find(|k| k.name() == name) {
                Some(k) => Ty::Int(*k),
                None => {
                    self.at -= 1;
                    return self.error(format!("there is no type `{name}`"));
                }
            },
        })
    }

    fn type_list(&mut self) -> Parse<Vec<Ty>> {
        let mut list = vec![];
        self.expect("(")?;
        while !self.eat(")") {
            list.push(self.ty()?);
            if !self.eat(",") && !self.is(")") {
                return self.error("expected `,` or `)`");
            }
        }
        Ok(list)
    }

    fn item(&mut self) -> Parse<Item> {
        if self.eat_word("inline") { Ok(Item::Inline(self.aggregate()?)) } else { Ok(Item::Value(self.ty()?)) }
    }

    fn aggregate(&mut self) -> Parse<TypeId> {
        if self.depth == DEEPEST {
            return self.error("this type is nested too deeply");
        }
        self.depth += 1;
        let result = self.aggregate_inside();
        self.depth -= 1;
        result
    }

    fn aggregate_inside(&mut self) -> Parse<TypeId> {
        let quoted = matches!(self.peek(), Token::Word { quoted: true, .. });
        let name = self.word()?;
        match name.as_str() {
            "Array" | "GcArray" if !quoted && self.is("<") => {
                self.expect("<")?;
                let item = self.item()?;
                self.expect(">")?;
                Ok(self.program.types.array(name == "GcArray", item))
            }
            "Func" if !quoted && self.is("(") => {
                let args = self.type_list()?;
                self.expect("->")?;
                let ret = self.ty()?;
                Ok(self.program.types.func(args, ret))
            }
            _ => match self.program.types.by_name(&name) {
                Some(id) => Ok(id),
                None => {
                    self.at -= 1;
                    self.error(format!("there is no struct `{name}`"))
                }
            },
        }
    }

    /// `Struct.field`: one word if neither needs quotes.
    fn field(&mut self) -> Parse<FieldRef> {
        let word = self.word()?;
        let found = word.rsplit_once('.').and_then(|(s, f)| {
            let of = self.program.types.by_name(s)?;
            let index = self.program.types.fields(of).iter().position(|x| x.name == f)?;
            Some(FieldRef { of, index: index as u32 })
        });
        match found {
            Some(f) => Ok(f),
            None => {
                self.at -= 1;
                self.error(format!("there is no field `{word}`"))
            }
        }
    }

    // ---- constants

    pub fn constant(&mut self) -> Parse<Const> {
        if matches!(self.peek(), Token::Number(_)) {
            let text = self.number()?;
            let Some(v) = parse_int(&text) else { return self.error(format!("`{text}` is not a 64-bit integer")) };
            if self.is(":") && matches!(self.after(), Some(Token::Word { text, .. }) if kind(text).is_some()) {
                self.next();
                let name = self.word()?;
                let k = kind(name.as_bytes()).unwrap_or(IntKind::I64);
                return Ok(Const::Int(k.wrap(v), k));
            }
            return Ok(Const::Int(v, IntKind::I64));
        }
        if self.eat("@") {
            return Ok(Const::Data(self.data_ref()?));
        }
        if self.eat("$") {
            let name = self.numbered()?;
            return match self.graphs.get(&name) {
                Some(g) => Ok(Const::Graph(*g)),
                None => self.error(format!("there is no graph `{name}`")),
            };
        }
        if self.eat("'") {
            return Ok(Const::Name(self.word()?));
        }
        let word = self.word()?;
        Ok(match word.as_str() {
            "void" => Const::Void,
            "true" => Const::Bool(true),
            "false" => Const::Bool(false),
            "NULL" => Const::NullAddress,
            "c" => match self.bytes()?[..] {
                [c] => Const::Char(c),
                _ => return self.error("a Char is one byte"),
            },
            "u" => Const::UniChar(self.int()? as u32),
            "g" => Const::SingleFloat(self.int()? as u32),
            "f" => Const::Float(self.float()?),
            "null" => {
                self.expect("*")?;
                Const::Null(self.aggregate()?)
            }
            "address" => {
                self.expect("@")?;
                Const::DataAddress(self.data_ref()?)
            }
            "extern" => {
                let name = self.word()?;
                match self.externs.get(&name) {
                    Some(e) => Const::Extern(*e),
                    None => return self.error(format!("there is no extern `{name}`")),
                }
            }
            "type" => Const::Type(self.aggregate()?),
            "field" => Const::Field(self.field()?),
            "sizeof" => Const::Layout(LayoutConst::SizeOf(self.aggregate()?)),
            "itemsize" => Const::Layout(LayoutConst::ItemSize(self.aggregate()?)),
            "itemsoffset" => Const::Layout(LayoutConst::ItemsOffset(self.aggregate()?)),
            "lengthoffset" => Const::Layout(LayoutConst::LengthOffset(self.aggregate()?)),
            "typenumber" => Const::Layout(LayoutConst::TypeNumber(self.aggregate()?)),
            "offsetof" => Const::Layout(LayoutConst::OffsetOf(self.field()?)),
            "str" => Const::Str(self.bytes()?),
            "bytes" => Const::Bytes(self.bytes()?),
            // `u0x41`, as one word.
            w if w.starts_with("u0x") => match u32::from_str_radix(&w[3..], 16) {
                Ok(c) => Const::UniChar(c),
                Err(_) => return self.error("bad UniChar"),
            },
            _ => {
                self.at -= 1;
                return self.error(format!("`{word}` is not a constant"));
            }
        })
    }

    fn data_ref(&mut self) -> Parse<DataId> {
        let name = self.numbered()?;
        match self.data.get(&name) {
            Some(d) => Ok(*d),
            None => self.error(format!("there is no data `{name}`")),
        }
    }

    /// The bits of a float.
    fn float(&mut self) -> Parse<u64> {
        if self.eat_word("nan") {
            self.expect(":")?;
            let text = self.number()?;
            return match parse_int(&text) {
                Some(v) => Ok(v as u64),
                None => self.error("bad bits of a NaN"),
            };
        }
        if self.eat_word("inf") {
            return Ok(f64::INFINITY.to_bits());
        }
        let text = self.number()?;
        match text.parse::<f64>() {
            Ok(f) => Ok(f.to_bits()),
            Err(_) => self.error(format!("`{text}` is not a float")),
        }
    }
}

fn kind(name: &[u8]) -> Option<IntKind> {
    IntKind::ALL.iter().copied().find(|k| k.name().as_bytes() == name)
}

/// Decimal or hexadecimal; values above the signed range wrap.
fn parse_int(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(d) => (true, d),
        None => (false, text),
    };
    let value = match digits.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok()?,
        None => digits.parse::<u64>().ok()?,
    };
    if negative && value > 1 << 63 {
        return None;
    }
    Some(if negative { (value as i64).wrapping_neg() } else { value as i64 })
}
