#!/usr/bin/env python3
"""What each predicate of the frames gives in plain sentences: the best list of senses that are missing.

    probe.py DEMARCHE FRAMES.toml...    a line a verb and noun: what comes out with each kind of object

For every verb of the files (as "Kenya VERBed OBJECT") and every noun ("Kenya's NOUN of OBJECT worried Peru") the program
DEMARCHE codes one sentence an object; shown are the types of the events that have Kenya for an actor, "-" where there is none.
Standard library only.
"""
import json
import re
import subprocess
import sys
import tomllib

OBJECTS = {"state": "Uganda", "person": "the journalist", "group": "the villagers", "foes": "the rebels", "body": "the UN mission", "official": "the Ugandan minister",
           "thing": "the plan of Uganda", "house": "the newspaper's office"}
def past(verb):
    head, _, rest = verb.partition(" ")
    special = {"be": "was", "have": "had", "do": "did", "go": "went", "send": "sent", "give": "gave", "take": "took", "make": "made", "hold": "held",
               "bring": "brought", "lead": "led", "meet": "met", "shoot": "shot", "fight": "fought", "break": "broke", "drive": "drove", "throw": "threw",
               "cut": "cut", "put": "put", "hit": "hit", "set": "set", "shut": "shut", "let": "let", "beat": "beat", "speak": "spoke", "say": "said",
               "tell": "told", "seek": "sought", "find": "found", "lay": "laid", "pay": "paid", "win": "won", "withdraw": "withdrew", "draw": "drew",
               "come": "came", "call": "called", "forbid": "forbade", "steal": "stole", "strike": "struck", "hang": "hanged", "leave": "left",
               "sell": "sold", "lend": "lent", "rescind": "rescinded", "get": "got", "keep": "kept", "stand": "stood", "sit": "sat", "fly": "flew",
               "blow": "blew", "burn": "burned", "buy": "bought", "catch": "caught", "deal": "dealt", "feed": "fed", "flee": "fled", "forgive": "forgave",
               "overthrow": "overthrew", "override": "overrode", "overrun": "overran", "run": "ran", "sink": "sank", "slay": "slew", "spend": "spent",
               "swear": "swore", "tear": "tore", "undertake": "undertook", "uphold": "upheld", "write": "wrote", "bid": "bid", "cast": "cast"}
    if head in special:
        form = special[head]
    elif head.endswith("e"):
        form = head + "d"
    elif re.search(r"[^aeiou]y$", head):
        form = head[:-1] + "ied"
    elif re.search(r"^[^aeiou]*[aeiou][bdglmnprt]$", head):
        form = head + head[-1] + "ed"
    else:
        form = head + "ed"
    return f"{form} {rest}".strip()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    verbs, nouns = {}, {}
    for path in sys.argv[2:]:
        for frame in tomllib.load(open(path, "rb")).get("frame", []):
            for verb in frame.get("verbs", []):
                verbs.setdefault(verb, None)
            for noun in frame.get("nouns", []):
                if "|" not in noun:
                    nouns.setdefault(noun, None)
    probes = []
    for verb in verbs:
        probes += [(verb, kind, f"Kenya {past(verb)} {thing}.") for kind, thing in OBJECTS.items()]
    for noun in nouns:
        probes += [(noun + " (n)", kind, f"Kenya's {noun} of {thing} worried Peru.") for kind, thing in OBJECTS.items()]
    lines = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, (_, _, text) in enumerate(probes))
    out = subprocess.run([sys.argv[1], "code", "-"], input=lines.encode(), capture_output=True, check=True).stdout
    table = {}
    for line in out.decode().splitlines():
        record = json.loads(line)
        word, kind, _ = probes[int(record["document"]["id"])]
        kenya = {a["id"] for a in record["actors"] if a["name"] == "Kenya"}
        found = []
        for e in record["events"]:
            if kenya & set(e["actors"]):
                to = "" if e["recipients"] else "*"
                found.append(f"{e['type']}{'/' + e['mode'] if e['mode'] else ''}{to}")
        table.setdefault(word, {})[kind] = "+".join(found) or "-"
    for word, row in table.items():
        print(word + "\t" + "\t".join(f"{kind}:{row.get(kind)}" for kind in OBJECTS))


if __name__ == "__main__":
    main()
