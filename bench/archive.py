#!/usr/bin/env python3
"""Writes N articles of some 600 words as JSON lines: several of examples/ joined, with other states, weekdays and
numbers in each, so that no two are alike and none repeats what a cache could keep. The same N gives the same bytes.
With `warc` they are pages of a WARC archive, each record a gzip member, as CC-NEWS has them.
Usage: bench/archive.py N [WORDS] [warc] > articles.jsonl"""
import datetime, gzip, html, json, pathlib, random, re, sys

STATES = ["Russia", "Ukraine", "Turkey", "Kenya", "Uganda", "Israel", "Egypt", "Qatar", "Niger", "France", "Mali", "Bolivia", "Brazil", "India",
          "Japan", "China", "Australia", "Fiji", "Serbia", "Armenia", "Germany", "Poland"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 600

def examples():
    root = pathlib.Path(__file__).parent.parent / "examples"
    yield from (path.read_text().strip() for path in sorted(root.glob("*.txt")))
    yield from (json.loads(line)["text"].strip() for line in (root / "process.jsonl").read_text().splitlines() if line.strip())

def varied(r, text):
    others = dict(zip(STATES, r.sample(STATES, len(STATES)))) | dict(zip(DAYS, r.sample(DAYS, len(DAYS))))
    text = re.sub(r"\b(" + "|".join(others) + r")\b", lambda m: others[m[0]], text)
    return re.sub(r"\b\d{2,3}\b", lambda m: str(r.randint(10, 999)), text)

def page(number, day, text):
    """An archived page: what stands around an article is what stands around articles."""
    paragraphs = "".join(f"<p>{html.escape(p)}</p>\n" for p in text.split("\n\n"))
    menu = "".join(f'<li><a href="/s{i}">Section {i}</a></li>' for i in range(30))
    body = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Dispatch {number} - Archive</title>
<meta property="og:site_name" content="Archive"><meta property="article:published_time" content="{day}T08:00:00Z">
<script>window.page = {{"id": {number}}};</script></head><body><nav><ul>{menu}</ul></nav><main><article><h1>Dispatch {number}</h1>
{paragraphs}</article></main><aside><ul>{menu}</ul></aside><footer>All rights reserved.</footer></body></html>""".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://archive.example/{number}\r\nWARC-Date: {day}T09:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n").encode()
    return gzip.compress(head + http + b"\r\n\r\n")

def main():
    count, r, pool = int(sys.argv[1]), random.Random(1), list(examples())
    for number in range(count):
        parts, words = [], 0
        while words < WORDS - 40:
            parts.append(varied(r, r.choice(pool)))
            words += len(parts[-1].split())
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number % 1500)
        if "warc" in sys.argv:
            sys.stdout.buffer.write(page(number, day.isoformat(), "\n\n".join(parts)))
            continue
        print(json.dumps({"id": f"archive-{number}", "date": day.isoformat(), "source": "Archive", "text": "\n\n".join(parts)}, ensure_ascii=False))

main()
