#!/usr/bin/env python3
"""Sentences of reports on negotiations with their trees, made by a small grammar: who said what, in which order; who does what.

    models/reports.py SEED COUNT >reports.conllu

Treebanks hold few of the constructions that a report is made of: "…, the ministry said on Monday, urging the rebels to leave",
"a summit planned between A and B was put off", "asked whether troops would stay, the minister declined to answer". Here each is
written as a rule, with words from lists of ours and phrases from news.py; the trees follow UD_English-EWT. Standard library only.
"""
import random
import sys

from news import Phrases, DAYS, PLUR, SING

IRREGULAR = """begin began begun;break broke broken;bring brought brought;come came come;cut cut cut;draw drew drawn;fall fell fallen
fight fought fought;find found found;fly flew flown;freeze froze frozen;give gave given;go went gone;grow grew grown;have had had
hit hit hit;hold held held;keep kept kept;know knew known;leave left left;let let let;lose lost lost;make made made;meet met met
lead led led;deal dealt dealt;oust ousted ousted;quit quit quit;overthrow overthrew overthrown;pay paid paid;put put put;run ran run;say said said;see saw seen;seek sought sought;send sent sent;set set set
shoot shot shot;speak spoke spoken;spend spent spent;strike struck struck;take took taken;tell told told;think thought thought
withdraw withdrew withdrawn;win won won;write wrote written;be was been;do did done;get got got;swear swore sworn;undermine undermined undermined"""
IRREGULAR = {v.split()[0]: v.split()[1:] for l in IRREGULAR.splitlines() for v in l.split(";")}
DOUBLED = set("stop ban step drop plan bar chat ship cut begin get hit let put run set win shut admit compel permit quit scrap".split())


def inflect(base, xpos):
    first, *rest = base.split(" ")
    if xpos == "VBZ":
        form = {"have": "has", "be": "is", "do": "does", "go": "goes"}.get(first)
        if not form:
            sibilant = first.endswith(("s", "sh", "ch", "x", "z"))
            form = first[:-1] + "ies" if first.endswith("y") and first[-2] not in "aeiou" else first + ("es" if sibilant else "s")
    elif xpos == "VBG":
        keep = first.endswith("ee") or first == "be"
        stem = first[:-1] if first.endswith("e") and not keep else first + first[-1] if first in DOUBLED else first
        form = stem + "ing"
    elif xpos in ("VBD", "VBN"):
        if first in IRREGULAR:
            form = IRREGULAR[first][xpos == "VBN"]
        elif first.endswith("e"):
            form = first + "d"
        elif first.endswith("y") and first[-2] not in "aeiou":
            form = first[:-1] + "ied"
        else:
            form = (first + first[-1] if first in DOUBLED else first) + "ed"
    else:
        form = first
    return form


def some(text):
    return [w.strip() for l in text.splitlines() for w in l.split(";") if w.strip()]


# Verbs by what stands beside them; a word behind the verb is its particle.
DO_THING = some("""sign;reject;accept;back;welcome;condemn;denounce;violate;extend;break;breach;lift;ease;tighten;impose;freeze;suspend
resume;cancel;postpone;delay;boycott;block;veto;approve;ratify;halt;end;revive;review;discuss;host;broker;oppose;support;propose;offer
demand;seek;announce;question;doubt;favour;favor;defend;criticise;criticize;threaten;shelve;scrap;abandon;endorse;hail;dismiss;quit
break off;call off;put off;rule out;carry out;set up;cut off;hold up;spell out;drop;consider;study;prepare;reopen;close;keep;risk;want""")
DO_WHO = some("""attack;strike;shell;bomb;kill;arrest;detain;expel;release;free;blame;support;recognise;recognize;visit;arm;fund
receive;summon;invite;isolate;threaten;warn;criticise;back;pressure;evacuate;protect;target;surround;disarm;ambush;wound;deport;host;meet
hold back;call up;hit;defend;help;thank;contact;betray;follow;fight;train;sideline;consult;overthrow;oust;jail;pardon;trust""")
TO = some("""plan;want;refuse;agree;vow;pledge;threaten;promise;offer;decline;hope;seek;try;fail;intend;decide;prepare;vote;move;demand
continue;need;expect;begin;struggle;ask;pretend;attempt;manage;swear;opt;rush;work""")
WHOM_TO = some("""urge;press;ask;tell;order;invite;expect;allow;force;persuade;warn;push;help;want;pressure;convince;encourage;lobby
instruct;permit;compel;implore;beg;challenge;direct""")
THAT = some("""say;say;say;say;warn;insist;believe;argue;claim;announce;add;stress;note;deny;doubt;fear;acknowledge;admit;concede;confirm
suggest;indicate;report;think;hope;maintain;declare;complain;predict;estimate;reiterate;repeat;state;reveal;signal;hint;promise;conclude""")
AFTERWARD = some("say;say;say;say;add;warn;insist;note;argue;admit;concede;complain;explain;report;estimate;announce;reply;recall")
OF_DOING = some("accuse of;suspect of;accuse of;warn against;blame for;stop from;prevent from;dissuade from;convict of;praise for;criticise for")
WITH = some("""call for;agree to;agree on;insist on;object to;push for;respond to;walk away from;pull out of;back away from;press for;vote for
return to;wait for;vote against;argue against;hint at;work on;rely on;pay for;comply with;interfere in;withdraw from;stick to;focus on
speak of;warn of;prepare for;ask for;appeal for;cling to;lead to;hope for;look for;struggle with;take part in;fire on;speak to;apologise for""")
READY = some("""ready;willing;prepared;able;unable;reluctant;likely;unlikely;free;eager;keen;determined;bound;happy;unwilling;quick;slow;certain;loath""")
DUE = some("due;set;expect;schedule;slate;mean;require;force;oblige;allow;suppose")
ABOUT = some("open to;opposed to;committed to;critical of;wary of;close to;ready for;aware of;behind;against;concerned about;silent on;key to")
THINGS = some("""ceasefire;truce;deal;agreement;accord;proposal;plan;resolution;offensive;blockade;mission;war;siege;border;summit;meeting;treaty;vote;offer
withdrawal;embargo;draft;roadmap;framework;draft text;peace plan;peace deal;peace process;grain deal;arms embargo;trade pact;buffer zone;prisoner swap
draft resolution;security pact;coup;election;decision;move;step;dispute;crisis;conflict;compromise;protocol;tariff truce;status quo;deadline""")
PLURALS = some("""talk:talks;sanction:sanctions;tariff:tariffs;peace talk:peace talks;negotiation:negotiations;troop:troops;weapon:weapons
air strike:air strikes;drone strike:drone strikes;visa ban:visa bans;travel ban:travel bans;asset freeze:asset freezes;arms sale:arms sales
missile test:missile tests;security guarantee:security guarantees;demand:demands;claim:claims;attack:attacks;concession:concessions;border crossing:border crossings
export control:export controls;tie:ties;hostility:hostilities;election:elections;reform:reforms;term:terms;condition:conditions;obligation:obligations
rocket attack:rocket attacks;arms delivery:arms deliveries;contact:contacts;pledge:pledges;peace effort:peace efforts;prisoner:prisoners;hostage:hostages;plan:plans""")
MASS = some("aid;progress;pressure;support;recognition;restraint;military aid;dialogue;consent;violence;mediation;humanitarian access;neutrality;autonomy")
PLACES = some("Geneva;Doha;Cairo;Vienna;Istanbul;Riyadh;Addis Ababa;Nairobi;Oslo;Kharkiv;Gaza;Darfur;Tigray;Goma;Aleppo;Beirut;Juba;Caracas;Brussels")
MONTHS = some("January;February;March;April;May;June;July;August;September;October;November;December")
QUALITIES = some("""fragile;premature;unacceptable;illegal;necessary;important;possible;clear;dangerous;useful;dead;impossible;unrealistic;baseless;constructive
reckless;urgent;final;essential;provocative;naive;historic;insufficient;hollow;absurd;irreversible;risky;welcome;unfair;temporary""")
KINDS = some("a mistake;a trap;a provocation;a breakthrough;a first step;an act of war;a threat to peace;a red line;a betrayal;a violation of the truce;a dead end")
OPENERS = some("However;Meanwhile;Still;Instead;Earlier;Separately;Privately;Officially;Now;Later;Then")
PREDICATE_ADVERBS = some("again;repeatedly;publicly;flatly;also;still;never;already;finally;quietly;now;once;angrily;formally")


class Grammar:
    """Phrases as lists of words, each with its head's place; `c` joins them."""

    def __init__(self, chance):
        self.r, self.p = chance, Phrases(chance)

    def maybe(self, chance, part):
        return part() if self.r.random() < chance else None

    def c(self, *parts):
        """One phrase of parts (words, deprel) in order; the one without a deprel is the head."""
        parts = [p for p in parts if p and p[0]]
        head = next(i for i, p in enumerate(parts) if p[1] is None)
        return self.p.join(*((w, None if d is None else head, d) for w, d in parts))

    def w(self, form, lemma, upos, xpos, feats="_"):
        return [[form, lemma, upos, xpos, feats, None, "_"]]

    def punct(self, form):
        xpos = {",": ",", ".": ".", "“": "``", "”": "''", ";": ":", ":": ":", "?": "."}[form]
        return self.w(form, form, "PUNCT", xpos), "punct"

    def mark(self, form):
        upos, xpos = ("PART", "TO") if form == "to" else ("ADV", "WRB") if form == "when" else ("SCONJ", "IN")
        return self.w(form, form, upos, xpos), "advmod" if form == "when" else "mark"

    def case(self, form):
        first, *rest = form.split(" ")
        one = self.w(first, first, "ADP", "IN")
        if first == "according":
            one = self.w(first, "accord", "VERB", "VBG", "_")
        return self.c((one, None), *((self.w(f, f, "ADP", "IN"), "fixed") for f in rest)), "case"

    def adverb(self, form):
        return self.w(form, form.lower(), "ADV", "RB"), "advmod"

    # Noun phrases, with whether they are plural.

    def det(self, form):
        definite = "Definite=Def|PronType=Art" if form == "the" else "Definite=Ind|PronType=Art"
        return self.w(form, "a" if form == "an" else form, "DET", "DT", definite), "det"

    def noun(self, lemma, form=None, det=True):
        *before, last = (form or lemma).split(" ")
        lemma = lemma.split(" ")[-1]
        head = self.w(last, lemma, "NOUN", "NNS" if form else "NN", PLUR if form else SING)
        adjective = self.maybe(0.2, lambda: (self.w(a := self.r.choice("new broad direct draft joint renewed fresh full recent further earlier".split()), a, "ADJ", "JJ", "Degree=Pos"), "amod"))
        kinds = [(self.w(k, k, "ADJ", "JJ", "Degree=Pos"), "amod") if k in ("military", "humanitarian") else (self.w(k, "arms" if k == "arms" else k, "NOUN", "NN", SING), "compound") for k in before]
        words = [p for p in [adjective, *kinds, (head, None)] if p]
        if det and not form:
            article = self.r.choice(["the", "the", "a"])
            article = "an" if article == "a" and words[0][0][0][0][0] in "aeiou" else article
            words.insert(0, self.det(article))
        elif form and self.r.random() < 0.25:
            words.insert(0, self.det("the"))
        return self.c(*words)

    def thing(self, deep=True):
        """What is negotiated, done or refused."""
        n = self.r.random()
        if n < 0.45:
            head, plural = self.noun(self.r.choice(THINGS)), False
        elif n < 0.85:
            head, plural = self.noun(*self.r.choice(PLURALS).split(":")), True
        else:
            head, plural = self.noun(self.r.choice(MASS), det=False), False
        tail = self.maybe(0.45, self.tail) if deep else None
        return self.c((head, None), tail), plural

    def tail(self):
        """What a thing is with, between, planned for, to do."""
        n = self.r.random()
        if n < 0.25:
            return self.with_case(self.r.choice(["with", "on", "against", "from", "for", "by", "over"]), self.np()), "nmod"
        if n < 0.4:
            return self.with_case(self.r.choice(["on", "over", "of", "for"]), self.thing(False)[0]), "nmod"
        if n < 0.5:
            return self.with_case("between", self.pair()), "nmod"
        if n < 0.75:
            verb = self.r.choice("plan;schedule;propose;broker;sign;hold;agree;mediate;reach;draft;impose;announce;put forward;violate;host".split(";"))
            by = self.maybe(0.4, lambda: (self.with_case("by", self.np()), "obl:agent"))
            where = self.r.choice([lambda: (self.with_case("between", self.pair()), "obl"), lambda: (self.with_case("for", self.date()), "obl"),
                                   lambda: (self.with_case("in", self.place()), "obl"), lambda: self.when()])
            return self.c(*self.verb(verb, "passive"), by or where(), self.maybe(0.3, self.when)), "acl"
        if n < 0.82:
            return self.infinitive(), "acl"
        if n < 0.92:
            return self.vp("VBG"), "acl"
        gerund = self.vp("VBG", mark="at")
        return self.c(*self.verb("aim", "passive"), (gerund, "advcl")), "acl"

    def with_case(self, form, words):
        return self.c(self.case(form), (words, None))

    def np(self):
        return self.p.object()

    def subject(self):
        n = self.r.random()
        if n < 0.1:
            if self.r.random() < 0.5:
                return self.w("they", "they", "PRON", "PRP", "Case=Nom|Number=Plur|Person=3|PronType=Prs"), True
            form, gender = self.r.choice([("he", "Masc"), ("she", "Fem"), ("it", "Neut")])
            return self.w(form, form, "PRON", "PRP", f"Case=Nom|Gender={gender}|Number=Sing|Person=3|PronType=Prs"), False
        plural = self.r.random() < 0.35
        return self.p.subject(plural), plural

    def speaker(self):
        """Who says: now and then with what it does or where it is."""
        who, plural = self.subject()
        if who[0][2] == "PRON" or self.r.random() < 0.75 or any(w[0] == "," for w in who):
            return who, plural
        return self.c((who, None), self.relative(plural)), plural

    def relative(self, plural, which="who"):
        """", who in April had refused," or ", whose army backs them,"."""
        if self.r.random() < 0.2:
            whose = self.w("whose", "whose", "PRON", "WP$", "Poss=Yes|PronType=Rel"), "nmod:poss"
            head = self.r.choice(["army", "government", "party", "minister", "ally", "mandate", "envoy", "exports", "troops"])
            many = head.endswith("s")
            own = self.c(whose, (self.w(head, head[:-1] if many else head, "NOUN", "NNS" if many else "NN", PLUR if many else SING), None))
            parts = self.finite(many, deep=False)
            passive = any(p and p[1] == "aux:pass" for p in parts)
            return self.c(self.punct(","), (own, "nsubj:pass" if passive else "nsubj"), *parts, self.punct(",")), "acl:relcl"
        when = self.maybe(0.25, self.when)
        parts = self.finite(plural, deep=self.r.random() < 0.3)
        passive = any(p and p[1] == "aux:pass" for p in parts)
        who = self.w(which, which, "PRON", "WP" if which == "who" else "WDT", "PronType=Rel"), "nsubj:pass" if passive else "nsubj"
        return self.c(self.punct(","), who, when, *parts, self.punct(",")), "acl:relcl"

    def made(self):
        """"drones launched by the rebels", "talks held in Doha on Friday": a subject with what was done to it."""
        subject, plural = self.thing(False)
        if self.r.random() < 0.4:
            subject, plural = self.p.crowd(), True
        by = self.maybe(0.5, lambda: (self.with_case("by", self.np()), "obl:agent"))
        verb = self.r.choice(DO_THING + DO_WHO + some("sign;launch;hold;broker;draft;circulate;fire;send;smuggle;draw up;publish;issue;host;stage;lead;write"))
        done = self.c(*self.verb(verb, "passive"), by, self.maybe(0.5, self.where) or self.when(), self.maybe(0.3, self.when))
        return self.c((subject, None), (done, "acl")), plural

    def pair(self):
        one = self.r.choice([self.p.state, self.p.state, self.p.person, self.p.body])
        return self.c((one(), None), (self.joined("and", one()), "conj"))

    def joined(self, word, words):
        return self.c((self.w(word, word, "CCONJ", "CC"), "cc"), (words, None))

    def place(self):
        *first, last = self.r.choice(PLACES).split(" ")
        name = [self.w(f, f, "PROPN", "NNP", SING) for f in [*first, last]]
        head = self.c((name[0], None), *((n, "flat") for n in name[1:]))
        if self.r.random() < 0.2:
            side = self.r.choice(["northern", "southern", "eastern", "western"])
            head = self.c((self.w(side, side, "ADJ", "JJ", "Degree=Pos"), "amod"), (head, None))
        return head

    # When and where.

    def date(self):
        n = self.r.random()
        if n < 0.6:
            return self.w(day := self.r.choice(DAYS), day, "PROPN", "NNP", SING)
        if n < 0.8:
            return self.w(month := self.r.choice(MONTHS), month, "PROPN", "NNP", SING)
        return self.c((self.w("next", "next", "ADJ", "JJ", "Degree=Pos"), "amod"), (self.w(unit := self.r.choice(["week", "month", "year"]), unit, "NOUN", "NN", SING), None))

    def when(self):
        n = self.r.random()
        day = self.w(d := self.r.choice(DAYS), d, "PROPN", "NNP", SING)
        if n < 0.5:
            return self.with_case("on", day), "obl"
        if n < 0.7:
            return day, "obl:unmarked"
        if n < 0.8:
            return self.with_case("in", self.w(m := self.r.choice(MONTHS), m, "PROPN", "NNP", SING)), "obl"
        which = (self.w(a := self.r.choice(["last", "next"]), a, "ADJ", "JJ", "Degree=Pos"), "amod") if self.r.random() < 0.7 else (self.w("this", "this", "DET", "DT", "Number=Sing|PronType=Dem"), "det")
        return self.c(which, (self.w(u := self.r.choice(["week", "month", "year"]), u, "NOUN", "NN", SING), None)), "obl:unmarked"

    def where(self):
        return self.with_case(self.r.choice(["in", "in", "near", "from"]), self.place()), "obl"

    # Verbs.

    def verb(self, base, tense, plural=False, adverb=None):
        """Auxiliaries, the verb and its particle, as parts; the verb is the head."""
        first, *particle = base.split(" ")
        fin = {True: "Mood=Ind|Number=Plur|Person=3|Tense=%s|VerbForm=Fin", False: "Mood=Ind|Number=Sing|Person=3|Tense=%s|VerbForm=Fin"}[plural]
        aux, passive = [], tense.endswith("passive")
        def helper(form, lemma, xpos, feats, rel="aux"):
            aux.append((self.w(form, lemma, "AUX", xpos, feats), rel))
        modal = lambda m: helper(m, m, "MD", "VerbForm=Fin")
        be = lambda past: ("were" if plural else "was") if past else ("are" if plural else "is")
        rel = "aux:pass" if passive else "aux"
        part = "Tense=Past|VerbForm=Part|Voice=Pass" if passive else "Tense=Past|VerbForm=Part"
        if tense in ("VB", "VBG"):
            xpos, feats = tense, {"VB": "VerbForm=Inf", "VBG": "Tense=Pres|VerbForm=Part"}[tense]
        elif tense == "past":
            xpos, feats = "VBD", fin % "Past"
        elif tense == "pres":
            xpos, feats = ("VBP" if plural else "VBZ"), fin % "Pres"
        elif tense == "passive":
            xpos, feats = "VBN", part
        elif tense in ("perfect", "perfect passive", "pluperfect", "pluperfect passive"):
            past = tense.startswith("plu")
            helper("had" if past else "have" if plural else "has", "have", "VBD" if past else "VBP" if plural else "VBZ", fin % ("Past" if past else "Pres"))
            if passive:
                helper("been", "be", "VBN", "Tense=Past|VerbForm=Part", "aux:pass")
            xpos, feats = "VBN", part
        elif tense in ("was passive", "is passive"):
            past = tense.startswith("was")
            helper(be(past), "be", "VBD" if past else "VBP" if plural else "VBZ", fin % ("Past" if past else "Pres"), "aux:pass")
            xpos, feats = "VBN", part
        elif tense in ("is doing", "was doing"):
            past = tense.startswith("was")
            helper(be(past), "be", "VBD" if past else "VBP" if plural else "VBZ", fin % ("Past" if past else "Pres"))
            xpos, feats = "VBG", "Tense=Pres|VerbForm=Part"
        elif tense in ("do not", "did not"):
            past = tense.startswith("did")
            helper("did" if past else "do" if plural else "does", "do", "VBD" if past else "VBP" if plural else "VBZ", fin % ("Past" if past else "Pres"))
            aux.append((self.w("not", "not", "PART", "RB", "Polarity=Neg"), "advmod"))
            xpos, feats = "VB", "VerbForm=Inf"
        elif passive:
            modal(tense.split(" ")[0])
            helper("be", "be", "VB", "VerbForm=Inf", rel)
            xpos, feats = "VBN", part
        else:
            modal(tense.split(" ")[0])
            if "not" in tense:
                aux.append((self.w("not", "not", "PART", "RB", "Polarity=Neg"), "advmod"))
            xpos, feats = "VB", "VerbForm=Inf"
        word = self.w(inflect(first, xpos), first, "VERB", xpos, feats), None
        return [*aux, (adverb and self.adverb(adverb)), word, *((self.w(p, p, "ADP", "RP"), "compound:prt") for p in particle)]

    def tense(self):
        return self.r.choice(["past"] * 5 + ["pres"] * 3 + ["perfect", "pluperfect", "is doing", "was doing", "will", "would", "could", "may", "must", "should",
                                                           "will not", "would not", "did not", "do not", "might"])

    def complements(self, form_of, deep=True):
        """A verb in a form with what belongs to it, as parts."""
        n = self.r.random()
        r = self.r
        if n < 0.3 or not deep:
            return [*form_of(r.choice(DO_THING)), (self.thing(deep)[0], "obj")]
        if n < 0.42:
            return [*form_of(r.choice(DO_WHO)), (self.np(), "obj")]
        if n < 0.54:
            return [*form_of(r.choice(TO)), (self.infinitive(), "xcomp")]
        if n < 0.64:
            return [*form_of(r.choice(WHOM_TO)), (self.np(), "obj"), (self.infinitive(), "xcomp")]
        if n < 0.7:
            verb, how = r.choice(OF_DOING).split(" ")
            return [*form_of(verb), (self.np(), "obj"), (self.vp("VBG", mark=how), "advcl")]
        if n < 0.82:
            verb, how = r.choice(WITH).split(" ", 1)
            if verb == "take":
                return [*form_of("take"), (self.w("part", "part", "NOUN", "NN", SING), "obj"), (self.with_case("in", self.thing()[0]), "obl")]
            if verb in ("walk", "pull", "back", "look") and " " in how:
                first, last = how.split(" ")
                away = (self.w(first, first, "ADV", "RB"), "advmod")
                return [*form_of(verb), away, (self.with_case(last, self.thing()[0]), "obl")]
            return [*form_of(verb), (self.with_case(how, self.thing()[0] if r.random() < 0.75 else self.np()), "obl")]
        if n < 0.86:
            return [*form_of("call"), (self.with_case("on", self.np()), "obl"), (self.infinitive(), "xcomp")]
        if n < 0.885:
            return [*form_of(r.choice(["call for", "wait for", "push for", "press for"]).split(" ")[0]), (self.for_to(), "advcl")]
        if n < 0.92:
            return [*form_of(r.choice("insist;demand;propose;ask;suggest;recommend;request;urge".split(";"))), (self.subjunctive(), "ccomp")]
        if n < 0.94:
            return [*form_of(r.choice(["describe", "dismiss", "see", "regard", "denounce", "hail", "reject"])), (self.thing()[0], "obj"), self.as_quality()]
        if n < 0.97:
            return [*form_of(r.choice(["meet", "talk", "speak", "negotiate", "meet"])), (self.with_case("with", self.np()), "obl")]
        return [*form_of(r.choice(["hold", "resume", "have"])), (self.noun("talk", "talks"), "obj"), (self.with_case("with", self.np()), "obl")]

    def for_to(self):
        return self.c(self.mark("for"), (self.np(), "nsubj"), self.mark("to"), *self.complements(lambda v: self.verb(v, "VB"), False))

    def subjunctive(self):
        """"that Washington scrap the tariffs", "that the troops be withdrawn"."""
        if self.r.random() < 0.3:
            verb = [(self.w("be", "be", "AUX", "VB", "VerbForm=Inf"), "aux:pass"), *self.verb(self.r.choice(DO_THING), "passive")]
            return self.c(self.mark("that"), (self.thing(False)[0], "nsubj:pass"), *verb)
        return self.c(self.mark("that"), (self.np(), "nsubj"), *self.complements(lambda v: self.verb(v, "VB"), False))

    def as_quality(self):
        if self.r.random() < 0.5:
            return self.with_case("as", self.w(q := self.r.choice(QUALITIES), q, "ADJ", "JJ", "Degree=Pos")), "obl"
        return self.with_case("as", self.kind()), "obl"

    def kind(self):
        if self.r.random() < 0.4:
            return self.c(self.punct("“"), (self.plain_kind(), None), self.punct("”"))
        return self.plain_kind()

    def plain_kind(self):
        words = self.r.choice(KINDS).split(" ")
        if "of" in words or "to" in words:
            split = next(i for i, w in enumerate(words) if w in ("of", "to"))
            return self.c((self.plain(words[:split]), None), (self.with_case(words[split], self.plain(words[split + 1:])), "nmod"))
        return self.plain(words)

    def plain(self, words):
        parts = []
        for w in words[:-1]:
            parts.append(self.det(w) if w in ("a", "an", "the") else (self.w(w, w, "ADJ", "JJ", "Degree=Pos"), "amod"))
        return self.c(*parts, (self.w(words[-1], words[-1], "NOUN", "NN", SING), None))

    def vp(self, form, mark=None, deep=False):
        return self.c(mark and self.mark(mark), *self.complements(lambda v: self.verb(v, form), deep))

    def infinitive(self):
        return self.c(self.mark("to"), *self.complements(lambda v: self.verb(v, "VB"), self.r.random() < 0.35), self.maybe(0.15, self.when))

    def finite(self, plural, tense=None, deep=True):
        """A predicate without its subject, as parts."""
        r, tense = self.r, tense or self.tense()
        n = r.random()
        adverb = r.choice(PREDICATE_ADVERBS) if r.random() < 0.12 else None
        if n < 0.1:
            return self.copular(plural)
        if n < 0.22:
            passive = r.choice(["was passive", "was passive", "perfect passive", "is passive", "will passive", "pluperfect passive", "should passive", "could passive"])
            by = self.maybe(0.5, lambda: (self.with_case("by", self.np()), "obl:agent"))
            return [*self.verb(r.choice(DO_WHO + DO_THING), passive, plural, adverb), by, self.maybe(0.4, self.when), self.maybe(0.3, self.where)]
        parts = self.complements(lambda v: self.verb(v, tense, plural, adverb), deep)
        late = len(parts) > 1 and parts[-1] and parts[-1][1] == "xcomp"
        if late and r.random() < 0.15:
            words = self.with_case("in", self.c(self.det("a"), (self.w(t := r.choice(["call", "speech", "letter", "statement"]), t, "NOUN", "NN", SING), None), self.maybe(0.5, self.when)))
            parts.insert(-1, (self.c(self.punct(","), (words, None), self.punct(",")), "obl"))
        return [*parts, self.maybe(0.2, self.when), self.maybe(0.12, self.where)]

    def copular(self, plural):
        r = self.r
        past = r.random() < 0.4
        form = ("were" if plural else "was") if past else ("are" if plural else "is")
        feats = f"Mood=Ind|Number={'Plur' if plural else 'Sing'}|Person=3|Tense={'Past' if past else 'Pres'}|VerbForm=Fin"
        be = lambda rel: (self.w(form, "be", "AUX", "VBD" if past else "VBP" if plural else "VBZ", feats), rel)
        adverb = (self.adverb(r.choice(["still", "now", "also", "already"]))) if r.random() < 0.25 else None
        negation = (self.w("not", "not", "PART", "RB", "Polarity=Neg"), "advmod") if r.random() < 0.2 else None
        n = r.random()
        if n < 0.35:
            return [be("cop"), negation, adverb, (self.w(q := r.choice(READY), q, "ADJ", "JJ", "Degree=Pos"), None), (self.infinitive(), "xcomp")]
        if n < 0.6:
            due = r.choice(DUE)
            if due == "due":
                return [be("cop"), adverb, (self.w("due", "due", "ADJ", "JJ", "Degree=Pos"), None), (self.infinitive(), "xcomp")]
            word = self.w(inflect(due, "VBN"), due, "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass")
            return [be("aux:pass"), negation, adverb, (word, None), (self.infinitive(), "xcomp")]
        if n < 0.8:
            quality, *how = r.choice(ABOUT).split(" ")
            if not how:
                return [be("cop"), negation, adverb, self.case(quality), (self.thing()[0], None)]
            return [be("cop"), negation, adverb, (self.w(quality, quality, "ADJ", "JJ", "Degree=Pos"), None), (self.with_case(how[0], self.thing()[0]), "obl")]
        if n < 0.9:
            return [be("cop"), negation, adverb, (self.w(q := r.choice(QUALITIES), q, "ADJ", "JJ", "Degree=Pos"), None)]
        return [be("cop"), negation, (self.kind(), None)]

    # Clauses.

    def clause(self, mark=None, deep=True, tense=None):
        n = self.r.random()
        if n < 0.08:
            subject, plural = self.made()
            return self.c(mark and self.mark(mark), (subject, "nsubj"), *self.finite(plural, self.r.choice(["past", "past", "perfect", "will"]), False))
        if n < 0.14 and deep:
            subject, plural = self.thing(False) if self.r.random() < 0.5 else (self.p.state(), False)
            subject = self.c((subject, None), self.relative(plural, "which"))
            now = self.maybe(0.3, lambda: self.adverb("now"))
            return self.c(mark and self.mark(mark), (subject, "nsubj"), now, *self.finite(plural, None, False))
        if n < 0.18:
            return self.expletive(mark)
        if self.r.random() < 0.25:
            subject, plural = self.thing(self.r.random() < 0.5)
            return self.c(mark and self.mark(mark), (subject, "nsubj"), *self.of_thing(plural))
        subject, plural = self.subject()
        parts = self.finite(plural, tense, deep)
        passive = any(p and p[1] == "aux:pass" for p in parts)
        return self.c(mark and self.mark(mark), (subject, "nsubj:pass" if passive else "nsubj"), *parts)

    def expletive(self, mark=None):
        """"it remains unclear whether", "there was no sign that", "it is time to"."""
        r = self.r
        past = r.random() < 0.5
        fin = f"Mood=Ind|Number=Sing|Person=3|Tense={'Past' if past else 'Pres'}|VerbForm=Fin"
        it = self.w("it", "it", "PRON", "PRP", "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs"), "expl"
        be = lambda rel, upos="AUX": (self.w("was" if past else "is", "be", upos, "VBD" if past else "VBZ", fin), rel)
        n = r.random()
        if n < 0.4:
            word = r.choice(["unclear", "possible", "unlikely", "clear", "likely", "impossible"])
            clause = self.clause(r.choice(["whether", "when"]) if word == "unclear" else "that", False)
            return self.c(mark and self.mark(mark), it, be("cop"), (self.w(word, word, "ADJ", "JJ", "Degree=Pos"), None), (clause, "csubj"))
        if n < 0.6:
            word = r.choice(["time", "now vital", "vital", "too early", "necessary"])
            if word == "now vital":
                return self.c(mark and self.mark(mark), it, be("cop"), self.adverb("now"), (self.w("vital", "vital", "ADJ", "JJ", "Degree=Pos"), None), (self.infinitive(), "csubj"))
            if word == "too early":
                early = self.c((self.w("too", "too", "ADV", "RB"), "advmod"), (self.w("early", "early", "ADJ", "JJ", "Degree=Pos"), None))
                return self.c(mark and self.mark(mark), it, be("cop"), (early, None), (self.infinitive(), "csubj"))
            upos = "NOUN" if word == "time" else "ADJ"
            return self.c(mark and self.mark(mark), it, be("cop"), (self.w(word, word, upos, "NN" if upos == "NOUN" else "JJ"), None), (self.infinitive(), "csubj"))
        there = self.w("there", "there", "PRON", "EX", "PronType=Dem"), "expl"
        no = self.w("no", "no", "DET", "DT", "PronType=Neg"), "det"
        what = r.choice(["sign", "hope", "chance", "indication", "doubt", "guarantee", "evidence", "question"])
        head = self.c(no, (self.w(what, what, "NOUN", "NN", SING), None), (self.clause("that", False), "acl"))
        return self.c(mark and self.mark(mark), there, be(None, "VERB"), (head, "nsubj"))

    def of_thing(self, plural):
        r = self.r
        n = r.random()
        if n < 0.35:
            return self.copular(plural) if r.random() < 0.4 else [*self.verb(r.choice("collapse;stall;continue;fail;end;begin;hold;resume;expire;start;drag on;break down".split(";")), self.tense(), plural), self.maybe(0.4, self.when), self.maybe(0.3, self.where)]
        if n < 0.7:
            return self.leads_to(plural)
        return [*self.verb(r.choice("end;threaten;kill;undermine;help;force;bring;delay;protect;divide;hit".split(";")), self.tense(), plural), (self.thing()[0] if r.random() < 0.6 else self.np(), "obj")]

    def leads_to(self, plural):
        verb, how = self.r.choice("lead to;depend on;focus on;stem from;hinge on;come into;deal with".split(";")).split(" ")
        return [*self.verb(verb, self.tense(), plural), (self.with_case(how, self.thing()[0]), "obl")]

    def gerund(self):
        """", killing ten": what comes of it, what else is said."""
        n = self.r.random()
        if n < 0.35:
            verb = self.r.choice("say;add;warn;insist;note;argue;claim;stress".split(";"))
            said = self.c(*self.verb(verb, "VBG"), (self.clause("that" if self.r.random() < 0.7 else None, False), "ccomp"))
        elif n < 0.55:
            said = self.c(*self.verb(self.r.choice(WHOM_TO), "VBG"), (self.np(), "obj"), (self.infinitive(), "xcomp"))
        elif n < 0.7:
            what = self.w(q := self.r.choice(QUALITIES), q, "ADJ", "JJ", "Degree=Pos") if self.r.random() < 0.4 else self.kind()
            it = self.w("it", "it", "PRON", "PRP", "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs") if self.r.random() < 0.4 else self.thing(False)[0]
            said = self.c(*self.verb("call", "VBG"), (it, "obj"), (what, "xcomp"))
        else:
            said = self.vp("VBG")
        return self.c(self.punct(","), (said, None)), "advcl"

    def adjunct(self):
        """What stands behind a whole clause."""
        r, n = self.r, self.r.random()
        if n < 0.25:
            return self.gerund()
        if n < 0.4:
            return self.vp("VBG", mark=r.choice(["after", "before", "without", "by", "while"]), deep=True), "advcl"
        if n < 0.6:
            return self.clause(r.choice(["if", "unless", "after", "as", "because", "until", "before", "although", "while", "when", "once"]), False), "advcl"
        if n < 0.7:
            effort = self.c(self.det("a"), (self.w(b := r.choice(["bid", "move", "push"]), b, "NOUN", "NN", SING), None), (self.infinitive(), "acl"))
            return self.with_case("in", effort), "obl"
        if n < 0.85:
            return self.with_case(r.choice(["despite", "amid", "under", "during", "over"]), self.thing()[0]), "obl"
        days = self.c(self.det("a"), (self.w(u := r.choice(["day", "week", "month"]), u, "NOUN", "NN", SING), None))
        after = self.c(self.punct(","), (days, "obl:unmarked"), self.mark("after"), *self.complements(lambda v: self.verb(v, "VBG"), False)) if r.random() < 0.5 else \
            self.c(self.punct(","), (days, "obl:unmarked"), self.mark("after"), (self.subject()[0], "nsubj"), *self.finite(False, "past", False))
        return after, "advcl"

    def statement(self):
        """A clause as it may be said: with or without what stands behind it, two verbs, two clauses."""
        r, n = self.r, self.r.random()
        if n < 0.55:
            return self.clause()
        head = self.clause()
        if n < 0.75:
            return self.c((head, None), self.adjunct())
        second = self.clause(None, False) if r.random() < 0.5 else self.c(*self.finite(False, "past", False))
        comma = self.punct(",") if r.random() < 0.6 else None
        word = r.choice(["and", "but", "and"])
        return self.c((head, None), (self.c(comma, (self.w(word, word, "CCONJ", "CC"), "cc"), (second, None)), "conj"))

    def saying(self, verbs=THAT, order="SV", tense=None, to=True):
        """The speaker with the verb of saying, when and to whom, as parts."""
        r = self.r
        who, plural = self.speaker()
        tense = tense or r.choice(["past"] * 6 + ["pres", "pres", "perfect"])
        base = r.choice(verbs)
        told = to and base == "say" and r.random() < 0.2
        verb = self.verb("tell" if told else base, tense, plural)
        whom = (self.w("reporters", "reporter", "NOUN", "NNS", PLUR), "iobj") if told else None
        where = self.maybe(0.15, lambda: (self.with_case("in", self.c(self.det("a"), (self.w(t := r.choice(["statement", "speech", "letter", "briefing"]), t, "NOUN", "NN", SING), None))), "obl"))
        rest = [whom, self.maybe(0.3, self.when), where, self.maybe(0.08, self.where)]
        return [(who, "nsubj"), *verb, *rest] if order == "SV" else [*verb, (who, "nsubj")]

    def quoted(self, words):
        return self.c(self.punct("“"), (words, None), self.punct(","), self.punct("”"))

    def report(self):
        """A sentence."""
        r, n = self.r, self.r.random()
        end = self.punct(".")
        if n < 0.24:
            front = self.maybe(0.12, lambda: (self.c((self.w(o := r.choice(OPENERS), o.lower(), "ADV", "RB"), None), self.punct(",")), "advmod"))
            front = front or self.maybe(0.1, lambda: self.front(self.when()))
            s = self.statement()
            return self.c(front, (s, None), end)
        if n < 0.36:  # X said on Monday that
            that = "that" if r.random() < 0.55 else None
            return self.c(*self.saying(), (self.c(that and self.mark(that), (self.statement(), None)), "ccomp"), self.maybe(0.15, self.gerund), end)
        if n < 0.5:  # S, X said
            order = "VS" if r.random() < 0.2 else "SV"
            said = self.statement()
            said = self.quoted(said) if r.random() < 0.5 else self.c((said, None), self.punct(","))
            return self.c((said, "ccomp"), *self.saying(AFTERWARD, order), self.maybe(0.3, self.gerund), end)
        if n < 0.56:  # S1, X said, S2
            subject, plural = self.subject()
            aside = self.c(self.punct(","), *self.saying(AFTERWARD, to=False), self.punct(","))
            parts = self.finite(plural)
            passive = any(p and p[1] == "aux:pass" for p in parts)
            return self.c((subject, "nsubj:pass" if passive else "nsubj"), (aside, "parataxis"), *parts, end)
        if n < 0.62:  # according to
            source = self.with_case("according to", self.np())
            if r.random() < 0.5:
                return self.c((self.c((source, None), self.punct(",")), "obl"), (self.statement(), None), end)
            return self.c((self.statement(), None), (self.c(self.punct(","), (source, None)), "obl"), end)
        if n < 0.68:  # X said whether, when
            verb = r.choice("ask;wonder;question;doubt;decide;say;explain;clarify".split(";"))
            who, plural = self.subject()
            tense = r.choice(["did not", "will not", "could not", "would not"]) if verb in ("say", "decide", "explain", "clarify") else "past"
            return self.c((who, "nsubj"), *self.verb(verb, tense, plural), (self.clause(r.choice(["whether", "whether", "when"])), "ccomp"), end)
        if n < 0.72:  # Asked whether S, X declined to
            asked = self.c((self.w("asked", "ask", "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass"), None), (self.clause(r.choice(["whether", "if"]), False), "ccomp"), self.punct(","))
            who, plural = self.subject()
            return self.c((asked, "advcl"), (who, "nsubj"), *self.finite(plural, "past"), end)
        if n < 0.76:  # Speaking in Geneva on Friday, X said
            place = self.c(*self.verb("speak", "VBG"), self.where(), self.maybe(0.5, self.when), self.punct(","))
            return self.c((place, "advcl"), *self.saying(), (self.clause("that" if r.random() < 0.5 else None), "ccomp"), end)
        if n < 0.8:  # X was quoted as saying
            who, plural = self.subject()
            saying = self.c(self.mark("as"), *self.verb("say", "VBG"), (self.clause("that" if r.random() < 0.5 else None), "ccomp"))
            return self.c((who, "nsubj:pass"), *self.verb("quote", "was passive", plural), (saying, "advcl"), end)
        if n < 0.86:  # if S, S
            opener = self.c((self.clause(r.choice(["if", "if", "unless", "although", "while", "when", "after", "because"]), False), None), self.punct(","))
            return self.c((opener, "advcl"), (self.clause(), None), end)
        if n < 0.9:  # two verbs and a list
            who, plural = self.subject()
            first = self.complements(lambda v: self.verb(v, "past", plural))
            more = self.c(self.punct(","), *self.complements(lambda v: self.verb(v, "past", plural), False)) if r.random() < 0.5 else None
            joint = (self.c(self.punct(","), (self.w("then", "then", "ADV", "RB"), None)), "advmod") if more is None and r.random() < 0.25 else (self.w("and", "and", "CCONJ", "CC"), "cc")
            last = self.c(joint, *self.complements(lambda v: self.verb(v, "past", plural), False))
            return self.c((who, "nsubj"), *first, (more, "conj") if more else None, (last, "conj"), end)
        if n < 0.93:  # S; S
            mark = r.choice([";", ";", ":"])
            return self.c((self.clause(), None), (self.c(self.punct(mark), (self.clause(None, False), None)), "parataxis"), end)
        if n < 0.965:  # headlines
            return self.headline()
        # X made it clear that; X made clear that
        who, plural = self.subject()
        it = (self.w("it", "it", "PRON", "PRP", "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs"), "obj") if r.random() < 0.4 else None
        clear = (self.w("clear", "clear", "ADJ", "JJ", "Degree=Pos"), "xcomp")
        return self.c((who, "nsubj"), *self.verb("make", r.choice(["past", "perfect"]), plural), it, clear, (self.clause("that"), "ccomp"), end)

    def front(self, when):
        words, rel = when
        return self.c((words, None), self.punct(",") if self.r.random() < 0.5 else None), rel

    def headline(self):
        r = self.r
        state = lambda: r.choice([self.p.state, self.p.body, self.p.person])()
        bare = lambda: r.choice([lambda: self.w(t := r.choice(THINGS).split(" ")[-1], t, "NOUN", "NN", SING),
                                 lambda: self.c((self.w(a := r.choice("new fresh direct long-sought fragile".split()), a, "ADJ", "JJ", "Degree=Pos"), "amod"), (self.w(f := r.choice(["talks", "sanctions", "tariffs", "elections", "strikes"]), f[:-1], "NOUN", "NNS", PLUR), None))])()
        plural, subject = False, state()
        if r.random() < 0.3:
            plural, subject = True, self.c((state(), None), (self.c(self.punct(","), (state(), None)), "conj"))
        verb = r.choice(DO_THING + DO_WHO)
        parts = [(subject, "nsubj"), *self.verb(verb, "pres", plural), (bare(), "obj")]
        n = r.random()
        if n < 0.25:
            to = self.c(self.mark("to"), *self.verb(r.choice(DO_THING), "VB"), (bare(), "obj"))
            parts = [(subject, "nsubj"), *self.verb(r.choice(TO), "pres", plural), (to, "xcomp")]
        elif n < 0.4:
            inner = self.c((state(), "nsubj"), *self.verb(r.choice(DO_THING), r.choice(["pres", "will", "must", "may"])), (bare(), "obj"))
            parts = [(subject, "nsubj"), *self.verb(r.choice(["say", "warn", "claim", "insist"]), "pres", plural), (inner, "ccomp")]
        tail = self.maybe(0.5, lambda: (self.c(self.mark(r.choice(["as", "after", "as"])), (bare(), "nsubj"), *self.verb(r.choice("stall;loom;fail;collapse;resume;continue;end".split(";")), "pres", True)), "advcl"))
        return self.c(*parts, tail)


def lines(words):
    for w in words:
        w[0] = "more" if w[0] == "More" else w[0]
    for w, after in zip(words, words[1:]):
        w[0] = "an" if w[0] == "a" and after[0][0].lower() in "aeiou" else w[0]
    words[0][0] = words[0][0][0].upper() + words[0][0][1:]
    if words[0][0] == "“":
        words[1][0] = words[1][0][0].upper() + words[1][0][1:]
    kept = []
    for i, w in enumerate(words):  # two commas in a row, or one before the full stop, are one
        kept.append(not (w[0] == "," and i + 1 < len(words) and words[i + 1][0] in (",", ".", "”") and not (words[i + 1][0] == "”" and words[i - 1][0] != ",")))
    number, n = {}, 0
    for i, keep in enumerate(kept):
        n += keep
        number[i] = n
    words_kept = [(i, w) for i, w in enumerate(words) if kept[i]]
    glued = [j + 1 < len(words_kept) and (words_kept[j + 1][1][0] in (",", ".", ";", ":", "'s", "”") or w[0] == "“") for j, (_, w) in enumerate(words_kept)]
    out = ["# text = " + "".join(w[0] + ("" if g else " ") for (_, w), g in zip(words_kept, glued)).strip()]
    for (i, w), glue in zip(words_kept, glued):
        head = 0 if w[5] is None else number[w[5]]
        out.append("\t".join([str(number[i]), *w[:5], str(head), "root" if head == 0 else w[6], "_", "SpaceAfter=No" if glue else "_"]))
    return out


def main():
    grammar = Grammar(random.Random(int(sys.argv[1])))
    left = int(sys.argv[2])
    while left:
        words = grammar.report()
        if len(words) <= 40:
            print(*lines([list(w) for w in words]), "", sep="\n")
            left -= 1


if __name__ == "__main__":
    main()
