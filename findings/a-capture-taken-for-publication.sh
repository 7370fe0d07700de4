#!/usr/bin/env bash
# Version: trafilatura 2.3.1, htmldate 1.11.0, newspaper4k 0.9.3.1, Python 3.11.
# Behaviour: archive.today writes a head of its own around what it keeps: og:site_name is "archive.is", and
#   article:published_time is when it captured the page. All three libraries take the first for the outlet or the second
#   for the day of publication, and htmldate does so even where it is asked for the original date; the day that the
#   article itself shows below its headline is not considered.
# Expected: March 5, 2019, or no day; no outlet, or the one that the page names.
# Seen:   2021-04-09 from all, two years late; trafilatura's sitename "archive.is"
# Why it matters: pages behind a paywall or taken down are mostly held as captures of this archive; a study counts them by
#   the day on which somebody pressed a button, and the archive as one outlet.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'htmldate==1.11.0' \
  'newspaper4k==0.9.3.1' 'lxml_html_clean'
cat > "$folder/see.py" <<'PY'
import warnings

warnings.simplefilter("ignore")
from htmldate import find_date
from newspaper import Article
from trafilatura import extract_metadata

PAGE = """<!DOCTYPE html><html prefix="og: http://ogp.me/ns# article: http://ogp.me/ns/article#" itemscope
itemtype="http://schema.org/Article"><head><meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<meta property="og:type" content="article"/><meta property="og:site_name" content="archive.is"/>
<meta property="og:url" content="http://archive.is/XqVfw" itemprop="url"/>
<meta property="og:title" content="Shells hit pier in Harrow"/>
<meta property="twitter:description" content="archived 9 Apr 2021 08:15:00 UTC" itemprop="description"/>
<meta property="article:published_time" content="2021-04-09T08:15:00Z" itemprop="dateCreated"/>
<meta property="article:modified_time" content="2021-04-09T08:15:00Z" itemprop="dateModified"/>
<link rel="canonical" href="https://archive.is/XqVfw"/>
<link rel="bookmark" href="http://archive.today/20210409081500/https://valepost.example/pier"/>
<title>Shells hit pier in Harrow</title></head><body><center>
<div id="HEADER"><table><tr><td>Saved from</td><td><time itemprop="pubdate" datetime="2021-04-09T08:15:00Z">9 Apr 2021
08:15:00 UTC</time></td></tr></table></div>
<div id="SOLID"><div id="CONTENT"><div><h1>Shells hit pier in Harrow</h1><div>By Ana Bell</div><div>March 5, 2019</div>
<div>Shells hit the grain pier at Harrow shortly before noon, killing three dockers, the port authority said.</div>
<div>Crews needed nine hours to put out the fire, and the road along the coast stayed closed until the evening.</div>
</div></div></div></center></body></html>"""
found = extract_metadata(PAGE)
print("trafilatura:", found.date, found.sitename)
print("htmldate:", find_date(PAGE), "original:", find_date(PAGE, original_date=True))
article = Article("https://archive.is/XqVfw")
article.download(input_html=PAGE)
article.parse()
print("newspaper4k:", article.publish_date.date() if article.publish_date else None, article.meta_site_name)
PY
"$folder/venv/bin/python" "$folder/see.py" > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
trafilatura: 2021-04-09 archive.is
htmldate: 2021-04-09 original: 2021-04-09
newspaper4k: 2021-04-09 archive.is
END
