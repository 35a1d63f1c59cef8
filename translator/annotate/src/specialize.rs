//! Functions and their graphs: one graph for each specialisation.

use crate::Annotator;
use crate::flow::GraphInfo;
use crate::model::*;
use rpy_ir::{Const, Diag, Graph, GraphId, ObjId, Shape, Ty};
use std::rc::Rc;

impl Annotator<'_> {
    /// The function of a host object; a mixin's function belongs to the class that mixes it in.
    pub(crate) fn func_of(&mut self, obj: ObjId, mixed_into: Option<ClassId>) -> FuncId {
        if let Some(&f) = self.defs.func_by_obj.get(&(obj, mixed_into)) {
            return f;
        }
        let def = match &*self.shape(obj) {
            Shape::Function { name, module, signature, attrs, span } => FuncDef {
                obj,
                name: name.clone(),
                module: module.clone(),
                signature: Rc::new(signature.clone()),
                attrs: attrs.clone(),
                span: *span,
                graphs: Default::default(),
            },
            _ => FuncDef {
                obj,
                name: "?".to_string(),
                module: String::new(),
                signature: Default::default(),
                attrs: vec![],
                span: rpy_ir::Span::NONE,
                graphs: Default::default(),
            },
        };
        let id = self.defs.funcs.push(def);
        self.defs.func_by_obj.insert((obj, mixed_into), id);
        id
    }

    pub(crate) fn is_support(&self, f: FuncId) -> bool {
        let module = &self.defs.funcs[f].module;
        ["rpython_support", "rpython_gc", "rpython_wasi"].iter().any(|p| module.starts_with(p))
    }

    /// An attribute of a function, as decorators set it.
    pub fn func_attr(&self, f: FuncId, name: &str) -> Option<&Const> {
        self.defs.funcs[f].attrs.iter().find(|(n, _)| n == name).map(|(_, c)| c)
    }

    /// The graph of a specialisation; made and scheduled if it is new.
    pub(crate) fn graph_for(&mut self, f: FuncId, key: SpecKey) -> Result<GraphId, Vec<Diag>> {
        if let Some(&g) = self.defs.funcs[f].graphs.get(&key) {
            return Ok(g);
        }
        let obj = self.defs.funcs[f].obj;
        let graph = self.host.graph(obj, &mut self.sources)?;
        let id = self.add_graph(f, graph);
        self.defs.funcs[f].graphs.insert(key, id);
        Ok(id)
    }

    fn add_graph(&mut self, func: FuncId, mut graph: Graph) -> GraphId {
        let support = self.is_support(func);
        graph.flags.support |= support;
        let ann = AnnGraph {
            vars: vec![SomeValue::impossible(); graph.vars.len()],
            ret: SomeValue::impossible(),
            func,
            reached: vec![false; graph.blocks.len()],
            support,
            graph,
        };
        self.info.push(GraphInfo::new(&ann.graph));
        self.graphs.push(ann)
    }

    /// Stands for a function that could not be lowered.
    pub(crate) fn empty_graph(&mut self, f: FuncId) -> GraphId {
        let name = self.defs.funcs[f].name.clone();
        self.add_graph(f, Graph::new(&name, Ty::Obj))
    }

    /// The key of a call of low-level support code: types of low-level arguments, constants that are not numbers.
    pub(crate) fn low_key(&mut self, args: &[SomeValue]) -> SpecKey {
        let mut parts = vec![];
        for a in args {
            parts.push(match (&a.kind, &a.konst) {
                (Kind::Low(_), Some(c @ Const::Graph(_))) => KeyPart::Const(c.clone()),
                (Kind::Low(t), _) => KeyPart::Low(*t),
                (Kind::Pbc { .. } | Kind::Special { .. }, Some(c)) => KeyPart::Const(c.clone()),
                (_, Some(c @ (Const::Bool(_) | Const::Void | Const::Name(_)))) => KeyPart::Const(c.clone()),
                _ => KeyPart::Type(self.type_name(a)),
            });
        }
        SpecKey(parts)
    }

    /// What distinguishes types for `specialize:argtype`.
    fn type_name(&self, s: &SomeValue) -> String {
        match &s.kind {
            Kind::Int { kind, .. } => format!("int {}", kind.name()),
            Kind::Str { kind, .. } => format!("{kind:?}"),
            Kind::Instance { class, .. } => format!("instance {class}"),
            Kind::List { def, .. } => format!("list {}", self.defs.list_root(*def)),
            Kind::Dict { def, .. } => format!("dict {}", self.defs.dict_root(*def)),
            Kind::Tuple(items) => {
                format!("tuple({})", items.iter().map(|i| self.type_name(i)).collect::<Vec<_>>().join(","))
            }
            Kind::Low(t) => format!("low {t:?}"),
            Kind::Pbc { set, .. } => format!("pbc {set:?}"),
            other => format!("{:?}", std::mem::discriminant(other)),
        }
    }

    /// The key of a call by the function's `_annspecialcase_`. `args` are by parameter, `*args` as one tuple.
    pub(crate) fn spec_key(&mut self, f: FuncId, args: &[SomeValue]) -> Result<SpecKey, Diag> {
        let directive = match self.func_attr(f, "_annspecialcase_") {
            Some(Const::Str(s)) => String::from_utf8_lossy(s).into_owned(),
            _ if self.is_support(f) => "specialize:ll".to_string(),
            _ => String::new(),
        };
        let (name, indices) = parse_directive(&directive);
        let mut parts = vec![];
        match name {
            "ll" | "ll_and_arg" => return Ok(self.low_key(args)),
            "arg" | "arg_or_var" => {
                for i in indices {
                    match args.get(i) {
                        Some(SomeValue { konst: Some(c), .. }) => parts.push(KeyPart::Const(c.clone())),
                        Some(a @ SomeValue { kind: Kind::Pbc { .. }, .. }) if name == "arg" => {
                            parts.push(KeyPart::Type(self.type_name(a)));
                        }
                        _ if name == "arg_or_var" => parts.push(KeyPart::Type("var".to_string())),
                        _ => {
                            let what = format!("specialize.arg({i}): the argument is not a constant");
                            return Err(Diag::at(what, self.place_span, "called here")
                                .help("pass a constant, or use specialize.argtype"));
                        }
                    }
                }
            }
            "argtype" => {
                for i in indices {
                    if let Some(a) = args.get(i) {
                        parts.push(KeyPart::Type(self.type_name(a)));
                    }
                }
            }
            "arglistitemtype" => {
                for i in indices {
                    if let Some(Kind::List { def, .. }) = args.get(i).map(|a| a.kind.clone()) {
                        let item = self.list_item(def);
                        parts.push(KeyPart::Type(self.type_name(&item)));
                    }
                }
            }
            "call_location" => {
                let (g, b, i) = self.place;
                parts.push(KeyPart::Site(g, b.0 * 1000 + i as u32));
            }
            _ => {}
        }
        // Each length of `*args` is a graph of its own.
        if self.defs.funcs[f].signature.vararg.is_some() {
            let at = self.defs.funcs[f].signature.names.len();
            if let Some(Kind::Tuple(items)) = args.get(at).map(|a| &a.kind) {
                parts.push(KeyPart::Len(items.len()));
            }
        }
        Ok(SpecKey(parts))
    }

    pub(crate) fn is_memo(&self, f: FuncId) -> bool {
        matches!(self.func_attr(f, "_annspecialcase_"), Some(Const::Str(s)) if s.starts_with(b"specialize:memo"))
    }
}

/// `specialize:arg(0,1)` as `arg` and `[0, 1]`.
fn parse_directive(text: &str) -> (&str, Vec<usize>) {
    let text = text.strip_prefix("specialize:").unwrap_or("");
    match text.split_once('(') {
        Some((name, rest)) => {
            (name, rest.trim_end_matches(')').split(',').filter_map(|i| i.trim().parse().ok()).collect())
        }
        None => (text, vec![0]),
    }
}
