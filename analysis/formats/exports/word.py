"""Word files (DOCX, RTF) as lines: what their reader sees. Deleted and hidden text is none of it; what was inserted is.

Headers, footers, notes and comments stand outside a document's body, and are not read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from itertools import count
from typing import IO, Any, NamedTuple

from analysis.errors import UnreadableFile
from analysis.formats.source import Source

# A document of 2,000 articles has some 60 million bytes when unpacked.
_LARGEST_PART = 200_000_000
# What zipfile, its decompressor and lxml raise for a broken, locked or unusual package.
_BREAKS = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, RuntimeError, OSError, EOFError)
_BROKEN = "The Word file is broken or protected by a password"
_SAVE_AGAIN = "Open it in Word or LibreOffice, save it again as .docx, or its text as .txt."


class Lines(NamedTuple):
    """The lines of a document, empty ones too, and whether changes are tracked in it."""

    lines: tuple[str, ...]
    is_revised: bool = False


def word_lines(source: Source) -> Lines:
    """The lines of a Word file. Raises UnreadableFile where it is broken, locked, or of Word before 2007."""
    if source.raw.startswith(b"{\\rtf"):
        return _rtf_lines(source)
    if source.raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(source.name, "The file is a Word file of before 2007, or locked.", _SAVE_AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(source.raw)) as package:
            return _docx_lines(package)
    except _BREAKS as error:
        raise UnreadableFile(source.name, f"{_BROKEN} ({error}).", _SAVE_AGAIN) from error


# ------------------------------------------------------------------------------------------------------------ DOCX


def _docx_lines(package: zipfile.ZipFile) -> Lines:
    from lxml import etree  # loads slowly, and only few kinds of files need it

    main = _main_part(package)
    hidden = _hidden_styles(package, main)
    lines: list[str] = []
    is_revised = joins = False
    with _opened(package, main) as part:
        for _, paragraph in etree.iterparse(part, tag="{*}p", resolve_entities=False, no_network=True, huge_tree=True):
            is_drawn = "wordprocessingml" not in paragraph.tag  # the words of a drawing, which repeat in a fallback
            if is_drawn or any(_name(a) == "Fallback" for a in paragraph.iterancestors()):
                continue
            words, is_changed = _words_of(paragraph, hidden)
            is_revised = is_revised or is_changed
            rows = words.split("\n")
            if joins and lines:
                lines[-1] += rows.pop(0)
            lines += rows
            # The end of the paragraph is deleted: the next one goes on in it.
            joins = paragraph.find("{*}pPr/{*}rPr/{*}del") is not None
            is_revised = is_revised or joins
            _forget(paragraph)
    return Lines(tuple(" ".join(line.split()) for line in lines), is_revised)


def _opened(package: zipfile.ZipFile, name: str) -> IO[bytes]:
    if package.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError("unpacked, it is too large for a document")
    return package.open(name)


def _main_part(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the document itself."""
    for relation in _parsed(package, "_rels/.rels").iter("{*}Relationship"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return str(relation.get("Target")).lstrip("/")
    raise KeyError("it holds no document")


def _parsed(package: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    with _opened(package, name) as part:
        return etree.parse(part, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def _hidden_styles(package: zipfile.ZipFile, main: str) -> frozenset[str]:
    """The ids of styles whose text is hidden, with those that are based on them."""
    name = f"{main.rpartition('/')[0]}/styles.xml".lstrip("/")
    if name not in package.namelist():
        return frozenset()
    styles = [e for e in _parsed(package, name) if _name(e) == "style"]
    hidden = {_value(s, "styleId") for s in styles if _hides(s.find("{*}rPr"))}
    based = {_value(s, "styleId"): _value(base, "val") for s in styles if (base := s.find("{*}basedOn")) is not None}
    for _ in range(10):
        hidden |= {style for style, base in based.items() if base in hidden}
    return frozenset(filter(None, hidden))


def _words_of(paragraph: Any, hidden: frozenset[str]) -> tuple[str, bool]:
    """What a paragraph says, as if all its changes were accepted; and whether it has any."""
    from lxml import etree

    words: list[str] = []
    is_changed = False
    walk = etree.iterwalk(paragraph, events=("start",))
    if _value(paragraph.find("{*}pPr/{*}pStyle"), "val") in hidden:
        return "", False
    for _, element in walk:
        name = _name(element)
        is_changed = is_changed or name in ("ins", "del", "moveFrom", "moveTo")
        if name in _LEFT_OUT or (name == "r" and _is_hidden_run(element, hidden)):
            walk.skip_subtree()
        elif name == "t":
            words.append(element.text or "")
        else:
            words.append(_SIGNS.get(name, ""))
    return "".join(words), is_changed


# Deleted text, what was moved away from here, text boxes (which repeat in two forms), marks of the reading in ruby.
_LEFT_OUT = {"del", "moveFrom", "Fallback", "txbxContent", "rt", "pPr", "rPr", "instrText", "delText"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def _is_hidden_run(run: Any, hidden: frozenset[str]) -> bool:
    if run.find("{*}rPr/{*}vanish") is not None:
        return _hides(run.find("{*}rPr"))
    return _value(run.find("{*}rPr/{*}rStyle"), "val") in hidden


def _hides(properties: Any) -> bool:
    mark = None if properties is None else properties.find("{*}vanish")
    return mark is not None and (_value(mark, "val") or "1").lower() not in ("0", "false", "off")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, attribute: str) -> str | None:
    attributes = {} if element is None else element.attrib
    return next((v for k, v in attributes.items() if k.rpartition("}")[2] == attribute), None)


def _forget(element: Any) -> None:
    """Free what has been read, so that the largest document takes little memory."""
    element.clear()
    while element.getprevious() is not None and _name(element.getprevious()) == "p":
        del element.getparent()[0]


# ------------------------------------------------------------------------------------------------------------- RTF

# striprtf reads character by character. For text that no control word touches a number stands in: no such word goes on
# behind a space, and of the characters that follow one the first few may be such as are left out.
_PLAIN = re.compile(r"(?<= [^\\{}\r\n]{3})[^\\{}\r\n\x01\x02]{12,}")
_NO_STANDING_IN, _STANDING_IN = {1: None, 2: None}, re.compile("\1(\\d+)\2")
_HIDING = re.compile(r"\\(?:deleted|v|revised|fldinst)(?![a-z])")
_RTF = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-fA-F]{2}|\\[^a-zA-Z]|[{}]|[\r\n]+|[^\\{}\r\n]+", re.DOTALL
)
# Characters that stand in for those that only words of control can say; they are text.
_SPOKEN = {
    "par", "line", "u", "emdash", "endash", "lquote", "rquote", "ldblquote", "rdblquote", "bullet", "tab", "emspace",
    "enspace",
}  # fmt: skip


def _rtf_lines(source: Source) -> Lines:
    text = source.raw.decode("latin-1").translate(_NO_STANDING_IN)
    text, is_revised = _without_hidden(text) if _HIDING.search(text) else (text, False)
    rtf_to_text = source.library("striprtf.striprtf", "striprtf").rtf_to_text
    plain, numbers = _PLAIN.findall(text), count()
    text = _PLAIN.sub(lambda _: f"\1{next(numbers)}\2", text)
    try:
        rows = rtf_to_text(text, errors="replace").split("\n")
        told = (_STANDING_IN.sub(lambda m: plain[int(m[1])], row) for row in rows)  # the whole is never held
        return Lines(tuple(" ".join(row.split()) for row in told), is_revised)
    except (ValueError, TypeError, IndexError, KeyError, LookupError, RecursionError, OverflowError) as error:
        raise UnreadableFile(source.name, f"The RTF file is broken ({error}).", _SAVE_AGAIN) from error


def _without_hidden(text: str) -> tuple[str, bool]:
    r"""RTF without what striprtf would keep: deleted text (``\deleted``), hidden text (``\v``), addresses of links; and
    whether changes are tracked in it."""
    kept: list[str] = []
    begin = 0  # of what is kept until something is left out
    stack: list[tuple[bool, bool]] = []
    deleted = hidden = is_revised = False
    instructed = 0  # how deep the group of a field's instruction stands: a link's address is no text
    for token in _RTF.finditer(text):
        said, word = token[0], token[1]
        if said == "{":
            stack.append((deleted, hidden))
        elif said == "}":
            deleted, hidden = stack.pop() if stack else (False, False)
            if instructed > len(stack):
                instructed = 0
        elif instructed or ((deleted or hidden) and _is_text(said, word)):
            kept.append(text[begin : token.start()])
            begin = token.end()
        elif word == "fldinst":
            instructed = len(stack)
        elif word == "deleted":
            deleted = token[2] != "0"
            is_revised = is_revised or deleted
        elif word == "v":
            hidden = token[2] != "0"
        elif word == "plain":
            deleted = hidden = False
        elif word == "revised":
            is_revised = True
    return "".join([*kept, text[begin:]]), is_revised


def _is_text(said: str, word: str | None) -> bool:
    """Whether a token is read, and no control word or white space between them."""
    return word in _SPOKEN if word else said not in ("\\*", "\r", "\n", "\r\n")
