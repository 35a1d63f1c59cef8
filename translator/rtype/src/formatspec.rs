//! Reader of constant format strings: `%` formats and the specifications of f-strings. Knows nothing of types and graphs:
//! both syntaxes give the same [`Spec`], and errors are texts for a diagnostic.

/// How one value is formatted.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    pub fill: u8,
    /// `<`, `>`, `^`, or `=` for between sign and digits; None: what the value's type wants.
    pub align: Option<u8>,
    /// `-`, `+` or a space.
    pub sign: u8,
    /// `#`: a prefix `0x`, a point or zeros that would be left out.
    pub alternate: bool,
    pub width: i64,
    /// `,` or `_` between groups of digits.
    pub group: Option<u8>,
    pub precision: Option<i64>,
    /// The presentation: `d`, `x`, `f`, `s`, ...
    pub ty: Option<u8>,
}

impl Spec {
    /// Nothing asked for: `str(x)`.
    pub const PLAIN: Spec = Spec {
        fill: b' ',
        align: None,
        sign: b'-',
        alternate: false,
        width: 0,
        group: None,
        precision: None,
        ty: None,
    };
}

/// A part of a `%` format.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Literal(Vec<u8>),
    Value(Spec),
}

/// A width or precision beyond this is a mistake, and its padding would not fit in memory.
const MAX_NUMBER: i64 = 1 << 30;

struct Reader<'a> {
    text: &'a [u8],
    pos: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.pos).copied()
    }
    fn eat(&mut self, c: u8) -> bool {
        let found = self.peek() == Some(c);
        self.pos += found as usize;
        found
    }
    fn number(&mut self) -> Result<Option<i64>, String> {
        let start = self.pos;
        let mut n = 0;
        while let Some(c @ b'0'..=b'9') = self.peek() {
            n = n * 10 + (c - b'0') as i64;
            if n > MAX_NUMBER {
                return Err("a width or precision in a format string is too large".to_string());
            }
            self.pos += 1;
        }
        Ok((self.pos > start).then_some(n))
    }
}

/// The specification after the colon of an f-string's field.
pub fn parse_spec(text: &str) -> Result<Spec, String> {
    let mut r = Reader { text: text.as_bytes(), pos: 0 };
    let mut spec = Spec::PLAIN;
    let is_align = |c: Option<&u8>| matches!(c, Some(b'<' | b'>' | b'^' | b'='));
    if is_align(r.text.get(1)) {
        spec.fill = r.text[0];
        spec.align = Some(r.text[1]);
        r.pos = 2;
    } else if is_align(r.text.first()) {
        spec.align = Some(r.text[0]);
        r.pos = 1;
    }
    if let Some(c @ (b'+' | b'-' | b' ')) = r.peek() {
        spec.sign = c;
        r.pos += 1;
    }
    spec.alternate = r.eat(b'#');
    if r.eat(b'0') && spec.align.is_none() {
        spec.fill = b'0';
        spec.align = Some(b'=');
    }
    spec.width = r.number()?.unwrap_or(0);
    if let Some(c @ (b',' | b'_')) = r.peek() {
        spec.group = Some(c);
        r.pos += 1;
    }
    if r.eat(b'.') {
        let n = r.number()?;
        spec.precision = Some(n.ok_or("a `.` in a format specification is followed by a number")?);
    }
    if let Some(c) = r.peek() {
        spec.ty = Some(c);
        r.pos += 1;
    }
    if r.pos < r.text.len() {
        return Err(format!("`{text}` is not a format specification"));
    }
    Ok(spec)
}

/// A format for the `%` operator.
pub fn parse_percent(text: &[u8]) -> Result<Vec<Piece>, String> {
    let mut r = Reader { text, pos: 0 };
    let mut pieces = vec![];
    let mut literal = vec![];
    while let Some(c) = r.peek() {
        r.pos += 1;
        if c != b'%' || r.eat(b'%') {
            literal.push(c);
            continue;
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
        }
        pieces.push(Piece::Value(percent_spec(&mut r)?));
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok(pieces)
}

fn percent_spec(r: &mut Reader) -> Result<Spec, String> {
    let mut spec = Spec { align: Some(b'>'), ..Spec::PLAIN };
    let (mut left, mut zero) = (false, false);
    while let Some(c @ (b'-' | b'+' | b' ' | b'0' | b'#')) = r.peek() {
        r.pos += 1;
        match c {
            b'-' => left = true,
            b'+' => spec.sign = b'+',
            b' ' if spec.sign == b'-' => spec.sign = b' ',
            b'0' => zero = true,
            b'#' => spec.alternate = true,
            _ => {}
        }
    }
    spec.width = r.number()?.unwrap_or(0);
    if r.eat(b'.') {
        spec.precision = Some(r.number()?.unwrap_or(0));
    }
    let ty = match r.peek() {
        None => return Err("the format string ends inside a `%` conversion".to_string()),
        Some(b'*') => return Err("a width or precision from an argument (`*`) is not RPython".to_string()),
        Some(b'(') => return Err("`%(name)s` formatting from a dict is not RPython".to_string()),
        Some(b'i' | b'u') => b'd',
        Some(c) if b"srdxXofFeEgGc".contains(&c) => c,
        Some(c) => return Err(format!("`%{}` is not a conversion", c as char)),
    };
    r.pos += 1;
    if left {
        spec.align = Some(b'<');
    } else if zero && !b"src".contains(&ty) {
        spec.fill = b'0';
        spec.align = Some(b'=');
    }
    spec.ty = Some(ty);
    Ok(spec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent() {
        let pieces = parse_percent(b"a%%b%05.2fc%-3s").unwrap();
        let number =
            Spec { fill: b'0', align: Some(b'='), width: 5, precision: Some(2), ty: Some(b'f'), ..Spec::PLAIN };
        let left = Spec { align: Some(b'<'), width: 3, ty: Some(b's'), ..Spec::PLAIN };
        let expected = vec![
            Piece::Literal(b"a%b".to_vec()),
            Piece::Value(number),
            Piece::Literal(b"c".to_vec()),
            Piece::Value(left),
        ];
        assert_eq!(pieces, expected);
        assert!(parse_percent(b"%").is_err());
        assert!(parse_percent(b"%(x)s").is_err());
        assert!(parse_percent(b"%y").is_err());
    }

    #[test]
    fn spec() {
        assert_eq!(parse_spec("").unwrap(), Spec::PLAIN);
        let s = parse_spec("*>+#10,.3f").unwrap();
        assert_eq!((s.fill, s.align, s.sign, s.alternate), (b'*', Some(b'>'), b'+', true));
        assert_eq!((s.width, s.group, s.precision, s.ty), (10, Some(b','), Some(3), Some(b'f')));
        assert_eq!(parse_spec("08x").unwrap().align, Some(b'='));
        assert!(parse_spec("5xx").is_err());
        assert!(parse_spec(".x").is_err());
    }
}
