#!/usr/bin/env python3
"""Writes N made-up articles of some 350 words as JSON lines, the same ones for the same N and seed.
Sentences are put together from parts, so that no two articles are alike, but for one in twenty, which is a copy
of an earlier one under another source, and one in twenty, which is an earlier one with news added.
Usage: bench/articles.py N [seed [paragraphs]] > articles.jsonl"""
import datetime, json, random, sys

STATES = ["Russia", "Ukraine", "Turkey", "Kenya", "Uganda", "Israel", "Egypt", "Qatar", "Iran", "Japan", "Brazil", "India", "Pakistan",
          "Sudan", "Ethiopia", "Poland", "Germany", "France", "China", "Australia", "Serbia", "Kosovo", "Armenia", "Azerbaijan"]
FIRST = ["Amina", "Boris", "Carla", "Daniel", "Elena", "Farid", "Grace", "Hassan", "Irina", "Joseph", "Karim", "Leila", "Martin", "Nadia",
         "Oscar", "Petra", "Rashid", "Sofia", "Tomas", "Vera"]
LAST = ["Abara", "Bekele", "Castillo", "Dimitrov", "Eriksen", "Farah", "Gruber", "Haddad", "Ivanov", "Juma", "Kowalski", "Lindholm", "Mensah",
        "Novak", "Okafor", "Petrov", "Qureshi", "Rossi", "Silva", "Tanaka", "Usman", "Varga", "Weber", "Yilmaz", "Zaman"]
TITLES = ["Foreign Minister", "President", "Defence Minister", "Deputy Prime Minister", "UN envoy", "army chief", "government spokeswoman"]
CITIES = ["Geneva", "Nairobi", "Istanbul", "Doha", "Cairo", "Vienna", "Oslo", "Muscat", "Tbilisi", "Kampala", "Warsaw", "Tokyo"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
THEMES = ["a ceasefire", "the exchange of prisoners", "grain exports", "the border", "sanctions", "security guarantees", "the fishing dispute",
          "the dam", "the release of hostages", "arms deliveries", "the next elections", "humanitarian aid", "the gas pipeline"]
ADJECTIVES = ["long", "short", "difficult", "secret", "renewed", "tense", "frank", "final", "technical", "stalled"]
BODIES = ["the United Nations", "the African Union", "the European Union", "the Red Cross", "NATO", "the Arab League", "the World Bank"]
SOURCES = ["Levant Courier", "Meridian Post", "Bosphorus Wire", "Northern Dispatch", "Cape Herald", "Steppe Journal"]
PATTERNS = [
    "{A} and {B} held {adj} talks on {theme} in {city} on {day}.",
    "{A} accused {B} of breaking its promises on {theme}.",
    "{title} {person} said that {A} would not accept {theme} without {theme2}.",
    "“We will sign when {B} withdraws its {n} soldiers,” {person} told reporters in {city}.",
    "{person} called for {A} and {B} to meet before the end of the month.",
    "{body} condemned the attack near {city} in which {n} people were killed.",
    "Soldiers of {A} shelled a village {n} kilometres from {city} on {day}, officials said.",
    "{A} plans to send a delegation to {city} next {day} to discuss {theme}.",
    "{B} rejected the proposal on {theme} and demanded {theme2}.",
    "{person} welcomed the offer of {body} to mediate.",
    "If {B} lifts its {adj} embargo, {A} will release {n} prisoners, {person} said.",
    "{A} imposed sanctions on {n} companies from {B} on {day}.",
    "According to {body}, {n} families have left the region around {city} since {day}.",
    "{person} warned {B} against a {adj} answer to the events in {city}.",
    "{A} and {body} signed an agreement on {theme} worth {n} million dollars.",
    "Police in {city} arrested {n} demonstrators who demanded {theme}.",
    "{title} {person} denied that {A} had sent weapons to {B}.",
    "{B} doubts that {theme} can be settled this year.",
]

PARAGRAPHS = int(sys.argv[3]) if len(sys.argv) > 3 else 0

def person(r): return f"{r.choice(FIRST)} {r.choice(LAST)}"

def sentence(r, cast):
    a, b = r.sample(STATES, 2)
    theme, theme2 = r.sample(THEMES, 2)
    return r.choice(PATTERNS).format(A=a, B=b, theme=theme, theme2=theme2, city=r.choice(CITIES), day=r.choice(DAYS), adj=r.choice(ADJECTIVES),
                                     n=r.randint(2, 990), person=r.choice(cast), title=r.choice(TITLES), body=r.choice(BODIES))

def body(r):
    cast = [person(r) for _ in range(4)]
    return [" ".join(sentence(r, cast) for _ in range(r.randint(2, 4))) for _ in range(PARAGRAPHS or r.randint(6, 9))]

def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    r = random.Random(seed)
    recent = []
    start = datetime.date(2015, 1, 1)
    for i in range(count):
        day = start + datetime.timedelta(days=i * 3650 // max(count, 1))
        kind = r.random() if recent else 1.0
        if kind < 0.05:
            text = "\n\n".join(r.choice(recent)) + "\n\n(Agencies)"
        elif kind < 0.10:
            text = "\n\n".join(body(r)[:2] + r.choice(recent))
        else:
            paragraphs = body(r)
            recent = (recent + [paragraphs])[-200:]
            text = "\n\n".join(paragraphs)
        article = {"id": f"made-{seed}-{i}", "date": day.isoformat(), "source": r.choice(SOURCES), "title": f"Made-up article {i}",
                   "url": f"https://example.org/{seed}/{i}", "text": text}
        print(json.dumps(article, ensure_ascii=False))

main()
