//! Methods of the language's own types: str, list, dict, string builders, JIT drivers.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag};
use std::rc::Rc;

const STR: &[&str] = &[
    "startswith",
    "endswith",
    "find",
    "rfind",
    "count",
    "strip",
    "lstrip",
    "rstrip",
    "join",
    "split",
    "rsplit",
    "replace",
    "isdigit",
    "isalpha",
    "isalnum",
    "isspace",
    "isupper",
    "islower",
    "upper",
    "lower",
    "splitlines",
    "encode",
    "decode",
    "index",
    "ljust",
    "rjust",
    "zfill",
];
const LIST: &[&str] = &["append", "extend", "reverse", "insert", "remove", "pop", "index", "clear", "count", "copy"];
const DICT: &[&str] = &["get", "copy", "update", "setdefault", "keys", "values", "items", "clear", "popitem", "pop"];
const BUILDER: &[&str] = &["append", "append_slice", "append_multiple_char", "build", "getlength"];
const DRIVER: &[&str] = &["jit_merge_point", "can_enter_jit", "loop_header"];

/// The method of this name that values like `s` have.
pub(crate) fn method_name(s: &SomeValue, name: &str) -> Option<&'static str> {
    let list = match &s.kind {
        Kind::Str { .. } | Kind::Char => STR,
        Kind::List { .. } => LIST,
        Kind::Dict { .. } => DICT,
        Kind::Builder { .. } => BUILDER,
        Kind::Special { name } if &**name == "JitDriver" => DRIVER,
        _ => return None,
    };
    list.iter().copied().find(|n| *n == name)
}

impl Annotator<'_> {
    pub(crate) fn call_method(&mut self, s: &SomeValue, name: &str, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match &s.kind {
            Kind::List { def, .. } => self.list_method(*def, name, args),
            Kind::Dict { def, .. } => self.dict_method(s, *def, name, args),
            Kind::Str { kind, .. } => self.str_method(*kind, name, args),
            Kind::Char => self.str_method(StrKind::Str, name, args),
            Kind::Builder { .. } => Ok(match name {
                "build" => SomeValue::str(),
                "getlength" => SomeValue::nonneg(),
                _ => SomeValue::none(),
            }),
            _ => Ok(SomeValue::none()),
        }
    }

    /// Items move from one list to another: both have one type of items.
    pub(crate) fn agree(&mut self, a: ListId, b: ListId) -> Result<SomeValue, Diag> {
        let (x, y) = (self.list_item(a), self.list_item(b));
        let item = self.made(|t| t.union(&x, &y))?;
        self.made(|t| t.generalize_item(a, &item))?;
        self.made(|t| t.generalize_item(b, &item))?;
        Ok(item)
    }

    /// Items of one dict meet those of another: both have one type of keys and one of values.
    pub(crate) fn agree_dicts(&mut self, a: DictId, b: DictId) -> Result<(), Diag> {
        let ((k, v), (l, w)) = (self.dict_parts(a), self.dict_parts(b));
        self.made(|t| t.generalize_dict(a, Some(&l), Some(&w)))?;
        self.made(|t| t.generalize_dict(b, Some(&k), Some(&v)))
    }

    fn few(&self, name: &str, args: &[SomeValue], least: usize, most: usize) -> Result<(), Diag> {
        if args.len() < least || args.len() > most {
            return Err(self.error(
                format!("the method `{name}` gets {} arguments", args.len()),
                format!("pass {least} to {most}"),
            ));
        }
        Ok(())
    }

    fn list_method(&mut self, def: ListId, name: &str, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match name {
            "append" | "remove" | "index" | "count" | "extend" => self.few(name, args, 1, 1)?,
            "insert" => self.few(name, args, 2, 2)?,
            "pop" => self.few(name, args, 0, 1)?,
            _ => self.few(name, args, 0, 0)?,
        }
        Ok(match name {
            "append" => {
                self.resize(def);
                self.made(|t| t.generalize_item(def, &args[0]))?;
                SomeValue::none()
            }
            "insert" => {
                self.resize(def);
                self.made(|t| t.generalize_item(def, &args[1]))?;
                SomeValue::none()
            }
            "extend" => {
                self.resize(def);
                let item = match &args[0].kind {
                    Kind::List { def: from, .. } => self.agree(def, *from)?,
                    Kind::Str { .. } | Kind::Char => SomeValue::char(),
                    Kind::Tuple(items) => {
                        let mut all = SomeValue::impossible();
                        for i in items.iter() {
                            all = self.made(|t| t.union(&all, i))?;
                        }
                        all
                    }
                    _ => return Err(self.unsupported("extend", args)),
                };
                self.made(|t| t.generalize_item(def, &item))?;
                SomeValue::none()
            }
            "pop" => {
                self.resize(def);
                self.list_item(def)
            }
            "remove" | "clear" => {
                self.resize(def);
                SomeValue::none()
            }
            "reverse" => {
                self.defs.list_mut(def).mutated = true;
                SomeValue::none()
            }
            "index" | "count" => {
                let item = self.list_item(def);
                self.made(|t| t.union(&item, &args[0]))?;
                SomeValue::nonneg()
            }
            _ => {
                let item = self.list_item(def);
                self.made(|t| t.made_list(item, false))?
            }
        })
    }

    fn dict_method(&mut self, s: &SomeValue, def: DictId, name: &str, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match name {
            "get" | "pop" => self.few(name, args, 1, 2)?,
            "setdefault" => self.few(name, args, 2, 2)?,
            "update" => self.few(name, args, 1, 1)?,
            _ => self.few(name, args, 0, 0)?,
        }
        let iterator =
            |kind| SomeValue::new(Kind::Iterator { kind, of: Rc::new(SomeValue { known: None, ..s.clone() }) });
        Ok(match name {
            "get" => {
                self.made(|t| t.generalize_dict(def, Some(&args[0]), None))?;
                let value = self.dict_parts(def).1;
                match args.get(1) {
                    // A default goes nowhere: it only joins the result.
                    Some(d) => self.made(|t| t.union(&value, d))?,
                    None => self.made(|t| t.union(&value, &SomeValue::none()))?,
                }
                .general()
            }
            "setdefault" => {
                self.made(|t| t.generalize_dict(def, Some(&args[0]), Some(&args[1])))?;
                self.dict_parts(def).1
            }
            "pop" => {
                self.made(|t| t.generalize_dict(def, Some(&args[0]), None))?;
                let value = self.dict_parts(def).1;
                match args.get(1) {
                    Some(d) => self.made(|t| t.union(&value, d))?.general(),
                    None => value,
                }
            }
            "popitem" => {
                let (k, v) = self.dict_parts(def);
                if k.is_impossible() || v.is_impossible() {
                    SomeValue::impossible()
                } else {
                    SomeValue::tuple(vec![k, v])
                }
            }
            "update" => {
                let Kind::Dict { def: from, .. } = args[0].kind else { return Err(self.unsupported("update", args)) };
                self.agree_dicts(def, from)?;
                SomeValue::none()
            }
            "copy" => s.general(),
            "keys" => iterator(IterKind::DictKeys),
            "values" => iterator(IterKind::DictValues),
            "items" => iterator(IterKind::DictItems),
            _ => SomeValue::none(),
        })
    }

    fn str_method(&mut self, kind: StrKind, name: &str, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match name {
            "join" | "isdigit" | "isalpha" | "isalnum" | "isspace" | "isupper" | "islower" | "upper" | "lower" => {
                self.few(name, args, 0, 1)?;
            }
            _ => self.few(name, args, 0, 3)?,
        }
        let same = SomeValue::new(Kind::Str { kind, can_be_none: false });
        Ok(match name {
            "startswith" | "endswith" | "isdigit" | "isalpha" | "isalnum" | "isspace" | "isupper" | "islower" => {
                SomeValue::bool()
            }
            "find" | "rfind" => SomeValue::int(),
            "count" | "index" => SomeValue::nonneg(),
            "split" | "rsplit" | "splitlines" => self.made(|t| t.made_list(same, true))?,
            "join" => {
                let item = match args.first().map(|a| a.kind.clone()) {
                    Some(Kind::List { def, .. }) => {
                        let item = self.list_item(def);
                        // An empty list is one of strs.
                        if item.is_impossible() {
                            self.made(|t| t.generalize_item(def, &same))?;
                        }
                        item
                    }
                    _ => return Err(self.unsupported("join", args)),
                };
                if !item.is_impossible() && !matches!(item.kind, Kind::Str { .. } | Kind::Char) {
                    let what = self.describe(&item);
                    return Err(
                        self.error(format!("only strs can be joined, not {what}"), "convert the items with `str(x)`")
                    );
                }
                same
            }
            "encode" | "decode" => {
                match args.first().map(|a| a.konst.clone()) {
                    Some(Some(Const::Str(e)))
                        if matches!(&e[..], b"latin-1" | b"latin1" | b"iso-8859-1" | b"ascii") => {}
                    _ => {
                        return Err(self.error(
                            format!("`{name}` needs a constant encoding, `latin-1` or `ascii`"),
                            "a str is a sequence of bytes: for UTF-8 use rpython.rlib.rutf8",
                        ));
                    }
                }
                let kind = if name == "encode" { StrKind::Bytes } else { StrKind::Str };
                SomeValue::new(Kind::Str { kind, can_be_none: false })
            }
            _ => same,
        })
    }
}
