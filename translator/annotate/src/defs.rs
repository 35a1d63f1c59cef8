//! The definitions that annotations refer to: classes, functions, and the shared cells of lists and dicts.

use crate::model::*;
use rpy_ir::hash::HashMap;
use rpy_ir::{Arena, Const, ObjId};

#[derive(Default)]
pub struct Defs {
    pub classes: Arena<ClassId, ClassDef>,
    pub funcs: Arena<FuncId, FuncDef>,
    pub class_by_obj: HashMap<ObjId, ClassId>,
    /// A function of a mixin is one function for each class that mixes it in.
    pub func_by_obj: HashMap<(ObjId, Option<ClassId>), FuncId>,
    lists: Arena<ListId, ListDef>,
    list_parent: Vec<ListId>,
    /// By root: how many ids stand for the list.
    list_size: Vec<u32>,
    dicts: Arena<DictId, DictDef>,
    dict_parent: Vec<DictId>,
    /// By root: how many ids stand for the dict.
    dict_size: Vec<u32>,
}

impl Defs {
    pub fn new_list(&mut self, def: ListDef) -> ListId {
        let id = self.lists.push(def);
        self.list_parent.push(id);
        self.list_size.push(1);
        id
    }
    pub fn list_root(&self, mut id: ListId) -> ListId {
        while self.list_parent[id.0 as usize] != id {
            id = self.list_parent[id.0 as usize];
        }
        id
    }
    pub fn list(&self, id: ListId) -> &ListDef {
        &self.lists[self.list_root(id)]
    }
    pub fn list_mut(&mut self, id: ListId) -> &mut ListDef {
        let root = self.list_root(id);
        &mut self.lists[root]
    }
    /// Makes `b` the same list as `a`; the items are the caller's to join.
    /// Makes two lists, given by their roots, one; the items are the caller's to join. The root that stays and the other:
    /// the smaller set goes below the larger one, so that roots stay near.
    pub(crate) fn merge_lists(&mut self, a: ListId, b: ListId) -> (ListId, ListId) {
        let size = |id: ListId| self.list_size[id.0 as usize];
        let (a, b) = if size(a) < size(b) { (b, a) } else { (a, b) };
        self.list_size[a.0 as usize] += self.list_size[b.0 as usize];
        self.list_parent[b.0 as usize] = a;
        (a, b)
    }
    /// What a list was before it became part of another.
    pub(crate) fn merged_list(&self, id: ListId) -> &ListDef {
        &self.lists[id]
    }
    /// Takes back the last join of these two, in the order that it gave.
    pub(crate) fn split_lists(&mut self, a: ListId, b: ListId) {
        self.list_size[a.0 as usize] -= self.list_size[b.0 as usize];
        self.list_parent[b.0 as usize] = b;
    }
    pub fn new_dict(&mut self, def: DictDef) -> DictId {
        let id = self.dicts.push(def);
        self.dict_parent.push(id);
        self.dict_size.push(1);
        id
    }
    pub fn dict_root(&self, mut id: DictId) -> DictId {
        while self.dict_parent[id.0 as usize] != id {
            id = self.dict_parent[id.0 as usize];
        }
        id
    }
    pub fn dict(&self, id: DictId) -> &DictDef {
        &self.dicts[self.dict_root(id)]
    }
    pub fn dict_mut(&mut self, id: DictId) -> &mut DictDef {
        let root = self.dict_root(id);
        &mut self.dicts[root]
    }
    /// As [`Defs::merge_lists`].
    pub(crate) fn merge_dicts(&mut self, a: DictId, b: DictId) -> (DictId, DictId) {
        let size = |id: DictId| self.dict_size[id.0 as usize];
        let (a, b) = if size(a) < size(b) { (b, a) } else { (a, b) };
        self.dict_size[a.0 as usize] += self.dict_size[b.0 as usize];
        self.dict_parent[b.0 as usize] = a;
        (a, b)
    }
    /// What a dict was before it became part of another.
    pub(crate) fn merged_dict(&self, id: DictId) -> &DictDef {
        &self.dicts[id]
    }
    /// Takes back the last join of these two, in the order that it gave.
    pub(crate) fn split_dicts(&mut self, a: DictId, b: DictId) {
        self.dict_size[a.0 as usize] -= self.dict_size[b.0 as usize];
        self.dict_parent[b.0 as usize] = b;
    }
    pub fn is_subclass(&self, mut c: ClassId, ancestor: ClassId) -> bool {
        loop {
            if c == ancestor {
                return true;
            }
            match self.classes[c].base {
                Some(b) => c = b,
                None => return false,
            }
        }
    }
    /// The class and its bases, most derived first.
    pub fn chain(&self, c: ClassId) -> Vec<ClassId> {
        let mut chain = vec![c];
        while let Some(b) = self.classes[chain[chain.len() - 1]].base {
            chain.push(b);
        }
        chain
    }
    pub fn common_base(&self, a: ClassId, b: ClassId) -> Option<ClassId> {
        self.chain(a).into_iter().find(|&c| self.is_subclass(b, c))
    }
    /// Where the attribute lives: the class or one of its bases.
    pub fn find_attr(&self, c: ClassId, name: &str) -> Option<(ClassId, &AttrDef)> {
        self.chain(c).into_iter().find_map(|c| self.classes[c].attrs.get(name).map(|a| (c, a)))
    }
    /// A class's own or inherited class attribute.
    pub fn mro_lookup(&self, c: ClassId, name: &str) -> Option<(ClassId, &Const)> {
        self.chain(c).into_iter().find_map(|c| self.classes[c].dict.get(name).map(|v| (c, v)))
    }
    pub fn subtree(&self, c: ClassId) -> Vec<ClassId> {
        let mut all = vec![c];
        let mut i = 0;
        while i < all.len() {
            all.extend(&self.classes[all[i]].subclasses);
            i += 1;
        }
        all
    }
}
