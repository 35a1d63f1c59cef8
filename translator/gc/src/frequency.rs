//! How often the blocks of a graph are executed when it is called once, as far as that can be guessed: branches go both ways as often,
//! but rarely to where it is cold, and loops have a few rounds.

use rpy_ir::{BlockId, Graph};

/// What a loop is taken to have.
const ROUNDS: f32 = 8.0;

/// By block. `order` is reverse postorder.
pub fn frequencies(g: &Graph, order: &[BlockId], cold: &[bool]) -> Vec<f32> {
    let depths = rpy_ir::loops::loop_depths(g);
    let mut place = vec![usize::MAX; g.blocks.len()];
    order.iter().enumerate().for_each(|(i, b)| place[b.0 as usize] = i);
    // How likely it is that a block is executed at all.
    let mut reached = vec![0.0f32; g.blocks.len()];
    reached[g.entry.0 as usize] = 1.0;
    for &b in order {
        let from = reached[b.0 as usize].min(1.0);
        reached[b.0 as usize] = from;
        let links = g.blocks[b].exit.links();
        // A loop is left at some time: that takes nothing from those who stay.
        let stays = |to: BlockId| depths[to.0 as usize] >= depths[b.0 as usize];
        let rare = |to: BlockId| cold[to.0 as usize] && !cold[b.0 as usize];
        for link in &links {
            let others = links.iter().filter(|l| stays(l.to) == stays(link.to) && !rare(l.to)).count();
            if place[link.to.0 as usize] > place[b.0 as usize] && !rare(link.to) {
                reached[link.to.0 as usize] += from / others as f32;
            }
        }
    }
    reached.iter().zip(depths).map(|(p, depth)| p * ROUNDS.powi(depth.min(3) as i32)).collect()
}
