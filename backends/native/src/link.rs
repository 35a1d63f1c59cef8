//! Linking with the system's `cc`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Writes an executable from an object file, a library (an archive or an object) and libraries of the system; the output is replaced only
/// if linking succeeds. What is linked is in a folder beside it, under names that are the same each time: linkers keep them.
pub fn link(object: &[u8], library: Option<&[u8]>, system: &[&str], output: &Path) -> Result<(), String> {
    let name = output.file_name().ok_or_else(|| format!("cannot write {}: not a file name", output.display()))?;
    let folder = output.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", output.display());
    std::fs::create_dir(&folder).map_err(cannot)?;
    let linked = link_in(&folder, object, library, system, cannot)
        .and_then(|program| std::fs::rename(program, output).map_err(cannot));
    // What is left there does not matter to the output.
    let _ = std::fs::remove_dir_all(&folder);
    linked
}

fn link_in(
    folder: &Path,
    object: &[u8],
    library: Option<&[u8]>,
    system: &[&str],
    cannot: impl Fn(std::io::Error) -> String,
) -> Result<PathBuf, String> {
    let (program, object_file, library_file) =
        (folder.join("program"), folder.join("program.o"), folder.join("library.o"));
    std::fs::write(&object_file, object).map_err(&cannot)?;
    if let Some(bytes) = library {
        std::fs::write(&library_file, bytes).map_err(&cannot)?;
    }
    run(&object_file, library.map(|_| library_file.as_path()), system, &program)?;
    Ok(program)
}

/// Whether the linker finds a library of the system.
pub fn has_library(name: &str) -> Result<bool, String> {
    let mut command = compiler();
    command.args(["-x", "c", "-", "-o", "/dev/null", &format!("-l{name}")]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut started = command.spawn().map_err(|e| cannot_run(&command, e))?;
    if let Some(mut program) = started.stdin.take() {
        // If it does not read to the end, it fails.
        let _ = program.write_all(b"int main(void) { return 0; }\n");
    }
    started.wait().map(|status| status.success()).map_err(|e| cannot_run(&command, e))
}

fn compiler() -> Command {
    Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".to_string()))
}

fn cannot_run(command: &Command, e: std::io::Error) -> String {
    let cc = command.get_program().to_string_lossy();
    format!(
        "cannot run the linker `{cc}`: {e}\nhelp: install a C compiler (the package gcc or clang), or set CC to one"
    )
}

fn run(object: &Path, library: Option<&Path>, system: &[&str], output: &Path) -> Result<(), String> {
    let mut command = compiler();
    command.arg("-o").arg(output).arg(object);
    if let Some(library) = library {
        // Of the library only what is used; Rust's standard library, in it, needs the system's threads and loader.
        command.arg(library).args(["-Wl,--gc-sections", "-lpthread", "-ldl"]);
    }
    command.args(system.iter().map(|name| format!("-l{name}")));
    let done = command.arg("-lm").output().map_err(|e| cannot_run(&command, e))?;
    if done.status.success() {
        return Ok(());
    }
    let cc = command.get_program().to_string_lossy();
    Err(format!("the linker `{cc}` failed:\n{}", String::from_utf8_lossy(&done.stderr).trim_end()))
}
