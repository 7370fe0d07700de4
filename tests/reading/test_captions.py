"""Captions: recognised, put together, and told once."""

from __future__ import annotations

import pytest

from analysis.reading.passages import label_passages
from analysis.reading.sentences import split_sentences

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."
SCENE = "Guards inspect the gate of the depot in Harrow, Vale, Tuesday, March 4, 2031."
EVENT = (
    "Rockets struck the depot before dawn on Tuesday, killing two guards, the governor said, and setting tanks on fire."
)

CAPTIONS = {
    "provided-by": f"Provided by Vale Press {SCENE}",
    "provided-by-file": f"Provided by Associated Press FILE - In this May 3, 2030 photo, {SCENE}",
    "file": "FILE - The market road at Harrow, in the hills of Vale, Sept. 14, 2030.",
    "file-photo-of": "In this photo released by the governor's office, crews work at the depot.",
    "bracket-photo": "Launchers on show in the capital in September. (Photo: AP)",
    "bracket-photographer": f"{SCENE} (AP Photo/Ana Bell)",
    "bracket-via": f"{SCENE} (Office of the Governor via AP)",
    "agency-stuck-to-the-stop": "A man follows the news of the strike in Harrow on Friday.AFP",
    "photograph-by": "The bell was rung twice on Thursday. Photograph: Ana Bell/The Post",
    "image-caption": "Image copyright EPA Image caption The blast broke the windows of the school",
    "agency-before": "Getty Images The depot burned until the evening",
    "two-agencies-before": "KCNA KCNA / Reuters The general looks on during a visit in this undated photo.",
    "map": "The quarry lies nine kilometres inside the border. (Map: Courier)",
}


@pytest.mark.parametrize("caption", CAPTIONS.values(), ids=CAPTIONS.keys())
def test_photo_description_is_a_caption(caption: str) -> None:
    passages = label_passages("\n\n".join([BODY, caption, MORE]))
    assert [p.kind for p in passages] == ["body", "caption", "body"]


def test_line_that_stands_twice_is_a_caption_once() -> None:
    text = f"Rockets hit depot\n\n{BODY}\n\nAna Bell by the gate\nAna Bell by the gate\n\n{MORE}"
    passages = label_passages(text)
    assert [(p.kind, p.duplicate_of) for p in passages[2:4]] == [("caption", None), ("caption", 2)]


def test_caption_above_its_lone_credit() -> None:
    text = "\n\n".join([BODY, "Harrow after the fire. The tower lost its east face.", "(Photo: Vale League)", MORE])
    assert [p.kind for p in label_passages(text)] == ["body", "caption", "furniture", "body"]


def test_split_caption_is_one_passage() -> None:
    text = "\n\n".join(
        [BODY, "Provided by Vale Press Guards inspect the gate,", "which the fire had bent. (AP Photo/Ana Bell)", MORE]
    )
    passages = label_passages(text)
    assert [p.kind for p in passages] == ["body", "caption", "body"]
    assert text[passages[1].start : passages[1].end].endswith("(AP Photo/Ana Bell)")


REPETITIONS = {
    "word-for-word": f"Provided by Vale Press {SCENE} {EVENT} (AP Photo/Ana Bell)",
    "other-beginning": f"Provided by Vale Press A soldier looks at the gate. {EVENT} (AP Photo/Omar Haddad)",
    "a-part": f"{EVENT} (AP Photo/Ana Bell)",
}


@pytest.mark.parametrize("again", REPETITIONS.values(), ids=REPETITIONS.keys())
def test_repeated_caption_is_marked_and_told_once(again: str) -> None:
    first = f"Provided by Vale Press {SCENE} {EVENT} (AP Photo/Ana Bell)"
    text = "\n\n".join([BODY, first, MORE, again])
    passages = label_passages(text)
    assert [p.duplicate_of for p in passages] == [None, None, None, 1]
    told = [text[s.start : s.end] for s in split_sentences(text, passages) if passages[s.passage].kind == "caption"]
    assert told == [SCENE, EVENT]


def test_new_caption_with_an_old_sentence_tells_only_the_new_one() -> None:
    other = "In this Jan. 9, 2030 file photo, a vendor of lamps stands beside a poster of the mayor in Harrow."
    short = "Rockets struck the depot before dawn on Tuesday, killing two guards."
    text = "\n\n".join([BODY, f"{SCENE} {short} (AP Photo/A. Bell)", MORE, f"{other} {short} (AP Photo/A. Bell)"])
    passages = label_passages(text)
    assert passages[3].duplicate_of is None
    assert [text[s.start : s.end] for s in split_sentences(text, passages) if s.passage == 3] == [other]


def test_different_captions_of_one_kind_are_both_told() -> None:
    text = "\n\n".join(
        [BODY, f"{SCENE} (Photo: AP)", MORE, "A goat stands on the wall of the old harbour. (Photo: AP)"]
    )
    assert [p.duplicate_of for p in label_passages(text)] == [None] * 4
