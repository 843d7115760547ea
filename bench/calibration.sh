#!/usr/bin/env bash
# Whether events of confidence 0.8 are right four times in five: the reliability table on plv_dev.
# Usage: bench/calibration.sh [fit]     fit: also the weights for data/confidence.toml, checked by halves
# Needs ../shared/{bench,score} beside the project. PROFILE=quick takes the build profile for working.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${SHARED:-../shared}
profile=${PROFILE:-release}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cargo run --profile "$profile" -q -p demarche-coder --example signs <"$shared/bench/plv_dev.jsonl" >"$out/records"
python3 bench/calibration.py "$shared/score/score_relations.py" "$shared/bench/plv_dev.jsonl" "$out/records" "${1:-table}"
