#!/usr/bin/env bash
# How long the engine takes to start: parser and lexicon apart (least and median of several loads), and `demarche read`
# over one line, beside a plain pass over the bytes of the same data files. Needs nothing beside the project.
# PROFILE=quick takes the build profile for working; figures to report come from the default, release.
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${PROFILE:-release}
cargo build --profile "$profile" -q -p demarche
cargo run --profile "$profile" -q -p demarche-coder --example load "${1:-41}"
least=999
for _ in 1 2 3 4 5 6 7 8 9; do
    start=$(date +%s%N)
    echo "France met Italy." | "target/$profile/demarche" read - >/dev/null
    took=$((($(date +%s%N) - start) / 1000000))
    ((took < least)) && least=$took
done
echo "demarche read over one line: $least ms from start to end (least of nine)"
