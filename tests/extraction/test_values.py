"""Numbers as papers write them."""

import re

import pytest

from extract.values import value_at


@pytest.mark.parametrize(
    ("text", "written", "number", "unit", "gain"),
    [
        ("an accuracy of 76.1% on the set", "76.1%", 76.1, "%", False),
        ("improves F1 by 2.4 points over it", "2.4 points", 2.4, "points", True),
        ("a gain of +3.5 on it", "+3.5", 3.5, "", True),
        ("is 3x faster than that", "3x", 3.0, "x", True),
        ("a 12% relative improvement", "12%", 12.0, "%", True),
        ("reaches 1,024 BLEU there", "1,024 BLEU", 1024.0, "BLEU", False),
        ("runs at 30 FPS on it", "30 FPS", 30.0, "FPS", False),
        ("scores 88.4 on the test", "88.4", 88.4, "", False),
        ("reduces cost by 40\\% in all", "40\\%", 40.0, "%", True),
    ],
)
def test_value_unit_and_kind(text, written, number, unit, gain):
    value = value_at(text, text.index(written) + re.search(r"\d", written).start())
    assert (value.text, value.number, value.unit, value.gain) == (written, number, unit, gain)


def test_a_range_is_no_sign():
    text = "from 10-20 on"
    assert value_at(text, text.index("20")).text == "20"


@pytest.mark.parametrize("text", ["at 512 \\times 512 pixels", "of 768×768 images"])
def test_a_size_is_no_multiple(text):
    value = value_at(text, re.search(r"\d", text).start())
    assert (value.unit, value.gain) == ("", False)
