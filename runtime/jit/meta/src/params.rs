//! The parameters of RPython's JIT, and where users set them: the environment variable `RPY_JIT`, in the form of
//! `set_user_param` (`off`, `default`, `threshold=100,trace_eagerness=5`).

use rpy_jit_opt::Options;

#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    pub enabled: bool,
    pub threshold: u32,
    pub function_threshold: u32,
    pub trace_eagerness: u32,
    pub decay: u32,
    pub trace_limit: u32,
    pub inlining: u32,
    pub loop_longevity: u32,
    /// The most memory for machine code, in units of 1024 bytes; 0 if there is no limit. Not one of RPython's: only users set it.
    pub code_memory: u32,
    pub retrace_limit: u32,
    pub pureop_historylength: u32,
    pub max_retrace_guards: u32,
    pub max_unroll_loops: u32,
    pub disable_unrolling: u32,
    pub max_unroll_recursion: u32,
    pub vec: u32,
    pub vec_all: u32,
    pub vec_cost: u32,
    pub enable_opts: String,
}

impl Default for Params {
    fn default() -> Params {
        Params {
            enabled: true,
            threshold: 1039,
            function_threshold: 1619,
            trace_eagerness: 200,
            decay: 40,
            trace_limit: 6000,
            inlining: 1,
            loop_longevity: 1000,
            code_memory: 0,
            retrace_limit: 0,
            pureop_historylength: 16,
            max_retrace_guards: 15,
            max_unroll_loops: 0,
            disable_unrolling: 200,
            max_unroll_recursion: 7,
            vec: 0,
            vec_all: 0,
            vec_cost: 0,
            enable_opts: "all".to_string(),
        }
    }
}

impl Params {
    /// Sets what a text says; the error is for people.
    pub fn set_user(&mut self, text: &str) -> Result<(), String> {
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            match part.split_once('=') {
                None if part == "off" => self.enabled = false,
                None if part == "default" => *self = Params::default(),
                None => return Err(format!("`{part}` is not `off`, `default` or NAME=VALUE")),
                Some((name, value)) => self.set(name.trim(), value.trim())?,
            }
        }
        Ok(())
    }

    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        if name == "enable_opts" {
            Options::enable(value).map_err(|n| format!("enable_opts: there is no optimisation `{n}`"))?;
            self.enable_opts = value.to_string();
            return Ok(());
        }
        let place = self.number(name).ok_or_else(|| format!("there is no parameter `{name}`"))?;
        *place = value.parse().map_err(|_| format!("{name}: `{value}` is not a number"))?;
        Ok(())
    }

    /// Sets what a program says. Less than nothing is nothing: a threshold of -1 is never reached.
    pub fn set_value(&mut self, name: &str, value: i64) {
        if name == "enable_opts" {
            let enabled = Options::ALL.split(':').enumerate().filter(|(i, _)| value >> i & 1 != 0);
            self.enable_opts = enabled.map(|(_, name)| name).collect::<Vec<_>>().join(":");
        } else if let Some(place) = self.number(name) {
            *place = value.clamp(0, u32::MAX as i64) as u32;
        }
    }

    /// As [`Params::set_value`] takes it.
    pub fn value(&mut self, name: &str) -> i64 {
        self.number(name).map_or(-1, |v| *v as i64)
    }

    fn number(&mut self, name: &str) -> Option<&mut u32> {
        Some(match name {
            "threshold" => &mut self.threshold,
            "function_threshold" => &mut self.function_threshold,
            "trace_eagerness" => &mut self.trace_eagerness,
            "decay" => &mut self.decay,
            "trace_limit" => &mut self.trace_limit,
            "inlining" => &mut self.inlining,
            "code_memory" => &mut self.code_memory,
            "loop_longevity" => &mut self.loop_longevity,
            "retrace_limit" => &mut self.retrace_limit,
            "pureop_historylength" => &mut self.pureop_historylength,
            "max_retrace_guards" => &mut self.max_retrace_guards,
            "max_unroll_loops" => &mut self.max_unroll_loops,
            "disable_unrolling" => &mut self.disable_unrolling,
            "max_unroll_recursion" => &mut self.max_unroll_recursion,
            "vec" => &mut self.vec,
            "vec_all" => &mut self.vec_all,
            "vec_cost" => &mut self.vec_cost,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_users() {
        let mut p = Params::default();
        assert_eq!(p.set_user("threshold=2, trace_eagerness=3"), Ok(()));
        assert_eq!((p.threshold, p.trace_eagerness), (2, 3));
        assert_eq!(p.set_user("default"), Ok(()));
        assert_eq!(p, Params::default());
        assert!(p.set_user("off").is_ok() && !p.enabled);
        assert_eq!(p.set_user("treshold=1"), Err("there is no parameter `treshold`".to_string()));
        assert!(p.set_user("threshold=x").is_err() && p.set_user("on").is_err());
        assert!(p.set_user("enable_opts=intbounds:heap").is_ok() && p.set_user("enable_opts=fast").is_err());
    }

    #[test]
    fn values_of_programs() {
        let mut p = Params::default();
        for name in rpy_trace::parameters::PARAMETERS {
            let default = Params::default().value(name);
            p.set_value(name, 3);
            assert_eq!(p.value(name), if name == "enable_opts" { -1 } else { 3 });
            p.set_value(name, default);
        }
        assert_eq!(p, Params { enable_opts: Options::ALL.to_string(), ..Params::default() });
        p.set_value("threshold", -1);
        p.set_value("enable_opts", 0b101);
        assert_eq!((p.threshold, p.enable_opts.as_str()), (0, "intbounds:virtualize"));
    }

    #[test]
    fn the_library_has_the_same_names_and_defaults() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../frontends/rpython/lib/rpython/rlib/jit.py");
        let library = std::fs::read_to_string(path).expect("the library");
        let (_, table) = library.split_once("PARAMETERS = {\n").expect("the table");
        let (table, _) = table.split_once("\n}").expect("its end");
        let row = |l: &str| l.trim().trim_end_matches(',').replace('"', "");
        let theirs: Vec<String> = table.lines().map(row).collect();
        let mut defaults = Params::default();
        let mut default = |name: &str| match name {
            "enable_opts" => defaults.enable_opts.clone(),
            _ => defaults.value(name).to_string(),
        };
        let ours = rpy_trace::parameters::PARAMETERS.map(|name| format!("{name}: {}", default(name)));
        assert_eq!(theirs, ours);
        let optimisations = format!("OPTIMISATIONS = [\"{}\"]", Options::ALL.replace(':', "\", \""));
        assert!(library.contains(&optimisations), "{optimisations}");
    }
}
