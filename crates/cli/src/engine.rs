//! The parser and the lexicon that are built into the program, loaded once.

use std::sync::LazyLock;

use demarche_syntax::Parser;

/// The trained model; how it was trained stands in `models/README.md`.
static MODEL: &[u8] = include_bytes!("../../../models/en.syntax");

static PARSER: LazyLock<Parser> =
    LazyLock::new(|| Parser::from_bytes(MODEL).expect("the model that was built into the program is whole"));

/// The parser.
pub fn parser() -> &'static Parser {
    &PARSER
}
