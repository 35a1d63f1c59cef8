//! The drivers of the JIT: what merge points give, and the functions of a driver, which get the greens.
//!
//! A driver's variables have the types that they have at its merge point.

use crate::Annotator;
use crate::calls::Args;
use crate::model::*;
use rpy_ir::{Const, Diag, GraphId, JitDriver, ObjId, Operation, Shape, Span};
use std::collections::BTreeMap;

/// A driver whose markers the program reaches.
#[derive(Clone, Debug, Default)]
pub struct DriverDef {
    /// Of this driver alone.
    pub name: String,
    pub greens: Vec<String>,
    pub reds: Vec<String>,
    /// The reds are what lives across the merge point.
    pub auto_reds: bool,
    pub virtualizables: Vec<String>,
    pub is_recursive: bool,
    pub merge_point: Option<MergePoint>,
    /// Another marker, if there is one.
    pub entered_at: Option<Span>,
    /// By name: the result of a function, and what its call calls.
    pub helpers: BTreeMap<&'static str, (SomeValue, CallTarget)>,
    functions: Vec<(&'static str, Const)>,
}

#[derive(Clone, Debug)]
pub struct MergePoint {
    pub graph: GraphId,
    pub span: Span,
    /// Greens and reds by name, as variables.
    pub values: BTreeMap<String, SomeValue>,
}

impl DriverDef {
    /// The variables that a marker names.
    pub fn variables(&self) -> impl Iterator<Item = &String> {
        self.greens.iter().chain(&self.reds)
    }
}

impl Annotator<'_> {
    /// The driver of a live object.
    fn driver_of(&mut self, obj: ObjId) -> &mut DriverDef {
        if !self.jit_drivers.contains_key(&obj) {
            let mut def = self.read_driver(obj);
            let mut number = 1;
            let plain = def.name.clone();
            while self.jit_drivers.values().any(|d| d.name == def.name) {
                number += 1;
                def.name = format!("{plain}_{number}");
            }
            self.jit_drivers.insert(obj, def);
        }
        self.jit_drivers.entry(obj).or_default()
    }

    /// A driver's name, of its own in the program.
    pub fn driver_name(&mut self, obj: ObjId) -> String {
        self.driver_of(obj).name.clone()
    }

    fn read_driver(&mut self, obj: ObjId) -> DriverDef {
        let mut def = DriverDef::default();
        let Shape::SpecialInstance { parts, .. } = &*self.shape(obj) else { return def };
        for (part, c) in parts {
            match part.as_str() {
                "name" => {
                    if let Const::Str(s) = c {
                        def.name = String::from_utf8_lossy(s).into_owned();
                    }
                }
                "greens" => def.greens = self.names_in(c),
                "reds" => def.reds = self.names_in(c),
                "virtualizables" => def.virtualizables = self.names_in(c),
                "autoreds" => def.auto_reds = *c == Const::Bool(true),
                "is_recursive" => def.is_recursive = *c == Const::Bool(true),
                _ => {
                    if let Some(name) = JitDriver::HELPERS.iter().find(|n| *n == part)
                        && *c != Const::Void
                    {
                        def.functions.push((name, c.clone()));
                    }
                }
            }
        }
        def
    }

    /// The strs in a prebuilt list.
    pub(crate) fn names_in(&mut self, c: &Const) -> Vec<String> {
        let Const::Obj(list) = c else { return vec![] };
        let (Shape::List(items) | Shape::Tuple(items)) = &*self.shape(*list) else { return vec![] };
        let text = |c: &Const| match c {
            Const::Str(s) => Some(String::from_utf8_lossy(s).into_owned()),
            _ => None,
        };
        items.iter().filter_map(text).collect()
    }

    /// A call of a driver's method.
    pub(crate) fn jit_marker(
        &mut self,
        op: &Operation,
        driver: &SomeValue,
        kind: &str,
        args: &Args,
    ) -> Result<(), Diag> {
        let Some(Const::Obj(obj)) = driver.konst else {
            return Err(self.error("this JitDriver is not a constant", "name a global JitDriver"));
        };
        let span = self.place_span;
        let def = self.driver_of(obj).clone();
        if let Some(dotted) = def.variables().find(|n| n.contains('.')) {
            let help = "make it a variable of its own";
            return Err(self.error(format!("`{dotted}` of driver `{}` is not the name of a variable", def.name), help));
        }
        if def.auto_reds && kind != rpy_ir::jit::MERGE_POINT {
            let what = format!("driver `{}` has reds=\"auto\": it has a jit_merge_point only", def.name);
            return Err(self.error(what, "name the reds"));
        }
        if kind != rpy_ir::jit::LOOP_HEADER {
            self.check_variables(&def, kind, args)?;
        }
        if kind != rpy_ir::jit::MERGE_POINT {
            self.driver_of(obj).entered_at.get_or_insert(span);
            return Ok(());
        }
        let graph = self.place.0;
        if let Some(other) = &def.merge_point
            && (other.graph != graph || other.span != span)
        {
            let what = format!("driver `{}` has two merge points", def.name);
            return Err(self.error(what, "make a JitDriver for each").label(other.span, "the other one"));
        }
        let values: BTreeMap<String, SomeValue> =
            args.keywords.iter().map(|(n, _, s)| (n.clone(), s.general())).collect();
        for green in &def.greens {
            self.check_green(green, &values[green])?;
        }
        self.driver_of(obj).merge_point = Some(MergePoint { graph, span, values: values.clone() });
        for (name, function) in &def.functions {
            if def.auto_reds && *name == "confirm_enter_jit" {
                let what = format!("driver `{}` has reds=\"auto\", which confirm_enter_jit cannot get", def.name);
                return Err(self.error(what, "name the reds"));
            }
            let result = self.call_driver_function(op, &def, name, function, &values)?;
            self.driver_of(obj).helpers.insert(name, result);
        }
        Ok(())
    }

    /// A marker names exactly the variables of its driver.
    fn check_variables(&self, def: &DriverDef, kind: &str, args: &Args) -> Result<(), Diag> {
        let driver = &def.name;
        if !args.positional.is_empty() {
            let help = "write `name=name` for each green and red";
            return Err(self.error(format!("`{kind}` takes its variables by name"), help));
        }
        let given: Vec<&String> = args.keywords.iter().map(|(n, ..)| n).collect();
        if let Some(unknown) = given.iter().find(|g| !def.variables().any(|v| v == **g)) {
            let what = format!("`{unknown}` is neither green nor red in driver `{driver}`");
            return Err(self.error(what, "add it to the driver's greens or reds, or leave it out here"));
        }
        if let Some(missing) = def.variables().find(|v| !given.contains(v)) {
            let colour = if def.greens.contains(missing) { "green" } else { "red" };
            let what = format!("`{kind}` lacks `{missing}`, a {colour} of driver `{driver}`");
            return Err(self.error(what, format!("pass `{missing}={missing}`, or take it out of the driver")));
        }
        Ok(())
    }

    /// Greens are compared with those of earlier visits.
    fn check_green(&mut self, name: &str, s: &SomeValue) -> Result<(), Diag> {
        let floats = match &s.kind {
            Kind::List { def, .. } => matches!(self.list_item(*def).kind, Kind::Float | Kind::SingleFloat),
            _ => false,
        };
        let comparable = !floats
            && !matches!(s.kind, Kind::Iterator { .. } | Kind::Range { .. } | Kind::Builder { .. } | Kind::SingleFloat);
        if comparable {
            return Ok(());
        }
        let what = self.describe(s);
        Err(self.error(
            format!("the green `{name}` is {what}, which does not say where in a program the interpreter is"),
            "make it a red",
        ))
    }

    fn call_driver_function(
        &mut self,
        op: &Operation,
        def: &DriverDef,
        name: &str,
        function: &Const,
        values: &BTreeMap<String, SomeValue>,
    ) -> Result<(SomeValue, CallTarget), Diag> {
        let callee = self.immutablevalue(function);
        let reds: &[String] = if name == "confirm_enter_jit" { &def.reds } else { &[] };
        let variables = def.greens.iter().chain(reds).enumerate();
        let positional = variables.map(|(i, v)| (ArgSource::Arg(i), values[v].clone())).collect();
        let (result, target) = self.call_value(op, &callee, Args { positional, keywords: vec![] })?;
        let right = match name {
            "get_printable_location" => matches!(result.kind, Kind::Str { kind: StrKind::Str, .. } | Kind::Char),
            "get_location" => matches!(result.kind, Kind::Tuple(_)),
            "get_unique_id" => matches!(result.kind, Kind::Int { .. } | Kind::Bool),
            _ => matches!(result.kind, Kind::Bool | Kind::Int { .. }),
        };
        if !right && !result.is_impossible() {
            let what = self.describe(&result);
            let wanted = match name {
                "get_printable_location" => "a str",
                "get_location" => "a tuple",
                "get_unique_id" => "an int",
                _ => "a bool",
            };
            return Err(
                self.error(format!("`{name}` of driver `{}` gives {what}", def.name), format!("return {wanted}"))
            );
        }
        Ok((result, target))
    }

    /// The function that says whether to look into a graph gets the graph's arguments.
    pub(crate) fn call_predicate(&mut self, g: GraphId) {
        let Some(predicate) = self.func_attr(self.graphs[g].func, "_jit_look_inside_iff_").cloned() else { return };
        let callee = self.immutablevalue(&predicate);
        let params = self.graphs[g].graph.params().to_vec();
        let given = params.iter().map(|p| self.graphs[g].vars[p.0 as usize].clone());
        let positional = given.enumerate().map(|(i, s)| (ArgSource::Arg(i), s)).collect();
        let op = Operation { op: rpy_ir::Op::SimpleCall, args: vec![], result: None, span: self.place_span };
        match self.call_value(&op, &callee, Args { positional, keywords: vec![] }) {
            Ok((_, target)) => {
                self.look_inside_iff.insert(g, target);
            }
            Err(diag) => {
                let key = (self.place.0, self.place.1, 40_000_000 + self.place.2);
                self.errors.insert(key, diag);
            }
        }
    }

    /// `conditional_call(condition, f, ...)`, `conditional_call_elidable(value, f, ...)`.
    pub(crate) fn conditional_call(
        &mut self,
        op: &Operation,
        name: &str,
        args: &[SomeValue],
    ) -> Result<SomeValue, Diag> {
        let result = self.call_internally(op, &args[1], &args[2..])?;
        if name == "conditional_call" {
            return Ok(SomeValue::none());
        }
        match args[0].kind {
            Kind::Int { .. } => {}
            _ if args[0].can_be_none() => {}
            _ => {
                let what = self.describe(&args[0]);
                let help = "pass an int that is 0, or what is None, where the function is to be called";
                return Err(self.error(format!("`{name}` of {what}"), help));
            }
        }
        match self.union(&args[0].general(), &result) {
            // An int and a float make a float, which has no value that asks for a call.
            Ok(s) if !matches!(s.kind, Kind::Int { .. }) && !s.can_be_none() => {
                let (value, gives) = (self.describe(&args[0]), self.describe(&result));
                let what = format!("the function gives {gives}, and the value is {value}");
                Err(self.error(what, "convert what the function gives to the value's type"))
            }
            Ok(s) => Ok(s.general()),
            Err(e) => Err(self.join_error(e, &args[0], Span::NONE, &result, self.place_span)),
        }
    }

    /// `record_known_result(result, f, ...)`: only a JIT needs the function.
    pub(crate) fn record_known_result(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        if self.jit {
            let result = self.call_internally(op, &args[1], &args[2..])?;
            if let Err(e) = self.union(&args[0].general(), &result) {
                return Err(self.join_error(e, &args[0], Span::NONE, &result, self.place_span));
            }
        }
        Ok(SomeValue::none())
    }

    /// What is wrong with the drivers as a whole.
    pub(crate) fn check_drivers(&mut self, entry: Span) {
        for def in self.jit_drivers.values() {
            if let (None, Some(span)) = (&def.merge_point, def.entered_at) {
                let what = format!("driver `{}` has no jit_merge_point that the program reaches", def.name);
                let help = "call `jit_merge_point` at the top of the interpreter's main loop";
                self.other_errors.push(Diag::at(what, span, "its other marker").help(help));
            }
        }
        if self.jit_drivers.is_empty() {
            let what = "a program with a JIT needs a jit_merge_point, and none is reached from the entry point";
            let help = "mark the interpreter's main loop, or translate without --opt=jit";
            self.other_errors.push(Diag::at(what, entry, "the entry point").help(help));
        }
    }
}
