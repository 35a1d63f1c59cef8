//! The program around traces as a header describes it, in the place of a running one.

use rpy_jit_opt::Env;
use rpy_trace::print::Names;
use rpy_trace::{Const, DescrId, Descrs, RefId};
use std::collections::HashMap;

#[derive(Clone, Default, Debug)]
pub struct Program {
    pub descrs: Descrs,
    /// Classes and functions: their addresses.
    pub addresses: Vec<(String, i64)>,
    pub structs: HashMap<String, DescrId>,
    pub arrays: HashMap<String, DescrId>,
    pub calls: HashMap<String, DescrId>,
    /// With the struct's name before it, and for those of parents with each child's.
    pub fields: HashMap<String, DescrId>,
    pub parents: HashMap<i64, i64>,
    pub constants: Vec<Constant>,
    /// What elidable functions give.
    pub results: HashMap<(DescrId, Vec<Const>), Const>,
    /// What the arguments of the jump were when the trace was recorded.
    pub runtime: Vec<Option<Const>>,
    pub passes: String,
}

/// An object that exists while the trace runs.
#[derive(Clone, Debug)]
pub struct Constant {
    pub name: String,
    pub descr: DescrId,
    pub fields: HashMap<DescrId, Const>,
    pub items: Vec<Const>,
}

impl Program {
    pub fn address(&self, name: &str) -> Option<i64> {
        self.addresses.iter().find(|a| a.0 == name).map(|a| a.1)
    }
    pub fn new_address(&mut self, name: &str) -> i64 {
        let address = 0x1000 + 0x100 * self.addresses.len() as i64;
        self.addresses.push((name.to_string(), address));
        address
    }
    pub fn constant(&self, name: &str) -> Option<RefId> {
        self.constants.iter().position(|c| c.name == name).map(|i| RefId(i as u32))
    }
    fn object(&self, r: RefId) -> Option<&Constant> {
        self.constants.get(r.0 as usize)
    }
}

impl Names for Program {
    fn address(&self, value: i64) -> Option<String> {
        self.addresses.iter().find(|a| a.1 == value).map(|a| a.0.clone())
    }
    fn object(&self, r: RefId) -> String {
        self.object(r).map_or_else(|| format!("ptr{}", r.0), |c| c.name.clone())
    }
}

impl Env for Program {
    fn descrs(&self) -> &Descrs {
        &self.descrs
    }
    fn getfield(&mut self, object: RefId, field: DescrId) -> Option<Const> {
        self.object(object)?.fields.get(&field).copied()
    }
    fn getfield_raw(&mut self, _address: i64, _field: DescrId) -> Option<Const> {
        None
    }
    fn getarrayitem(&mut self, array: RefId, index: i64, _descr: DescrId) -> Option<Const> {
        self.object(array)?.items.get(usize::try_from(index).ok()?).copied()
    }
    fn arraylen(&mut self, array: RefId, descr: DescrId) -> Option<i64> {
        let c = self.object(array)?;
        (c.descr == descr).then_some(c.items.len() as i64)
    }
    fn class_of(&mut self, object: RefId) -> Option<i64> {
        self.descrs.size(self.object(object)?.descr)?.vtable
    }
    fn same(&mut self, a: RefId, b: RefId) -> bool {
        a == b
    }
    fn call_pure(&mut self, call: DescrId, args: &[Const]) -> Option<Const> {
        self.results.get(&(call, args[1..].to_vec())).copied()
    }
    fn subclass(&mut self, class: i64, of: i64) -> Option<bool> {
        let mut c = class;
        loop {
            if c == of {
                return Some(true);
            }
            match self.parents.get(&c) {
                Some(&parent) => c = parent,
                None => return Some(false),
            }
        }
    }
    fn runtime(&mut self, jump_arg: usize) -> Option<Const> {
        self.runtime.get(jump_arg).copied().flatten()
    }
}
