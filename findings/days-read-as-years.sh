#!/usr/bin/env bash
# Version: timexy 0.1.3 (a component for spaCy that normalises dates as TIMEX3), with spaCy 3.8.18.
# Behaviour: where a date names a day that its month does not have, as misprints do, the rule for day, month and year passes
#   it over, and that for month and year takes the day for a year in two digits: February 29, 2030 is the month of February
#   2029, November 31, 2029 that of 2031. The year that is printed is not read. Of "31 June 2030" the month is right.
# Expected: nothing, or the month in the year that is printed.
# Seen:   February 28, 2030 2030-02-28
#         February 29       2029-02-01
#         April 31          2031-04-01
#         November 31       2031-11-01
#         June 2030         2030-06-01
# Why it matters: an attack moves to another year, and a weekly count has it there. Ours: a day that does not exist is no date
#   (rules "month and day" and "day and month" in lexicons/dates.toml), and tests/extraction/test_dates.py holds it for
#   every year from 1950 to 2050.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'timexy==0.1.3' 'spacy==3.8.18'
cat > "$folder/see.py" <<'PY'
import spacy
import timexy  # noqa: F401  # adds its component to spaCy

tagger = spacy.blank("en")
tagger.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
for day in ("February 28, 2030", "February 29, 2030", "April 31, 2030", "November 31, 2029", "31 June 2030"):
    for found in tagger(f"The depot burned on {day}, guards said.").ents:
        print(found.text, found.kb_id_.split('value="')[1][:10])
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
February 28, 2030 2030-02-28
February 29 2029-02-01
April 31 2031-04-01
November 31 2031-11-01
June 2030 2030-06-01
END
