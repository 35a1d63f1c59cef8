//! `--backend=wasm`: the module, and for a browser what runs it there.

use crate::cli::{BuildArgs, Emit, Opt, WasmHost};
use crate::output::write_atomically;
use crate::pipeline::Failure;
use crate::progress::Progress;
use rpy_ir::Program;
use std::path::Path;

/// Runs a module under Node.js.
pub const NODE_HOST: &str = include_str!("wasm/host.mjs");
const BROWSER: &str = include_str!("wasm/browser.mjs");
const PAGE: &str = include_str!("wasm/browser.html");

/// What of the command line makes no sense with wasm; says what is different.
pub fn check(args: &BuildArgs) -> Result<(), Failure> {
    if args.emit == Emit::Obj {
        return Err(Failure::Message("--emit=obj: with --backend=wasm there are only modules".to_string()));
    }
    if args.how.opt == Opt::Jit {
        eprintln!("note: there is no JIT that makes wasm yet; the module is built without one");
    }
    Ok(())
}

pub fn build(program: &Program, args: &BuildArgs, output: &Path, progress: &mut Progress) -> Result<(), Failure> {
    progress.start("wasm");
    let missing = rpy_wasm::check(program);
    if !missing.is_empty() {
        return Err(Failure::Rejected(missing, program.sources.clone()));
    }
    let module = rpy_wasm::compile(program)?;
    progress.finish(format!("{} bytes", module.len()));
    write_atomically(output, &module)?;
    if args.wasm_host == WasmHost::Browser {
        let name = output.file_stem().map_or_else(Default::default, |n| n.to_string_lossy().into_owned());
        let file = output.file_name().map_or_else(Default::default, |n| n.to_string_lossy().into_owned());
        let fill = |template: &str| {
            let with_urls = template.replace("__MODULE__", &url(&file)).replace("__URL__", &url(&name));
            with_urls.replace("__TITLE__", &escaped(&name))
        };
        write_atomically(&output.with_extension("js"), fill(BROWSER).as_bytes())?;
        write_atomically(&output.with_extension("html"), fill(PAGE).as_bytes())?;
    }
    Ok(())
}

/// A file's name in an address.
fn url(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    name.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Text in a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_their_place_needs() {
        assert_eq!(url("a b\"é.wasm"), "a%20b%22%C3%A9.wasm");
        assert_eq!(escaped("<a&b>"), "&lt;a&amp;b&gt;");
    }
}
