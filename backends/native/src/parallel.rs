//! Compiles functions on all cores while the next ones are translated. What comes out does not depend on how many there are.

use crate::place::{self, Code};
use cranelift_codegen::isa::TargetIsa;
use cranelift_codegen::{Context, ir};
use cranelift_module::FuncId;
use std::num::NonZero;
use std::sync::{Arc, Mutex, mpsc};

/// More threads would wait for the one that translates.
const MOST: usize = 8;
/// So many translated functions may wait for each thread.
const WAITING: usize = 16;

/// A function, and its code, or why it has none.
pub type Compiled = (FuncId, Result<Code, String>);

/// Compiles what `translate` gives to its argument; the code of each function in that order, or why it cannot be compiled.
pub fn compile(
    isa: &dyn TargetIsa,
    translate: impl FnOnce(&mut dyn FnMut(FuncId, ir::Function)) -> Result<(), String>,
) -> Result<Vec<Compiled>, String> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST);
    let (jobs, waiting) = mpsc::sync_channel::<(usize, FuncId, ir::Function)>(threads * WAITING);
    // Only the threads have it: nobody waits for them when they are gone.
    let waiting = Arc::new(Mutex::new(waiting));
    let (made, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (waiting, made) = (waiting.clone(), made.clone());
            scope.spawn(move || {
                let mut context = Context::new();
                loop {
                    let job = waiting.lock().ok().and_then(|w| w.recv().ok());
                    let Some((index, id, function)) = job else { break };
                    context.clear();
                    context.func = function;
                    let code = place::compile(isa, id, &mut context);
                    if made.send((index, (id, code))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((waiting, made));
        let mut count = 0;
        let translated = translate(&mut |id, function| {
            // If no thread is left to take it, its code is missed below.
            let _ = jobs.send((count, id, function));
            count += 1;
        });
        drop(jobs);
        translated?;
        let mut all: Vec<(usize, Compiled)> = results.iter().collect();
        all.sort_by_key(|r| r.0);
        if all.len() < count {
            return Err("a thread that compiles has stopped".to_string());
        }
        Ok(all.into_iter().map(|(_, compiled)| compiled).collect())
    })
}
