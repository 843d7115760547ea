#!/usr/bin/env python3
"""Checks that a desk is sound and every article on it whole, and that it holds at least KEPT articles.
Usage: bench/whole.py desk.db KEPT; prints the number of articles."""
import sqlite3, sys

desk = sqlite3.connect(sys.argv[1])
one = lambda sql: desk.execute(sql).fetchone()[0]
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
    if one("SELECT count(*) FROM sentence") != one("SELECT count(*) FROM sentence_text_docsize"):
        faults.append("the index of words is not that of the sentences")
if count < int(sys.argv[2]):
    faults.append(f"{sys.argv[2]} articles were there before")
print(count, *faults, sep=" ")
sys.exit(bool(faults))
