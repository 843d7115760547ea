#!/usr/bin/env bash
# Accuracy and speed of the tagger and parser. Needs ../shared/ud beside the project.
# Usage: bench/parser.sh
set -euo pipefail
cd "$(dirname "$0")/.."
ud=${UD:-../shared/ud}
cargo build --release -q -p demarche -p demarche-syntax --features demarche-syntax/train
train=target/release/demarche-train
echo "== gold tokens, own tags"
for part in ewt-ud-dev gum-open-dev ewt-ud-test; do
    "$train" eval --model models/en.syntax "$ud/en_$part.conllu"
done
echo "== from raw text (F1, words aligned as CoNLL 2018 did)"
for part in ewt-ud-dev gum-open-dev ewt-ud-test; do
    echo "en_$part"
    cargo run -q --release -p demarche-syntax --features train --example segmentation -- "$ud/en_$part.conllu" models/en.syntax
done
echo "== speed: tags and trees of EWT train's tokens, one core, beside gzip -9 of the same bytes"
words=$(grep -cP '^\d+\t' "$ud/en_ewt-ud-train.conllu")
start=$(date +%s.%N)
taskset -c 0 target/release/demarche parse --tokens "$ud/en_ewt-ud-train.conllu" >/dev/null
middle=$(date +%s.%N)
taskset -c 0 gzip -9 <"$ud/en_ewt-ud-train.conllu" >/dev/null
end=$(date +%s.%N)
awk -v w="$words" -v a="$start" -v b="$middle" -v c="$end" \
    'BEGIN { printf "%d words in %.2f s: %d words a second (reading, parsing and writing); %.2f times the time of gzip -9\n", w, b - a, w / (b - a), (b - a) / (c - b) }'
/usr/bin/env bash -c 'command -v /usr/bin/time >/dev/null && /usr/bin/time -f "%M KiB at most" target/release/demarche parse --tokens "$0" >/dev/null' "$ud/en_ewt-ud-dev.conllu" || true
