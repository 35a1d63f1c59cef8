//! Every helper that the rtyper asks of support code passes the frontend and the annotator, for representative types.
//!
//! `support_helpers.txt` has one helper a line: module, function, and a letter for each argument (see [`argument`]).

use rpy_annotate::Annotator;
use rpy_annotate::model::SomeValue;
use rpy_ir::{Const, IntKind, Item, SourceMap, Ty};
use std::collections::HashMap;

const HELPERS: &str = include_str!("support_helpers.txt");

/// The types that a program has, and those of a list of ints and a dict from strs to ints, by letter.
fn declare(a: &mut Annotator) -> HashMap<char, Ty> {
    let t = &mut a.types;
    let string = t.new_struct("rpy_string", true, None);
    t.add_field(string, "hash", Ty::SIGNED);
    t.set_tail(string, Item::Value(Ty::Char), false);
    let string = Ty::Ptr(string);
    let vtable = t.new_struct("object_vtable", false, None);
    t.add_field(vtable, "subclassrange_min", Ty::SIGNED);
    t.add_field(vtable, "subclassrange_max", Ty::SIGNED);
    t.add_field(vtable, "name", string);
    let object = t.new_struct("object", true, None);
    t.add_field(object, "typeptr", Ty::Ptr(vtable));
    let exc_data = t.new_struct("exc_data", false, None);
    t.add_field(exc_data, "exc_value", Ty::Ptr(object));
    let ints = Ty::Ptr(t.array(true, Item::Value(Ty::SIGNED)));
    let strings = Ty::Ptr(t.array(true, Item::Value(string)));
    let indexes = Ty::Ptr(t.array(true, Item::Value(Ty::Int(IntKind::I32))));
    let mut declared = |name: &str, gc: bool, fields: &[(&str, Ty)]| {
        let s = t.new_struct(name, gc, None);
        for (field, ty) in fields {
            t.add_field(s, field, *ty);
        }
        s
    };
    let list = declared("list", true, &[("length", Ty::SIGNED), ("items", ints)]);
    let entry = [("key", string), ("value", Ty::SIGNED), ("hash", Ty::SIGNED), ("valid", Ty::Bool)];
    let entry = declared("dictentry", false, &entry);
    let listiter = declared("listiter", true, &[("list", Ty::Ptr(list)), ("index", Ty::SIGNED)]);
    let builder = declared("stringbuilder", true, &[("length", Ty::SIGNED), ("buf", string)]);
    let entries = Ty::Ptr(t.array(true, Item::Inline(entry)));
    let dict = t.new_struct("dict", true, None);
    for field in ["num_live", "num_used", "free_slots"] {
        t.add_field(dict, field, Ty::SIGNED);
    }
    t.add_field(dict, "indexes", indexes);
    t.add_field(dict, "entries", entries);
    let dictiter = t.new_struct("dictiter", true, None);
    t.add_field(dictiter, "dict", Ty::Ptr(dict));
    t.add_field(dictiter, "index", Ty::SIGNED);
    t.add_field(dictiter, "length", Ty::SIGNED);
    HashMap::from([
        ('i', Ty::SIGNED),
        ('u', Ty::UNSIGNED),
        ('b', Ty::Bool),
        ('c', Ty::Char),
        ('f', Ty::Float),
        ('a', Ty::Address),
        ('s', string),
        ('I', ints),
        ('S', strings),
        ('L', Ty::Ptr(list)),
        ('D', Ty::Ptr(dict)),
        ('T', Ty::Ptr(dictiter)),
        ('K', Ty::Ptr(listiter)),
        ('B', Ty::Ptr(builder)),
    ])
}

/// A letter is a value of that type, `@` and a letter the type itself, `yes` and `no` constants, and `module.name` a
/// function of support code.
fn argument(a: &mut Annotator, types: &HashMap<char, Ty>, word: &str) -> SomeValue {
    let letter = |s: &str| types[&s.chars().next().expect("a letter")];
    if word == "yes" || word == "no" {
        return a.immutablevalue(&Const::Bool(word == "yes"));
    }
    if let Some((module, name)) = word.split_once('.') {
        let function = a.host.support(module, name).expect("a function of support code");
        return a.immutablevalue(&function);
    }
    if let Some(ty) = word.strip_prefix('@') {
        let object = a.host.low_type(letter(ty));
        return a.immutablevalue(&Const::Obj(object));
    }
    SomeValue::of_ty(letter(word))
}

#[test]
fn helpers_are_rpython() {
    let bad = rpy_frontend::with_python(|host| {
        let mut a = Annotator::new(host, SourceMap::default());
        let types = declare(&mut a);
        let mut bad = vec![];
        for line in HELPERS.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let args = words[2..].iter().map(|w| argument(&mut a, &types, w)).collect();
            let Some(Const::Obj(function)) = a.host.support(words[0], words[1]) else {
                bad.push(format!("{line}: there is no such function"));
                continue;
            };
            if let Err(diags) = a.helper(function, args) {
                let lines = diags.iter().map(|d| {
                    let span = d.labels.first().map_or(rpy_ir::Span::NONE, |l| l.span);
                    format!(
                        "{}:{}: {}",
                        a.sources.path(span).unwrap_or("?"),
                        a.sources.line(span).unwrap_or(0),
                        d.message
                    )
                });
                bad.push(format!("{line}: {}", lines.collect::<Vec<_>>().join("; ")));
            }
        }
        bad
    })
    .expect("the embedded Python starts");
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
