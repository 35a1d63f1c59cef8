//! The functions of the C library that support code calls, on simulated memory.

use crate::Stop;
use crate::memory::Memory;
use rpy_ir::hash::HashMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// What the program sees of the outside world.
pub struct Outside {
    files: HashMap<i64, File>,
    next_file: i64,
    errno: u64,
}

impl Outside {
    pub fn new() -> Outside {
        Outside { files: HashMap::default(), next_file: 3, errno: 0 }
    }

    /// Calls a function by name. Values are 64 bits: floats by their bits.
    pub fn call(&mut self, memory: &mut Memory, name: &str, a: &[u64]) -> Result<u64, Stop> {
        let f = |i: usize| f64::from_bits(a[i]);
        let float = |v: f64| Ok(v.to_bits());
        let arg = |i: usize| a.get(i).copied().unwrap_or(0);
        match name {
            "write" => {
                let bytes = memory.bytes(arg(1), arg(2) as usize)?.to_vec();
                let result = match arg(0) {
                    1 => std::io::stdout().write_all(&bytes).and_then(|()| std::io::stdout().flush()),
                    2 => std::io::stderr().write_all(&bytes),
                    fd => match self.files.get_mut(&(fd as i64)) {
                        Some(file) => file.write_all(&bytes),
                        None => return Ok(self.fail(memory, 9)),
                    },
                };
                match result {
                    Ok(()) => Ok(bytes.len() as u64),
                    Err(e) => Ok(self.fail(memory, e.raw_os_error().unwrap_or(5))),
                }
            }
            "read" => {
                let mut buffer = vec![0; arg(2) as usize];
                let result = match arg(0) {
                    0 => std::io::stdin().read(&mut buffer),
                    fd => match self.files.get_mut(&(fd as i64)) {
                        Some(file) => file.read(&mut buffer),
                        None => return Ok(self.fail(memory, 9)),
                    },
                };
                match result {
                    Ok(n) => {
                        memory.bytes_mut(arg(1), n)?.copy_from_slice(&buffer[..n]);
                        Ok(n as u64)
                    }
                    Err(e) => Ok(self.fail(memory, e.raw_os_error().unwrap_or(5))),
                }
            }
            "open" => {
                let path = String::from_utf8_lossy(&memory.c_string(arg(0))?).into_owned();
                let flags = arg(1);
                let (write, create) = (flags & 3 != 0, flags & 0o100 != 0);
                let mut options = File::options();
                options
                    .read(flags & 3 != 1)
                    .write(write)
                    .create(create && write)
                    .truncate(flags & 0o1000 != 0 && write);
                match options.open(path) {
                    Ok(file) => {
                        self.next_file += 1;
                        self.files.insert(self.next_file, file);
                        Ok(self.next_file as u64)
                    }
                    Err(e) => Ok(self.fail(memory, e.raw_os_error().unwrap_or(2))),
                }
            }
            "close" => match self.files.remove(&(arg(0) as i64)) {
                Some(_) => Ok(0),
                None => Ok(self.fail(memory, 9)),
            },
            "lseek" => match self.files.get_mut(&(arg(0) as i64)) {
                Some(file) => {
                    let to = match arg(2) {
                        0 => SeekFrom::Start(arg(1)),
                        1 => SeekFrom::Current(arg(1) as i64),
                        _ => SeekFrom::End(arg(1) as i64),
                    };
                    Ok(file.seek(to).unwrap_or(u64::MAX))
                }
                None => Ok(self.fail(memory, 9)),
            },
            "__errno_location" => {
                if self.errno == 0 {
                    self.errno = memory.allocate(8);
                }
                Ok(self.errno)
            }
            "getenv" => {
                let name = String::from_utf8_lossy(&memory.c_string(arg(0))?).into_owned();
                match std::env::var(name) {
                    Ok(v) => {
                        let at = memory.allocate(v.len() + 1);
                        memory.bytes_mut(at, v.len())?.copy_from_slice(v.as_bytes());
                        Ok(at)
                    }
                    Err(_) => Ok(0),
                }
            }
            "unlink" => {
                let path = memory.c_string(arg(0))?;
                Ok(self.status(memory, std::fs::remove_file(path_of(&path))))
            }
            "rename" => {
                let (old, new) = (memory.c_string(arg(0))?, memory.c_string(arg(1))?);
                Ok(self.status(memory, std::fs::rename(path_of(&old), path_of(&new))))
            }
            "mkdir" => {
                let path = memory.c_string(arg(0))?;
                let made = std::fs::DirBuilder::new().mode(arg(1) as u32).create(path_of(&path));
                Ok(self.status(memory, made))
            }
            "rmdir" => {
                let path = memory.c_string(arg(0))?;
                Ok(self.status(memory, std::fs::remove_dir(path_of(&path))))
            }
            "fsync" => match self.files.get(&(arg(0) as i64)).map(File::sync_all) {
                Some(result) => Ok(self.status(memory, result)),
                None => Ok(self.fail(memory, 9)),
            },
            // Support code asks only whether the file is there.
            "access" => {
                let path = memory.c_string(arg(0))?;
                Ok(self.status(memory, std::fs::metadata(path_of(&path)).map(|_| ())))
            }
            "getcwd" => {
                let folder = std::env::current_dir().unwrap_or_default();
                let bytes = folder.as_os_str().as_bytes();
                if bytes.len() >= arg(1) as usize {
                    self.fail(memory, 34);
                    return Ok(0);
                }
                memory.bytes_mut(arg(0), bytes.len())?.copy_from_slice(bytes);
                memory.store(arg(0) + bytes.len() as u64, 1, 0)?;
                Ok(arg(0))
            }
            // Its stack is not the machine's, and there is no cache.
            "getrlimit" | "sysconf" => Ok(u64::MAX),
            "getpid" => Ok(std::process::id() as u64),
            "strerror" => {
                let text = std::io::Error::from_raw_os_error(arg(0) as i32).to_string();
                // The number is not part of what the C library says.
                let text = text.split(" (os error").next().unwrap_or_default();
                let at = memory.allocate(text.len() + 1);
                memory.bytes_mut(at, text.len())?.copy_from_slice(text.as_bytes());
                Ok(at)
            }
            "nanosleep" => {
                let (seconds, nanos) = (memory.load(arg(0), 8)?, memory.load(arg(0) + 8, 8)?);
                std::thread::sleep(std::time::Duration::new(seconds, nanos as u32));
                Ok(0)
            }
            // There is no JIT here: the interpreter goes on by itself.
            "rpy_jit_enter" | "rpy_jit_invalidate" | "rpy_jit_set_param" | "rpy_jit_reset_param" => Ok(0),
            "exit" | "_exit" => Err(Stop::Exit(arg(0) as i32)),
            "malloc" => Ok(memory.try_allocate(arg(0))),
            "calloc" => Ok(memory.try_allocate(arg(0).saturating_mul(arg(1)))),
            "free" => {
                memory.free(arg(0))?;
                Ok(0)
            }
            "clock_gettime" => {
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                memory.store(arg(1), 8, now.as_secs())?;
                memory.store(arg(1) + 8, 8, now.subsec_nanos() as u64)?;
                Ok(0)
            }
            "memcmp" => {
                let (x, y) = (memory.bytes(arg(0), arg(2) as usize)?.to_vec(), memory.bytes(arg(1), arg(2) as usize)?);
                Ok(x.as_slice().cmp(y) as i64 as u64)
            }
            "strlen" => Ok(memory.c_string(arg(0))?.len() as u64),
            "isatty" => Ok(0),
            "usleep" => {
                std::thread::sleep(std::time::Duration::from_micros(arg(0)));
                Ok(0)
            }
            "pow" => float(f(0).powf(f(1))),
            "fmod" => float(f(0) % f(1)),
            "atan2" => float(f(0).atan2(f(1))),
            "hypot" => float(f(0).hypot(f(1))),
            "ldexp" => float(f(0) * 2f64.powi(arg(1) as i32)),
            "sqrt" => float(f(0).sqrt()),
            "floor" => float(f(0).floor()),
            "ceil" => float(f(0).ceil()),
            "trunc" => float(f(0).trunc()),
            "fabs" => float(f(0).abs()),
            "sin" => float(f(0).sin()),
            "cos" => float(f(0).cos()),
            "tan" => float(f(0).tan()),
            "asin" => float(f(0).asin()),
            "acos" => float(f(0).acos()),
            "atan" => float(f(0).atan()),
            "sinh" => float(f(0).sinh()),
            "cosh" => float(f(0).cosh()),
            "tanh" => float(f(0).tanh()),
            "exp" => float(f(0).exp()),
            "log" => float(f(0).ln()),
            "log10" => float(f(0).log10()),
            "log2" => float(f(0).log2()),
            "log1p" => float(f(0).ln_1p()),
            "expm1" => float(f(0).exp_m1()),
            _ => Err(Stop::Wrong(format!("the graph interpreter does not know the C function `{name}`"))),
        }
    }

    /// What a function gives that only succeeds or fails.
    fn status(&mut self, memory: &mut Memory, result: std::io::Result<()>) -> u64 {
        match result {
            Ok(()) => 0,
            Err(e) => self.fail(memory, e.raw_os_error().unwrap_or(5)),
        }
    }

    fn fail(&mut self, memory: &mut Memory, errno: i32) -> u64 {
        if self.errno == 0 {
            self.errno = memory.allocate(8);
        }
        let _ = memory.store(self.errno, 4, errno as u64);
        u64::MAX
    }
}

fn path_of(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}

impl Default for Outside {
    fn default() -> Self {
        Self::new()
    }
}
