#!/usr/bin/env bash
# The desk: N made-up articles added (2,000 when not given), then every question with its time, and peak memory.
# Usage: bench/desk.sh [N]
#        bench/desk.sh kills [COUNT]     kills `desk add` (500 times when not given), and looks at the desk each time
#        bench/desk.sh watch [COUNT]     the same with `desk watch`
# PROFILE=quick takes the build profile for working; BUILT=FILE takes a program that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
profile=${PROFILE:-release}
[[ -n ${BUILT:-} ]] || cargo build --profile "$profile" -q -p demarche
demarche=${BUILT:-target/$profile/demarche}
desk=$out/desk.db

milliseconds() { echo $((($(date +%s%N) - $1) / 1000000)); }

# Kills a command again and again until it gets through, and goes on with a new desk. Whatever
# the kill, the desk is sound; and what gets through in the end tells what a desk without kills tells.
kill_often() {
    local kills=$1 done=0 desks=0 lost=0 kept state child told waits
    shift
    "$@" --desk "$out/calm.db" 2>/dev/null
    told=$(python3 bench/whole.py "$out/calm.db" told)
    while ((done < kills)); do
        rm -f "$desk" "$desk"-*
        desks=$((desks + 1)) kept=0
        while ((done < kills)); do
            "$@" --desk "$desk" 2>/dev/null &
            child=$!
            # At any moment; or once it writes, and then into the midst of it or of what comes next.
            touch "$out/begun"
            waits=$((RANDOM % 3))
            while ((waits)) && kill -0 "$child" 2>/dev/null && ! [[ $desk-wal -nt $out/begun ]]; do sleep 0.005; done
            sleep "0.$(printf '%03d' $((RANDOM % 400)))"
            if ! kill -9 "$child" 2>/dev/null; then
                wait "$child" 2>/dev/null || true
                break
            fi
            wait "$child" 2>/dev/null || true
            done=$((done + 1))
            [[ -e $desk ]] || continue
            state=$(python3 bench/whole.py "$desk" "$kept") || { echo "kill $done: $state"; lost=$((lost + 1)); }
            kept=${state%% *}
        done
        "$@" --desk "$desk" 2>/dev/null
        state=$(python3 bench/whole.py "$desk" "$kept") || { echo "desk $desks: $state"; lost=$((lost + 1)); }
        [[ $(python3 bench/whole.py "$desk" told) == "$told" ]] || { echo "desk $desks tells something else"; lost=$((lost + 1)); }
    done
    echo "$state articles on the last desk"
    echo "$done kills on $desks desks, $lost with something lost or half there"
    exit $((lost > 0))
}

if [[ ${1:-} == kills ]]; then
    # Six batches of 64 articles a desk, so that a kill falls before, in and after a transaction.
    python3 bench/articles.py 400 1 1 >"$out/articles.jsonl"
    kill_often "${2:-500}" "$demarche" desk add "$out/articles.jsonl"
elif [[ ${1:-} == watch ]]; then
    # Five feeds of 20 pages, served by this machine.
    python3 bench/articles.py 100 1 1 >"$out/articles.jsonl"
    python3 bench/feeds.py "$out/articles.jsonl" >"$out/address" &
    server=$!
    trap 'kill "$server"; rm -rf "$out"' EXIT
    until [[ -s $out/address ]]; do sleep 0.05; done
    for number in 0 1 2 3 4; do
        printf '[[feed]]\nurl = "%s/feed%s.xml"\n' "$(<"$out/address")" $number
    done >"$out/feeds.toml"
    kill_often "${2:-500}" "$demarche" desk watch "$out/feeds.toml" --once --allow-private
fi

count=${1:-2000}
python3 bench/articles.py "$count" >"$out/articles.jsonl"
start=$(date +%s%N)
/usr/bin/time -f '%M %U' -o "$out/usage" "$demarche" desk add "$out/articles.jsonl" --desk "$desk"
added=$(milliseconds "$start")
read -r memory processor <"$out/usage"
start=$(date +%s%N)
gzip -9 <"$out/articles.jsonl" >/dev/null
zipped=$(milliseconds "$start")
awk -v n="$count" -v a="$added" -v z="$zipped" -v m="$memory" -v p="$processor" 'BEGIN {
    printf "added %d articles in %.1f s (%.0f a second; %.1f s of processor time), %.1f times the time of gzip -9; %.0f MB of memory\n",
        n, a / 1000, n / (a / 1000), p, a / z, m / 1024 }'
"$demarche" desk info --desk "$desk" | tail -n +2

# One article more, of the last days and from the midst: what it costs to work it in.
one() {
    local start took
    cp "$desk" "$out/one.db"
    sync "$out/one.db"
    python3 bench/articles.py 1 "$1" | sed -E "s/\"date\": \"[0-9-]+\"/\"date\": \"$2\"/" >"$out/one.jsonl"
    start=$(date +%s%N)
    /usr/bin/time -f '%U %M' -o "$out/usage" "$demarche" desk add "$out/one.jsonl" --desk "$out/one.db" 2>/dev/null
    took=$(milliseconds "$start")
    read -r processor memory <"$out/usage"
    echo "one article more, of $2: $took ms, $processor s of processor time, start of the program included; $((memory / 1024)) MB"
}
one 1001 2024-12-30
one 1002 2024-12-30
one 1003 2020-05-05

ask() {
    local best=1000000 memory=0
    for _ in 1 2 3; do
        local start took
        start=$(date +%s%N)
        /usr/bin/time -f '%M' -o "$out/usage" "$demarche" "$@" --desk "$desk" >/dev/null 2>"$out/error" || cat "$out/error"
        took=$(milliseconds "$start")
        ((took < best)) && best=$took
        memory=$(tail -n 1 "$out/usage")
    done
    printf '%6d ms %5d MB  demarche %s\n' "$best" $((memory / 1024)) "$*"
}
echo "best of three, start of the program included:"
ask timeline
ask timeline --actor Russia --actor Ukraine
ask timeline --actor RUS --from 2018-01-01 --to 2018-12-31 --type CONSULT --status occurred
ask timeline --issue ceasefire --source wire --min-confidence 0.7
ask timeline --words 'prison* AND soldiers'
ask who
ask who Russia
ask who --type ACCUSE --from 2020-01-01
ask who --source wire
ask who --min-confidence 0.5
ask who --status occurred
ask said
ask said --actor RUS
ask said --issue ceasefire --type demand
ask stands
ask stands --actor Russia
ask stands --issue ceasefire --type opposes --min-confidence 0.5
ask search prisoners
ask search 'ceasefire AND "held talks"'
ask search soldiers --actor Russia --from 2020-01-01
ask sql 'SELECT type, count(*) FROM event GROUP BY type'
ask sql "SELECT * FROM v_events WHERE day >= '2024-06-01' LIMIT 100"
ask changes
ask changes --source wire --type opposes --min-confidence 0.5
ask next
ask next --actor RUS --kind demand --source wire
ask next --min-confidence 0.5
ask desk acts --reports 2
ask desk acts --issue ceasefire --source wire
ask report --from 2024-11-01 --to 2024-11-30
