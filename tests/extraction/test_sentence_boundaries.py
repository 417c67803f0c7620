"""Sentence boundaries on the texts of abstracts."""

import spacy

from extract.components.sentences import set_sentence_starts
from extract.components.tokenizer import ResearchTokenizer

tokenizer = ResearchTokenizer(spacy.blank("en").vocab)


def sentences(text):
    return [sentence.text.strip() for sentence in set_sentence_starts(tokenizer(text)).sents]


def test_the_title_is_a_sentence_of_its_own():
    assert sentences("A Title Without a Stop\nThe abstract begins.") == [
        "A Title Without a Stop",
        "The abstract begins.",
    ]


def test_abbreviations_do_not_end_a_sentence():
    assert sentences("Cues, e.g. Colour, help. See Smith et al. They agree.") == [
        "Cues, e.g. Colour, help.",
        "See Smith et al. They agree.",
    ]


def test_decimals_and_names_with_points_stay_whole():
    assert sentences("We gain 3.5 points. Code is at example.org/x.y now.") == [
        "We gain 3.5 points.",
        "Code is at example.org/x.y now.",
    ]


def test_closing_brackets_and_quotes_belong_to_the_sentence_before():
    assert sentences('It works (mostly.) Next one. "Quoted." Last.') == [
        "It works (mostly.)",
        "Next one.",
        '"Quoted."',
        "Last.",
    ]


def test_an_empty_text_has_no_sentence():
    assert sentences("") == []
