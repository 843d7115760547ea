//! How names are written: as the tokenizer cuts them, and with their articles otherwise.

/// A name as tokens: they part at spaces, at hyphens, before 's and around full stops that are no abbreviation's.
pub(super) fn cut_name(name: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(4);
    for word in name.split(' ') {
        cut_word(word, &mut words);
    }
    words
}

/// Cuts a word of a name at hyphens and before a possessive ending, as the tokenizer does.
fn cut_word<'w>(word: &'w str, out: &mut Vec<&'w str>) {
    let possessive = word.len() > 2 && (word.ends_with("'s") || word.ends_with("’s"));
    let stem = if possessive { &word[..word.rfind(['\'', '’']).unwrap_or(word.len())] } else { word };
    let mut start = 0;
    for (i, _) in stem.match_indices('-') {
        if i > start {
            out.push(&stem[start..i]);
        }
        out.push(&stem[i..=i]);
        start = i + 1;
    }
    if start < stem.len() {
        out.push(&stem[start..]);
    }
    if possessive {
        out.push(&word[stem.len()..]);
    }
}

/// "Tamim bin Hamad *Al-Thani*" for "*al-Thani*" and "*Al Thani*": the other ways to write a family's article.
pub(super) fn with_article(name: &str, articles: &[String]) -> Vec<String> {
    let Some((start, end)) = name.match_indices(' ').find_map(|(at, _)| {
        let rest = &name[at + 1..];
        let end = rest.find([' ', '-'])?;
        articles.iter().any(|a| a.eq_ignore_ascii_case(&rest[..end])).then_some((at + 1, at + 1 + end))
    }) else {
        return Vec::new();
    };
    let (before, article, family) = (&name[..start], &name[start..end], &name[end + 1..]);
    let small = article.to_lowercase();
    let large = capitalised(&small);
    let all = [(&small, '-'), (&large, '-'), (&large, ' ')].map(|(a, mark)| format!("{before}{a}{mark}{family}"));
    all.into_iter().filter(|n| n != name).collect()
}

/// "*Von* der Leyen": a name as it opens a sentence.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
