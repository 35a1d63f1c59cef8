//! Graphs: blocks, operations and exits. Variables and blocks keep the numbers that they have in the text, so that a dump,
//! read and printed, is the same dump.

use crate::lex::Token;
use crate::number;
use crate::parse::{Parse, Parser};
use rpy_ir::hash::HashMap;
use rpy_ir::{Block, BlockId, Exit, Graph, GraphId, InlineHint, Link, Op, Operand, Operation, Span, Ty, Var};

/// The variables and blocks of the graph that is read.
struct Names {
    vars: HashMap<String, Var>,
    blocks: HashMap<String, BlockId>,
    defined: HashMap<Var, bool>,
}

impl Parser {
    pub fn graph_body(&mut self, id: GraphId) -> Parse<()> {
        self.numbered()?;
        let mut names = Names { vars: HashMap::default(), blocks: HashMap::default(), defined: HashMap::default() };
        let mut g = Graph::new(&self.program.graphs[id].name.clone(), Ty::Void);
        let entry = g.entry;
        let params = self.params(&mut g, &mut names)?;
        g.blocks[entry].params = params;
        self.expect("->")?;
        g.ret = self.ty()?;
        while !self.is("{") {
            let flag = self.word()?;
            match flag.as_str() {
                "inline" => {
                    self.expect("=")?;
                    g.flags.inline = match self.word()?.as_str() {
                        "always" => InlineHint::Always,
                        "never" => InlineHint::Never,
                        _ => return self.error("expected `always` or `never`"),
                    };
                }
                "no_collect" => g.flags.no_collect = true,
                "support" => g.flags.support = true,
                "elidable" => g.flags.elidable = true,
                "cold" => g.flags.cold = true,
                "unroll_safe" => g.flags.unroll_safe = true,
                "loop_invariant" => g.flags.loop_invariant = true,
                "not_in_trace" => g.flags.not_in_trace = true,
                "look_inside" => g.flags.look_inside = Some(true),
                "dont_look_inside" => g.flags.look_inside = Some(false),
                "oopspec" => {
                    self.expect("=")?;
                    g.flags.oopspec = Some(self.word()?);
                }
                _ => return self.error(format!("there is no flag `{flag}`")),
            }
        }
        self.expect("{")?;
        g.span = self.place();
        let mut first = true;
        while !self.eat("}") {
            let name = self.word()?;
            let b = if first {
                names.blocks.insert(name, entry);
                entry
            } else {
                let b = block_named(&mut g, &mut names, name.clone());
                if g.blocks[b].span != UNWRITTEN {
                    return self.error(format!("the block `{name}` is written twice"));
                }
                if self.is("(") {
                    let params = self.params(&mut g, &mut names)?;
                    g.blocks[b].params = params;
                }
                b
            };
            first = false;
            self.expect(":")?;
            self.block(&mut g, &mut names, b)?;
        }
        if let Some((&v, _)) = names.defined.iter().find(|(_, d)| !**d) {
            let name = names.vars.iter().find(|(_, x)| **x == v).map_or("", |(n, _)| n.as_str());
            return self.error(format!("`{name}` is used but not defined in graph `{}`", g.name));
        }
        if g.blocks.values().any(|b| b.span == UNWRITTEN) {
            return self.error(format!("a link in graph `{}` goes to a block that is not there", g.name));
        }
        number::by_name(&mut g, &names.vars, &names.blocks, &mut self.spare);
        self.program.graphs[id] = g;
        Ok(())
    }

    fn params(&mut self, g: &mut Graph, names: &mut Names) -> Parse<Vec<Var>> {
        let mut params = vec![];
        self.expect("(")?;
        while !self.eat(")") {
            params.push(self.definition(g, names)?);
            if !self.eat(",") && !self.is(")") {
                return self.error("expected `,` or `)`");
            }
        }
        Ok(params)
    }

    /// `v3: Signed`.
    fn definition(&mut self, g: &mut Graph, names: &mut Names) -> Parse<Var> {
        let name = self.word()?;
        self.expect(":")?;
        let ty = self.ty()?;
        let v = var_named(g, names, &name);
        if names.defined.insert(v, true) == Some(true) {
            return self.error(format!("`{name}` is defined twice"));
        }
        g.vars[v].ty = ty;
        Ok(v)
    }

    fn operand(&mut self, g: &mut Graph, names: &mut Names) -> Parse<Operand> {
        if let Token::Word { text, quoted: false } = self.peek()
            && text.len() > 1
            && text[0] == b'v'
            && text[1..].iter().all(u8::is_ascii_digit)
        {
            let name = self.word()?;
            return Ok(Operand::Var(var_named(g, names, &name)));
        }
        Ok(Operand::Const(self.constant()?))
    }

    fn link(&mut self, g: &mut Graph, names: &mut Names) -> Parse<Link> {
        let name = self.word()?;
        let to = block_named(g, names, name);
        let mut args = vec![];
        if self.eat("(") {
            while !self.eat(")") {
                args.push(self.operand(g, names)?);
                if !self.eat(",") && !self.is(")") {
                    return self.error("expected `,` or `)`");
                }
            }
        }
        Ok(Link { to, args })
    }

    fn expect_word(&mut self, w: &str) -> Parse<()> {
        if self.eat_word(w) { Ok(()) } else { self.error(format!("expected `{w}`")) }
    }

    fn block(&mut self, g: &mut Graph, names: &mut Names, b: BlockId) -> Parse<()> {
        loop {
            // `v2: Signed = op ...` or `op ...` or an exit.
            let starts_definition = self.after() == Some(&Token::Punct(":"));
            let result = if starts_definition {
                let v = self.definition(g, names)?;
                self.expect("=")?;
                Some(v)
            } else {
                None
            };
            let word = self.word()?;
            let Some(op) = Op::from_name(&word) else {
                if result.is_some() {
                    return self.error(format!("there is no operation `{word}`"));
                }
                let exit = self.exit(g, names, &word)?;
                let span = self.place();
                let block = &mut g.blocks[b];
                block.span = span;
                block.exit = match exit {
                    Exit::Raise(v, _) => Exit::Raise(v, span),
                    other => other,
                };
                return Ok(());
            };
            let mut args = vec![];
            let line_ends = |p: &Parser| p.tokens[p.at].first || matches!(p.peek(), Token::Place(..) | Token::End);
            while !line_ends(self) {
                args.push(self.operand(g, names)?);
                if !self.eat(",") && !line_ends(self) {
                    return self.error("expected `,`");
                }
            }
            let span = self.place();
            g.blocks[b].ops.push(Operation { op, args, result, span });
        }
    }

    fn exit(&mut self, g: &mut Graph, names: &mut Names, word: &str) -> Parse<Exit> {
        Ok(match word {
            "goto" => Exit::Goto(self.link(g, names)?),
            "if" => {
                let cond = self.operand(g, names)?;
                self.expect_word("then")?;
                let then = self.link(g, names)?;
                self.expect_word("else")?;
                Exit::Branch { cond, then, els: self.link(g, names)? }
            }
            "switch" => {
                let on = self.operand(g, names)?;
                let mut cases = vec![];
                self.expect("[")?;
                while !self.eat("]") {
                    let v = self.int()?;
                    self.expect(":")?;
                    cases.push((v, self.link(g, names)?));
                    if !self.eat(",") && !self.is("]") {
                        return self.error("expected `,` or `]`");
                    }
                }
                self.expect_word("else")?;
                Exit::Switch { on, cases, default: self.link(g, names)? }
            }
            "return" => {
                if self.tokens[self.at].first || matches!(self.peek(), Token::Place(..) | Token::End) {
                    Exit::Return(Operand::void())
                } else {
                    Exit::Return(self.operand(g, names)?)
                }
            }
            "raise" => Exit::Raise(self.operand(g, names)?, Span::NONE),
            "try" => {
                let normal = self.link(g, names)?;
                self.expect_word("except")?;
                let exc = self.definition(g, names)?;
                self.expect_word("in")?;
                Exit::Try { normal, exc, handler: self.link(g, names)? }
            }
            "unreachable" => Exit::Unreachable,
            _ => {
                self.at -= 1;
                return self.error(format!("there is no operation or exit `{word}`"));
            }
        })
    }
}

/// The span of a block that a link names and that is not written yet.
const UNWRITTEN: Span = Span { file: rpy_ir::FileId(u32::MAX - 1), start: 0, end: 0 };

fn block_named(g: &mut Graph, names: &mut Names, name: String) -> BlockId {
    *names.blocks.entry(name).or_insert_with(|| {
        g.blocks.push(Block { params: vec![], ops: vec![], exit: Exit::Unreachable, span: UNWRITTEN })
    })
}

fn var_named(g: &mut Graph, names: &mut Names, name: &str) -> Var {
    if let Some(v) = names.vars.get(name) {
        return *v;
    }
    let v = g.new_var(Ty::Void);
    names.vars.insert(name.to_string(), v);
    names.defined.insert(v, false);
    v
}
