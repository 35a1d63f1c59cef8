//! From a log's lines to its loops, bridges and counts. Whatever does not fit is an error with its line.

use rpy_ir::hash::HashMap;

#[derive(Default, Debug)]
pub struct Log {
    /// In the order in which they were compiled.
    pub units: Vec<Unit>,
    /// By guard: how often it has failed without a bridge.
    pub failures: HashMap<u64, u64>,
    /// How often labels (`TargetToken(1)`), loops (`entry 1`) and bridges (`bridge 26`, by guard) were reached.
    pub counts: HashMap<String, u64>,
    pub aborts: Vec<String>,
    /// Name and value.
    pub summary: Vec<(String, String)>,
}

#[derive(Debug)]
pub enum Title {
    Loop { number: u64, place: String },
    Bridge { guard: u64 },
}

/// A loop or a bridge.
#[derive(Debug)]
pub struct Unit {
    pub title: Title,
    pub ops: Vec<Op>,
    /// Of machine code, where the log says it.
    pub bytes: Option<u64>,
}

#[derive(Debug)]
pub struct Op {
    pub name: String,
    /// Of a guard.
    pub guard: Option<u64>,
    /// Of a label and a jump.
    pub target: Option<u64>,
    /// Of a `debug_merge_point`.
    pub place: Option<String>,
}

/// An error and the line that it is in.
type R<T> = Result<T, (usize, String)>;

enum Mark<'t> {
    Start(&'t str),
    End(&'t str),
}

/// `[1a2b] {section` or `[1a2b] section}`.
fn mark(line: &str) -> Option<Mark<'_>> {
    let (time, rest) = line.strip_prefix('[')?.split_once("] ")?;
    if time.is_empty() || !time.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    match rest.strip_prefix('{') {
        Some(name) => Some(Mark::Start(name)),
        None => rest.strip_suffix('}').map(Mark::End),
    }
}

/// Whether a text is a log, perhaps a damaged one.
pub fn is_log(text: &str) -> bool {
    text.lines().any(|l| mark(l).is_some())
}

/// A section with its lines, numbered.
struct Section<'t> {
    name: &'t str,
    start: usize,
    lines: Vec<(usize, &'t str)>,
}

pub fn read(text: &str) -> R<Log> {
    let mut log = Log::default();
    let mut open: Vec<Section> = vec![];
    for (i, line) in text.lines().enumerate() {
        let number = i + 1;
        match (mark(line), open.last_mut()) {
            (Some(Mark::Start(name)), _) => open.push(Section { name, start: number, lines: vec![] }),
            (Some(Mark::End(name)), Some(last)) if last.name == name => {
                if let Some(done) = open.pop() {
                    log.section(&done)?;
                }
            }
            (Some(Mark::End(name)), Some(last)) => {
                return Err((number, format!("`{name}` ends here, but `{}` has not", last.name)));
            }
            (Some(Mark::End(name)), None) => return Err((number, format!("`{name}` ends here and has not begun"))),
            (None, Some(last)) => last.lines.push((number, line)),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => return Err((number, "text outside of all sections".to_string())),
        }
    }
    match open.pop() {
        Some(s) => Err((s.start, format!("`{}` begins here and does not end", s.name))),
        None => Ok(log),
    }
}

impl Log {
    fn section(&mut self, s: &Section) -> R<()> {
        match s.name {
            name if name.starts_with("jit-log-opt") => self.units.push(unit(s)?),
            "jit-backend-counts-guards" => {
                for &(at, line) in &s.lines {
                    let (name, n) = count(at, line)?;
                    let guard = name.strip_prefix("Guard0x").and_then(|g| u64::from_str_radix(g, 16).ok());
                    let guard = guard.ok_or_else(|| (at, format!("`{name}` is not a guard")))?;
                    self.failures.insert(guard, n);
                }
            }
            "jit-backend-counts" => {
                for &(at, line) in &s.lines {
                    let (name, n) = count(at, line)?;
                    self.counts.insert(name.to_string(), n);
                }
            }
            "jit-abort" => self.aborts.extend(s.lines.iter().map(|l| l.1.to_string())),
            "jit-summary" => {
                for &(at, line) in &s.lines {
                    let (name, value) = line.rsplit_once(":").ok_or((at, "not `NAME: VALUE`".to_string()))?;
                    let value = value.split_whitespace().collect::<Vec<_>>().join("  ");
                    self.summary.push((name.to_string(), value));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// `NAME:NUMBER`.
fn count(at: usize, line: &str) -> R<(&str, u64)> {
    let parts = line.rsplit_once(':').and_then(|(name, n)| Some((name, n.trim().parse().ok()?)));
    parts.ok_or_else(|| (at, format!("`{line}` is not `NAME:NUMBER`")))
}

fn unit(s: &Section) -> R<Unit> {
    let mut lines = s.lines.iter().copied();
    let (at, line) = lines.next().ok_or((s.start, format!("`{}` is empty", s.name)))?;
    let wrong =
        || (at, "neither `# Loop N (PLACE) : loop with N ops` nor `# bridge out of Guard 0xN with N ops`".into());
    let (title, wanted) = title(line).ok_or_else(wrong)?;
    let (mut ops, mut end, mut bytes) = (vec![], false, None);
    for (at, line) in lines {
        if end {
            return Err((at, "text behind the end of the loop".to_string()));
        }
        end = without_offset(line) == "--end of the loop--";
        if end {
            bytes = line.strip_prefix('+').and_then(|l| l.split_once(": ")?.0.parse().ok());
        }
        // The inputs, and what RPython says of a label's state.
        if !end && !line.starts_with('[') && !line.starts_with("    ") {
            ops.push(op(line).ok_or_else(|| (at, format!("`{line}` is not an operation")))?);
        }
    }
    if ops.len() as u64 != wanted {
        return Err((at, format!("{wanted} operations, it says, and there are {}", ops.len())));
    }
    Ok(Unit { title, ops, bytes })
}

fn title(line: &str) -> Option<(Title, u64)> {
    let (head, ops) = line.strip_suffix(" ops")?.rsplit_once(" with ")?;
    let title = if let Some(guard) = head.strip_prefix("# bridge out of Guard 0x") {
        Title::Bridge { guard: u64::from_str_radix(guard, 16).ok()? }
    } else {
        let (number, rest) = head.strip_prefix("# Loop ")?.split_once(' ')?;
        let (place, _) = rest.rsplit_once(": ")?;
        let place = place.trim_end();
        let place = place.strip_prefix('(').and_then(|p| p.strip_suffix(')')).unwrap_or(place);
        Title::Loop { number: number.parse().ok()?, place: place.to_string() }
    };
    Some((title, ops.parse().ok()?))
}

/// Without `+168: `.
fn without_offset(line: &str) -> &str {
    let offset = line.strip_prefix('+').and_then(|l| l.split_once(": "));
    offset.filter(|(n, _)| n.bytes().all(|b| b.is_ascii_digit())).map_or(line, |(_, rest)| rest)
}

fn op(line: &str) -> Option<Op> {
    let line = without_offset(line);
    let (head, operands) = line.split_once('(')?;
    let name = head.rsplit_once(" = ").map_or(head, |(_, name)| name);
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return None;
    }
    let is_guard = name.starts_with("guard_");
    // Behind a guard's operands there is what its exit stores.
    let (operands, _) = operands.rsplit_once(')')?;
    let number = |start: &str, end: char, radix: u32| {
        let (_, rest) = operands.rsplit_once(start)?;
        u64::from_str_radix(rest.split_once(end)?.0, radix).ok()
    };
    let place = match name {
        "debug_merge_point" => Some(operands.split_once('\'')?.1.strip_suffix('\'')?.to_string()),
        _ => None,
    };
    let guard = if is_guard { Some(number("descr=<Guard0x", '>', 16)?) } else { None };
    let token = match name {
        "label" | "jump" => operands.rsplit_once("descr=TargetToken("),
        _ => None,
    };
    let target = match token {
        Some((_, number)) => Some(number.strip_suffix(')')?.parse().ok()?),
        None => None,
    };
    Some(Op { name: name.to_string(), guard, target, place })
}
