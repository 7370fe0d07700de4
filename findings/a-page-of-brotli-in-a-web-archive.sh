#!/usr/bin/env bash
# Version: warcio 1.8.1, brotli 1.2.1, Python 3.11.
# Behaviour: ArchiveIterator's content_stream() undoes what a server's transport did to a page: gzip, deflate, chunks. Where
#   the header says "Content-Encoding: br", it depends on a package that warcio does not ask for: without brotli the
#   compressed bytes come out as if they were the page, without a word; with brotli every such page raises
#   AttributeError (warcio sets a member on brotli's Decompressor, which takes none).
# Expected: the page, or an error that names the package that is missing.
# Seen:   without brotli: 84 bytes that begin 1b 60 00 e8; with brotli: AttributeError
# Why it matters: browsers ask for br, and crawlers that drive browsers store what came; a study of archived news
#   loses these pages (most of some outlets) or stops at the first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'warcio==1.8.1'
cat > "$folder/see.py" <<'PY'
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

# <html><body><h1>Rockets hit fuel depot in Harrow</h1><p>Two guards were killed.</p></body></html>
PAGE = bytes.fromhex(
    "1b6000e81d076eec34770f81712edd5caa0beda53e850b5abea10393872aac627c1ce3c0e54906bc065f78d33dc6f67678ae63282cce8011"
    "49b3230f0fb26c68ef8568d4c7bd9b2b56d296d8ffebf9ba331cc501"
)
http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n" + PAGE
head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://valepost.example/\r\nWARC-Date: 2031-04-09T10:00:00Z\r\n"
head += b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
for record in ArchiveIterator(BytesIO(head + http + b"\r\n\r\n")):
    try:
        page = record.content_stream().read()
        print(len(page), "bytes:", page[:4].hex(" "), "..." if page == PAGE else page[-7:])
    except Exception as error:
        print(type(error).__name__)
PY
{
  echo "without brotli: $("$folder/venv/bin/python" "$folder/see.py")"
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'brotli==1.2.1'
  echo "with brotli:    $("$folder/venv/bin/python" "$folder/see.py")"
} > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
without brotli: 84 bytes: 1b 60 00 e8 ...
with brotli:    AttributeError
END
