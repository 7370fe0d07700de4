#!/usr/bin/env bash
# Version: trafilatura 2.3.1 (the field's scraper), its output as TEI.
# Behaviour: the element that the TEI Guidelines (P5, 2.4.1) keep for when a text was created, profileDesc/creation/date, holds
#   the day on which the page was fetched. The day of publication stands in the bibliography of the source, and an article
#   whose page states none has an empty element there: then the day of fetching is the only date of the file.
# Expected: the day of publication, or no day, where a reader of TEI looks for the text's own.
# Seen:   stated: created today, published 2021-03-05
#         not stated: created today, published None
# Why it matters: read by the Guidelines, a corpus fetched in a week was written in that week. Ours: the day of publication is
#   the source's or none (feeds/research.py), and the generator of TEI in tests/formats/feed_layouts.py always states another
#   day of fetching.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'lxml_html_clean==0.4.6'
cat > "$folder/see.py" <<'PY'
from datetime import date
from xml.etree import ElementTree

from trafilatura import extract

TEI = "{http://www.tei-c.org/ns/1.0}"
TEXT = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said. "
for name, meta in (
    ("stated", '<meta property="article:published_time" content="2021-03-05T06:40:00+00:00">'),
    ("not stated", ""),
):
    page = f"<html><head><title>Fire</title>{meta}</head><body><article><h1>Fire</h1><p>{TEXT * 4}</p></article></body></html>"
    tree = ElementTree.fromstring(extract(page, output_format="xmltei", with_metadata=True))
    created = tree.find(f".//{TEI}creation/{TEI}date").text
    published = tree.find(f".//{TEI}biblFull/{TEI}publicationStmt/{TEI}date").text
    print(f"{name}: created {'today' if created == date.today().isoformat() else created}, published {published}")
PY
"$folder/venv/bin/python" "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
stated: created today, published 2021-03-05
not stated: created today, published None
END
