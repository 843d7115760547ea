#!/usr/bin/env python3
"""Checks that a desk is sound and every article on it whole, and that it holds at least KEPT articles.
Usage: bench/whole.py desk.db KEPT; prints the number of articles. With `told` for KEPT it prints a hash of what the desk
tells instead, without the numbers that depend on the order in which it was written."""
import hashlib, sqlite3, sys

desk = sqlite3.connect(sys.argv[1])
one = lambda sql: desk.execute(sql).fetchone()[0]

TOLD = [
    "SELECT name, date, source, url, hash FROM document",
    "SELECT d.name, e.label, e.type, e.mode, e.status, e.day, e.confidence FROM event e JOIN document d ON d.id = e.document",
    """SELECT a.day, a.type, a.mode, a.status, a.actors, a.recipients, a.place, a.disagreements,
       (SELECT group_concat(told, ' ') FROM (SELECT d.name || e.label AS told FROM act_event m JOIN event e ON e.id = m.event
        JOIN document d ON d.id = e.document WHERE m.act = a.act ORDER BY told)) FROM v_acts a""",
    """SELECT i.kind, i.issue, i.status, i.open, i.first, i.latest, i.due_from, i.due_to,
       (SELECT group_concat(told, ' ') FROM (SELECT t.hash || t.start || t.called AS told FROM step t WHERE t.item = i.id
        ORDER BY t.number)) FROM item i""",
    "SELECT day, actor, issue, before, after, words_before, words_after FROM v_changes",
]
if sys.argv[2] == "told":
    rows = [sorted(map(repr, desk.execute(sql))) for sql in TOLD]
    print(hashlib.sha256(repr(rows).encode()).hexdigest()[:16], *map(len, rows))
    sys.exit()
tables = one("SELECT count(*) FROM sqlite_schema WHERE name = 'document'")
count = one("SELECT count(*) FROM document") if tables else 0
faults = []
if one("PRAGMA integrity_check") != "ok":
    faults.append("the file is damaged")
if tables:
    if desk.execute("PRAGMA foreign_key_check").fetchone():
        faults.append("a row points to nothing")
    if one("SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM record WHERE document = d.id)"):
        faults.append("an article has no record")
    if one("SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM sentence WHERE document = d.id)"):
        faults.append("an article has no sentences")
    if one("SELECT count(*) - count(DISTINCT name) FROM document"):
        faults.append("an article is there twice")
    if one("SELECT count(url) - count(DISTINCT url) FROM (SELECT url FROM document UNION ALL SELECT url FROM copy)"):
        faults.append("an address is there twice")
    if one("SELECT count(*) FROM sentence") != one("SELECT count(*) FROM sentence_text_docsize"):
        faults.append("the index of words is not that of the sentences")
if count < int(sys.argv[2]):
    faults.append(f"{sys.argv[2]} articles were there before")
print(count, *faults, sep=" ")
sys.exit(bool(faults))
