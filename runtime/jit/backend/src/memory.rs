//! Memory for machine code. It is writable while code is copied into it and executable at all other times, never both.

use crate::api::Error;
use std::ptr;

const CHUNK: usize = 1 << 18;
/// Of the cache. Code that is added begins with one.
pub const LINE: usize = 64;

/// A mapping, and what of it is free: disjoint ranges, sorted, none next to another.
struct Chunk {
    start: *mut u8,
    size: usize,
    free: Vec<(usize, usize)>,
}

#[derive(Default)]
pub struct CodeMemory {
    chunks: Vec<Chunk>,
    page: usize,
    /// The most that is mapped; 0 if there is no limit.
    limit: usize,
}

impl CodeMemory {
    pub fn new(limit: usize) -> CodeMemory {
        CodeMemory { chunks: vec![], page: 0, limit }
    }

    /// Copies code to executable memory; gives its address. `fix` sees the copy before it becomes executable.
    pub fn add(&mut self, code: &[u8], fix: impl FnOnce(&mut [u8])) -> Result<usize, Error> {
        let size = code.len().next_multiple_of(LINE).max(LINE);
        let found = self.chunks.iter().enumerate().find_map(|(i, c)| Some((i, c.fit(size)?)));
        let (i, at) = match found {
            Some(place) => place,
            None => (self.grow(size)?, 0),
        };
        let c = &mut self.chunks[i];
        c.take(at, size);
        // SAFETY: the range is within the chunk and was free, so no code runs there. Other code on the same pages does not run
        // now either, as this thread is here.
        unsafe {
            let target = c.start.add(at);
            let first = target as usize & !(self.page - 1);
            let bytes = (target as usize + size).next_multiple_of(self.page) - first;
            if libc::mprotect(first as *mut _, bytes, libc::PROT_READ | libc::PROT_WRITE) != 0 {
                c.give(at, size);
                return Err(Error::NoMemory);
            }
            ptr::copy_nonoverlapping(code.as_ptr(), target, code.len());
            fix(std::slice::from_raw_parts_mut(target, code.len()));
            if libc::mprotect(first as *mut _, bytes, libc::PROT_READ | libc::PROT_EXEC) != 0 {
                return Err(Error::NoMemory);
            }
            flush(target, code.len());
            Ok(target as usize)
        }
    }

    /// Takes back what `add` gave for `size` bytes of code.
    pub fn remove(&mut self, address: usize, size: usize) {
        let size = size.next_multiple_of(LINE).max(LINE);
        let inside = |c: &Chunk| (c.start as usize..c.start as usize + c.size).contains(&address);
        let Some(i) = self.chunks.iter().position(inside) else { return };
        let c = &mut self.chunks[i];
        c.give(address - c.start as usize, size);
        // One chunk stays: the next loop needs it.
        if c.free == [(0, c.size)] && self.chunks.len() > 1 {
            self.chunks.swap_remove(i).unmap();
        }
    }

    /// A new chunk that has room for `size` bytes; gives its index.
    fn grow(&mut self, size: usize) -> Result<usize, Error> {
        // SAFETY: new mappings.
        unsafe {
            self.page = libc::sysconf(libc::_SC_PAGESIZE) as usize;
            let size = size.max(CHUNK).next_multiple_of(self.page);
            if self.limit != 0 && self.mapped() + size > self.limit {
                return Err(Error::NoMemory);
            }
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
            let p = libc::mmap(ptr::null_mut(), size, libc::PROT_READ | libc::PROT_EXEC, flags, -1, 0);
            if p == libc::MAP_FAILED {
                return Err(Error::NoMemory);
            }
            self.chunks.push(Chunk { start: p.cast(), size, free: vec![(0, size)] });
        }
        Ok(self.chunks.len() - 1)
    }

    /// Bytes that are mapped.
    pub fn mapped(&self) -> usize {
        self.chunks.iter().map(|c| c.size).sum()
    }
}

impl Drop for CodeMemory {
    fn drop(&mut self) {
        self.chunks.drain(..).for_each(Chunk::unmap);
    }
}

impl Chunk {
    fn fit(&self, size: usize) -> Option<usize> {
        self.free.iter().find(|&&(_, n)| n >= size).map(|&(at, _)| at)
    }

    /// The first `size` bytes of the free range at `at`.
    fn take(&mut self, at: usize, size: usize) {
        let Some(i) = self.free.iter().position(|&(a, _)| a == at) else { return };
        let (_, n) = self.free[i];
        if n == size {
            self.free.remove(i);
        } else {
            self.free[i] = (at + size, n - size);
        }
    }

    fn give(&mut self, at: usize, size: usize) {
        let i = self.free.partition_point(|&(a, _)| a < at);
        self.free.insert(i, (at, size));
        if let Some(&(next, n)) = self.free.get(i + 1)
            && at + size == next
        {
            self.free[i].1 += n;
            self.free.remove(i + 1);
        }
        if i > 0 && self.free[i - 1].0 + self.free[i - 1].1 == at {
            self.free[i - 1].1 += self.free[i].1;
            self.free.remove(i);
        }
    }

    fn unmap(self) {
        // SAFETY: the mapping is ours, and nothing in it runs any more.
        unsafe {
            libc::munmap(self.start.cast(), self.size);
        }
    }
}

/// Makes new code visible to instruction fetch, where the machine does not do so by itself.
fn flush(start: *mut u8, bytes: usize) {
    #[cfg(not(any(target_arch = "x86_64", target_arch = "x86")))]
    {
        unsafe extern "C" {
            fn __clear_cache(start: *mut u8, end: *mut u8);
        }
        // SAFETY: a range of our own mapping.
        unsafe { __clear_cache(start, start.add(bytes)) }
    }
    #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
    let _ = (start, bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_merge() {
        let mut m = CodeMemory::default();
        let code = vec![0xc3u8; 2 * LINE - 5];
        let a: Vec<usize> = (0..4).map(|_| m.add(&code, |_| {}).unwrap()).collect();
        m.remove(a[1], code.len());
        m.remove(a[2], code.len());
        let wide = m.add(&[0xc3u8; 256], |_| {}).unwrap();
        assert_eq!(wide, a[1]);
        m.remove(a[0], code.len());
        m.remove(wide, 256);
        m.remove(a[3], code.len());
        assert_eq!(m.chunks[0].free, [(0, CHUNK)]);
    }

    #[test]
    fn a_limit() {
        let mut m = CodeMemory::new(2 * CHUNK);
        let a = m.add(&vec![0xc3; CHUNK], |_| {}).unwrap();
        assert!(m.add(&vec![0xc3; 2 * CHUNK], |_| {}).is_err());
        m.add(&vec![0xc3; CHUNK], |_| {}).unwrap();
        assert!(m.add(&[0xc3], |_| {}).is_err());
        m.remove(a, CHUNK);
        assert!(m.add(&[0xc3], |_| {}).is_ok());
    }

    #[test]
    fn large_code_has_a_chunk_of_its_own() {
        let mut m = CodeMemory::default();
        let small = m.add(&[0xc3; 8], |_| {}).unwrap();
        let large = m.add(&vec![0xc3; 3 * CHUNK], |_| {}).unwrap();
        assert_eq!(m.mapped(), 4 * CHUNK);
        m.remove(large, 3 * CHUNK);
        assert_eq!(m.mapped(), CHUNK);
        m.remove(small, 8);
        assert_eq!(m.mapped(), CHUNK);
    }
}
