#!/usr/bin/env bash
# Version: lxml 6.1.3 and trafilatura 2.3.1, which turn pages into text; two HTML exports of a press database, valid each, joined to one
#   file as `cat *.html` does.
# Behaviour: the second page becomes a sibling of the first one's root. What goes down from the root (text_content, iter, trafilatura) never
#   meets it; a path from the document (//p) does.
# Expected: both articles, as browsers show them, or a word that there is more.
# Seen:
#   below the root  Two hurt in Harrow
#   by a path       Two hurt in Harrow; Six hurt in Vale
#   trafilatura     Two hurt in Harrow
# Why it matters: databases hand out a hundred articles at a time, and whoever joins the files for one corpus counts the first hundred.
#   Ours reads them all: tests/formats/exports/test_export_layouts.py.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'lxml==6.1.3' 'trafilatura==2.3.1' 'lxml_html_clean==0.4.6'
cat > "$folder/see.py" <<'PY'
from pathlib import Path
from sys import argv

from lxml.html import document_fromstring
from trafilatura import extract

PAGE = '<html><head><title>Articles</title></head><body><div><a name="DOC_ID_0_0"></a><p>{}</p></div></body></html>\n'
folder = Path(argv[1])
for n, text in enumerate(("Two hurt in Harrow", "Six hurt in Vale")):
    (folder / f"{n}.html").write_text(PAGE.format(text))
joined = "".join(path.read_text() for path in sorted(folder.glob("*.html")))
root = document_fromstring(joined)
print("below the root ", "; ".join(p.text for p in root.iter("p")))
print("by a path      ", "; ".join(root.xpath("//p/text()")))
print("trafilatura    ", "; ".join((extract(joined) or "").splitlines()))
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" "$folder" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
below the root  Two hurt in Harrow
by a path       Two hurt in Harrow; Six hurt in Vale
trafilatura     Two hurt in Harrow
END
