//! The folder of sources and its compilation by the system's C compiler.

use crate::files::SourceFile;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// How a program is built.
pub struct Build<'a> {
    /// The compiler's level: `-O2`.
    pub level: &'a str,
    /// An object file that the program is linked with besides C's library.
    pub library: Option<&'a [u8]>,
    /// Libraries of the system that it is linked with.
    pub system: &'a [&'a str],
    /// The output is a library, not an executable.
    pub shared: bool,
}

/// What each file is compiled with. Mathematical functions set no `errno` that anyone reads.
const FLAGS: [&str; 5] = ["-std=c11", "-Wall", "-g", "-fno-math-errno", "-fvisibility=hidden"];
/// The name of the library in the folder.
const LIBRARY: &str = "rpyjit.o";

impl Build<'_> {
    /// What a compiler needs to know for a library.
    fn kind(&self) -> &'static [&'static str] {
        if self.shared { &["-fPIC"] } else { &[] }
    }

    fn link(&self) -> &'static [&'static str] {
        if self.shared { &["-shared"] } else { &[] }
    }

    fn libraries(&self) -> Vec<String> {
        let mut all: Vec<String> = vec![];
        if self.library.is_some() {
            // Of the library only what is used; Rust's standard library, in it, needs the system's threads and loader.
            all.extend([LIBRARY, "-Wl,--gc-sections", "-lpthread", "-ldl"].map(str::to_string));
        }
        all.extend(self.system.iter().map(|l| format!("-l{l}")));
        all.push("-lm".to_string());
        all
    }

    /// Writes the sources, the library and a Makefile into a folder that is there.
    pub fn write(&self, program: &str, files: &[SourceFile], folder: &Path) -> Result<(), String> {
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))
        };
        for f in files {
            write(&f.name, f.text.as_bytes())?;
        }
        if let Some(library) = self.library {
            write(LIBRARY, library)?;
        }
        write("Makefile", self.makefile(program, files).as_bytes())
    }

    fn makefile(&self, program: &str, files: &[SourceFile]) -> String {
        let program = if self.shared { format!("lib{program}.so") } else { program.to_string() };
        let objects: Vec<String> = c_files(files).map(|f| f.replace(".c", ".o")).collect();
        format!(
            "# Builds {program}: make, make CC=clang, make CFLAGS=\"-O1 -fsanitize=address,undefined\" LDFLAGS=-fsanitize=address,undefined\n\
             CFLAGS = {}\nCC = cc\n\n{program}: {objects}\n\t$(CC) {} $(LDFLAGS) -o $@ {objects} {}\n\n\
             {objects}: program.h prelude.h\n\n%.o: %.c\n\t$(CC) {} {} $(CFLAGS) -c -o $@ $<\n\n\
             clean:\n\trm -f {program} {objects}\n.PHONY: clean\n",
            self.level,
            self.link().join(" "),
            self.libraries().join(" "),
            FLAGS.join(" "),
            self.kind().join(" "),
            objects = objects.join(" ")
        )
    }

    /// Compiles what [`Build::write`] has written. The output is a new file.
    pub fn compile(&self, files: &[SourceFile], folder: &Path, output: &Path) -> Result<(), String> {
        let names: Vec<&str> = c_files(files).collect();
        let next = Mutex::new(names.iter());
        let failure = Mutex::new(None);
        let work = || {
            while let Some(name) = next.lock().ok().and_then(|mut n| n.next()) {
                let path = folder.join(name);
                let mut command = compiler();
                command.args(FLAGS).args(self.kind()).arg(self.level).args(flags("CFLAGS")).arg("-c");
                command.arg(&path).arg("-o").arg(object(&path));
                if let Err(e) = run(command) {
                    if let Ok(mut failure) = failure.lock() {
                        failure.get_or_insert(e);
                    }
                    return;
                }
            }
        };
        let workers = std::thread::available_parallelism().map_or(1, |n| n.get()).min(names.len());
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(work);
            }
        });
        if let Ok(Some(e)) = failure.into_inner() {
            return Err(e);
        }
        let mut command = compiler();
        command.args(self.link()).args(flags("CFLAGS")).args(flags("LDFLAGS")).arg("-o").arg(output);
        command.args(names.iter().map(|n| object(&folder.join(n))));
        for l in self.libraries() {
            if l == LIBRARY {
                command.arg(folder.join(l))
            } else {
                command.arg(l)
            };
        }
        run(command)
    }
}

fn object(source: &Path) -> PathBuf {
    source.with_extension("o")
}

fn c_files(files: &[SourceFile]) -> impl Iterator<Item = &str> {
    files.iter().map(|f| f.name.as_str()).filter(|n| n.ends_with(".c"))
}

/// The compiler that the environment names.
fn compiler() -> Command {
    Command::new(compiler_name())
}

fn compiler_name() -> String {
    std::env::var("CC").unwrap_or_else(|_| "cc".to_string())
}

/// Flags that the environment adds.
fn flags(name: &str) -> Vec<String> {
    std::env::var(name).unwrap_or_default().split_whitespace().map(str::to_string).collect()
}

fn run(mut command: Command) -> Result<(), String> {
    let cc = compiler_name();
    let done = command.output().map_err(|e| {
        format!(
            "cannot run the C compiler `{cc}`: {e}\nhelp: install a C compiler (the package gcc or clang), or set CC to one"
        )
    })?;
    let said = String::from_utf8_lossy(&done.stderr).trim_end().to_string();
    if !done.status.success() {
        return Err(format!("the C compiler `{cc}` failed:\n{said}"));
    }
    // gcc also notes what it did not try.
    if said.contains("warning:") {
        eprintln!("{said}");
    }
    Ok(())
}
