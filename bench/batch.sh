#!/usr/bin/env bash
# Many articles through `demarche code` on 2 threads: articles a second and peak memory at each size (1,000 and 10,000
# when none is given), beside gzip -9 over the same bytes. The load of the machine is told, for it makes the figure.
# Usage: bench/batch.sh [N…]        for example: bench/batch.sh 1000 10000 100000
# WORDS=100 makes articles of so many words; FROM=warc reads them from a WARC archive of pages.
# PROFILE=quick takes the build profile for working; figures to report come from the default, release.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
profile=${PROFILE:-release}
[[ -n ${BUILT:-} ]] || cargo build --profile "$profile" -q -p demarche
demarche=${BUILT:-target/$profile/demarche}
[[ $# -gt 0 ]] || set -- 1000 10000
for count; do
    python3 bench/archive.py "$count" "${WORDS:-600}" >"$out/archive.jsonl"
    words=$(wc -w <"$out/archive.jsonl")
    input=$out/archive.jsonl
    if [[ ${FROM:-} == warc ]]; then
        input=$out/archive.warc.gz
        python3 bench/archive.py "$count" "${WORDS:-600}" warc >"$input"
    fi
    load=$(cut -d' ' -f1 /proc/loadavg)
    /usr/bin/time -f '%e %U %M' -o "$out/coded" "$demarche" code "$input" -o "$out/records.jsonl" --threads 2 2>"$out/said"
    tail -n 1 "$out/said"
    /usr/bin/time -f '%e %U' -o "$out/zipped" gzip -9 <"$out/archive.jsonl" >/dev/null
    [[ $(wc -l <"$out/records.jsonl") == "$count" ]] || { echo "records are missing"; exit 1; }
    read -r took processor memory <"$out/coded"
    read -r zipped zip_processor <"$out/zipped"
    awk -v n="$count" -v w="$words" -v t="$took" -v p="$processor" -v m="$memory" -v z="$zipped" -v q="$zip_processor" -v l="$load" 'BEGIN {
        printf "%d articles of %d words: %.1f s, %.1f articles a second; %.1f s of processor time (%.1f articles a second of it on two threads);\n",
            n, w / n, t, n / t, p, 2 * n / p
        printf "  %.0f times the processor time of gzip -9 (%.1f s); %.0f MB of memory; load of the machine before: %s\n", p / q, q, m / 1024, l }'
done
