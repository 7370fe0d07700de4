#!/usr/bin/env bash
# Version: nervaluate 1.2.1 (scores spans against a gold annotation, in the categories of MUC and SemEval 2013).
# Behaviour: spans in Prodigy's form, which it loads ("dict"), end before the character that "end" names, as in all stand-off
#   annotation. Two that only touch (0 to 40, 40 to 80) share nothing, and are counted as overlapping: half right in
#   "partial", wholly right in "ent_type". One character further apart they are missed and spurious. It counts ends as inside,
#   so that they share a character, 2.4 per cent of the first; least share asked for if nothing is said: 1 per cent.
# Expected: two quotations on either side of a mark are two: one missed, one spurious, 0 in every category.
# Seen:   0-40 against 40-80: exact 0, partial 0.5, ent_type 1.0, strict 0
#         0-40 against 41-80: exact 0, partial 0, ent_type 0, strict 0
#         0-40 against 40-80, least share 10 per cent: exact 0, partial 0, ent_type 0, strict 0
# Why it matters: a program that reports each quotation one too late, the speaker's next one, is scored as having found all.
#   Ours: half-open spans share max(0, least end - greatest start) characters (tests/gold/matching.py, with a test).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'nervaluate==1.2.1'
cat > "$folder/see.py" <<'PY'
from nervaluate.evaluator import Evaluator


def score(begin: int, **more: float) -> str:
    gold, said = ({"label": "statement", "start": s, "end": e} for s, e in ((0, 40), (begin, 80)))
    evaluator = Evaluator([[gold]], [[said]], tags=["statement"], loader="dict", **more)
    found = evaluator.evaluate()["overall"]
    return ", ".join(f"{category} {found[category].f1}" for category in ("exact", "partial", "ent_type", "strict"))


print("0-40 against 40-80:", score(40))
print("0-40 against 41-80:", score(41))
print("0-40 against 40-80, least share 10 per cent:", score(40, min_overlap_percentage=10.0))
PY
"$folder/venv/bin/python" "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
0-40 against 40-80: exact 0, partial 0.5, ent_type 1.0, strict 0
0-40 against 41-80: exact 0, partial 0, ent_type 0, strict 0
0-40 against 40-80, least share 10 per cent: exact 0, partial 0, ent_type 0, strict 0
END
