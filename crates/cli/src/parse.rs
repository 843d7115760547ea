//! `demarche parse`: tags and trees as CoNLL-U.

use std::io::Write as _;
use std::path::PathBuf;

use demarche_syntax::{Span, Token, Workspace, conllu, segment};

use crate::failure::{Failure, Result};
use crate::{engine, input};

/// Arguments of `demarche parse`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche parse article.txt
  demarche parse --repaired article.txt               # the trees as events are read from them
  demarche parse --tokens gold.conllu > ours.conllu   # our tags and trees on their tokens")]
pub struct Args {
    /// Text to parse, or - for standard input; with --tokens a CoNLL-U file
    file: PathBuf,
    /// Keep the sentences and tokens of a CoNLL-U file and give them our tags and trees
    #[arg(long)]
    tokens: bool,
    /// The trees as the events are read from them, with what the parser is known to get wrong put right
    #[arg(long, conflicts_with = "tokens")]
    repaired: bool,
    /// Encoding of the text (utf-8, windows-1252 ...); detected when not given
    #[arg(long, conflicts_with = "tokens")]
    encoding: Option<String>,
}

/// Parses the file to standard output.
pub fn run(args: &Args) -> Result {
    let sentences = if args.tokens { given_tokens(args)? } else { raw_text(args)? };
    let mut out = std::io::stdout().lock();
    let mut text = String::new();
    for sentence in &sentences {
        text.clear();
        conllu::write_sentence(sentence, &mut text);
        out.write_all(text.as_bytes())?;
    }
    Ok(out.flush()?)
}

fn raw_text(args: &Args) -> Result<Vec<conllu::Sentence>> {
    let text = input::article(&args.file, args.encoding.as_deref())?;
    if args.repaired {
        let coder = engine::coder(None)?;
        let mut document = coder.parse(text, &mut demarche_coder::Workspace::default());
        coder.join_names(&mut document);
        return Ok(conllu::from_document(&document, "s"));
    }
    let mut document = segment::segment(text);
    engine::parser().parse(&mut document, &mut Workspace::default());
    Ok(conllu::from_document(&document, "s"))
}

fn given_tokens(args: &Args) -> Result<Vec<conllu::Sentence>> {
    let name = input::name(&args.file);
    let text = String::from_utf8(input::bytes(&args.file)?)
        .map_err(|e| Failure::Input(format!("{name}: not UTF-8 at byte {}", e.utf8_error().valid_up_to())))?;
    let mut sentences = conllu::read(&text).map_err(|e| Failure::Input(format!("{name}: {e}")))?;
    if sentences.is_empty() {
        return Err(Failure::Input(format!("{name}: holds no CoNLL-U sentence")));
    }
    let forms: Vec<&str> = sentences.iter().flat_map(|s| &s.words).map(|w| w.form.as_str()).collect();
    let mut number = 0;
    let mut tokens: Vec<Vec<Token>> = sentences
        .iter()
        .map(|s| {
            let first = number;
            number += s.words.len();
            // The parser asks for forms by span: here a span is the word's number.
            (first..number).map(|i| Token::bare(Span::new(i, i + 1), false)).collect()
        })
        .collect();
    let mut slices: Vec<&mut [Token]> = tokens.iter_mut().map(|t| &mut t[..]).collect();
    engine::parser().parse_sentences(&mut slices, |t| forms[t.span.start], &mut Workspace::default());
    for (sentence, tokens) in sentences.iter_mut().zip(&tokens) {
        conllu::annotate(sentence, tokens);
    }
    Ok(sentences)
}
