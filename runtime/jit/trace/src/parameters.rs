//! The names of the JIT's parameters, which are RPython's. A program calls a parameter by its index here.

pub const PARAMETERS: [&str; 17] = [
    "threshold",
    "function_threshold",
    "trace_eagerness",
    "decay",
    "trace_limit",
    "inlining",
    "loop_longevity",
    "retrace_limit",
    "pureop_historylength",
    "max_retrace_guards",
    "max_unroll_loops",
    "disable_unrolling",
    "enable_opts",
    "max_unroll_recursion",
    "vec",
    "vec_all",
    "vec_cost",
];
