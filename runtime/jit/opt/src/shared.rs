//! Parts of exits that are equal are kept once: most exits of a trace have the same outer frames, the same objects, and much of
//! the same knowledge. It does not know what the parts mean.

use rpy_trace::{Known, ResumeFrame, Virtual};
use std::collections::HashSet;
use std::hash::Hash;
use std::rc::Rc;

#[derive(Default)]
pub(crate) struct Shared {
    frames: HashSet<Rc<ResumeFrame>>,
    virtuals: HashSet<Rc<Virtual>>,
    known: HashSet<Rc<[Known]>>,
}

impl Shared {
    pub fn frame(&mut self, frame: ResumeFrame) -> Rc<ResumeFrame> {
        once(&mut self.frames, frame)
    }
    pub fn object(&mut self, object: Virtual) -> Rc<Virtual> {
        once(&mut self.virtuals, object)
    }
    pub fn known(&mut self, known: &[Known]) -> Rc<[Known]> {
        if let Some(old) = self.known.get(known) {
            return old.clone();
        }
        let new: Rc<[Known]> = known.into();
        self.known.insert(new.clone());
        new
    }
}

fn once<T: Eq + Hash>(all: &mut HashSet<Rc<T>>, part: T) -> Rc<T> {
    if let Some(old) = all.get(&part) {
        return old.clone();
    }
    let new = Rc::new(part);
    all.insert(new.clone());
    new
}
