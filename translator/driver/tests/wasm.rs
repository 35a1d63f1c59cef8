//! Programs on wasm, under Node.js as the host, against their native selves.

mod common;
use common::*;

#[test]
fn the_targets_give_the_same_as_native() {
    let Some(host) = wasm_host() else { return };
    let tlr = build("targets/tlr", "wasm_tlr", &["--backend=wasm"]);
    for (args, output, status) in
        [(&["12"][..], "144\n", 0), (&["twelve"], "", 1), (&["--program", "no/such", "1"], "", 1)]
    {
        let done = host.run(&tlr, args, b"", &[]);
        assert_eq!(text(&done.stdout), output, "{}", text(&done.stderr));
        assert_eq!(done.status.code(), Some(status), "{args:?}");
        assert_eq!(text(&done.stderr).lines().count() as i32, status, "{args:?}: {}", text(&done.stderr));
    }
    let hello = "targets/bf/programs/hello.bf";
    for gc in ["none", "semispace"] {
        let bf = build("targets/bf", &format!("wasm_bf_{gc}"), &["--backend=wasm", "--gc", gc]);
        for stress in [&[][..], &[("RPY_GC_STRESS", "1")]] {
            let done = host.run(&bf, &[hello], b"", stress);
            assert_eq!(text(&done.stdout), "Hello, World!\n", "{}", text(&done.stderr));
            let program = std::fs::read(root().join(hello)).expect("hello.bf");
            assert_eq!(host.run(&bf, &[], &program, stress).stdout, done.stdout);
        }
    }
}
