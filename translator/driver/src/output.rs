//! Writing output files: whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Replaces a file atomically: writes a temporary file beside it, then renames.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", path.display());
    let name = path.file_name().ok_or_else(|| format!("cannot write {}: not a file name", path.display()))?;
    let temporary = path.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let written = std::fs::File::create(&temporary).and_then(|mut f| {
        f.write_all(bytes)?;
        f.sync_all()
    });
    if let Err(e) = written.and_then(|()| std::fs::rename(&temporary, path)) {
        let _ = std::fs::remove_file(&temporary);
        return Err(cannot(e));
    }
    Ok(())
}

/// Moves a file, with its permissions, to where it replaces another; the two may be on different file systems.
pub fn move_file(from: &Path, to: &Path) -> Result<(), String> {
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", to.display());
    let name = to.file_name().ok_or_else(|| format!("cannot write {}: not a file name", to.display()))?;
    let temporary = to.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    if let Err(e) = std::fs::copy(from, &temporary).and_then(|_| std::fs::rename(&temporary, to)) {
        let _ = std::fs::remove_file(&temporary);
        return Err(cannot(e));
    }
    Ok(())
}

/// Whether a file can be written there: asked before the work, so that a wrong path is an error at once.
pub fn check_writable(path: &Path) -> Result<(), String> {
    if path.is_dir() {
        return Err(format!("cannot write {}: it is a folder", path.display()));
    }
    let parent = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let probe = parent.join(format!(".translate.{}", std::process::id()));
    match std::fs::File::create(&probe) {
        Ok(_) => {
            let _ = std::fs::remove_file(&probe);
            Ok(())
        }
        Err(e) => Err(format!("cannot write {}: {e}", path.display())),
    }
}

/// A file by whose presence a folder is known to be one that was written here.
const MARK: &str = "prelude.h";

/// Whether a folder can be written there: in place of nothing, of an empty folder, or of one that was written before.
pub fn check_folder(path: &Path) -> Result<(), String> {
    let cannot = |why: &str| Err(format!("cannot write {}: {why}", path.display()));
    if path.is_dir() {
        let empty = std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        return if empty || path.join(MARK).exists() { Ok(()) } else { cannot("there is a folder with other files") };
    }
    if path.exists() {
        return cannot("it is a file");
    }
    check_writable(path)
}

/// Replaces a folder: `write` fills a new one beside it, which then takes its place.
pub fn write_folder(path: &Path, write: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    check_folder(path)?;
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", path.display());
    let name = path.file_name().ok_or_else(|| format!("cannot write {}: not a folder's name", path.display()))?;
    let beside = |what: &str| path.with_file_name(format!(".{}.{what}{}", name.to_string_lossy(), std::process::id()));
    let (new, old) = (beside("new"), beside("old"));
    std::fs::create_dir(&new).map_err(cannot)?;
    let moved = write(&new).and_then(|()| {
        let replaces = path.exists();
        if replaces {
            std::fs::rename(path, &old).map_err(cannot)?;
        }
        std::fs::rename(&new, path).map_err(|e| {
            // Back to what was there.
            let _ = std::fs::rename(&old, path);
            cannot(e)
        })
    });
    for leftover in [&new, &old] {
        let _ = std::fs::remove_dir_all(leftover);
    }
    moved
}

/// A folder that is removed at the end.
pub struct TempDir(PathBuf);

impl TempDir {
    pub fn new() -> Result<TempDir, String> {
        let base = std::env::temp_dir();
        let pid = std::process::id();
        for n in 0..1000 {
            let path = base.join(format!("translate-{pid}-{n}"));
            match std::fs::create_dir(&path) {
                Ok(()) => return Ok(TempDir(path)),
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(format!("cannot create {}: {e}", path.display())),
            }
        }
        Err(format!("cannot create a folder in {}", base.display()))
    }
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
