//! Builds the JIT's runtime as a static library, which `translate` carries and links programs with.
//!
//! A library of its own kind cannot be a dependency in Cargo's stable form, so this runs Cargo once more, in a folder of
//! its own.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let root = Path::new(&variable("CARGO_MANIFEST_DIR")).join("../..");
    let out = PathBuf::from(variable("OUT_DIR"));
    for part in ["trace", "opt", "backend", "meta", "archive"] {
        println!("cargo::rerun-if-changed={}", root.join("runtime/jit").join(part).display());
    }
    println!("cargo::rerun-if-changed={}", root.join("Cargo.lock").display());
    let target = out.join("jit");
    let done = Command::new(variable("CARGO"))
        .args(["build", "--release", "--locked", "-p", "rpy-jit-archive", "--target-dir"])
        .arg(&target)
        .current_dir(&root)
        // The library is the same whatever is being done to the toolchain.
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("CARGO_MAKEFLAGS")
        .status();
    assert!(done.is_ok_and(|s| s.success()), "the JIT's runtime cannot be built");
    let archive = target.join("release/librpyjit.a");
    let object = out.join("rpyjit.o");
    let runtime = if trim(&archive, &object) { object } else { archive };
    println!("cargo::rustc-env=JIT_RUNTIME={}", runtime.display());
}

/// Links what of the library is used into one object without symbols of its own: a quarter of the size in programs' way. Where
/// the linker cannot, the library serves as it is.
fn trim(archive: &Path, object: &Path) -> bool {
    let cc = std::env::var("CC").unwrap_or_else(|_| "cc".to_string());
    let options = [
        "--gc-sections",
        "-u,rpy_jit_enter",
        "-u,rpy_jit_force_virtual_ref",
        "-u,rpy_jit_invalidate",
        "-u,rpy_jit_set_param",
        "-u,rpy_jit_reset_param",
        "-e,rpy_jit_enter",
        "-x",
        "-S",
    ]
    .map(|o| format!("-Wl,{o}"));
    let mut command = Command::new(cc);
    command.args(["-r", "-nostdlib"]).args(options).arg("-o").arg(object).arg(archive);
    command.output().is_ok_and(|done| done.status.success())
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("Cargo sets {name}"))
}
