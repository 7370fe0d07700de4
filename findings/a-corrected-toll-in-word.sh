#!/usr/bin/env bash
# Version: python-docx 1.2.0 and striprtf 0.0.35, which turn Word files into text; a document in which a toll was corrected from 5 to 6 with
#   changes tracked, and which holds hidden text.
# Behaviour: python-docx leaves inserted text out and keeps hidden text; striprtf keeps deleted, inserted and hidden text.
# Expected: "rose to 6 dead.", what Word shows and prints when the changes are accepted (5, when they are rejected).
# Seen:
#   python-docx  The toll near Harrow rose to  dead. Hidden 9
#   striprtf     The toll near Harrow rose to 56 dead. Hidden 9
# Why it matters: corrected agency copy is often kept in such files; whoever counts the dead in them finds none, or fifty-six. Ours walks the
#   document's own elements, and takes deleted and hidden runs out of RTF before striprtf sees it: tests/formats/exports/test_word.py.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'python-docx==1.2.0' 'striprtf==0.0.35'
cat > "$folder/see.py" <<'PY'
from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from striprtf.striprtf import rtf_to_text

BEGIN, END = "The toll near Harrow rose to ", " dead."
change = f'{nsdecls("w")} w:id="1" w:author="Ana Bell" w:date="2031-03-05T08:00:00Z"'
document, file = Document(), BytesIO()
paragraph = document.add_paragraph(BEGIN)
for tag, text in (("del", "<w:delText>5</w:delText>"), ("ins", "<w:t>6</w:t>")):
    paragraph._p.append(parse_xml(f"<w:{tag} {change}><w:r>{text}</w:r></w:{tag}>"))
paragraph.add_run(END)
paragraph.add_run(" Hidden 9").font.hidden = True
document.save(file)
print("python-docx ", Document(file).paragraphs[0].text)
rtf = r"{\rtf1\ansi " + BEGIN + r"{\deleted\revauthdel1 5}{\revised\revauth1 6}" + END + r"{\v  Hidden 9}\par}"
print("striprtf    ", rtf_to_text(rtf).strip())
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
python-docx  The toll near Harrow rose to  dead. Hidden 9
striprtf     The toll near Harrow rose to 56 dead. Hidden 9
END
