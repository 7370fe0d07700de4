"""Sentences: where they end, and that they lie in their passages."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from analysis.reading.article import Passage
from analysis.reading.markers import words
from analysis.reading.passages import label_passages
from analysis.reading.sentences import _asked, _cuts, split_sentences

BOUNDARIES = {
    "plain": ["The depot burned.", "Two guards died."],
    "title": ["Gen. Omar Haddad met Dr. Bell.", "They spoke for an hour."],
    "country": ["The U.S. military denied it.", "So did Vale."],
    "country-at-the-end": ["It was sent back to the U.S.", "The minister said nothing."],
    "misprinted-country": ["It followed the U..S.-led war on Vale."],
    "month": ["It fell on Oct. 4 in Harrow.", "Nobody died."],
    "initials": ["Ana P. Bell and J. R. Haddad agreed.", "Others did not."],
    "hour": ["It hit the gate at 7 p.m. on Friday.", "The guard ran."],
    "decimal": ["It cost 4.5 million.", "That was too much."],
    "number-after-no": ["It was attack No. 3 of the week.", "There were more."],
    "no-as-a-word": ["She said no.", "12 others said yes."],
    "quote-closes": ["“They were asleep.”", "She wept."],
    "straight-quote-closes": ['"They were asleep."', "She wept."],
    "quote-goes-on": ["“Were they asleep?” she asked.", "Nobody knew."],
    "quote-of-two": ["“They were asleep.", "They knew nothing,” she said."],
    "ellipsis": ["“All of us ... should stay,” she said.", "They stayed."],
    "spaced-ellipsis": ["Help came . . . medics ran to the gate.", "Two died."],
    "stray-stop-before-lower-case": ["It was said by two members of the Guard . of them a planner.", "One left."],
    "lower-case-name": ["The truce was over.", "al-Amin said so himself."],
    "bracket": ["They left (by the gate).", "It was late."],
    "exclamation": ["Fire!", "Everybody ran."],
    "firm": ["Vale Oil Co. owns it.", "It is old."],
    "upper-case-wire": ["THE GUARDS WERE ASLEEP.", "TWO DIED AT 7 P.M. ON 4 MARCH."],
}

# What may be the last word of a sentence, and what may not: letters, hours, abbreviations, ranks, ellipses, marks.
LAST_WORDS = {
    "company-letter": ["It hit Company B.", "Five people died."],
    "letters-in-a-list": ["They hold sectors A, B and C.", "Gen. Haddad came."],
    "initials-in-a-list": ["It went to T. and R. Haddad on Monday."],
    "company-letter-mid": ["Capt. Omar Haddad led Company B.", "He was shot on Sunday."],
    "section-letter": ["The fire began in Ward C.", "Nurses carried the patients out."],
    "vitamin": ["Prisoners lacked vitamin C.", "Doctors said so."],
    "plan-b": ["There was no Plan B.", "Rebels attacked at dawn."],
    "terminal": ["The bomb was left in Terminal A.", "Police closed the airport."],
    "gate-letter-quote": ["“He ran to Gate D.”", "Guards followed him."],
    "type-letter": ["His blood was of type A.", "He needed much of it."],
    "world-war-i": ["The bridge stood since World War I.", "Shells broke it."],
    "am-sentence": ["It began at 6 a.m.", "Rebels attacked the post first."],
    "pm-sentence": ["The curfew begins at 9 p.m.", "Soldiers enforce it."],
    "pm-weekday": ["It hit the gate at 7 p.m. Friday.", "The guard ran."],
    "am-month": ["It began at 6 a.m. March 3.", "Nobody slept."],
    "am-local": ["It began at 6 a.m. Harrow time.", "Nobody slept."],
    "am-gmt": ["It began at 6 a.m. GMT.", "Nobody slept."],
    "us-end": ["He flew back to the U.S.", "Officials said nothing."],
    "us-end-rebels": ["He flew back to the U.S.", "Rebels cheered."],
    "us-forces": ["U.S. Forces said that a drone had hit the depot.", "Nobody was hurt."],
    "us-army": ["The U.S. Army denied it.", "So did Vale."],
    "us-embassy": ["A mortar hit the U.S. Embassy.", "Marines fired back."],
    "un-mission": ["The U.N. Mission in Vale said so.", "It gave no number."],
    "un-end": ["They appealed to the U.N.", "Nobody answered."],
    "us-backed": ["U.S.-backed fighters took it.", "They left at dawn."],
    "dc": ["She works in Washington, D.C.", "Her brother was killed."],
    "dc-mid": ["The Washington D.C. Police Department said so.", "It was late."],
    "inc-end": ["The convoy belonged to Vale Oil Inc.", "Gunmen burned it."],
    "inc-mid": ["Vale Oil Inc. said that it had lost two trucks.", "It named nobody."],
    "co-mid": ["Harrow Mining Co. Chairman Bram Oskel was shot.", "He died."],
    "etc": ["They took guns, radios, etc.", "Soldiers found them."],
    "jr-end": ["Police held Omar Haddad Jr.", "He denied it."],
    "jr-mid": ["Omar Haddad Jr. was shot dead.", "Police fled."],
    "sr-mid": ["Omar Haddad Sr. fought for years.", "He won."],
    "st-place": ["The bomb hit St. Mary's Church.", "Nobody prayed there."],
    "ave-end": ["Gunmen fired from Fifth Ave.", "Two guards died."],
    "ave-mid": ["Gunmen on Fifth Ave. fired at guards.", "Two died."],
    "mt": ["They fled to Mt. Tarn.", "Troops followed."],
    "ft": ["He served at Ft. Harrow.", "He was killed there."],
    "capt": ["Capt. Ana Bell said so.", "She left."],
    "sgt": ["Sgt. Omar Haddad was killed.", "He was 24."],
    "spc": ["Spc. Li Wei was wounded.", "He lives."],
    "lt-col": ["Lt. Col. Bram Oskel denied it.", "He was angry."],
    "lt-gen": ["Lt. Gen. Bram Oskel denied it.", "He was angry."],
    "maj-gen": ["Maj. Gen. Ana Bell met Brig. Gen. Omar Haddad.", "They agreed."],
    "staff-sgt": ["Staff Sgt. Li Wei and Pfc. Jon Quill died.", "Both were 20."],
    "cpl-pvt": ["Cpl. Quill, Pvt. Venn and Cmdr. Tarn were hurt.", "Others fled."],
    "sgt-1st-class": ["Sgt. 1st Class Li Wei died.", "He was 30."],
    "sgt-maj": ["Sgt. Maj. Li Wei died.", "He was 40."],
    "master-sgt": ["Master Sgt. Li Wei and Tech. Sgt. Jon Quill died.", "Both were 40."],
    "ret": ["Ret. Gen. Bram Oskel warned of it.", "Nobody listened."],
    "gen-end": ["He was made a Gen.", "His men cheered."],
    "wo": ["Warrant Off. Tarn and Petty Off. Venn died.", "A ship sank."],
    "ens": ["Ens. Ana Bell was on watch.", "She saw it."],
    "hon": ["The Rt. Hon. Ana Bell spoke.", "Few came."],
    "det": ["Det. Insp. Ana Bell and Supt. Quill came.", "They found a bomb."],
    "sec": ["Defense Sec. Omar Haddad said so.", "He left."],
    "gov-sen": ["Gov. Bell met Sen. Haddad and Rep. Quill.", "They argued."],
    "asst": ["Asst. Chief Li Wei said so.", "He left."],
    "dep": ["Dep. Chief Li Wei said so.", "He left."],
    "mr-mrs": ["Mr. and Mrs. Venn died.", "Their son lived."],
    "phd": ["Ana Bell, Ph.D., wrote it.", "Nobody read it."],
    "md": ["He was treated by Li Wei, M.D.", "He lived."],
    "two-initials": ["J. P. Moran was shot.", "He died."],
    "two-initials-closed": ["J.P. Moran was shot.", "He died."],
    "initial-mid": ["Omar T. Haddad was shot.", "He died."],
    "initial-the": ["The gunman, Omar T. Haddad, fled.", "A guard died."],
    "george-w": ["It was George W. Bell who said it.", "He left."],
    "initial-end": ["The suspect was named only as Omar H.", "Police released him."],
    "initial-end-he": ["The suspect was named only as Jonas K.", "He is 19."],
    "no-2": ["It hit Reactor No. 2 in Harrow.", "Nobody was hurt."],
    "no-of": ["He was the group's No. 2.", "Soldiers shot him."],
    "nos": ["Units Nos. 3 and 4 burned.", "Crews left."],
    "jan-5": ["It fell on Jan. 5.", "Nobody died."],
    "jan-5-year": ["It fell on Jan. 5, 2030.", "Nobody died."],
    "sept-end": ["They came back in Sept.", "Rebels had gone."],
    "day-month": ["It fell on 5 Feb. 2030.", "Nobody died."],
    "decimal-end": ["The quake reached 5.1.", "Houses fell."],
    "year-end": ["It began in 2030.", "It ended in 2031."],
    "number-end": ["The toll rose to 12.", "Thirty were hurt."],
    "number-begins": ["They fled.", "12 guards stayed behind."],
    "percent": ["It rose by 4.5 percent.", "20 people lost their jobs."],
    "caliber": ["He had a .38 revolver.", "It was new."],
    "section": ["Art. 5 and Sec. 7 forbid it.", "Judges said so."],
    "km": ["The camp is 12 km. from Harrow.", "It burned."],
    "km-end": ["The camp lies at 12 km.", "Soldiers guard it."],
    "list-number": ["There are three.", "1. The depot burned."],
    "dollars": ["It cost $1.5 million.", "Nobody paid."],
    "ellipsis-end": ["He waited…", "Nobody came."],
    "ellipsis-three-end": ["He waited...", "Nobody came."],
    "ellipsis-mid": ["“We … must leave,” he said.", "They left."],
    "ellipsis-mid-three": ["“We... must leave,” he said.", "They left."],
    "ellipsis-quote": ["“We waited …”", "Nobody came."],
    "quote-after-stop": ["He said: “Leave.”", "They left."],
    "quote-attribution": ["“Leave!” he shouted.", "They left."],
    "quote-question-the": ["“Who did it?” the mayor asked.", "Nobody knew."],
    "single-quotes": ["He said ‘Leave.’", "They left."],
    "quote-in-quote": ["“He said ‘Leave.’”", "They left."],
    "bracket-sentence": ["They left.", "(Nobody saw them.)", "It was late."],
    "bracket-abbr": ["The group (led by Lt. Venn) left.", "It was late."],
    "quote-double-tick": ["``Leave,'' he said.", "They left."],
    "quote-stop-outside": ["He called it “murder”.", "She wept."],
    "colon": ["The toll: 12 dead.", "The hurt: 30."],
    "ie": ["They hit depots, i.e. stores of fuel.", "All burned."],
    "eg": ["They hit depots, e.g. Harrow's.", "All burned."],
    "vs": ["It was rebels vs. soldiers.", "Nobody won."],
    "dept": ["The Harrow Police Dept. said so.", "It was late."],
    "dept-end": ["A bomb hit the State Dept.", "Nobody was hurt."],
    "gov-t": ["The gov't. said so.", "It was late."],
    "aka": ["Omar Haddad, a.k.a. Abu Tarn, died.", "He was 40."],
    "calif": ["It happened in Oakland, Calif.", "Police came."],
    "calif-mid": ["An Oakland, Calif., man died.", "Police came."],
    "n-korea": ["N. Korea fired a missile.", "S. Korea fired back."],
    "e-street": ["It hit 12 E. Pier Street.", "Nobody died."],
    "ltd-end": ["It was made by Vale Arms Ltd.", "Rebels bought it."],
    "bros": ["It hit the shop of Venn Bros. in Harrow.", "It burned."],
    "al": ["Venn et al. wrote it.", "Nobody read it."],
    "approx": ["It hit approx. 12 houses.", "All burned."],
    "est": ["It began at 9 p.m. EST.", "It ended at 10 p.m. EST."],
    "eu-end": ["They asked the E.U.", "Ministers met."],
    "missing-space": ["The depot burned.", "Two guards died."],
    "acronym-stop": ["The group joined the P.L.F.", "Its leader died."],
    "acronym-mid": ["The P.L.F. said so.", "It was late."],
    "website": ["It stood on valepost.com.", "Others copied it."],
    "op-ed": ["He was hit in Op. Dawn.", "He lived."],
    "am-zone-letters": ["It began at 9 p.m. E.T. in Harrow.", "Nobody slept."],
    "pm-opens": ["Around 9 p.m. Omar Haddad heard a shot.", "He ran."],
    "pm-opens-day": ["On Friday at about 9 p.m. Omar Haddad heard a shot.", "He ran."],
    "pm-i": ["“He came at 9 p.m.", "I heard his steps,” she said."],
    "headless-const": ["Police Const. Jon Quill came.", "He was shot."],
    "three-initials": ["The officers T.M. Quill and C.M. Venn died.", "He shot them."],
    "town-of-two": ["A bomb went off in L.A.", "Crowds fled."],
    "acronym-of-two": ["They called in the P.F.", "Its men came."],
}
NOT_YET = {
    "street": ["It exploded on Pier St.", "Windows broke."],  # a saint and a street are written alike
    "name-that-asks": [
        "“Who did it?” Haddad asked.",
        "Nobody knew.",
    ],  # what asks is told in language/, behind this step
    "note": ["They left.[1]", "It was late."],
}


CASES = [pytest.param(sentences, id=name) for table in (BOUNDARIES, LAST_WORDS) for name, sentences in table.items()]
CASES += [pytest.param(sentences, id=name, marks=pytest.mark.xfail(strict=True)) for name, sentences in NOT_YET.items()]


@pytest.mark.parametrize("sentences", CASES)
def test_sentence_boundaries(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = split_sentences(text, [Passage(0, len(text), "body")])
    assert [text[s.start : s.end] for s in found] == sentences


def test_kinds_without_sentences() -> None:
    text = "Ana Bell. Ana Bell. Ana Bell."
    passages = [Passage(0, 9, "byline"), Passage(10, 19, "furniture"), Passage(20, 29, "body", duplicate_of=0)]
    assert split_sentences(text, passages) == ()


def test_headline_needs_no_full_stop() -> None:
    text = "Rockets hit depot\n\nThe depot burned until the evening, the governor said. Two guards died."
    assert [text[s.start : s.end] for s in split_sentences(text, label_passages(text))] == [
        "Rockets hit depot",
        "The depot burned until the evening, the governor said.",
        "Two guards died.",
    ]


def test_sentence_spans_a_broken_paragraph() -> None:
    text = "The governor said that the guards\n\nhad been asleep when rockets fell on the depot. They died."
    found = split_sentences(text, label_passages(text))
    assert [" ".join(text[s.start : s.end].split()) for s in found] == [
        "The governor said that the guards had been asleep when rockets fell on the depot.",
        "They died.",
    ]


def test_an_agency_that_signs_is_no_sentence() -> None:
    text = "Two guards died. (VP)"
    assert [text[s.start : s.end] for s in split_sentences(text, [Passage(0, len(text), "body")])] == [
        "Two guards died."
    ]


def test_marks_of_markdown_are_left_out() -> None:
    text = "## A second strike"
    assert [text[s.start : s.end] for s in split_sentences(text, [Passage(0, len(text), "subhead")])] == [
        "A second strike"
    ]


@cache
def punkt() -> PunktSentenceTokenizer:
    """NLTK's, untrained, with our abbreviations: what ours must do alike."""
    parameters = PunktParameters()
    parameters.abbrev_types = set(words("abbreviations"))
    parameters.sent_starters = set(words("sentence_starters", "words"))
    return PunktSentenceTokenizer(parameters)


PIECES = [
    "Gen", "gen", "U.S", "No", "a", "A", "x", "said", "Harrow", "12", "4.5", "co-op", "Oct", "They", "(Vale", "it's",
    '"Go', "...", ". . .", "--", "é", "p.m", "-",
]  # fmt: skip
STOPS = ["", "", ".", "?", "!", ",", '."', ".)", "?'", "..", ".]", ":"]


@settings(max_examples=800, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(STOPS)), max_size=12))
def test_prose_is_cut_as_punkt_cuts_it(pieces: list[tuple[str, str]]) -> None:
    text = " ".join(word + stop for word, stop in pieces)
    assert [cut for cut in _cuts(text) if text[slice(*cut)]] == list(punkt().span_tokenize(text))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(STOPS), st.sampled_from(["", " ", "\n"])), max_size=4)
)
def test_a_stop_ends_a_sentence_where_punkt_says_so(pieces: list[tuple[str, str, str]]) -> None:
    context = "".join(map("".join, pieces))
    assert _asked(context) == punkt().text_contains_sentbreak(context)
