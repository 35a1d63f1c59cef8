//! Functions of `os`, `time`, `math` and `sys` by name: each is one function of support code.

use crate::containers::*;
use crate::rlist::index;
use crate::rstr::as_str;
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::{Diag, Op, Operand, Ty};

/// How a parameter is passed.
#[derive(Clone, Copy, PartialEq)]
enum P {
    Int,
    Str,
    Float,
}

struct Function {
    name: &'static str,
    support: &'static str,
    helper: &'static str,
    params: &'static [P],
    /// Values of the parameters that a call leaves out.
    defaults: &'static [i64],
}

const fn f(name: &'static str, support: &'static str, helper: &'static str, params: &'static [P]) -> Function {
    Function { name, support, helper, params, defaults: &[] }
}

const FUNCTIONS: &[Function] = &[
    f("os.write", "ros", "ll_os_write", &[P::Int, P::Str]),
    f("os.read", "ros", "ll_os_read", &[P::Int, P::Int]),
    Function {
        name: "os.open",
        support: "ros",
        helper: "ll_os_open",
        params: &[P::Str, P::Int, P::Int],
        defaults: &[0o777],
    },
    f("os.close", "ros", "ll_os_close", &[P::Int]),
    f("os.lseek", "ros", "ll_os_lseek", &[P::Int, P::Int, P::Int]),
    f("os.isatty", "ros", "ll_os_isatty", &[P::Int]),
    f("os.unlink", "ros", "ll_os_unlink", &[P::Str]),
    f("os.remove", "ros", "ll_os_unlink", &[P::Str]),
    f("os.rename", "ros", "ll_os_rename", &[P::Str, P::Str]),
    f("os.replace", "ros", "ll_os_rename", &[P::Str, P::Str]),
    Function { name: "os.mkdir", support: "ros", helper: "ll_os_mkdir", params: &[P::Str, P::Int], defaults: &[0o777] },
    f("os.rmdir", "ros", "ll_os_rmdir", &[P::Str]),
    f("os.fsync", "ros", "ll_os_fsync", &[P::Int]),
    f("os.path.isdir", "ros", "ll_os_path_isdir", &[P::Str]),
    f("os.path.exists", "ros", "ll_os_path_exists", &[P::Str]),
    f("os.getcwd", "ros", "ll_os_getcwd", &[]),
    f("os.getpid", "ros", "ll_os_getpid", &[]),
    f("os._exit", "ros", "ll_os_exit", &[P::Int]),
    f("time.time", "ros", "ll_time_time", &[]),
    f("time.time_ns", "ros", "ll_time_time_ns", &[]),
    f("time.perf_counter", "ros", "ll_time_perf_counter", &[]),
    f("time.perf_counter_ns", "ros", "ll_time_perf_counter_ns", &[]),
    f("time.monotonic", "ros", "ll_time_perf_counter", &[]),
    f("time.process_time", "ros", "ll_time_clock", &[]),
    f("time.clock", "ros", "ll_time_clock", &[]),
    f("stack.almost_full", "stack", "ll_almost_full", &[]),
    f("stack.set_length_fraction", "stack", "ll_set_length_fraction", &[P::Float]),
    f("stack.criticalcode_start", "stack", "ll_criticalcode_start", &[]),
    f("stack.criticalcode_stop", "stack", "ll_criticalcode_stop", &[]),
    f("time.sleep", "ros", "ll_time_sleep", &[P::Float]),
    f("math.pow", "rfloat", "ll_pow", &[P::Float, P::Float]),
    f("math.sqrt", "rfloat", "ll_sqrt", &[P::Float]),
    f("math.log10", "rfloat", "ll_log10", &[P::Float]),
    f("math.log2", "rfloat", "ll_log2", &[P::Float]),
    f("math.log1p", "rfloat", "ll_log1p", &[P::Float]),
    f("math.log", "rfloat", "ll_log", &[P::Float]),
    f("math.exp", "rfloat", "ll_exp", &[P::Float]),
    f("math.expm1", "rfloat", "ll_expm1", &[P::Float]),
    f("math.sin", "rfloat", "ll_sin", &[P::Float]),
    f("math.cos", "rfloat", "ll_cos", &[P::Float]),
    f("math.tan", "rfloat", "ll_tan", &[P::Float]),
    f("math.asin", "rfloat", "ll_asin", &[P::Float]),
    f("math.acos", "rfloat", "ll_acos", &[P::Float]),
    f("math.atan", "rfloat", "ll_atan", &[P::Float]),
    f("math.atan2", "rfloat", "ll_atan2", &[P::Float, P::Float]),
    f("math.sinh", "rfloat", "ll_sinh", &[P::Float]),
    f("math.cosh", "rfloat", "ll_cosh", &[P::Float]),
    f("math.tanh", "rfloat", "ll_tanh", &[P::Float]),
    f("math.hypot", "rfloat", "ll_hypot", &[P::Float, P::Float]),
    f("math.fmod", "rfloat", "ll_fmod", &[P::Float, P::Float]),
    f("math.floor", "rfloat", "ll_floor", &[P::Float]),
    f("math.ceil", "rfloat", "ll_ceil", &[P::Float]),
    f("math.trunc", "rfloat", "ll_trunc", &[P::Float]),
    f("math.fabs", "rfloat", "ll_fabs", &[P::Float]),
    f("math.copysign", "rfloat", "ll_copysign", &[P::Float, P::Float]),
    f("math.degrees", "rfloat", "ll_degrees", &[P::Float]),
    f("math.radians", "rfloat", "ll_radians", &[P::Float]),
    f("math.isnan", "rfloat", "ll_isnan", &[P::Float]),
    f("math.isinf", "rfloat", "ll_isinf", &[P::Float]),
    f("math.isfinite", "rfloat", "ll_isfinite", &[P::Float]),
];

fn as_float(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    match v.ann.kind {
        Kind::Float => Ok(v.op.clone()),
        Kind::Int { .. } | Kind::Bool => Ok(cx.emit(Op::CastIntToFloat, vec![v.op.clone()], Ty::Float)),
        _ => Err(cx.error("this must be a float", "convert it with `float(x)`")),
    }
}

/// A call of a function by its special name. None if it is not one of these.
pub fn call(cx: &mut dyn Lower, name: &str, args: &[Value], result: &SomeValue) -> Result<Option<Operand>, Diag> {
    if name == "os.getenv" || name == "os.environ.get" {
        return getenv(cx, args, result).map(Some);
    }
    let Some(function) = FUNCTIONS.iter().find(|f| f.name == name) else {
        return Ok(None);
    };
    let (n, wanted) = (args.len(), function.params.len());
    if n > wanted || n + function.defaults.len() < wanted {
        let message = format!("`{name}` takes {wanted} arguments and gets {n}");
        return Err(cx.error(&message, "give the arguments that it takes"));
    }
    let mut all: Vec<Arg> = vec![];
    for (v, p) in args.iter().zip(function.params) {
        all.push(Arg::Value(match p {
            P::Int => index(cx, v)?,
            P::Str => as_str(cx, v)?,
            P::Float => as_float(cx, v)?,
        }));
    }
    for missing in n..wanted {
        let at = missing + function.defaults.len() - wanted;
        all.push(Arg::Value(signed(function.defaults[at])));
    }
    cx.support(function.support, function.helper, &all).map(Some)
}

fn getenv(cx: &mut dyn Lower, args: &[Value], result: &SomeValue) -> Result<Operand, Diag> {
    match args {
        [name] => {
            let name = as_str(cx, name)?;
            cx.support("ros", "ll_os_getenv", &[name.into()])
        }
        [name, default] => {
            let name = as_str(cx, name)?;
            let default = cx.convert(default.op.clone(), &default.ann, result)?;
            cx.support("ros", "ll_os_getenv_default", &[name.into(), default.into()])
        }
        _ => Err(cx.error("`os.getenv` takes a name and perhaps a default", "")),
    }
}
