"""Whether confidences mean what they say, and the weights of data/confidence.toml that make them.

    calibration.py SCORER GOLD.jsonl RECORDS.jsonl table     the reliability table of the records as they are
    calibration.py SCORER GOLD.jsonl RECORDS.jsonl fit       new weights: fitted on all, checked by halves

RECORDS are those of crates/coder/examples/signs.rs. An event counts when the given pair of its sentence
takes part in it (by SCORER, score_relations.py) and it is one that the codebooks code: denied and
supposed acts are left out. It is right when its root is the gold's. A sentence may well tell a second
act of the same pair, which counts as wrong here, so that the share right is a floor.
Standard library only.
"""
import importlib.util
import json
import math
import sys

BINS = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
PRIOR = 0.5  # variance of a weight before the data: keeps signs that hardly occur near nothing
# What a sign may say. One that the data would turn round says nothing: it stands for something else there.
SPEAKS = {"special": 1, "light": 1, "direct_actor": 1, "direct_recipient": 1,
          "noun": -1, "unknown": -1, "governed": -1, "announced": -1, "deep": -1, "long_sentence": -1}
# The given pair always takes part, so this set cannot weigh these; they stay as they are in the file.
KEPT = ("no_actor", "no_recipient")


def scorer(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(score, gold, records):
    """(number of the sentence, confidence, signs, right) of each event with the pair."""
    of = {str(r["id"]): r for r in map(json.loads, open(records, encoding="utf8"))}
    out = []
    for number, g in enumerate(map(json.loads, open(gold, encoding="utf8"))):
        record = of.get(str(g["id"]))
        for e in record["events"] if record else []:
            if e["status"] in ("denied", "hypothetical"):
                continue
            a, r = e["actors"], e["recipients"]
            touch = lambda ids, spans: score.touches(record, ids, spans)
            pair = (touch(a, g["source"]) and touch(r, g["target"])) or (touch(r, g["source"]) and touch(a, g["target"]))
            if pair or (touch(a + r, g["source"]) and touch(a + r, g["target"])):
                out.append((number, e["confidence"], e["signs"], score.root_of(e) == g["root"]))
    return out


def table(pairs):
    """Rows of bin, number, mean confidence, share right; and the expected calibration error."""
    rows, error = [], 0.0
    for low, high in zip(BINS, BINS[1:]):
        inside = [(p, y) for p, y in pairs if low <= p < high]
        if inside:
            mean, share = (sum(x[i] for x in inside) / len(inside) for i in (0, 1))
            rows.append((low, min(high, 1.0), len(inside), mean, share))
            error += abs(mean - share) * len(inside) / len(pairs)
    return rows, error


def show(title, pairs):
    rows, error = table(pairs)
    loss = -sum(math.log(max(1e-9, p if y else 1 - p)) for p, y in pairs) / len(pairs)
    print(f"{title}: {len(pairs)} events, {sum(y for _, y in pairs) / len(pairs):.3f} right, "
          f"expected calibration error {error:.3f}, log loss {loss:.3f}")
    print("| confidence | events | mean | right |\n| --- | --- | --- | --- |")
    for low, high, n, mean, share in rows:
        print(f"| {low:.1f} to {high:.1f} | {n} | {mean:.2f} | {share:.2f} |")


def predict(w, signs):
    return 1 / (1 + math.exp(-sum(w[k] * signs[k] for k in w)))


def fit(data):
    """Weights by `newton`, without the signs that would say the contrary of what they stand for."""
    names = [n for n in data[0][2] if n not in KEPT]
    while True:
        w = newton(data, names)
        turned = [n for n in names if w[n] * SPEAKS.get(n, 0) < 0]
        if not turned:
            return w
        names = [n for n in names if n not in turned]


def newton(data, names):
    """Weights of most probability: Newton's method on the log-odds, the base free, the others near nothing."""
    w = dict.fromkeys(names, 0.0)
    for _ in range(30):
        gradient = [0.0 if n == "base" else -w[n] / PRIOR for n in names]
        curve = [[(1 / PRIOR if i == j and names[i] != "base" else 0.0) for j in range(len(names))] for i in range(len(names))]
        for _, _, signs, right in data:
            p = predict(w, signs)
            x = [signs[n] for n in names]
            for i, xi in enumerate(x):
                if xi:
                    gradient[i] += (right - p) * xi
                    for j, xj in enumerate(x):
                        curve[i][j] += p * (1 - p) * xi * xj
        for name, step in zip(names, solve(curve, gradient)):
            w[name] += step
    return w


def solve(a, b):
    """Gauss with pivots; a column without any evidence steps nowhere."""
    n = len(b)
    m = [row[:] + [x] for row, x in zip(a, b)]
    for i in range(n):
        k = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[k] = m[k], m[i]
        if abs(m[i][i]) < 1e-12:
            m[i][i] = 1.0
        for r in range(n):
            if r != i and m[r][i]:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def main():
    path, gold, records, what = sys.argv[1:5]
    data = judged(scorer(path), gold, records)
    show("as it is", [(c, y) for _, c, _, y in data])
    if what == "fit":
        # By sentences, so that no sentence is on both sides.
        halves = [[d for d in data if d[0] % 2 == half] for half in (0, 1)]
        crossed = []
        for learn, test in (halves, halves[::-1]):
            w = fit(learn)
            crossed += [(predict(w, signs), y) for _, _, signs, y in test]
        print()
        show("each half by the weights of the other", crossed)
        print("\nweights fitted on all, for data/confidence.toml:")
        w = fit(data)
        for name in data[0][2]:
            print(f"{name} = as it is" if name in KEPT else f"{name} = {w.get(name, 0.0):.2f}")


main()
