//! Which passes run, and the limits of unrolling.

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    pub intbounds: bool,
    pub rewrite: bool,
    pub virtualize: bool,
    pub string: bool,
    pub pure: bool,
    pub earlyforce: bool,
    pub heap: bool,
    pub unroll: bool,
    /// A loop with more guards than this is not traced again for another state of its virtuals.
    pub max_retrace_guards: u32,
    /// How often a loop is traced again because a bridge fits none of its targets.
    pub retrace_limit: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            intbounds: true,
            rewrite: true,
            virtualize: true,
            string: true,
            pure: true,
            earlyforce: true,
            heap: true,
            unroll: true,
            max_retrace_guards: 15,
            retrace_limit: 0,
        }
    }
}

impl Options {
    pub const ALL: &str = "intbounds:rewrite:virtualize:string:pure:earlyforce:heap:unroll";

    /// From the text of the parameter `enable_opts`: names between colons, or `all`. The error is the unknown name.
    pub fn enable(text: &str) -> Result<Options, String> {
        let all = text.trim() == "all";
        let mut options = Options {
            intbounds: all,
            rewrite: all,
            virtualize: all,
            string: all,
            pure: all,
            earlyforce: all,
            heap: all,
            unroll: all,
            ..Options::default()
        };
        if all {
            return Ok(options);
        }
        for name in text.split(':').map(str::trim).filter(|n| !n.is_empty()) {
            let flag = match name {
                "intbounds" => &mut options.intbounds,
                "rewrite" => &mut options.rewrite,
                "virtualize" => &mut options.virtualize,
                "string" => &mut options.string,
                "pure" => &mut options.pure,
                "earlyforce" => &mut options.earlyforce,
                "heap" => &mut options.heap,
                "unroll" => &mut options.unroll,
                _ => return Err(name.to_string()),
            };
            *flag = true;
        }
        Ok(options)
    }
}
