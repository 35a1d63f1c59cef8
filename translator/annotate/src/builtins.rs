//! Calls of functions and types that the translator implements itself.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, IntKind, ObjId, Operand, Operation};
use std::collections::BTreeSet;
use std::rc::Rc;

type Called = Result<(SomeValue, CallTarget), Diag>;

impl Annotator<'_> {
    pub(crate) fn call_special(
        &mut self,
        op: &Operation,
        name: &str,
        obj: ObjId,
        args: &[SomeValue],
        keywords: &[(String, SomeValue)],
    ) -> Called {
        if let Some(low) = name.strip_prefix("lltype.") {
            return Ok((self.call_lltype(low, obj, args)?, CallTarget::Builtin));
        }
        let allowed: &[&str] = match name {
            "print" => &["sep", "end"],
            "int" => &["base"],
            "r_dict" => &["force_non_null", "simple_hash_eq"],
            _ => &[],
        };
        if let Some((k, _)) = keywords.iter().find(|(k, _)| name != "hint" && !allowed.contains(&k.as_str())) {
            return Err(self.error(
                format!("`{name}` does not take the keyword argument `{k}` in RPython"),
                "pass it by position, or leave it out",
            ));
        }
        let s = self.special_result(op, name, args)?;
        Ok((s, CallTarget::Builtin))
    }

    fn arity(&self, name: &str, args: &[SomeValue], least: usize, most: usize) -> Result<(), Diag> {
        if args.len() < least || args.len() > most {
            let wanted = if least == most { format!("{least}") } else { format!("{least} to {most}") };
            return Err(self.error(
                format!("`{name}` takes {wanted} arguments but {} are given", args.len()),
                "pass as many as it takes",
            ));
        }
        Ok(())
    }

    fn special_result(&mut self, op: &Operation, name: &str, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let (least, most) = match name {
            "print" | "debug_print" | "max" | "min" | "zip" | "keepalive_until_here" => (0, 100),
            "conditional_call" | "conditional_call_elidable" | "record_known_result" => (2, 100),
            "jit_debug" => (1, 5),
            "record_exact_value" | "virtual_ref" => (2, 2),
            "isconstant" | "isvirtual" | "force_virtual" | "promote" | "promote_string" | "hint" | "assert_green"
            | "virtual_ref_settle" | "virtual_ref_force" | "enter_portal_frame" | "leave_portal_frame" => (1, 1),
            "we_are_jitted" | "current_trace_length" => (0, 0),
            "weakref.ref" | "gc.may_ignore_finalizer" => (1, 1),
            "gc.register_finalizer" => (2, 2),
            "gc.collect" | "gc.run_finalizers" => (0, 0),
            "gc.request" => (2, 2),
            "we_are_translated" | "time.time" | "time.perf_counter" | "time.monotonic" | "time.process_time"
            | "StringBuilder" | "list" | "dict" | "str" | "int" | "float" | "bool" | "tuple" | "bytes" => (0, 2),
            "range" => (1, 3),
            "isinstance" | "issubclass" | "hasattr" | "math.pow" | "math.fmod" | "math.atan2" | "divmod"
            | "math.ldexp" => (2, 2),
            "getattr" | "os.write" | "os.read" | "r_dict" | "record_exact_class" => (2, 9),
            "os.open" => (2, 3),
            "formatd" => (3, 4),
            "os.lseek" => (3, 3),
            _ => (0, 3),
        };
        self.arity(name, args, least, most)?;
        if name.starts_with("os.") {
            // Their failures are OSErrors that support code makes, with the number of the error and what it means.
            let os_error = self.host.builtin_class("OSError");
            let class = self.class_of(os_error);
            self.defs.classes[class].instantiated = true;
            self.setattr_class(class, "errno", &SomeValue::int())?;
            self.setattr_class(class, "strerror", &SomeValue::str().with_none(true))?;
        }
        let none = SomeValue::none();
        let first = args.first().unwrap_or(&none);
        Ok(match name {
            "len" => self.len_of(op, first)?,
            "isinstance" => self.isinstance(op, args)?,
            "issubclass" => SomeValue::bool(),
            "range" => self.range(args)?,
            "int" => self.int_of(args)?,
            "float" => match first.kind {
                Kind::Float | Kind::Int { .. } | Kind::Bool | Kind::Str { .. } | Kind::Char | Kind::SingleFloat => {
                    SomeValue::float()
                }
                _ => return Err(self.unsupported("float", args)),
            },
            "bool" if args.len() == 1 => SomeValue { known: None, ..self.truth(op, first)? },
            "bool" => SomeValue::bool(),
            "str" | "repr" => match &first.kind {
                Kind::List { .. } | Kind::Dict { .. } | Kind::Tuple(_) => {
                    self.check_shown(first)?;
                    SomeValue::str()
                }
                Kind::Instance { .. } => self.text_of_instance(op, first, name == "repr")?,
                Kind::Str { can_be_none: false, kind: StrKind::Str } | Kind::Char if name == "str" => first.general(),
                _ => SomeValue::str(),
            },
            "bytes" => SomeValue::new(Kind::Str { kind: StrKind::Bytes, can_be_none: false }),
            "hex" | "oct" | "bin" | "formatd" => SomeValue::str(),
            "chr" => {
                if let Some(Const::Int(v @ 0..=255, _)) = first.konst {
                    return Ok(SomeValue::with_const(Kind::Char, Const::Str(vec![v as u8])));
                }
                SomeValue::char()
            }
            "ord" => {
                if let Some(Const::Str(s)) = &first.konst
                    && s.len() == 1
                {
                    return Ok(self.immutablevalue(&Const::Int(s[0] as i64, IntKind::I64)));
                }
                SomeValue::nonneg()
            }
            "abs" => match first.kind {
                Kind::Float => SomeValue::float(),
                Kind::Int { kind, .. } => SomeValue::new(Kind::Int { kind, nonneg: false }),
                Kind::Bool => SomeValue::nonneg(),
                _ => return Err(self.unsupported("abs", args)),
            },
            "min" | "max" => self.min_max(op, name, args)?,
            "divmod" => SomeValue::tuple(vec![first.general(), args[1].general()]),
            "round" => SomeValue::int(),
            "print" | "debug_print" => {
                for a in args {
                    self.check_shown(a)?;
                }
                none
            }
            "enumerate" => {
                if args.get(1).is_some_and(|s| !matches!(s.kind, Kind::Int { nonneg: true, .. } | Kind::Bool)) {
                    let help = "count in a variable of your own";
                    return Err(self.error("`enumerate` starts at a number that is not known to be positive", help));
                }
                self.forget_inner_calls(op);
                let of = self.inner_iter(op, first)?;
                SomeValue::new(Kind::Iterator { kind: IterKind::Enumerate, of: Rc::new(of) })
            }
            "reversed" => match first.kind {
                Kind::List { .. } | Kind::Str { .. } | Kind::Range { .. } => {
                    SomeValue::new(Kind::Iterator { kind: IterKind::Reversed, of: Rc::new(first.clone()) })
                }
                _ => return Err(self.unsupported("reversed", args)),
            },
            "zip" => {
                self.forget_inner_calls(op);
                let mut iterators = vec![];
                for a in args {
                    iterators.push(self.inner_iter(op, a)?);
                }
                SomeValue::new(Kind::Iterator { kind: IterKind::Zip, of: Rc::new(SomeValue::tuple(iterators)) })
            }
            "iter" => self.iter(op, first)?,
            "next" => self.next_of(op, first)?,
            "list" => match args.first() {
                None => self.made(|t| t.made_list(SomeValue::impossible(), false))?,
                Some(a) => match &a.kind {
                    Kind::List { .. } | Kind::Str { .. } | Kind::Char | Kind::Range { .. } | Kind::Dict { .. } => {
                        let it = self.iter(op, a)?;
                        let Kind::Iterator { kind, of } = &it.kind else { return Err(self.unsupported("list", args)) };
                        let item = self.iterated(op, *kind, &of.clone())?;
                        self.made(|t| t.made_list(item, true))?
                    }
                    _ => self.with_iterable(op, "list_of", args)?,
                },
            },
            "sorted" if args.len() == 1 => self.with_iterable(op, "sorted_of", args)?,
            "newlist_hint" | "resizelist_hint" => match args.len() {
                1 => self.made(|t| t.made_list(SomeValue::impossible(), true))?,
                _ => none,
            },
            "dict" if args.iter().any(|a| !matches!(a.kind, Kind::Dict { .. })) => {
                self.with_iterable(op, "dict_of", args)?
            }
            "dict" => {
                let def = self.made_dict();
                if let Some(Kind::Dict { def: from, .. }) = args.first().map(|a| a.kind.clone()) {
                    let (k, v) = self.dict_parts(from);
                    self.made(|t| t.generalize_dict(def, Some(&k), Some(&v)))?;
                }
                SomeValue::new(Kind::Dict { def, can_be_none: false })
            }
            "r_dict" => {
                let def = self.made_dict();
                self.defs.dict_mut(def).custom = Some(Rc::new((args[0].clone(), args[1].clone())));
                SomeValue::new(Kind::Dict { def, can_be_none: false })
            }
            "tuple" => match &first.kind {
                Kind::Tuple(_) => first.clone(),
                Kind::None => SomeValue::tuple(vec![]),
                _ => return Err(self.error("`tuple` takes a tuple: its length must be known", "use a list")),
            },
            "sum" if args.len() > 1 => self.with_iterable(op, "sum_of", args)?,
            "sum" => match self.number_items(first) {
                Some(item) if item.kind != Kind::Bool => item,
                _ => self.with_iterable(op, "sum_of", args)?,
            },
            "any" | "all" => match self.number_items(first) {
                Some(_) => SomeValue::bool(),
                None => self.with_iterable(op, if name == "any" { "any_of" } else { "all_of" }, args)?,
            },
            "hash" | "id" => {
                let help =
                    "use `compute_hash`, `compute_identity_hash` or `compute_unique_id` of rpython.rlib.objectmodel";
                return Err(self.error(format!("`{name}` is not RPython"), help));
            }
            "compute_hash" | "compute_identity_hash" | "compute_unique_id" | "current_object_addr_as_int" => {
                SomeValue::int()
            }
            "getattr" => {
                let Some(Const::Str(n)) = &args[1].konst else {
                    return Err(
                        self.error("the name given to `getattr` is not a constant", "write the attribute's name")
                    );
                };
                let n = String::from_utf8_lossy(n).into_owned();
                self.getattr_value(first, &n)?
            }
            "hasattr" => self.hasattr(args)?,
            "type" => match first.kind {
                Kind::Instance { class, .. } => crate::identity::class_of(self.classes_below(class), &op.args[1]),
                _ => return Err(self.unsupported("type", args)),
            },
            "instantiate" => match &first.kind {
                Kind::Pbc { set, .. } => {
                    let mut result = SomeValue::impossible();
                    for d in set.clone().iter() {
                        if let Desc::Class(c) = d {
                            self.instantiate(*c);
                            self.note_destructor(*c)?;
                            let s = SomeValue::new(Kind::Instance { class: *c, can_be_none: false });
                            result = self.made(|t| t.union(&result, &s))?;
                        }
                    }
                    result
                }
                _ => return Err(self.unsupported("instantiate", args)),
            },
            "intmask" => match first.konst {
                Some(Const::Int(v, _)) => self.immutablevalue(&Const::Int(v, IntKind::I64)),
                _ => SomeValue::int(),
            },
            "r_uint" | "r_ulonglong" | "r_longlong" | "r_int" | "r_int32" | "r_uint32" => {
                self.integer_of_kind(name, first)?
            }
            "r_singlefloat" => SomeValue::new(Kind::SingleFloat),
            "we_are_translated" => SomeValue::with_const(Kind::Bool, Const::Bool(true)),
            "we_are_jitted" | "isconstant" | "isvirtual" if self.jit => SomeValue::bool(),
            "we_are_jitted" | "isconstant" | "isvirtual" => SomeValue::with_const(Kind::Bool, Const::Bool(false)),
            "current_trace_length" if self.jit => SomeValue::int(),
            "current_trace_length" => self.immutablevalue(&Const::Int(-1, IntKind::I64)),
            "conditional_call" | "conditional_call_elidable" => self.conditional_call(op, name, args)?,
            "record_known_result" => self.record_known_result(op, args)?,
            "likely" | "unlikely" | "hint" | "promote" | "promote_string" | "force_virtual" => {
                SomeValue { konst: None, ..first.clone() }
            }
            "NonConstant" => first.general(),
            "keepalive_until_here"
            | "jit.set_param"
            | "record_exact_class"
            | "record_exact_value"
            | "assert_green"
            | "jit_debug"
            | "virtual_ref"
            | "virtual_ref_settle"
            | "virtual_ref_force"
            | "enter_portal_frame"
            | "leave_portal_frame" => none,
            "gc.register_finalizer" => {
                if let Some(graph) = self.register_finalizer(first, &args[1])? {
                    self.note_call(op, CallTarget::Direct { graph, args: vec![ArgSource::Arg(0)] });
                }
                none
            }
            "weakref.ref" => match first.kind {
                Kind::Instance { class, .. } => {
                    SomeValue::new(Kind::WeakRef { class: Some(class), can_be_none: false })
                }
                // Unreached so far.
                Kind::Impossible => SomeValue::impossible(),
                _ => {
                    let what = self.describe(first);
                    let help = "keep the value in an instance of a class, and refer to that";
                    return Err(self.error(format!("there are no weak references to {what}"), help));
                }
            },
            "StringBuilder" => SomeValue::new(Kind::Builder { can_be_none: false }),
            "gc.request" | "float_as_int" | "float2longlong" => SomeValue::int(),
            "longlong2float" => SomeValue::float(),
            // `Exception.__init__(self, message)`; of `object` it does nothing.
            "builtin.__init__" => {
                let root = self.base_exception();
                if let [this, message, ..] = args
                    && let Kind::Instance { class, .. } = this.kind
                    && self.defs.is_subclass(class, root)
                    && matches!(message.kind, Kind::Str { kind: StrKind::Str, .. } | Kind::Char)
                {
                    self.setattr_class(root, "message", &SomeValue::str().with_none(true))?;
                }
                none
            }
            "os.write" | "os.lseek" | "os.getpid" => SomeValue::int(),
            "os.open" => SomeValue::nonneg(),
            "os.read" | "os.getcwd" => SomeValue::str(),
            "os.isatty" | "os.path.exists" | "os.path.isdir" | "stack.almost_full" => SomeValue::bool(),
            "os.getenv" => SomeValue::str().with_none(true),
            "os.close"
            | "os.unlink"
            | "os.remove"
            | "os.rename"
            | "os.replace"
            | "os.mkdir"
            | "os.rmdir"
            | "os.fsync"
            | "time.sleep"
            | "sys.stdout.write"
            | "sys.stdout.flush"
            | "gc.collect"
            | "gc.run_finalizers"
            | "gc.may_ignore_finalizer"
            | "stack.set_length_fraction"
            | "stack.criticalcode_start"
            | "stack.criticalcode_stop" => none,
            "os._exit" | "sys.exit" => SomeValue::impossible(),
            "time.time" | "time.perf_counter" | "time.monotonic" | "time.process_time" => SomeValue::float(),
            "math.isnan" | "math.isinf" | "math.isfinite" => SomeValue::bool(),
            "math.floor" | "math.ceil" | "math.trunc" => SomeValue::int(),
            n if n.starts_with("math.") => SomeValue::float(),
            "eval" | "exec" | "compile" => {
                return Err(self.error(
                    format!("`{name}` is not RPython: there is no Python at run time"),
                    "do this while the module loads, outside of functions that the entry point reaches",
                ));
            }
            "generator.send" | "generator.throw" => {
                return Err(self.error(
                    format!("`{}` of generators is not RPython", name.trim_start_matches("generator.")),
                    "write a class with a method that goes on",
                ));
            }
            "set" | "frozenset" => {
                return Err(self.error("sets are not RPython", "use a dict whose values are None or True"));
            }
            _ => {
                return Err(self.error(
                    format!("`{name}` is not RPython"),
                    "docs/language.md lists the functions that RPython has",
                ));
            }
        })
    }

    fn len_of(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        if let Some(Const::Str(t) | Const::Bytes(t)) = &s.konst {
            return Ok(self.immutablevalue(&Const::Int(t.len() as i64, IntKind::I64)));
        }
        match &s.kind {
            Kind::Str { .. } | Kind::Char | Kind::Dict { .. } | Kind::Range { .. } | Kind::Builder { .. } => {
                Ok(SomeValue::nonneg())
            }
            Kind::List { def, .. } => {
                // Read at this place: whether the list is resizable decides how its length is found.
                self.list_item(*def);
                Ok(SomeValue::nonneg())
            }
            Kind::Tuple(items) => Ok(self.immutablevalue(&Const::Int(items.len() as i64, IntKind::I64))),
            Kind::Instance { .. } => {
                let method = self.getattr_value(s, "__len__")?;
                self.call_internally(op, &method, &[])
            }
            Kind::Low(_) => Ok(SomeValue::nonneg()),
            _ => Err(self
                .error(format!("{} has no length", self.describe(s)), "take the length of a list, str, tuple or dict")),
        }
    }

    fn isinstance(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let s = &args[0];
        let mut wanted: Vec<Desc> = vec![];
        match &args[1].kind {
            Kind::Pbc { set, .. } => wanted.extend(set.iter().cloned()),
            Kind::Tuple(items) => {
                for i in items.iter() {
                    if let Kind::Pbc { set, .. } = &i.kind {
                        wanted.extend(set.iter().cloned());
                    }
                }
            }
            _ => return Err(self.error("the second argument of isinstance is not a class", "name a class")),
        }
        let constant = |b: bool| Ok(SomeValue::with_const(Kind::Bool, Const::Bool(b)));
        let Kind::Instance { class, can_be_none } = s.kind else {
            let matches = wanted.iter().any(|d| match (d, &s.kind) {
                (Desc::Special(n, _), kind) => matches!(
                    (&**n, kind),
                    ("int", Kind::Int { kind: IntKind::I64, .. } | Kind::Bool)
                        | ("bool", Kind::Bool)
                        | ("float", Kind::Float)
                        | ("str", Kind::Str { kind: StrKind::Str, .. } | Kind::Char)
                        | ("bytes", Kind::Str { kind: StrKind::Bytes, .. })
                        | ("list", Kind::List { .. })
                        | ("dict", Kind::Dict { .. })
                        | ("tuple", Kind::Tuple(_))
                        | ("r_uint", Kind::Int { kind: IntKind::U64, .. })
                        | ("r_singlefloat", Kind::SingleFloat)
                ),
                _ => false,
            });
            if !matches {
                return constant(false);
            }
            // A value that may be None is what its type says only if it is not None.
            let mut result = match &op.args[1] {
                Operand::Var(v) => self.knowing(vec![(*v, s.with_none(false))], vec![]),
                Operand::Const(_) => SomeValue::bool(),
            };
            result.konst = (!s.can_be_none()).then_some(Const::Bool(true));
            return Ok(result);
        };
        let classes: Vec<ClassId> = wanted
            .iter()
            .filter_map(|d| match d {
                Desc::Class(c) => Some(*c),
                _ => None,
            })
            .collect();
        let possible: Vec<ClassId> = classes
            .iter()
            .copied()
            .filter(|&c| self.defs.is_subclass(c, class) || self.defs.is_subclass(class, c))
            .collect();
        if possible.is_empty() {
            // No instance is of two unrelated classes.
            return constant(false);
        }
        let mut common = possible[0];
        for &c in &possible[1..] {
            common = self.defs.common_base(common, c).unwrap_or(class);
        }
        let narrow = if self.defs.is_subclass(common, class) { common } else { class };
        let certain = !can_be_none && classes.iter().any(|&c| self.defs.is_subclass(class, c));
        let mut result = match &op.args[1] {
            Operand::Var(v) => {
                let is = SomeValue {
                    konst: s.konst.clone(),
                    ..SomeValue::new(Kind::Instance { class: narrow, can_be_none: false })
                };
                self.knowing(vec![(*v, is)], vec![])
            }
            Operand::Const(_) => SomeValue::bool(),
        };
        // Told also where it is certain: a variable that grows later is still an instance of the class behind the test.
        result.konst = certain.then_some(Const::Bool(true));
        Ok(result)
    }

    fn range(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        for a in args {
            if !matches!(a.kind, Kind::Int { .. } | Kind::Bool) {
                return Err(self.unsupported("range", args));
            }
        }
        let step = match args.get(2).map(|s| s.konst.clone()) {
            None => Some(1),
            Some(Some(Const::Int(0, _))) => return Err(self.error("range() with step zero", "use another step")),
            Some(Some(Const::Int(v, _))) => Some(v),
            Some(_) => None,
        };
        let mut s = SomeValue::new(Kind::Range { step });
        // A mark that all items are not negative.
        let from_zero = args.len() == 1 || matches!(args[0].kind, Kind::Int { nonneg: true, .. });
        if from_zero && step.is_some_and(|s| s > 0) {
            s.konst = Some(Const::Name("nonneg".to_string()));
        }
        Ok(s)
    }

    fn int_of(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match args.first().map(|a| &a.kind) {
            None => Ok(self.immutablevalue(&Const::Int(0, IntKind::I64))),
            Some(Kind::Bool) => Ok(SomeValue::nonneg()),
            Some(Kind::Int { nonneg, kind }) => {
                if let Some(c @ Const::Int(..)) = &args[0].konst {
                    return Ok(self.immutablevalue(c));
                }
                Ok(SomeValue::new(Kind::Int { kind: IntKind::I64, nonneg: *nonneg && kind.signed() }))
            }
            Some(Kind::Float | Kind::Str { kind: StrKind::Str, .. } | Kind::Char) => Ok(SomeValue::int()),
            _ => Err(self.unsupported("int", args)),
        }
    }

    fn integer_of_kind(&mut self, name: &str, s: &SomeValue) -> Result<SomeValue, Diag> {
        let kind = match name {
            "r_uint" | "r_ulonglong" => IntKind::U64,
            "r_int32" => IntKind::I32,
            "r_uint32" => IntKind::U32,
            _ => IntKind::I64,
        };
        match (&s.kind, &s.konst) {
            (Kind::Int { .. }, Some(Const::Int(v, _))) => Ok(self.immutablevalue(&Const::Int(kind.wrap(*v), kind))),
            (Kind::Int { .. } | Kind::Bool | Kind::Float, _) => Ok(SomeValue::of_ty(rpy_ir::Ty::Int(kind))),
            _ => Err(self.unsupported(name, std::slice::from_ref(s))),
        }
    }

    fn min_max(&mut self, op: &Operation, name: &str, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        if let [s] = args {
            if let Kind::List { def, .. } = s.kind {
                let item = self.list_item(def);
                if matches!(
                    item.kind,
                    Kind::Int { .. } | Kind::Float | Kind::Bool | Kind::Str { .. } | Kind::Char | Kind::Impossible
                ) {
                    return Ok(item.general());
                }
            }
            return self.with_iterable(op, if name == "min" { "min_of" } else { "max_of" }, args);
        }
        let mut all = SomeValue::impossible();
        for a in args {
            all = self.made(|t| t.union(&all, a))?;
        }
        match all.kind {
            Kind::Int { .. } | Kind::Float | Kind::Bool | Kind::Str { .. } | Kind::Char => Ok(all.general()),
            _ => Err(self.unsupported(name, args)),
        }
    }

    fn hasattr(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let Some(Const::Str(n)) = &args[1].konst else {
            return Err(self.error("the name given to `hasattr` is not a constant", "write the attribute's name"));
        };
        let n = String::from_utf8_lossy(n).into_owned();
        let has = match &args[0].kind {
            Kind::Pbc { set, .. } => {
                let descs: BTreeSet<Desc> = (**set).clone();
                descs.iter().all(|d| {
                    let c = self.desc_const(d);
                    self.host.getattr(&c, &n).is_some()
                })
            }
            Kind::Instance { class, .. } => {
                self.defs.find_attr(*class, &n).is_some() || self.defs.mro_lookup(*class, &n).is_some()
            }
            _ => false,
        };
        Ok(SomeValue::with_const(Kind::Bool, Const::Bool(has)))
    }

    /// The functions of an `r_dict` get its keys.
    pub(crate) fn flow_custom(&mut self, d: DictId) {
        let def = self.defs.dict(d).clone();
        let Some(custom) = def.custom else { return };
        if def.key.is_impossible() {
            return;
        }
        let op = Operation { op: rpy_ir::Op::SimpleCall, args: vec![], result: None, span: self.place_span };
        for (f, n) in [(&custom.0, 2), (&custom.1, 1)] {
            let args = vec![def.key.clone(); n];
            let positional = args.into_iter().enumerate().map(|(i, s)| (ArgSource::Arg(i), s)).collect();
            let call = crate::calls::Args { positional, keywords: vec![] };
            match self.call_value(&op, f, call) {
                Ok((_, target)) => {
                    self.custom_calls.insert((self.defs.dict_root(d), n), target);
                }
                Err(diag) => {
                    let key = (self.place.0, self.place.1, 30_000_000 + self.place.2 + n);
                    self.errors.insert(key, diag);
                }
            }
        }
    }
}
