#!/usr/bin/env bash
# Version: nltk 3.10.4 (nltk.metrics.agreement), krippendorff 0.9.0, numpy 2.4.6.
# Behaviour: two coders, five units, one of which the second coder left out. NLTK's AnnotationTask gives alpha, which
#   allows for gaps, but kappa, pi, S and the observed agreement end in RuntimeError("generator raised StopIteration").
#   Where all codes are one and the same, so that nothing can be told, NLTK's alpha, kappa, pi and S are 1, perfect;
#   the package krippendorff raises ValueError.
# Expected: kappa over the units that both coded, or an error that names the unit; no coefficient without variation.
# Seen:   all coded          alpha 0.571 kappa 0.545 pi 0.524 S 0.600 | krippendorff 0.571
#         one left out       alpha 0.533 kappa RuntimeError pi RuntimeError S RuntimeError | krippendorff 0.533
#         one code only      alpha 1.000 kappa 1.000 pi 1.000 S 1.000 | krippendorff ValueError
# Ours: units that one coder alone has are left out before, and agreement without variation is missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'nltk==3.10.4' 'krippendorff==0.9.0' 'numpy==2.4.6'
cat > "$folder/see.py" <<'PY'
import krippendorff
from nltk.metrics.agreement import AnnotationTask


def said(work):
    try:
        return f"{float(work()):.3f}"
    except Exception as error:
        return type(error).__name__


def show(name, first, second):
    codes = [("first", str(i), x) for i, x in enumerate(first) if x] + [("second", str(i), x) for i, x in enumerate(second) if x]
    numbers = [[{"x": 1, "y": 2}.get(x, float("nan")) for x in coder] for coder in (first, second)]
    task = AnnotationTask(codes)
    found = " ".join(f"{measure} {said(getattr(task, measure))}" for measure in ("alpha", "kappa", "pi", "S"))
    print(f"{name:18} {found} | krippendorff", said(lambda: krippendorff.alpha(numbers, level_of_measurement="nominal")))


show("all coded", "xxyyx", "xxyxx")
show("one left out", "xxyyx", [*"xxyx", None])
show("one code only", "xxx", "xxx")
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
all coded          alpha 0.571 kappa 0.545 pi 0.524 S 0.600 | krippendorff 0.571
one left out       alpha 0.533 kappa RuntimeError pi RuntimeError S RuntimeError | krippendorff 0.533
one code only      alpha 1.000 kappa 1.000 pi 1.000 S 1.000 | krippendorff ValueError
END
