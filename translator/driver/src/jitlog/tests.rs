use super::{is_log, read, report};

/// A loop, a bridge out of it, a bridge out of that, one whose loop is not there, and counts.
const LOG: &str = "\
[1a] {jit-log-opt-loop
# Loop 1 (3: SUB (x)) : loop with 7 ops
[i0, p1]
+10: label(i0, p1, descr=TargetToken(0))
debug_merge_point(0, 0, '3: SUB (x)')
i2 = int_sub(i0, 1)
guard_true(i2, descr=<Guard0xa>) [i2, p1]
debug_merge_point(0, 0, '4: it's, odd')
guard_class(p1, ConstClass(C), descr=<Guard0xb>) []
+20: jump(i2, p1, descr=TargetToken(0))
+30: --end of the loop--
[1a] jit-log-opt-loop}
[1b] {jit-log-opt-bridge
# bridge out of Guard 0xa with 3 ops
[i0, p1]
guard_false(i0, descr=<Guard0xc>) [i0]
i1 = call_i(ConstClass(f), i0, descr=<f>)
jump(i1, p1, descr=TargetToken(0))
--end of the loop--
[1b] jit-log-opt-bridge}
[1c] {jit-log-opt-bridge
# bridge out of Guard 0xc with 1 ops
[i0]
finish(i0)
--end of the loop--
[1c] jit-log-opt-bridge}
[1d] {jit-log-opt-bridge
# bridge out of Guard 0x99 with 1 ops
[i0]
jump(i0, descr=TargetToken(77))
--end of the loop--
[1d] jit-log-opt-bridge}
[1e] {jit-abort
trace too long
[1e] jit-abort}
[20] {jit-backend-counts-guards
Guard0xa:200
Guard0xb:1
[20] jit-backend-counts-guards}
[21] {jit-backend-counts
entry 1:2
TargetToken(0):500
bridge 10:300
[21] jit-backend-counts}
[22] {jit-summary
Tracing:      \t3\t0.25
abort: trace too long:\t1
[22] jit-summary}
";

#[test]
fn a_tree_of_loops_and_bridges() {
    let shown = report(&read(LOG).expect("a log"));
    let expected = "\
JIT log: 1 loop, 3 bridges

loops, with the guards that have failed and the bridges from them
  Loop 1 (3: SUB (x)): 4 operations, 2 guards, 30 bytes, entered 2 times
    Guard 0xa guard_true at 3: SUB (x): failed 200 times, then has a bridge
      bridge out of Guard 0xa: 3 operations, 1 guard, taken 300 times, goes to Loop 1 (3: SUB (x))
        Guard 0xc guard_false: has a bridge
          bridge out of Guard 0xc: 1 operation, 0 guards, ends with finish
    Guard 0xb guard_class at 4: it's, odd: failed once
  bridge out of Guard 0x99: 1 operation, 0 guards, goes to a loop that is not in the log

operations by kind (in the code, reached)
       3        800  jump
       1        500  guard_class
       1        500  guard_true
       1        500  int_sub
       1        300  call_i
       1        300  guard_false
       1          0  finish

operations by place (in the code, reached)
       2       1000  3: SUB (x)
       2       1000  4: it's, odd
       5        900  (before the first place)

traces that were given up
       1  trace too long

summary
  Tracing                       3  0.25
  abort: trace too long               1
";
    assert_eq!(shown, expected);
}

#[test]
fn damage_is_told_with_its_line() {
    let wrong = |from: &str, to: &str| read(&LOG.replacen(from, to, 1)).expect_err(to);
    assert_eq!(
        wrong("[1a] jit-log-opt-loop}\n", ""),
        (1, "`jit-log-opt-loop` begins here and does not end".to_string())
    );
    let wanted = "`jit-abort` ends here, but `jit-log-opt-loop` has not";
    assert_eq!(wrong("[1a] jit-log-opt-loop}", "[1a] jit-abort}"), (12, wanted.to_string()));
    let wanted = (2, "8 operations, it says, and there are 7".to_string());
    assert_eq!(wrong("with 7 ops", "with 8 ops"), wanted);
    assert_eq!(wrong("int_sub(i0, 1)", "int_sub(i0, 1").0, 6);
    assert_eq!(wrong("<Guard0xa>) [", "<Guardxa>) [").0, 7);
    assert_eq!(wrong("# Loop 1", "# Loop one").0, 2);
    assert_eq!(wrong("Guard0xb:1\n", "Guard0xb:many\n"), (38, "`Guard0xb:many` is not `NAME:NUMBER`".to_string()));
    assert_eq!(wrong("[1e] {jit-abort\n", "").1, "text outside of all sections");
    let cut = &LOG[..LOG.len() - 10];
    assert!(read(cut).expect_err("a cut log").1.contains("does not end"));
}

#[test]
fn no_damage_is_a_panic() {
    for at in 0..LOG.len() {
        for replacement in ["", "(", ")", "\n", "'", "é", "99999999999999999999"] {
            let damaged = format!("{}{replacement}{}", &LOG[..at], &LOG[at + 1..]);
            if let Ok(log) = read(&damaged) {
                report(&log);
            }
            let _ = read(&LOG[..at]);
        }
    }
}

#[test]
fn bridges_out_of_bridges_without_end() {
    let mut text = String::from(
        "[0] {jit-log-opt-loop\n# Loop 1 () : loop with 1 ops\nguard_true(i0, descr=<Guard0x0>) []\n[0] jit-log-opt-loop}\n",
    );
    for i in 0..20_000 {
        text += "[0] {jit-log-opt-bridge\n";
        text += &format!("# bridge out of Guard 0x{i:x} with 1 ops\nguard_true(i0, descr=<Guard0x{:x}>) []\n", i + 1);
        text += "[0] jit-log-opt-bridge}\n";
    }
    assert_eq!(report(&read(&text).expect("a log")).matches("bridge out").count(), 20_000);
}

#[test]
fn other_texts_are_not_logs() {
    assert!(!is_log("graph f(v0: Signed) -> Signed {\n[i0, p1]\n[1z] {x\n"));
    assert!(is_log(&LOG[30..]));
}
