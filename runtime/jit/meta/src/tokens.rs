//! How long compiled code lives. A loop and all bridges that hang on its guards are one *token*: they live and die together.
//!
//! A token stays while its code runs, while it was entered or left not long ago (`loop_longevity`, counted in traces), and while
//! one that stays may jump to it. This module knows who refers to whom; what a token owns is given back by
//! [`crate::runtime::Runtime::free_old`].

use crate::warm::CellId;
use rpy_trace::RefId;
use std::collections::BTreeSet;

pub type TokenId = usize;

const NONE: TokenId = TokenId::MAX;

#[derive(Default)]
pub struct Token {
    /// Where the loop is entered.
    pub cell: Option<CellId>,
    /// Of the backend: the loop's, then those of bridges.
    pub units: Vec<u32>,
    pub labels: Vec<u32>,
    pub guards: Vec<u32>,
    /// Constants of its traces.
    pub refs: Vec<RefId>,
    /// Where its code may go.
    keeps: BTreeSet<TokenId>,
    /// When it was last in use.
    used: u64,
}

#[derive(Default)]
pub struct Tokens {
    all: Vec<Option<Token>>,
    free: Vec<TokenId>,
    /// [`NONE`] where a label is no token's.
    by_label: Vec<TokenId>,
    /// What the code has been entered through that has not returned yet.
    running: Vec<TokenId>,
    /// How many traces were begun.
    now: u64,
    /// When old tokens are looked for again.
    next: u64,
}

impl Tokens {
    pub fn add(&mut self, cell: Option<CellId>) -> TokenId {
        let token = Token { cell, used: self.now, ..Token::default() };
        match self.free.pop() {
            Some(id) => {
                self.all[id] = Some(token);
                id
            }
            None => {
                self.all.push(Some(token));
                self.all.len() - 1
            }
        }
    }

    /// New code of a token, and the labels that it jumps to or calls.
    pub fn compiled(&mut self, id: TokenId, unit: u32, labels: Vec<u32>, guards: Vec<u32>, jumps: &[u32]) {
        for l in labels.iter().map(|&l| l as usize) {
            if self.by_label.len() <= l {
                self.by_label.resize(l + 1, NONE);
            }
            self.by_label[l] = id;
        }
        let to: Vec<TokenId> = jumps.iter().filter_map(|&l| self.of_label(l)).collect();
        if let Some(t) = &mut self.all[id] {
            t.units.push(unit);
            t.labels.extend(labels);
            t.guards.extend(guards);
            t.keeps.extend(to);
        }
    }

    /// Its code could not be made.
    pub fn remove(&mut self, id: TokenId) {
        self.all[id] = None;
        self.free.push(id);
    }

    pub fn own(&mut self, id: TokenId, refs: Vec<RefId>) {
        if let Some(t) = &mut self.all[id] {
            t.refs.extend(refs);
        }
    }

    pub fn of_label(&self, label: u32) -> Option<TokenId> {
        self.by_label.get(label as usize).copied().filter(|&id| id != NONE)
    }

    /// As long as the first is there, the second is.
    pub fn keep(&mut self, id: TokenId, other: TokenId) {
        if let Some(t) = &mut self.all[id] {
            t.keeps.insert(other);
        }
    }

    pub fn used(&mut self, id: TokenId) {
        let now = self.now;
        if let Some(t) = &mut self.all[id] {
            t.used = now;
        }
    }

    /// Code is entered at a label. [`Tokens::left`] ends that.
    pub fn entered(&mut self, label: u32) {
        // A label that no token has is not freed.
        let id = self.of_label(label).unwrap_or(NONE);
        if id != NONE {
            self.used(id);
        }
        self.running.push(id);
    }

    pub fn left(&mut self) {
        self.running.pop();
    }

    /// A trace begins: what has not been in use for this many traces, and nothing can reach that stays.
    pub fn old(&mut self, longevity: u32) -> Vec<Token> {
        self.now += 1;
        if longevity == 0 || self.now < self.next {
            return vec![];
        }
        self.next = self.now + (longevity as f64).sqrt() as u64;
        let mut stays = vec![false; self.all.len()];
        let recent = |t: &Token| t.used + longevity as u64 >= self.now;
        let young = self.all.iter().enumerate().filter(|(_, t)| t.as_ref().is_some_and(recent)).map(|(id, _)| id);
        let mut todo: Vec<TokenId> = young.chain(self.running.iter().copied()).collect();
        while let Some(id) = todo.pop() {
            if let Some(Some(t)) = self.all.get(id)
                && !std::mem::replace(&mut stays[id], true)
            {
                todo.extend(&t.keeps);
            }
        }
        let gone: Vec<TokenId> = (0..self.all.len()).filter(|&id| !stays[id] && self.all[id].is_some()).collect();
        let mut old = vec![];
        for id in gone {
            let Some(t) = self.all[id].take() else { continue };
            for &l in &t.labels {
                self.by_label[l as usize] = NONE;
            }
            self.free.push(id);
            old.push(t);
        }
        old
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loops(t: &mut Tokens, labels: &[(u32, &[u32])]) {
        for &(l, jumps) in labels {
            let id = t.add(None);
            t.compiled(id, l, vec![l], vec![], jumps);
        }
    }

    /// The units that are freed while this many traces begin.
    fn freed(t: &mut Tokens, traces: u32, longevity: u32) -> Vec<u32> {
        let mut all: Vec<u32> = (0..traces).flat_map(|_| t.old(longevity)).flat_map(|t| t.units).collect();
        all.sort();
        all
    }

    #[test]
    fn what_is_not_used_goes() {
        let mut t = Tokens::default();
        loops(&mut t, &[(1, &[]), (2, &[])]);
        assert_eq!(freed(&mut t, 9, 9), []);
        t.entered(2);
        t.left();
        assert_eq!(freed(&mut t, 9, 9), [1]);
        assert_eq!(t.of_label(1), None);
        assert_eq!(freed(&mut t, 9, 9), [2]);
        // A place of a token is used again.
        loops(&mut t, &[(3, &[])]);
        assert_eq!(t.all.len(), 2);
    }

    #[test]
    fn what_runs_stays_and_where_it_may_go() {
        let mut t = Tokens::default();
        loops(&mut t, &[(1, &[]), (2, &[1]), (3, &[2]), (4, &[3])]);
        t.entered(3);
        assert_eq!(freed(&mut t, 50, 5), [4]);
        t.left();
        assert_eq!(freed(&mut t, 50, 5), [1, 2, 3]);
    }

    #[test]
    fn without_longevity_nothing_goes() {
        let mut t = Tokens::default();
        loops(&mut t, &[(1, &[])]);
        assert_eq!(freed(&mut t, 50, 0), []);
    }
}
