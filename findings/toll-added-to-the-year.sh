#!/usr/bin/env bash
# Version: quantulum3 0.10.0 (reads quantities out of English prose).
# Behaviour: numbers that stand side by side, or in a list, are added up to one. A toll behind a year becomes part of the
#   year, and of two tolls with a comma between them comes a number that neither is.
# Expected: two quantities each, as in "killed two and wounded five"; and 6 for "half a dozen".
# Seen:   In 2019 three people died                2022
#         In 2031 twelve rebels fled               2043
#         two hundred, three hundred               203.01
#         half a dozen people                      0.5
#         killed two and wounded five              2 5
# Why it matters: whoever counts the dead with it gets no error, only another number. Ours: [number_examples] of
#   analysis/extraction/lexicons/numbers.toml, "a year before a toll".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'quantulum3==0.10.0' 'inflect==7.6.0' 'num2words==0.5.14'
cat > "$folder/see.py" <<'PY'
from quantulum3 import parser

for sentence in (
    "In 2019 three people died",
    "In 2031 twelve rebels fled",
    "two hundred, three hundred",
    "half a dozen people",
    "killed two and wounded five",
):
    print(f"{sentence:40} {' '.join(f'{found.value:g}' for found in parser.parse(sentence))}")
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
In 2019 three people died                2022
In 2031 twelve rebels fled               2043
two hundred, three hundred               203.01
half a dozen people                      0.5
killed two and wounded five              2 5
END
