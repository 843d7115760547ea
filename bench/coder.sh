#!/usr/bin/env bash
# The coder's layers on the development sets. Needs ../shared/{bench,score,seed} beside the project.
# Usage: bench/coder.sh [seed|relations|statements|times|names|coreference|speed]...   (all when none is named)
# PROFILE=quick takes the build profile for working; figures to report come from the default, release.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SHARED:-../shared}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
profile=${PROFILE:-release}
cargo build --profile "$profile" -q -p demarche
demarche=target/$profile/demarche
parts=" ${*:-seed relations statements times names coreference speed} "
wanted() { [[ $parts == *" $1 "* ]]; }
code() { "$demarche" code "$shared/bench/$1.jsonl" >"$out/$1.records"; }
from() { python3 "$shared/score/from_records.py" "$1" "$out/$2.records" >"$out/$2.pred"; }

if wanted seed; then
echo "== seed article"
"$demarche" read "$shared/seed/article.txt" --date 2025-08-20 --format json >"$out/seed.json"
python3 "$shared/score/score_record.py" "$shared/seed/gold.json" "$out/seed.json" | head -n -1
fi
if wanted relations; then
echo "== relations (plv_dev)"
code plv_dev
python3 "$shared/score/score_relations.py" "$shared/bench/plv_dev.jsonl" "$out/plv_dev.records" | tail -n 1
python3 "$shared/score/score_relations.py" "$shared/bench/plv_dev.jsonl" "$out/plv_dev.records" --lenient | tail -n 1
fi
if wanted statements; then
echo "== statements (statements_dev)"
code statements_dev
from statements statements_dev
python3 "$shared/score/score_statements.py" --gold "$shared/bench/statements_dev.jsonl" --pred "$out/statements_dev.pred" |
    grep -E '^(content >=J|speaker|full relaxed)'
fi
if wanted times; then
echo "== time expressions (timex_dev)"
code timex_dev
from timex timex_dev
python3 "$shared/score/score_timex.py" --gold "$shared/bench/timex_dev.jsonl" --pred "$out/timex_dev.pred"
fi
if wanted names; then
echo "== names (entities_uner_dev)"
code entities_uner_dev
from ner entities_uner_dev
python3 "$shared/score/score_entities.py" ner --gold "$shared/bench/entities_uner_dev.jsonl" --pred "$out/entities_uner_dev.pred"
fi
if wanted coreference; then
echo "== coreference (entities_gum_news)"
code entities_gum_news
from coref entities_gum_news
python3 "$shared/score/score_entities.py" coref --gold "$shared/bench/entities_gum_news.jsonl" --pred "$out/entities_gum_news.pred" --types person,organization,place
fi
if wanted speed; then
echo "== speed: the whole chain on statements_dev, one thread, beside gzip -9 of the same bytes"
words=$(python3 -c "import json,sys; print(sum(len(json.loads(l)['text'].split()) for l in open('$shared/bench/statements_dev.jsonl')))")
start=$(date +%s.%N)
"$demarche" code "$shared/bench/statements_dev.jsonl" --threads 1 >/dev/null
middle=$(date +%s.%N)
gzip -9 <"$shared/bench/statements_dev.jsonl" >/dev/null
end=$(date +%s.%N)
awk -v w="$words" -v a="$start" -v b="$middle" -v c="$end" \
    'BEGIN { printf "%d words in %.2f s: %d words a second; %.1f times the time of gzip -9\n", w, b - a, w / (b - a), (b - a) / (c - b) }'
cargo run --profile "$profile" -q -p demarche-coder --example layers <"$shared/bench/statements_dev.jsonl"
fi
