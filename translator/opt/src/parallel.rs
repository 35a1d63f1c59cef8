//! Passes on many graphs at once, on all cores. What comes out does not depend on how many there are.

use crate::Context;
use rpy_ir::{Graph, GraphId, Program, Ty};
use std::num::NonZero;
use std::sync::Mutex;

/// More threads would wait for memory.
const MOST: usize = 8;
/// So many graphs a thread takes at a time: many are small.
const BATCH: usize = 32;

/// Changes all reachable graphs, each by itself.
pub fn each_graph(program: &mut Program, change: impl Fn(&mut Graph, &Context) + Sync) {
    let ids = program.reachable_graphs();
    let take = |id: GraphId| (id, std::mem::replace(&mut program.graphs[id], Graph::new("", Ty::Void)));
    let mut work: Vec<(GraphId, Graph)> = ids.into_iter().map(take).collect();
    let context = Context { types: &program.types, data: &program.data };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST);
    let batches = Mutex::new(work.chunks_mut(BATCH));
    let run = || {
        // Nobody panics while it has the lock.
        while let Some(batch) = batches.lock().ok().and_then(|mut b| b.next()) {
            batch.iter_mut().for_each(|(_, g)| change(g, &context));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    for (id, g) in work {
        program.graphs[id] = g;
    }
}
