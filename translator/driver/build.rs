//! Builds the JIT's runtime and MMTk as static libraries, which `translate` carries and links programs with.
//!
//! A library of its own kind cannot be a dependency in Cargo's stable form, so this runs Cargo once more, in a folder of
//! its own. The libraries share no build: what one needs must not change what another is made of.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let root = Path::new(&variable("CARGO_MANIFEST_DIR")).join("../..");
    let out = PathBuf::from(variable("OUT_DIR"));
    for part in ["jit/trace", "jit/opt", "jit/backend", "jit/meta", "jit/archive", "mmtk"] {
        println!("cargo::rerun-if-changed={}", root.join("runtime").join(part).display());
    }
    println!("cargo::rerun-if-changed={}", root.join("Cargo.lock").display());
    for library in [JIT, MMTK] {
        let built = library.build(&root, &out);
        println!("cargo::rustc-env={}={}", library.variable, built.display());
    }
}

struct Library {
    package: &'static str,
    /// The library's, without prefix and suffix.
    name: &'static str,
    profile: &'static str,
    /// What programs call. The rest goes if nothing of it needs it.
    functions: &'static [&'static str],
    /// Tells `translate` where it is.
    variable: &'static str,
}

const JIT: Library = Library {
    package: "rpy-jit-archive",
    name: "rpyjit",
    profile: "release",
    functions: &[
        "rpy_jit_enter",
        "rpy_jit_force_virtual_ref",
        "rpy_jit_invalidate",
        "rpy_jit_set_param",
        "rpy_jit_reset_param",
    ],
    variable: "JIT_RUNTIME",
};

const MMTK: Library = Library {
    package: "rpy-mmtk",
    name: "rpymmtk",
    profile: "mmtk",
    functions: &["rpy_mmtk_setup", "rpy_mmtk_alloc", "rpy_mmtk_collect", "rpy_mmtk_write", "rpy_mmtk_write_items"],
    variable: "MMTK_RUNTIME",
};

impl Library {
    /// Where it is: an object, or the archive.
    fn build(&self, root: &Path, out: &Path) -> PathBuf {
        // Cargo has several folders for this script's results, one for each selection of packages; they share this one.
        let target = out.ancestors().nth(2).unwrap_or(out).join("translate-libraries");
        let done = Command::new(variable("CARGO"))
            .args(["build", "--profile", self.profile, "--locked", "-p", self.package, "--target-dir"])
            .arg(&target)
            .current_dir(root)
            // The library is the same whatever is being done to the toolchain.
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("CARGO_MAKEFLAGS")
            .status();
        assert!(done.is_ok_and(|s| s.success()), "{} cannot be built", self.package);
        let archive = target.join(format!("{}/lib{}.a", self.profile, self.name));
        let object = out.join(format!("{}.o", self.name));
        if self.trim(&archive, &object) { object } else { archive }
    }

    /// Links what of the library is used into one object without symbols of its own: a quarter of the size in programs' way. Where
    /// the linker cannot, the library serves as it is.
    fn trim(&self, archive: &Path, object: &Path) -> bool {
        let cc = std::env::var("CC").unwrap_or_else(|_| "cc".to_string());
        let used = self.functions.iter().map(|f| format!("-Wl,-u,{f}"));
        let entry = format!("-Wl,-e,{}", self.functions[0]);
        let mut command = Command::new(cc);
        command.args(["-r", "-nostdlib", "-Wl,--gc-sections", "-Wl,-x", "-Wl,-S"]).args(used).arg(entry);
        command.arg("-o").arg(object).arg(archive);
        command.output().is_ok_and(|done| done.status.success())
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("Cargo sets {name}"))
}
