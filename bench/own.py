#!/usr/bin/env python3
"""Our own gold: sentences with a pair and its root (bench/sentences), articles read in full (bench/articles).

    own.py sentences FILE.tsv...         gold JSON lines for score_relations.py, to standard output
    own.py articles DEMARCHE GOLD.json...   records of the articles by the program DEMARCHE, scored by
                                            ../shared/score/score_record.py, and their mean; --misses lists faults

Standard library only. Offsets count Unicode code points.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

SCORER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared/score/score_record.py")


def place(text, phrase, where):
    """The span of a phrase that stands once in the text."""
    at = text.find(phrase)
    if at < 0 or text.find(phrase, at + 1) >= 0:
        sys.exit(f"{where}: {phrase!r} does not stand exactly once in its sentence")
    return [at, at + len(phrase)]


def sentences(paths):
    for path in paths:
        name = os.path.basename(path).removesuffix(".tsv")
        with open(path, encoding="utf8", newline="") as file:
            for n, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
                where = f"{path}:{n}"
                print(json.dumps({
                    "id": f"{name}-{n}", "text": row["text"], "root": row["root"], "status": row["status"],
                    "source": [place(row["text"], row["source"], where)],
                    "target": [place(row["text"], row["target"], where)],
                }, ensure_ascii=False))


def articles(demarche, paths, misses):
    sums = {}
    for path in paths:
        gold = json.load(open(path, encoding="utf8"))
        text = os.path.join(os.path.dirname(path), gold["article"])
        record = subprocess.run([demarche, "read", text, "--date", gold["date"], "--format", "json"],
                                check=True, capture_output=True).stdout
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(record)
            file.flush()
            call = [sys.executable, SCORER, path, file.name] + ["--misses"] * misses
            out = subprocess.run(call, check=True, capture_output=True, text=True).stdout.splitlines()
        if misses:
            print(f"== {path}", *out[:-1], sep="\n")
        for key, value in json.loads(out[-1]).items():
            layer, what = key.split(".")
            # The scorer gives 0 where the gold asks for no date or place at all.
            asks = {"dates": "date", "places": "place"}.get(what)
            if asks is None or any(asks in row for row in gold[layer] if not row.get("optional")):
                sums.setdefault(key, []).append(value)
    print(f"mean of {len(paths)} articles")
    layers = {}
    for key, values in sums.items():
        layer, what = key.split(".")
        layers.setdefault(layer, []).append(f"{what} {sum(values) / len(values):.2f}")
    for layer, figures in layers.items():
        print(f"{layer:<11}" + "  ".join(figures))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--misses"]
    if len(arguments) >= 2 and arguments[0] == "sentences":
        sentences(arguments[1:])
    elif len(arguments) >= 3 and arguments[0] == "articles":
        articles(arguments[1], arguments[2:], "--misses" in sys.argv)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
