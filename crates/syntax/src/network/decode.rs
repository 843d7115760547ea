//! Scores of arcs to the best tree: each word's best head where that already is a tree, else the
//! maximum spanning tree (Chu and Liu 1965, Edmonds 1967), with one root.

/// The best heads under `scores`, `n` rows of `n + 1` columns: column 0 is the artificial root,
/// column `h + 1` is word `h`. Writes for each word its head, 0 for the root.
pub fn heads(scores: &[f32], n: usize, out: &mut Vec<usize>) {
    out.clear();
    out.extend((0..n).map(|d| {
        let row = &scores[d * (n + 1)..(d + 1) * (n + 1)];
        // A word is never its own head.
        (0..=n).filter(|&h| h != d + 1).fold(0, |best, h| if row[h] > row[best] { h } else { best })
    }));
    if n > 0 && !is_tree(out) {
        spanning_tree(scores, n, out);
    }
}

/// Whether every word reaches the root, and exactly one hangs from it.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // 0 not seen, 1 on the current path, 2 known to reach the root.
    let mut state = vec![0u8; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            match heads[at] {
                0 => break,
                h => at = h - 1,
            }
            if state[at] == 1 {
                return false;
            }
        }
        let mut at = start;
        while state[at] == 1 {
            state[at] = 2;
            match heads[at] {
                0 => break,
                h => at = h - 1,
            }
        }
    }
    true
}

/// Maximum spanning tree by contraction of cycles, O(n³) at worst, on the few sentences that need
/// it. Arcs from the root pay a toll larger than any gain, so that just one is taken.
fn spanning_tree(scores: &[f32], n: usize, out: &mut Vec<usize>) {
    let size = n + 1;
    let (low, high) = scores
        .iter()
        .filter(|s| s.is_finite())
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(l, h), &s| (l.min(s), h.max(s)));
    let toll = f64::from(high - low + 1.0) * size as f64;
    // weight[h][d] with node 0 the root.
    let mut weight = vec![f64::NEG_INFINITY; size * size];
    for d in 1..size {
        for h in (0..size).filter(|&h| h != d) {
            let score = f64::from(scores[(d - 1) * size + h].max(low));
            weight[h * size + d] = if h == 0 { score - toll } else { score };
        }
    }
    let mut head = contract(weight, size);
    out.clear();
    out.extend(head.drain(1..));
}

/// Heads of nodes `1..size` in the maximum arborescence from node 0; `weight[h * size + d]`.
fn contract(weight: Vec<f64>, size: usize) -> Vec<usize> {
    let best = |d: usize| {
        (0..size)
            .filter(|&h| h != d)
            .fold(0, |b, h| if weight[h * size + d] > weight[b * size + d] || b == d { h } else { b })
    };
    let mut head: Vec<usize> = (0..size).map(|d| if d == 0 { 0 } else { best(d) }).collect();
    let Some(cycle) = find_cycle(&head) else { return head };
    let mut in_cycle = vec![false; size];
    cycle.iter().for_each(|&c| in_cycle[c] = true);
    // The smaller graph: nodes outside the cycle keep their order, the cycle is its last node.
    let outside: Vec<usize> = (0..size).filter(|&v| !in_cycle[v]).collect();
    let (small, last) = (outside.len() + 1, outside.len());
    let mut smaller = vec![f64::NEG_INFINITY; small * small];
    let mut enters = vec![0; small];
    let mut leaves = vec![0; small];
    let whole: f64 = cycle.iter().map(|&d| weight[head[d] * size + d]).sum();
    for (i, &v) in outside.iter().enumerate() {
        for (j, &w) in outside.iter().enumerate().filter(|&(j, _)| j != i) {
            smaller[i * small + j] = weight[v * size + w];
        }
        for &c in &cycle {
            let into = whole - weight[head[c] * size + c] + weight[v * size + c];
            if into > smaller[i * small + last] {
                smaller[i * small + last] = into;
                enters[i] = c;
            }
            if v != 0 && weight[c * size + v] > smaller[last * small + i] {
                smaller[last * small + i] = weight[c * size + v];
                leaves[i] = c;
            }
        }
    }
    let chosen = contract(smaller, small);
    for (i, &v) in outside.iter().enumerate().skip(1) {
        head[v] = if chosen[i] == last { leaves[i] } else { outside[chosen[i]] };
    }
    let from = chosen[last];
    head[enters[from]] = outside[from];
    head
}

/// A cycle among the heads of nodes `1..`, if there is one.
fn find_cycle(head: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; head.len()];
    for start in 1..head.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = head[at];
        }
        if at != 0 && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = head[at];
            while next != at {
                cycle.push(next);
                next = head[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best_by_trial(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        let total = (n + 1).pow(n as u32);
        for code in 0..total {
            let mut rest = code;
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let h = rest % (n + 1);
                    rest /= n + 1;
                    h
                })
                .collect();
            if heads.iter().enumerate().all(|(d, &h)| h != d + 1) && is_tree(&heads) {
                best = best.max(heads.iter().enumerate().map(|(d, &h)| scores[d * (n + 1) + h]).sum());
            }
        }
        best
    }

    #[test]
    fn finds_the_best_tree_of_small_sentences() {
        let mut seed = 7u32;
        for n in 1..=5 {
            for _ in 0..40 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (seed >> 16) as f32 / 65_536.0 * 4.0 - 2.0
                    })
                    .collect();
                let mut out = Vec::new();
                heads(&scores, n, &mut out);
                assert!(is_tree(&out), "{out:?}");
                let sum: f32 = out.iter().enumerate().map(|(d, &h)| scores[d * (n + 1) + h]).sum();
                assert!((sum - best_by_trial(&scores, n)).abs() < 1e-4, "n {n}: {out:?}");
            }
        }
    }
}
