//! Parameters of the JIT that tests run programs with.

/// From the usual to the cruel: a trace at the second time, a bridge at the second failure, each optimisation left out in turn.
pub fn settings() -> Vec<String> {
    const ALL: [&str; 8] = ["intbounds", "rewrite", "virtualize", "string", "pure", "earlyforce", "heap", "unroll"];
    let mut all: Vec<String> =
        ["off", "default", "threshold=2,trace_eagerness=2", "threshold=3,trace_eagerness=1,trace_limit=60"]
            .map(str::to_string)
            .to_vec();
    for left_out in ALL {
        let rest: Vec<&str> = ALL.into_iter().filter(|n| *n != left_out).collect();
        all.push(format!("threshold=2,trace_eagerness=2,enable_opts={}", rest.join(":")));
    }
    all.push("threshold=2,trace_eagerness=2,enable_opts=".to_string());
    all.push("threshold=2,trace_eagerness=2,loop_longevity=1".to_string());
    all.push("threshold=2,trace_eagerness=2,retrace_limit=5,max_retrace_guards=100".to_string());
    all.push("threshold=2,function_threshold=2,trace_eagerness=2,max_unroll_recursion=1".to_string());
    all
}
