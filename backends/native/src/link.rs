//! Linking with the system's `cc`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes an executable from an object file, a library (an archive or an object) and libraries of the system; the output is replaced only
/// if linking succeeds.
pub fn link(object: &[u8], library: Option<&[u8]>, system: &[&str], output: &Path) -> Result<(), String> {
    let name = output.file_name().ok_or_else(|| format!("cannot write {}: not a file name", output.display()))?;
    let pid = std::process::id();
    let temporary = output.with_file_name(format!(".{}.{pid}", name.to_string_lossy()));
    let object_file = output.with_file_name(format!(".{}.{pid}.o", name.to_string_lossy()));
    let library_file = output.with_file_name(format!(".{}.{pid}.jit.o", name.to_string_lossy()));
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", output.display());
    std::fs::write(&object_file, object).map_err(cannot)?;
    let library_path = library.map(|_| library_file.as_path());
    let written = library.map_or(Ok(()), |bytes| std::fs::write(&library_file, bytes)).map_err(cannot);
    let result = written.and_then(|()| run(&object_file, library_path, system, &temporary));
    let _ = std::fs::remove_file(&object_file);
    let _ = library.map(|_| std::fs::remove_file(&library_file));
    if let Err(e) = result {
        let _ = std::fs::remove_file(&temporary);
        return Err(e);
    }
    std::fs::rename(&temporary, output).map_err(|e| {
        let _ = std::fs::remove_file(&temporary);
        cannot(e)
    })
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
