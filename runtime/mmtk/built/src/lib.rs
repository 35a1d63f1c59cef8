//! What mmtk's build script asks of the crate `built`, without libgit2, which takes longer to compile than mmtk: there is no
//! repository whose state could be told.

use std::io::{Error, Result};
use std::path::Path;

/// Writes `built.rs` with the constants that mmtk reads.
pub fn write_built_file() -> Result<()> {
    let variable = |name: &str| std::env::var(name).map_err(Error::other);
    let text = format!(
        "pub const PKG_VERSION: &str = {:?};\n\
         pub const FEATURES_STR: &str = \"\";\n\
         pub const GIT_COMMIT_HASH: Option<&str> = None;\n\
         pub const GIT_DIRTY: Option<bool> = None;\n",
        variable("CARGO_PKG_VERSION")?
    );
    std::fs::write(Path::new(&variable("OUT_DIR")?).join("built.rs"), text)
}
