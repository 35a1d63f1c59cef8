//! The arguments of a link as assignments one after the other.

use rpy_ir::Var;
use rpy_ir::hash::HashSet;

/// A parameter gets a value, in which variables are read.
pub struct Copy {
    pub to: Var,
    pub name: String,
    pub value: String,
    pub reads: HashSet<Var>,
}

/// The assignments in an order in which each value is read before its variable changes. Where variables change places, `spare`
/// declares one more with a value and gives its name.
pub fn order(mut copies: Vec<Copy>, mut spare: impl FnMut(&Copy, &mut Vec<String>) -> String) -> Vec<String> {
    let mut out = vec![];
    copies.retain(|c| c.name != c.value);
    while !copies.is_empty() {
        let free = (0..copies.len()).find(|&i| {
            let others = copies.iter().enumerate().filter(|&(j, _)| j != i);
            others.clone().all(|(_, c)| !c.reads.contains(&copies[i].to))
        });
        match free {
            Some(i) => {
                let c = copies.remove(i);
                out.push(format!("{} = {};", c.name, crate::text::bare(&c.value)));
            }
            None => {
                let name = spare(&copies[0], &mut out);
                copies[0].value = name;
                copies[0].reads.clear();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(copies: &[(u32, &str, &[u32])]) -> Vec<String> {
        let copies = copies.iter().map(|&(to, value, reads)| Copy {
            to: Var(to),
            name: format!("i{to}"),
            value: value.to_string(),
            reads: reads.iter().map(|&r| Var(r)).collect(),
        });
        order(copies.collect(), |c, out| {
            out.push(format!("t = {};", c.value));
            "t".to_string()
        })
    }

    #[test]
    fn values_are_read_before_they_change() {
        assert_eq!(ordered(&[(1, "i2", &[2]), (2, "(i2 + 1)", &[2])]), ["i1 = i2;", "i2 = i2 + 1;"]);
        assert_eq!(ordered(&[(2, "(i2 + 1)", &[2]), (1, "i2", &[2])]), ["i1 = i2;", "i2 = i2 + 1;"]);
        assert_eq!(ordered(&[(1, "i1", &[1])]), Vec::<String>::new());
    }

    #[test]
    fn a_cycle_takes_one_variable_more() {
        assert_eq!(ordered(&[(1, "i2", &[2]), (2, "i1", &[1])]), ["t = i2;", "i2 = i1;", "i1 = t;"]);
    }
}
