#!/usr/bin/env python3
"""Treebank sentences as news would have them: who acts, by office, name and state, and what verbs of news they act by.

    models/news.py SEED TRAIN.conllu... >news.conllu

The treebanks are of the web and of many genres; what a report of a negotiation is full of ("Foreign Minister Sergei
Lavrov plans to", "the defence minister, Israel Katz, on Friday pressed") is rare there. Each sentence that has room for it is
written out once more with phrases of ours in place of its subjects and objects, days put behind or before its verbs, and verbs of
one valency for another. Trees stay trees of those treebanks but for the phrases put in; the phrases' trees follow UD_English-EWT.
Names, states and offices come from data/. Standard library only.
"""
import csv
import os
import random
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data")
SING, PLUR = "Number=Sing", "Number=Plur"


def rows(path):
    lines = (l for l in open(os.path.join(DATA, path), encoding="utf8") if not l.startswith("#") and l.strip())
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def given():
    return [r["name"] for r in rows("en/given_names.tsv")]


def surnames():
    folder = os.path.join(DATA, "actors/people")
    names = {r["name"].split()[-1] for f in sorted(os.listdir(folder)) for r in rows(f"actors/people/{f}") if r.get("name")}
    return sorted(n for n in names if n[:1].isupper() and "-" not in n)


STATES = """Russia Ukraine Israel Iran Egypt Qatar Turkey China Japan India Pakistan Sudan Ethiopia Eritrea Kenya Rwanda Niger Mali Chad Libya
Syria Lebanon Jordan Iraq Yemen Serbia Kosovo Armenia Azerbaijan Georgia Belarus Poland Germany France Britain Spain Italy Hungary Greece
Cyprus Venezuela Colombia Bolivia Peru Brazil Cuba Haiti Mexico Canada Myanmar Thailand Cambodia Vietnam Indonesia Australia Somalia Uganda
Nigeria Ghana Senegal Algeria Morocco Tunisia Afghanistan""".split()
CAPITALS = """Moscow Kyiv Kiev Jerusalem Tehran Cairo Doha Ankara Beijing Tokyo Delhi Islamabad Khartoum Nairobi Kigali Niamey Bamako Damascus
Beirut Baghdad Belgrade Pristina Yerevan Baku Tbilisi Minsk Warsaw Berlin Paris London Geneva Vienna Brussels Washington Riyadh Caracas Bogota Seoul
Pyongyang Pretoria Abuja Juba Mogadishu""".split()
ADJECTIVES = """Russian Ukrainian Israeli Iranian Egyptian Qatari Turkish Chinese Japanese Indian Pakistani Sudanese Ethiopian Kenyan Rwandan Malian
Libyan Syrian Lebanese Iraqi Serbian Armenian Azerbaijani Georgian Belarusian Polish German French British Spanish Italian Venezuelan Colombian
Bolivian Brazilian Cuban Mexican Canadian Thai Cambodian Vietnamese Indonesian American Somali Ugandan Nigerian Palestinian European""".split()
BODIES = "Hamas Hezbollah NATO ECOWAS ASEAN OPEC Fatah UNIFIL M23 Amnesty Parliament Congress SADC OSCE IGAD CNN Reuters Boeing".split()
OFFICES = ["President", "Chancellor", "Premier", "General", "Ambassador", "Senator", "Colonel"]
MINISTRIES = ["Foreign", "Prime", "Defence", "Defense", "Interior", "Finance", "Energy", "Trade", "Justice", "Economy"]
TITLES = ["spokesman", "spokeswoman", "spokesperson", "lawmaker", "commander", "leader", "envoy", "negotiator", "diplomat", "minister"]
CROWDS = """officials negotiators diplomats lawmakers troops soldiers rebels gunmen fighters mediators envoys ministers protesters residents police
authorities delegates insurgents separatists leaders militants warplanes drones farmers workers""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
THINGS = "ceasefire agreement truce summit proposal resolution withdrawal offensive blockade mission deal border war plan".split()
ADVERBS = "meanwhile however also again later already reportedly".split()

# Verbs of one valency: base, third person, past (which is the participle as well).
TO = """plan plans planned;vow vows vowed;pledge pledges pledged;threaten threatens threatened;agree agrees agreed;refuse refuses refused
promise promises promised;vote votes voted;move moves moved;offer offers offered;decline declines declined;demand demands demanded
attempt attempts attempted;hope hopes hoped"""
THAT = """warn warns warned;announce announces announced;insist insists insisted;deny denies denied;claim claims claimed;argue argues argued
stress stresses stressed;reiterate reiterates reiterated;pledge pledges pledged;report reports reported;allege alleges alleged;add adds added
acknowledge acknowledges acknowledged;state states stated;charge charges charged;vow vows vowed;signal signals signaled"""
WHOM = """urge urges urged;press presses pressed;pressure pressures pressured;order orders ordered;invite invites invited;push pushes pushed
force forces forced;instruct instructs instructed;warn warns warned;implore implores implored"""
WHAT = """condemn condemns condemned;back backs backed;reject rejects rejected;seize seizes seized;attack attacks attacked;host hosts hosted
block blocks blocked;approve approves approved;oppose opposes opposed;denounce denounces denounced;blame blames blamed;suspend suspends suspended
shell shells shelled;accuse accuses accused;target targets targeted;welcome welcomes welcomed;besiege besieges besieged;arrest arrests arrested
halt halts halted;release releases released;criticize criticizes criticized;endorse endorses endorsed;impose imposes imposed;raid raids raided
expel expels expelled;ban bans banned;reopen reopens reopened;recapture recaptures recaptured;question questions questioned;pardon pardons pardoned"""
VERBS = {k: [v.split() for l in t.splitlines() for v in l.split(";")] for k, t in
         {"to": TO, "that": THAT, "whom": WHOM, "what": WHAT}.items()}


class Phrases:
    """Noun phrases of news. A word is (form, lemma, upos, xpos, feats, head, deprel); the head's own head is None."""

    def __init__(self, chance):
        self.r, self.given, self.surnames = chance, given(), surnames()

    def propn(self, form, head=None, deprel="_", plural=False):
        return [form, form, "PROPN", "NNPS" if plural else "NNP", PLUR if plural else SING, head, deprel]

    def noun(self, form, head=None, deprel="_", plural=False):
        lemma = form if form == "police" else form[:-3] + "y" if plural and form.endswith("ies") else form[:-1] if plural else form
        return [form, lemma, "NOUN", "NNS" if plural else "NN", PLUR if plural else SING, head, deprel]

    def adj(self, form, head, deprel="amod", name=False):
        return [form, form, "ADJ", "NNP" if name else "JJ", "Degree=Pos", head, deprel]

    def word(self, form, head, deprel, upos, xpos, feats="_"):
        return [form, form.lower(), upos, xpos, feats, head, deprel]

    def det(self, head, form="the"):
        return [form, form, "DET", "DT", "Definite=Def|PronType=Art", head, "det"]

    def comma(self, head):
        return [",", ",", "PUNCT", ",", "_", head, "punct"]

    def case(self, form, head):
        return [form, form, "ADP", "IN", "_", head, "case"]

    def join(self, *parts):
        """Phrases one behind another; a part is (words, head, deprel): the head's place among all parts, or None for the whole's."""
        starts, at = [], 0
        for words, _, _ in parts:
            starts.append(at)
            at += len(words)
        heads = [s + next(i for i, w in enumerate(p[0]) if w[5] is None) for s, p in zip(starts, parts)]
        whole = []
        for start, (words, head, deprel) in zip(starts, parts):
            for w in words:
                w = list(w)
                if w[5] is not None:
                    w[5] += start
                elif head is not None:
                    w[5], w[6] = heads[head], deprel
                whole.append(w)
        return whole

    def one(self, w):
        return [w[:5] + [None, "_"]]

    def person(self):
        n = self.r.random()
        name = [self.propn(self.r.choice(self.given)), self.propn(self.r.choice(self.surnames), 0, "flat")]
        if n < 0.2:
            name = [self.propn(self.r.choice(self.surnames))]
        elif n > 0.85:
            name.insert(1, self.propn(self.r.choice(self.surnames + self.given), 0, "flat"))
        return name

    def state(self):
        n = self.r.random()
        if n < 0.5:
            return [self.propn(self.r.choice(STATES))]
        if n < 0.75:
            return [self.propn(self.r.choice(CAPITALS))]
        if n < 0.85:
            return [self.propn(self.r.choice(["South", "North"]), 1, "compound"), self.propn("Korea")]
        if n < 0.92:
            return [self.adj("Saudi", 1, name=True), self.propn("Arabia")]
        states = [self.det(2), self.adj("United", 2, name=True), ["States", "State", "PROPN", "NNPS", PLUR, None, "_"]]
        union = [self.det(2), self.adj("European", 2, name=True), self.propn("Union")]
        return self.r.choice([states, union])

    def post(self):
        """An office without its holder: "Israel's defence minister", "the Turkish leader", "a spokesman for NATO"."""
        n = self.r.random()
        title = self.r.choice(TITLES)
        if n < 0.4:
            owner = self.state()
            head = len(owner) + 2
            kind = self.r.choice(["foreign", "defence", "deputy", "chief", "interior"])
            low = self.adj(kind, head) if kind in ("foreign", "deputy", "chief") else self.noun(kind, head, "compound")
            at = next(i for i, w in enumerate(owner) if w[5] is None)
            owner[at] = owner[at][:5] + [head, "nmod:poss"]
            return owner + [["'s", "'s", "PART", "POS", "_", at, "case"], low, self.noun(self.r.choice(["minister", "envoy", "negotiator"]))]
        if n < 0.7:
            return [self.det(2), self.adj(self.r.choice(ADJECTIVES), 2), self.noun(title)]
        body = self.r.choice(["ministry", "government", "army", "rebels", "parliament", "delegation"])
        return [self.det(1, "a"), self.noun(title), self.case("for", 4), self.det(4), self.noun(body, 1, "nmod", body == "rebels")]

    def holder(self):
        """An office with its holder's name: "Russian Foreign Minister Sergei Lavrov"."""
        n = self.r.random()
        if n < 0.45:
            first = self.r.choice(MINISTRIES)
            name = first in ("Foreign", "Prime")
            title = [self.adj(first, 1, name=True) if name else self.propn(first, 1, "compound"), self.propn("Minister")]
        elif n < 0.6:
            title = [self.propn(self.r.choice(OFFICES))]
        elif n < 0.7:
            title = [self.propn("Secretary"), self.case("of", 2), self.propn("State", 0, "nmod")]
        elif n < 0.85:
            title = [self.adj("Foreign", 1, name=True), self.propn("Ministry", 2, "compound"), self.noun(self.r.choice(TITLES[:3]))]
        else:
            title = [self.noun(self.r.choice(TITLES))]
        if self.r.random() < 0.5:
            who = self.adj(self.r.choice(ADJECTIVES), None) if self.r.random() < 0.7 else self.propn(self.r.choice(["U.S.", "UN", "EU", "NATO"]))
            title = self.join((self.one(who), 1, "amod" if who[2] == "ADJ" else "compound"), (title, None, ""))
        return self.join((title, 1, "nmod:desc"), (self.person(), None, ""))

    def beside(self):
        """A name and what it is, or the other way round, between commas."""
        name, post = self.person(), self.post()
        first, second = (name, post) if self.r.random() < 0.5 else (post, name)
        return self.join((first, None, ""), ([self.comma(None)], 2, "punct"), (second, 0, "appos"), ([self.comma(None)], 2, "punct"))

    def crowd(self):
        n = self.r.random()
        who = self.noun(self.r.choice(CROWDS), plural=True)
        if n < 0.2:
            return [who]
        if n < 0.4:
            return [self.adj(self.r.choice(ADJECTIVES), 1), who]
        if n < 0.5:
            a, b = self.r.sample(ADJECTIVES, 2)
            return [self.adj(a, 3), self.word("and", 2, "cc", "CCONJ", "CC"), self.adj(b, 0, "conj"), who]
        if n < 0.6:
            count = [str(self.r.randint(2, 900)), "_", "NUM", "CD", "NumForm=Digit|NumType=Card", 4, "nummod"]
            count[1] = count[0]
            more = ["More", "more", "ADJ", "JJR", "Degree=Cmp", 2, "advmod"]
            than = ["than", "than", "ADP", "IN", "_", 0, "fixed"]
            return [more, than, count, self.adj(self.r.choice(ADJECTIVES), 4), who]
        if n < 0.7:
            return self.join(([who], None, ""), ([self.case("from", None)], 2, "case"), (self.state(), 0, "nmod"))
        if n < 0.8:
            verb, base, form = self.r.choice([("trying", "end", "try"), ("seeking", "stop", "seek"), ("hoping", "revive", "hope")])
            tail = [[verb, form, "VERB", "VBG", "Tense=Pres|VerbForm=Part", None, "_"],
                    ["to", "to", "PART", "TO", "_", 2, "mark"], [base, base, "VERB", "VB", "VerbForm=Inf", 0, "xcomp"],
                    self.det(4), self.noun(self.r.choice(THINGS), 2, "obj")]
            return self.join(([who], None, ""), (tail, 0, "acl"))
        if n < 0.9:
            return self.join((self.state(), None, ""), ([self.word("and", None, "cc", "CCONJ", "CC")], 2, "cc"), (self.state(), 0, "conj"))
        verb, lemma, by = self.r.choice([("backed", "back", "by"), ("loyal", None, "to"), ("accused", "accuse", "of"), ("armed", "arm", "by")])
        if lemma is None:
            return self.join(([who], None, ""), ([self.adj("loyal", None)], 0, "amod"), ([self.case(by, None)], 3, "case"), (self.state(), 1, "obl"))
        part = [[verb, lemma, "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass", None, "_"]]
        return self.join(([who], None, ""), (part, 0, "acl"), ([self.case(by, None)], 3, "case"), (self.state(), 1, "obl"))

    def subject(self, plural):
        if plural:
            return self.crowd()
        return self.r.choice([self.holder, self.holder, self.beside, self.state, self.state, self.post, self.person, self.body])()

    def body(self):
        if self.r.random() < 0.6:
            return [self.propn(self.r.choice(BODIES))]
        return [self.det(2), self.adj(self.r.choice(["ruling", "main", "regional", "military", "local"]), 2), self.noun(self.r.choice(["party", "bloc", "junta", "government", "army"]))]

    def object(self):
        return self.r.choice([self.holder, self.state, self.post, self.person, self.body, self.crowd])()

    def day(self):
        """When, and as what it hangs from its verb; now and then nothing."""
        n = self.r.random()
        if n < 0.7:
            return [self.case("on", 1), self.propn(self.r.choice(DAYS))], "obl"
        if n < 0.85:
            which = self.adj("last", 1) if self.r.random() < 0.6 else self.det(1, "this")
            return [which, self.noun(self.r.choice(["week", "month", "year"]))], "obl:unmarked"
        return None, None


def read(path):
    sentence = []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if not line:
            if sentence:
                yield sentence
            sentence = []
        elif not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                sentence.append(cells)


class Tree:
    """Words in order, each with its head as an object."""

    def __init__(self, cells):
        self.words = [{"w": [c[1], c[2], c[3], c[4], c[5]], "rel": c[7], "glue": "SpaceAfter=No" in c[9]} for c in cells]
        for word, c in zip(self.words, cells):
            head = int(c[6])
            word["head"] = self.words[head - 1] if head else None

    def at(self, word):
        return next(i for i, w in enumerate(self.words) if w is word)

    def children(self, word):
        return [w for w in self.words if w["head"] is word]

    def span(self, word):
        """First and last place of a subtree, or None when it has gaps."""
        inside, todo = [], [word]
        while todo:
            inside.append(todo.pop())
            todo += self.children(inside[-1])
        places = sorted(self.at(w) for w in inside)
        return (places[0], places[-1]) if places[-1] - places[0] + 1 == len(places) else None

    def put(self, first, last, phrase, head, rel):
        """Puts a phrase of ours in place of words first to last (none when last < first)."""
        made = [{"w": p[:5], "rel": p[6], "glue": False} for p in phrase]
        for word, p in zip(made, phrase):
            word["head"], word["rel"] = (head, rel) if p[5] is None else (made[p[5]], p[6])
        if first > 0 and phrase and phrase[0][0] == ",":
            self.words[first - 1]["glue"] = True
        for i, p in enumerate(phrase):
            if i and p[0] in (",", "'s"):
                made[i - 1]["glue"] = True
        if last >= first:
            made[-1]["glue"] = self.words[last]["glue"]
        elif first > 0 and phrase[0][0] != ",":
            made[-1]["glue"], self.words[first - 1]["glue"] = self.words[first - 1]["glue"], False
        if first == 0 and not made[0]["w"][0][0].isupper():
            made[0]["w"][0] = made[0]["w"][0].capitalize()
        self.words[first:last + 1] = made

    def lines(self):
        number = {id(w): i for i, w in enumerate(self.words, 1)}
        out = ["# text = " + "".join(w["w"][0] + ("" if w["glue"] else " ") for w in self.words).strip()]
        for i, w in enumerate(self.words, 1):
            head = number[id(w["head"])] if w["head"] else 0
            out.append("\t".join([str(i), *w["w"], str(head), w["rel"], "_", "SpaceAfter=No" if w["glue"] else "_"]))
        return out


FINITE = ("VBD", "VBZ", "VBP")


def is_plural(tree, verb):
    """The number of a verb's subject by the verb itself; None where the verb doesn't show it."""
    for w in [c for c in tree.children(verb) if c["rel"].startswith("aux") or c["rel"] == "cop"] + [verb]:
        form = w["w"][0].lower()
        if form in ("is", "was", "has", "does") or w["w"][3] == "VBZ":
            return False
        if form in ("are", "were", "have", "do", "'re", "'ve") or w["w"][3] == "VBP":
            return True
        if form in ("am", "'m", "'s"):
            return "keep"
    return None


def other_verb(tree, verb, chance):
    """Another verb of the same valency."""
    if verb["w"][3] not in FINITE or any(c["rel"] in ("compound:prt", "iobj", "expl", "cop") for c in tree.children(verb)):
        return False
    rels = {c["rel"] for c in tree.children(verb)}
    below = [c for c in tree.children(verb) if c["rel"] in ("xcomp", "ccomp")]
    marks = {m["w"][1] for c in below for m in tree.children(c) if m["rel"] == "mark"}
    infinitive = len(below) == 1 and below[0]["rel"] == "xcomp" and below[0]["w"][3] == "VB" and "to" in marks
    if infinitive:
        kind = "whom" if "obj" in rels else "to"
    elif len(below) == 1 and below[0]["rel"] == "ccomp" and "obj" not in rels and ("that" in marks or verb["w"][1] in ("say", "think", "believe")):
        kind = "that"
    elif not below and "obj" in rels and verb["w"][1] not in ("have", "be"):
        kind = "what"
    else:
        return False
    base, third, past = chance.choice(VERBS[kind])
    verb["w"][0] = {"VBP": base, "VBZ": third, "VBD": past}[verb["w"][3]]
    verb["w"][1] = base
    return True


def news(cells, phrases, chance):
    tree, changed = Tree(cells), 0
    for verb in [w for w in tree.words if w["w"][2] == "VERB"]:
        if chance.random() < 0.5:
            changed += other_verb(tree, verb, chance)
        number = is_plural(tree, verb)
        for child in tree.children(verb):
            span = tree.span(child)
            if span is None or span[1] - span[0] > 5 or chance.random() < 0.25:
                continue
            pronoun = child["w"][2] == "PRON" and child["w"][1] in ("he", "she", "they", "I", "we", "it", "who", "you")
            kind = child["w"][2] in ("PROPN", "NOUN") or pronoun
            before = span[1] < tree.at(verb)
            if child["rel"] in ("nsubj", "nsubj:pass") and before and kind and number != "keep" and child["w"][1] not in ("who", "it", "you"):
                if child["w"][1:3] == ["I", "PRON"] and number is True:
                    continue
                plural = chance.random() < 0.4 if number is None else number
                phrase = phrases.subject(plural)
                tree.put(*span, phrase, verb, child["rel"])
                changed += 2
            elif child["rel"] in ("obj", "iobj") and not before and (child["w"][2] == "PROPN" or pronoun and child["w"][1] not in ("it", "who")):
                tree.put(*span, phrases.object(), verb, child["rel"])
                changed += 1
        if verb["w"][3] in ("VBD", "VBN") and chance.random() < 0.3 and any(c["rel"] == "nsubj" for c in tree.children(verb)):
            place = tree.at(verb)
            when, rel = phrases.day()
            follower = tree.words[place + 1] if place + 1 < len(tree.words) else None
            adjoins = place > 0 and verb["w"][3] == "VBD" and tree.words[place - 1]["w"][2] in ("PROPN", "NOUN")
            if rel and adjoins and chance.random() < 0.4:
                tree.put(place, place - 1, when, verb, rel)
                changed += 1
            elif adjoins and rel is None:
                adverb = chance.choice(ADVERBS)
                word = [[adverb, adverb, "ADV", "RB", "_", None, "_"]]
                if adverb in ("meanwhile", "however"):
                    word = [phrases.comma(1), word[0], phrases.comma(1)]
                tree.put(place, place - 1, word, verb, "advmod")
                changed += 1
            elif rel:
                things = [c for c in tree.children(verb) if c["rel"] == "obj" and tree.at(c) > place]
                span = tree.span(things[0]) if things else None
                at = span[1] + 1 if span else place + 1
                direct = span or follower and (follower["w"][1] in ("that", "to", ".") or follower["head"] is not verb)
                if direct and (span is None or span[1] - span[0] < 4):
                    tree.put(at, at - 1, when, verb, rel)
                    changed += 1
    return tree if changed > 1 else None


def main():
    chance = random.Random(int(sys.argv[1]))
    phrases = Phrases(chance)
    for path in sys.argv[2:]:
        for cells in read(path):
            if 5 < len(cells) < 45 and (tree := news(cells, phrases, chance)):
                print(*tree.lines(), "", sep="\n")


if __name__ == "__main__":
    main()
