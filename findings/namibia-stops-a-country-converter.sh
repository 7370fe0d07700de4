#!/usr/bin/env bash
# Version: country_converter 1.3.2 (names of countries to codes, in wide use beside event data) with pandas 3.1.1 and 3.0.6.
# Behaviour: it reads its table with converters that keep two-letter codes as text. pandas 3.1.1 takes what a converter has
#   made for missing where it spells NA; 3.0.6 did not. So the code of Namibia is missing, and no converter can be made
#   at all: whatever country is asked for, a TypeError of the regular expressions comes, which names neither country nor file.
# Expected: NA, the ISO 3166-1 code of Namibia, with both; its own bounds allow both.
# Seen:   pandas 3.0.6: Namibia is NA, Ukraine is UA
#         pandas 3.1.1: TypeError: first argument must be string or compiled pattern
#         pandas 3.1.1: codes missing for ['Channel Islands', 'Namibia', 'Tanganjika', 'Zanzibar']
# Why it matters: a country is lost from every table of codes that is read so, and it is always the same one. Ours:
#   frames that are CSV are read with no word standing for missing (analysis/frames/storage.py), and
#   tests/frames/test_frames.py brings Namibia back.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cat > "$folder/see.py" <<'PY'
from pathlib import Path

import country_converter
import pandas as pd

with_pandas = f"pandas {pd.__version__}:"
try:
    converter = country_converter.CountryConverter()
    codes = {name: converter.convert(name, to="ISO2") for name in ("Namibia", "Ukraine")}
    print(with_pandas, ", ".join(f"{name} is {code}" for name, code in codes.items()))
except TypeError as error:
    print(with_pandas, f"TypeError: {error}")
    table = Path(country_converter.__file__).with_name("country_data.tsv")
    read = pd.read_csv(table, sep="\t", encoding="utf-8", converters={"ISO2": str})
    print(with_pandas, "codes missing for", sorted(read.loc[read["ISO2"].isna(), "name_short"]))
PY
for pandas in 3.0.6 3.1.1; do
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'country_converter==1.3.2' "pandas==$pandas"
  "$folder/venv/bin/python" "$folder/see.py"
done > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
pandas 3.0.6: Namibia is NA, Ukraine is UA
pandas 3.1.1: TypeError: first argument must be string or compiled pattern
pandas 3.1.1: codes missing for ['Channel Islands', 'Namibia', 'Tanganjika', 'Zanzibar']
END
