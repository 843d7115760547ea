#!/usr/bin/env python3
"""Write the dictionary of senses that the parser is trained with, from WordNet's files and our given names.

    senses.py WORDNET_FOLDER data/en/given_names.tsv >senses.tsv

WORDNET_FOLDER holds WordNet 3.0's index.*, data.* and *.exc (Debian's package wordnet-base has them in
/usr/share/wordnet). A line a form: the form, a character for each kind of sense (chr(48 + n): 0 to 44 the lexicographer
files of its first five senses a part of speech, 50 to 61 groups of verb frames, 70 a given name), and the lemmas of an
irregular form. Standard library only.
"""
import collections
import sys

PARTS = ("noun", "verb", "adj", "adv")
SENSES = 5
# WordNet's 35 sentence frames by what they say of complements: none, an object, an object and more, that, to, an object
# and to, -ing, an adjective or noun, a prepositional phrase, an object and -ing, whether, others.
FRAMES = {f: group for group, frames in enumerate(((1, 2, 3), (8, 9, 10, 11), (14, 15, 16, 17, 18, 19, 31), (26, 34), (28, 32, 35),
                                                   (24, 25), (33,), (5, 6, 7), (4, 12, 13, 22, 27), (20, 21), (29,))) for f in frames}
OTHER_FRAME, FIRST_FRAME, GIVEN_NAME = 11, 50, 70


def rows(folder, name):
    with open(f"{folder}/{name}", encoding="latin1") as file:
        yield from (line.split() for line in file if not line.startswith("  "))


def frames_of(cells):
    """For each word of a verb's synset the numbers of its frames."""
    count = int(cells[3], 16)
    words = [cells[4 + 2 * i].lower() for i in range(count)]
    at = 4 + 2 * count
    at += 1 + 4 * int(cells[at])
    out = collections.defaultdict(set)
    if cells[at] != "|":
        for i in range(int(cells[at])):
            frame, word = int(cells[at + 2 + 3 * i]), int(cells[at + 3 + 3 * i], 16)
            for j, w in enumerate(words):
                if word in (0, j + 1):
                    out[w].add(frame)
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, names = sys.argv[1:]
    files, frames = {}, {}
    for part in PARTS:
        for cells in rows(folder, f"data.{part}"):
            files[part, cells[0]] = int(cells[1])
            if part == "verb":
                frames[cells[0]] = frames_of(cells)
    classes, lemmas = collections.defaultdict(list), collections.defaultdict(list)

    def add(form, kinds):
        classes[form] += [k for k in dict.fromkeys(kinds) if k not in classes[form]]

    for part in PARTS:
        for cells in rows(folder, f"index.{part}"):
            form, senses = cells[0], cells[-int(cells[2]):][:SENSES]
            if "_" in form:
                continue
            add(form, [files[part, s] for s in senses])
            if part == "verb":
                add(form, sorted({FIRST_FRAME + FRAMES.get(f, OTHER_FRAME) for s in senses for f in frames[s].get(form, ())}))
        for cells in rows(folder, f"{part}.exc"):
            if "_" not in cells[0]:
                lemmas[cells[0]] += [f"{part}:{lemma}" for lemma in cells[1:]]
    with open(names, encoding="utf8") as file:
        for line in file:
            if not line.startswith("#") and not line.startswith("name\t"):
                add(line.split("\t")[0].lower(), [GIVEN_NAME])
    for form in sorted({*classes, *lemmas}, key=lambda f: f.encode()):
        print(form, "".join(chr(48 + k) for k in classes[form]), " ".join(lemmas[form]), sep="\t")


if __name__ == "__main__":
    main()
