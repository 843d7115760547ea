#!/usr/bin/env python3
"""Writes N articles of some 600 words as JSON lines: several of examples/ joined, with other states, weekdays and
numbers in each, so that no two are alike and none repeats what a cache could keep. The same N gives the same bytes.
Usage: bench/archive.py N > articles.jsonl"""
import datetime, json, pathlib, random, re, sys

STATES = ["Russia", "Ukraine", "Turkey", "Kenya", "Uganda", "Israel", "Egypt", "Qatar", "Niger", "France", "Mali", "Bolivia", "Brazil", "India",
          "Japan", "China", "Australia", "Fiji", "Serbia", "Armenia", "Germany", "Poland"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORDS = 600

def examples():
    root = pathlib.Path(__file__).parent.parent / "examples"
    yield from (path.read_text().strip() for path in sorted(root.glob("*.txt")))
    yield from (json.loads(line)["text"].strip() for line in (root / "process.jsonl").read_text().splitlines() if line.strip())

def varied(r, text):
    others = dict(zip(STATES, r.sample(STATES, len(STATES)))) | dict(zip(DAYS, r.sample(DAYS, len(DAYS))))
    text = re.sub(r"\b(" + "|".join(others) + r")\b", lambda m: others[m[0]], text)
    return re.sub(r"\b\d{2,3}\b", lambda m: str(r.randint(10, 999)), text)

def main():
    count, r, pool = int(sys.argv[1]), random.Random(1), list(examples())
    for number in range(count):
        parts, words = [], 0
        while words < WORDS - 40:
            parts.append(varied(r, r.choice(pool)))
            words += len(parts[-1].split())
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number % 1500)
        print(json.dumps({"id": f"archive-{number}", "date": day.isoformat(), "source": "Archive", "text": "\n\n".join(parts)}, ensure_ascii=False))

main()
