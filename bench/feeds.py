#!/usr/bin/env python3
"""Serves articles (JSON lines) on a port of this machine that the system chooses, and prints its address: feeds of 20
entries each at /feed0.xml, /feed1.xml …, whose entries lead to a page an article.
Usage: bench/feeds.py articles.jsonl"""
import html, http.server, json, re, sys

EACH = 20
articles = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]


def page(article):
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in article["text"].split("\n\n"))
    return (f"<html lang='en'><head><title>{html.escape(article['title'])}</title>"
            f"<meta property='article:published_time' content='{article['date']}T10:00:00Z'></head>"
            f"<body><article>{paragraphs}</article></body></html>")


def feed(number, host):
    entries = range(number * EACH, min((number + 1) * EACH, len(articles)))
    items = "".join(f"<item><title>{html.escape(articles[n]['title'])}</title><link>http://{host}/page{n}</link></item>" for n in entries)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Wire {number}</title>{items}</channel></rss>"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = re.fullmatch(r"/(feed|page)(\d+)(\.xml)?", self.path)
        number = int(asked[2]) if asked else -1
        if asked and asked[1] == "feed" and number * EACH < len(articles):
            etag = f'"feed{number}"'
            if self.headers.get("If-None-Match") == etag:
                return self.tell(304, "", None)
            return self.tell(200, feed(number, self.headers["Host"]), ("ETag", etag))
        if asked and asked[1] == "page" and number < len(articles):
            return self.tell(200, page(articles[number]), ("Content-Type", "text/html; charset=utf-8"))
        self.tell(404, "", None)

    def tell(self, status, text, header):
        body = text.encode()
        self.send_response(status)
        if header:
            self.send_header(*header)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
