//! From a byte offset to its line.

/// Where the lines of a text end.
#[derive(Clone, Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Counts the lines of a text once.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i).collect())
    }

    /// Number, from 1, of the line that holds the byte at an offset.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        1 + self.0.partition_point(|&end| end < at)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn a_line_holds_its_own_end() {
        let lines = Lines::of("ab\n\nc");
        assert_eq!([0, 2, 3, 4, 5, 99].map(|at| lines.line(at)), [1, 1, 2, 3, 3, 3]);
    }
}
