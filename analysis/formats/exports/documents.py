"""Word files: an export of Nexis, Factiva or ProQuest, or one article."""

from __future__ import annotations

from analysis.errors import UnreadableFile
from analysis.formats.exports import advance, factiva, lexis, proquest
from analysis.formats.exports.drafts import records_of
from analysis.formats.exports.lines import Line
from analysis.formats.exports.word import word_lines
from analysis.formats.record import Problem, Record, Records
from analysis.formats.source import Source

_CHANGED = "Changes are tracked in the file: it was read as if all of them were accepted."


def read_word(source: Source) -> Records:
    """The articles of a Word file. Raises UnreadableFile where there is none, or the file is broken."""
    lines, is_revised = word_lines(source)
    found = _articles(lines, source)
    if not is_revised:
        return found
    problem = Problem(source.name, None, _CHANGED, "Accept or reject them in Word.", skipped=False)
    return Records(found.records, (*found.problems, problem))


def _articles(lines: tuple[str, ...], source: Source) -> Records:
    text = "\n".join(lines)
    if advance.is_document(lines):
        return records_of(advance.articles(lines), source, "Nexis")
    if lexis.has_markers(text):
        return records_of(lexis.old_articles(lexis.text_blocks(text)), source, "Nexis")
    if factiva.is_document(lines):
        return records_of(factiva.document_articles(lines), source, "Factiva")
    if proquest.has_labels(text):
        return records_of(proquest.articles([Line(line) for line in lines]), source, "ProQuest")
    if not text.strip():
        raise UnreadableFile(source.name, "The Word file holds no text.", "Save the article again, or remove the file.")
    return Records((Record("\n\n".join(line for line in lines if line), wrapped=False),))
