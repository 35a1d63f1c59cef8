//! What gdb needs to see compiled code: `RPY_GDB_JIT=1` in the environment has the program tell gdb of each loop and bridge, by the
//! interface that gdb documents under "JIT Compilation Interface". It reads an object file in memory that has symbols only:
//! with the start of a function it finds the frame pointer, and so the callers.

use std::ptr;

/// An entry of gdb's list. Its layout is gdb's.
#[repr(C)]
struct Entry {
    next: *mut Entry,
    previous: *mut Entry,
    object: *const u8,
    size: u64,
}

/// What gdb looks for by name. Its layout is gdb's too.
#[repr(C)]
struct Descriptor {
    version: u32,
    action: u32,
    relevant: *mut Entry,
    first: *mut Entry,
}

const REGISTER: u32 = 1;

#[unsafe(no_mangle)]
static mut __jit_debug_descriptor: Descriptor =
    Descriptor { version: 1, action: 0, relevant: ptr::null_mut(), first: ptr::null_mut() };

/// gdb has a breakpoint here: the call must not go away.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn __jit_debug_register_code() {
    std::hint::black_box(());
}

pub struct Gdb(());

impl Gdb {
    pub fn from_environment() -> Option<Gdb> {
        super::wanted("RPY_GDB_JIT").then_some(Gdb(()))
    }

    /// Functions in one range of memory, each with the offset where it begins.
    pub fn add(&mut self, address: usize, bytes: usize, functions: &[(usize, String)]) {
        // gdb may look at any time: what it is told of stays.
        let object = Vec::leak(object(address as u64, bytes as u64, functions));
        let entry = Entry {
            next: ptr::null_mut(),
            previous: ptr::null_mut(),
            object: object.as_ptr(),
            size: object.len() as u64,
        };
        let entry = Box::into_raw(Box::new(entry));
        // SAFETY: programs have one thread, and gdb only reads, while it has stopped the program.
        unsafe {
            let d = &raw mut __jit_debug_descriptor;
            (*entry).next = (*d).first;
            if !(*d).first.is_null() {
                (*(*d).first).previous = entry;
            }
            (*d).first = entry;
            (*d).relevant = entry;
            (*d).action = REGISTER;
        }
        __jit_debug_register_code();
    }
}

/// The machine's number in ELF.
const MACHINE: u16 = if cfg!(target_arch = "x86_64") { 62 } else { 183 };
const HEADER: u64 = 64;
const SECTION: u64 = 64;
const SYMBOL: u64 = 24;

/// An ELF file with a section for the code, which is not in the file, and its symbols.
fn object(address: u64, bytes: u64, functions: &[(usize, String)]) -> Vec<u8> {
    // Of the sections, then of the functions.
    let mut names = b"\0.text\0.symtab\0.strtab\0".to_vec();
    let mut symbols = vec![0u8; SYMBOL as usize];
    for (i, (start, name)) in functions.iter().enumerate() {
        let end = functions.get(i + 1).map_or(bytes, |f| f.0 as u64);
        symbols.extend((names.len() as u32).to_ne_bytes());
        // A global function in the first section.
        symbols.extend([1 << 4 | 2, 0, 1, 0]);
        symbols.extend((address + *start as u64).to_ne_bytes());
        symbols.extend((end - *start as u64).to_ne_bytes());
        names.extend(name.bytes().filter(|&b| b != 0));
        names.push(0);
    }
    let (symbols_at, names_at) = (HEADER, HEADER + symbols.len() as u64);
    let sections_at = (names_at + names.len() as u64).next_multiple_of(8);

    let mut out = b"\x7fELF\x02\x01\x01".to_vec();
    out.resize(16, 0);
    // An executable: its addresses are those in memory.
    out.extend([2u16, MACHINE].iter().flat_map(|v| v.to_ne_bytes()));
    out.extend(1u32.to_ne_bytes());
    out.extend([0, 0, sections_at].iter().flat_map(|v: &u64| v.to_ne_bytes()));
    out.extend(0u32.to_ne_bytes());
    let sizes = [HEADER as u16, 0, 0, SECTION as u16, 4, 3];
    out.extend(sizes.iter().flat_map(|v| v.to_ne_bytes()));
    out.extend(symbols.iter().chain(&names));
    out.resize(sections_at as usize, 0);
    let mut section = |name: u32, kind: u32, flags: u64, at: [u64; 3], link: u32, info: u32, entry: u64| {
        out.extend([name, kind].iter().flat_map(|v| v.to_ne_bytes()));
        out.extend([flags, at[0], at[1], at[2]].iter().flat_map(|v| v.to_ne_bytes()));
        out.extend([link, info].iter().flat_map(|v| v.to_ne_bytes()));
        out.extend([1, entry].iter().flat_map(|v: &u64| v.to_ne_bytes()));
    };
    section(0, 0, 0, [0; 3], 0, 0, 0);
    // Code that is only in memory (8), allocated (2) and executable (4).
    section(1, 8, 2 | 4, [address, HEADER, bytes], 0, 0, 0);
    section(7, 2, 0, [0, symbols_at, symbols.len() as u64], 3, 1, SYMBOL);
    section(15, 3, 0, [0, names_at, names.len() as u64], 0, 0, 0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(bytes: &[u8], at: u64) -> u64 {
        u64::from_ne_bytes(bytes[at as usize..at as usize + 8].try_into().expect("eight bytes"))
    }

    #[test]
    fn symbols_are_found() {
        let functions = [(0, "jit: Loop 1".to_string()), (0x40, "jit: bridge".to_string())];
        let file = object(0x1000, 0x64, &functions);
        assert_eq!(&file[..4], b"\x7fELF");
        let sections = word(&file, 40);
        assert_eq!(sections + 4 * SECTION, file.len() as u64);
        // Section 1 is where the code is.
        assert_eq!((word(&file, sections + SECTION + 16), word(&file, sections + SECTION + 32)), (0x1000, 0x64));
        let table = |n: u64| {
            let at = sections + n * SECTION;
            (word(&file, at + 24), word(&file, at + 32))
        };
        let ((symbols, size), (names, length)) = (table(2), table(3));
        assert_eq!(size, 3 * SYMBOL);
        let mut found = vec![];
        for i in 1..3 {
            let at = symbols + i * SYMBOL;
            let name = word(&file, at) as u32 as u64 + names;
            let text = &file[name as usize..(names + length) as usize];
            let end = text.iter().position(|&b| b == 0).expect("the end of a name");
            found.push((String::from_utf8_lossy(&text[..end]).into_owned(), word(&file, at + 8), word(&file, at + 16)));
        }
        assert_eq!(found, [("jit: Loop 1".to_string(), 0x1000, 0x40), ("jit: bridge".to_string(), 0x1040, 0x24)]);
    }
}
