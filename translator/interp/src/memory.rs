//! Simulated memory: regions of bytes at made-up addresses. An access outside of a live region is reported.

use std::collections::BTreeMap;

pub struct Region {
    pub bytes: Vec<u8>,
    pub freed: bool,
}

/// All regions, by their start. Between two regions is a gap, so that running over an end is noticed.
pub struct Memory {
    regions: BTreeMap<u64, Region>,
    next: u64,
    /// The region of the last access: most accesses are near the last.
    last: (u64, u64),
    /// Bytes that the program has asked for and not freed, and how many it may.
    used: u64,
    pub limit: u64,
}

const FIRST: u64 = 0x1_0000;
const GAP: u64 = 64;
const LIMIT: u64 = 8 << 30;

impl Memory {
    pub fn new() -> Memory {
        Memory { regions: BTreeMap::new(), next: FIRST, last: (0, 0), used: 0, limit: LIMIT }
    }

    /// A new region of zeros.
    pub fn allocate(&mut self, size: usize) -> u64 {
        let start = self.next;
        self.next += (size as u64).div_ceil(16) * 16 + GAP;
        self.regions.insert(start, Region { bytes: vec![0; size], freed: false });
        start
    }

    /// The same for the program; 0 if that is more than there is.
    pub fn try_allocate(&mut self, size: u64) -> u64 {
        if size > self.limit.saturating_sub(self.used) {
            return 0;
        }
        self.used += size;
        self.allocate(size as usize)
    }

    pub fn free(&mut self, start: u64) -> Result<(), String> {
        match self.regions.get_mut(&start) {
            Some(r) if !r.freed => {
                self.used = self.used.saturating_sub(r.bytes.len() as u64);
                r.freed = true;
                r.bytes = Vec::new();
                self.last = (0, 0);
                Ok(())
            }
            _ if start == 0 => Ok(()),
            _ => Err(format!("free of {start:#x}, which is not allocated")),
        }
    }

    /// The region and the offset of an access.
    fn find(&mut self, at: u64, size: usize) -> Result<(u64, usize), String> {
        if at >= self.last.0 && at + size as u64 <= self.last.1 {
            return Ok((self.last.0, (at - self.last.0) as usize));
        }
        let Some((&start, r)) = self.regions.range(..=at).next_back() else {
            return Err(format!("an access of {size} bytes at {at:#x}: there is nothing"));
        };
        if r.freed {
            return Err(format!("an access of {size} bytes at {at:#x}, which was freed"));
        }
        let end = start + r.bytes.len() as u64;
        if at + size as u64 > end {
            return Err(format!("an access of {size} bytes at {at:#x}, outside of the object at {start:#x}"));
        }
        self.last = (start, end);
        Ok((start, (at - start) as usize))
    }

    pub fn bytes(&mut self, at: u64, size: usize) -> Result<&[u8], String> {
        if size == 0 {
            return Ok(&[]);
        }
        let (start, offset) = self.find(at, size)?;
        Ok(&self.regions[&start].bytes[offset..offset + size])
    }

    pub fn bytes_mut(&mut self, at: u64, size: usize) -> Result<&mut [u8], String> {
        if size == 0 {
            return Ok(&mut []);
        }
        let (start, offset) = self.find(at, size)?;
        match self.regions.get_mut(&start) {
            Some(r) => Ok(&mut r.bytes[offset..offset + size]),
            None => Err("no region".to_string()),
        }
    }

    /// A little-endian number of up to 8 bytes.
    pub fn load(&mut self, at: u64, size: usize) -> Result<u64, String> {
        let mut buffer = [0; 8];
        buffer[..size].copy_from_slice(self.bytes(at, size)?);
        Ok(u64::from_le_bytes(buffer))
    }

    pub fn store(&mut self, at: u64, size: usize, value: u64) -> Result<(), String> {
        self.bytes_mut(at, size)?.copy_from_slice(&value.to_le_bytes()[..size]);
        Ok(())
    }

    /// The bytes up to a NUL.
    pub fn c_string(&mut self, mut at: u64) -> Result<Vec<u8>, String> {
        let mut out = vec![];
        loop {
            match self.load(at, 1)? as u8 {
                0 => return Ok(out),
                b => out.push(b),
            }
            at += 1;
        }
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}
