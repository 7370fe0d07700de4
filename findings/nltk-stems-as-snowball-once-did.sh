#!/usr/bin/env bash
# Version: nltk 3.10.4 (SnowballStemmer "english"), PyStemmer 3.1.0, snowballstemmer 3.1.1.
# Behaviour: all three name the same algorithm, "english". NLTK's is an older state of it: words that the present one
#   keeps apart get one stem, and they are words that news of conflict is full of.
# Expected: the same stems, whichever package computes them.
# Seen:   nltk: 7 of 8 pairs below have one stem; PyStemmer and snowballstemmer: none
#         (international = intern, organization = organ, university = universe, emergency = emerge, evening = even,
#         universal = universe, added = ads; interval and interview are apart in all three)
# Why it matters: a table of terms that two outlets share or differ in counts interns as international.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'nltk==3.10.4' 'PyStemmer==3.1.0' 'snowballstemmer==3.1.1'
cat > "$folder/see.py" <<'PY'
import snowballstemmer
import Stemmer
from nltk.stem.snowball import SnowballStemmer

PAIRS = "international intern, organization organ, university universe, emergency emerge, evening even, "
PAIRS += "universal universe, added ads, interval interview"
stemmers = {
    "nltk": SnowballStemmer("english").stem,
    "PyStemmer": Stemmer.Stemmer("english").stemWord,
    "snowballstemmer": snowballstemmer.stemmer("english").stemWord,
}
for name, stem in stemmers.items():
    alike = [pair for pair in PAIRS.split(", ") if len({stem(word) for word in pair.split()}) == 1]
    print(f"{name:16} {len(alike)} {'; '.join(alike)}".rstrip())
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
nltk             7 international intern; organization organ; university universe; emergency emerge; evening even; universal universe; added ads
PyStemmer        0
snowballstemmer  0
END
