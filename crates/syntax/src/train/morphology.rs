//! Learns the tables of [`Morphology`] from a treebank.

use std::collections::{BTreeMap, HashMap};

use crate::conllu::Sentence;
use crate::morphology::{Edit, LONGEST_ENDING, Morphology, normal_form};
use crate::{Upos, Xpos};

type Counts<K, V> = BTreeMap<K, BTreeMap<V, usize>>;

/// Lemma rules, exceptions and features of `sentences`.
pub fn learn(sentences: &[Sentence]) -> Morphology {
    let mut morphology = Morphology::default();
    learn_lemmas(sentences, &mut morphology);
    learn_features(sentences, &mut morphology);
    morphology
}

fn most<V: Ord + Clone>(counts: &BTreeMap<V, usize>) -> Option<(&V, usize)> {
    counts.iter().max_by_key(|&(v, &n)| (n, std::cmp::Reverse(v))).map(|(v, &n)| (v, n))
}

fn learn_lemmas(sentences: &[Sentence], out: &mut Morphology) {
    // How often each lower-cased form under a tag has which lemma; each type counts once for a rule.
    let mut types: Counts<(Xpos, String), String> = BTreeMap::new();
    let mut shown: HashMap<(Xpos, String), String> = HashMap::new();
    let mut lower = String::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        let Some(xpos) = word.xpos else { continue };
        if word.lemma == "_" && word.form != "_" {
            continue;
        }
        normal_form(&word.form, &mut lower);
        let key = (xpos, lower.clone());
        *types.entry(key.clone()).or_default().entry(word.lemma.to_string()).or_default() += 1;
        shown.entry(key).or_insert_with(|| word.form.to_string());
    }
    let mut endings: Counts<(Xpos, String), Edit> = BTreeMap::new();
    for (key, lemmas) in &types {
        let Some((lemma, _)) = most(lemmas) else { continue };
        let edit = Edit::between(&shown[key], lemma);
        let (xpos, form) = key;
        let chars: Vec<(usize, char)> = form.char_indices().collect();
        for size in 0..=LONGEST_ENDING.min(chars.len()) {
            let at = if size == 0 { form.len() } else { chars[chars.len() - size].0 };
            *endings.entry((*xpos, form[at..].to_owned())).or_default().entry(edit.clone()).or_default() += 1;
        }
    }
    // Shorter endings first, so that a longer one is kept only where it says something else.
    let mut keys: Vec<_> = endings.keys().cloned().collect();
    keys.sort_by_key(|(x, e)| (e.chars().count(), *x, e.clone()));
    for key in keys {
        let Some((edit, n)) = most(&endings[&key]) else { continue };
        let (xpos, ending) = &key;
        let shorter = ending.char_indices().nth(1).map(|(i, _)| &ending[i..]).or((!ending.is_empty()).then_some(""));
        let inherited = shorter.and_then(|s| inherited_rule(&endings, *xpos, s));
        if ending.is_empty() || (n >= 2 && inherited.as_ref() != Some(edit)) {
            out.set_rule(*xpos, ending.clone(), edit.clone());
        }
    }
    for ((xpos, form), lemmas) in &types {
        let Some((lemma, n)) = most(lemmas) else { continue };
        let by_rule = out.by_rule(&shown[&(*xpos, form.clone())], form, *xpos);
        // A name's one odd lemma is as likely a slip of the treebank; keep what was seen twice or is a closed class.
        if by_rule.as_deref() != Some(lemma)
            && (n >= 2 || !matches!(xpos, Xpos::Nnp | Xpos::Nnps | Xpos::Add | Xpos::Cd))
        {
            out.set_lemma(form.clone(), *xpos, lemma);
        }
    }
}

fn inherited_rule(endings: &Counts<(Xpos, String), Edit>, xpos: Xpos, ending: &str) -> Option<Edit> {
    endings.get(&(xpos, ending.to_owned())).and_then(most).map(|(edit, _)| edit.clone())
}

fn learn_features(sentences: &[Sentence], out: &mut Morphology) {
    let mut by_tags: Counts<(Upos, Xpos), &str> = BTreeMap::new();
    let mut by_form: Counts<(Upos, Xpos, String), &str> = BTreeMap::new();
    let mut lower = String::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        let (Some(upos), Some(xpos)) = (word.upos, word.xpos) else { continue };
        normal_form(&word.form, &mut lower);
        *by_tags.entry((upos, xpos)).or_default().entry(&word.feats).or_default() += 1;
        *by_form.entry((upos, xpos, lower.clone())).or_default().entry(&word.feats).or_default() += 1;
    }
    for (&(upos, xpos), feats) in &by_tags {
        let Some((&usual, _)) = most(feats) else { continue };
        out.set_features(None, upos, xpos, usual);
    }
    for ((upos, xpos, form), feats) in by_form {
        let Some((&own, n)) = most(&feats) else { continue };
        let usual = most(&by_tags[&(upos, xpos)]).map(|(f, _)| *f);
        if Some(own) != usual && n >= 2 {
            out.set_features(Some(form), upos, xpos, own);
        }
    }
}
