#!/usr/bin/env bash
# Version: numerizer 0.2.4 and number-parser 0.3.2, which turn the number words of English prose into figures.
# Behaviour: both make one victim of "no one", let the hundred of a range count for its end only, and read ordinals as counts.
#   numerizer takes "eight thirty" for the time of day also behind a year.
# Expected: "No one was killed" as it stands; 200 to 300; "a second attack" as it stands; 1998, then 30.
# Seen, numerizer | number-parser:
#         No one was killed                     No 1 was killed            | No 1 was killed
#         two to three hundred died             2 to 300 died              | 2 to 300 died
#         a second attack in two days           1 2nd attack in 2 days     | a 2 attack in 2 days
#         in nineteen ninety eight thirty died  in 19 90 830 died          | in 19 98 30 died
# Why it matters: whoever counts the dead in a text made plain by them counts one where nobody died. Ours had the second fault,
#   too: [number_examples] of analysis/extraction/lexicons/numbers.toml now hold it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'numerizer==0.2.4' 'number-parser==0.3.2'
cat > "$folder/see.py" <<'PY'
from number_parser import parse
from numerizer import numerize

for words in (
    "No one was killed",
    "two to three hundred died",
    "a second attack in two days",
    "in nineteen ninety eight thirty died",
    "two killed and eleven hurt",
):
    print(f"{words:37} {numerize(words):26} | {parse(words)}")
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
No one was killed                     No 1 was killed            | No 1 was killed
two to three hundred died             2 to 300 died              | 2 to 300 died
a second attack in two days           1 2nd attack in 2 days     | a 2 attack in 2 days
in nineteen ninety eight thirty died  in 19 90 830 died          | in 19 98 30 died
two killed and eleven hurt            2 killed and 11 hurt       | 2 killed and 11 hurt
END
