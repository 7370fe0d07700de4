"""The language of a text."""

from __future__ import annotations

from analysis.reading.markers import words

# Fewer words than this do not tell a language from its neighbours.
_FEWEST_WORDS = 20
# More characters than this do not change the answer.
_ENOUGH, _ENOUGH_ENGLISH = 600, 3000
# Of 2,889 English texts of news all but 40, of 40 words and less, have so many of the words that hardly another
# language has; py3langid called two of them Nigerian Pidgin.
_FEWEST_ENGLISH, _SHARE_ENGLISH = 3, 0.06
# What short English is taken for where it names towns of West Africa.
_NEAR_ENGLISH = frozenset({"pcm"})


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None where there are fewer than 20 words.

    What is plainly English by its commonest words is not looked at further; of the rest py3langid decides.
    """
    if len(text.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS:
        return None
    tokens = text[:_ENOUGH_ENGLISH].lower().split()
    english = sum(map(words("english").__contains__, tokens))
    if english >= max(_FEWEST_ENGLISH, _SHARE_ENGLISH * len(tokens)):
        return "en"
    import py3langid  # loads slowly, and few texts need it

    sample = text[:_ENOUGH]
    found = str(py3langid.classify(sample.lower() if sample.isupper() else sample)[0])
    return "en" if found in _NEAR_ENGLISH else found
