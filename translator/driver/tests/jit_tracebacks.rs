//! An exception that nobody catches names the same places on its way, whether it passes interpreted, traced or compiled code.

mod common;
#[path = "common/settings.rs"]
mod settings;

use common::*;
use settings::settings;

#[test]
fn compiled_code_leaves_its_lines() {
    let native = build("tests/jit/raising", "jit_tracebacks_native", &[]);
    let jit = build("tests/jit/raising", "jit_tracebacks_jit", &["--opt=jit"]);
    let mut all = settings();
    all.push("threshold=2,function_threshold=2,trace_eagerness=2,inlining=0".to_string());
    // Where the exception begins, and what must be among the lines of its traceback.
    for (program, lines) in [
        ("-rL", vec![", in run"]),
        ("-dL", vec![", in run", ", in deeper", ", in deepest"]),
        ("-DdL", vec![", in deeper"]),
        ("-fL", vec![", in run", ", in far"]),
        ("-DfL", vec![", in far"]),
        ("-aL", vec![", in again", ", in deepest"]),
        ("-DaDL", vec![", in again"]),
        ("-oL", vec![", in run"]),
        ("-iL", vec![", in Raising.do"]),
        ("-cdL", vec![", in run", ", in deepest"]),
        ("-caDL", vec![", in again"]),
        ("-cfL", vec![", in far"]),
        ("-DDcoL", vec![", in run"]),
        ("-cL", vec![]),
        ("-DL", vec![]),
        // It is not the function itself that raises.
        ("-sL", vec![]),
        ("-srL", vec![", in run"]),
    ] {
        for n in ["3", "5", "40", "400"] {
            let wanted = run(&native, &[program, n], b"", &[]);
            let shown = text(&wanted.stderr);
            assert_eq!(shown.contains("traceback"), !lines.is_empty(), "{program} {n}: {shown}");
            lines.iter().for_each(|l| assert!(shown.contains(l), "{program} {n}: {l} in {shown}"));
            for s in &all {
                let done = run(&jit, &[program, n], b"", &[("RPY_JIT", s)]);
                assert_eq!(text(&done.stderr), shown, "{program} {n} with {s}");
                assert_eq!(text(&done.stdout), text(&wanted.stdout), "{program} {n} with {s}");
                assert_eq!(done.status.code(), wanted.status.code(), "{program} {n} with {s}");
            }
        }
    }
}
