//! What `call_assembler` calls: a place's loop or, while it has none, code that calls the compiled portal.

use crate::runtime::Runtime;
use crate::warm::CellId;
use rpy_jit_backend::{Backend, Piece};
use rpy_trace::{Arg, Guard, Kind, Op, OpCode, Trace};

/// The cells that calls of a recorded trace name become labels. False if there is no memory for code.
pub fn link(rt: &'static Runtime, trace: &mut Trace) -> bool {
    let calls = trace.ops.iter_mut().filter(|op| op.op.is_call());
    calls.filter_map(|op| op.jump_target.as_mut()).all(|cell| match callee(rt, CellId(*cell as usize)) {
        Some(target) => {
            *cell = target;
            true
        }
        None => false,
    })
}

/// A cell has a loop now: what calls the portal for it calls the loop.
pub fn replace(rt: &'static Runtime, cell: CellId) {
    let mut warm = rt.warm.borrow_mut();
    let c = &warm.cells[cell.0];
    if let (Some(from), Some(to)) = (c.callback, c.target) {
        if let (Some(from), Some(to)) = (warm.tokens.of_label(from), warm.tokens.of_label(to)) {
            warm.tokens.keep(from, to);
        }
        // SAFETY: no borrow of the backend is alive.
        unsafe { (*rt.backend()).redirect(from, to) };
    }
}

fn callee(rt: &'static Runtime, cell: CellId) -> Option<u32> {
    let known = {
        let c = &rt.warm.borrow().cells[cell.0];
        c.target.or(c.callback)
    };
    known.or_else(|| callback(rt, cell))
}

/// Code with the inputs of a cell's loop that calls the portal. An exception stays in flight: a guard stands behind each
/// `call_assembler`.
fn callback(rt: &'static Runtime, cell: CellId) -> Option<u32> {
    let mut warm = rt.warm.borrow_mut();
    let driver = &rt.p.drivers[warm.cells[cell.0].driver];
    let mut trace = Trace::default();
    let mut args = vec![Arg::int(rt.p.address(driver.function) as i64)];
    args.extend(warm.green_constants(cell).into_iter().map(Arg::Const));
    args.extend(driver.reds.iter().map(|(kind, _)| Arg::Var(trace.add_input(*kind))));
    let op = match driver.result {
        Some(Kind::Int) => OpCode::CallI,
        Some(Kind::Ref) => OpCode::CallR,
        Some(Kind::Float) => OpCode::CallF,
        None => OpCode::CallN,
    };
    let result = trace.push(op, args, Some(driver.call)).map(Arg::Var).into_iter().collect();
    let end = Guard { number: crate::tracer::DONE, ..Guard::default() };
    trace.ops.push(Op { guard: Some(Box::new(end)), ..Op::new(OpCode::Finish, result, None) });
    let target = warm.next_target;
    warm.next_target += 1;
    // SAFETY: no borrow of the backend is alive.
    let made = unsafe { (*rt.backend()).compile(&[Piece { target, trace: &trace }], &rt.p.descrs, &warm.refs) };
    match made {
        Ok(c) => {
            let token = warm.tokens.add(Some(cell));
            warm.tokens.compiled(token, c.unit, vec![target], vec![], &[]);
            let fresh = warm.refs.take_fresh();
            warm.tokens.own(token, fresh);
            warm.cells[cell.0].callback = Some(target);
            Some(target)
        }
        Err(e) => {
            rt.log.borrow_mut().failed(&e.to_string());
            None
        }
    }
}
