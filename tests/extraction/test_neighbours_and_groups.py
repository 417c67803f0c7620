"""What the networks gather from neighbours and groups, against the same written as loops."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.network import group_highest, group_mean, windows


def numbered(count):
    """Rows that differ from each other."""
    return np.arange(1, 2 * count + 1, dtype=np.float32).reshape(count, 2)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(1, 5))
def test_a_token_sees_its_neighbours_but_no_other_document(lengths, dilation):
    owner = np.repeat(np.arange(len(lengths)), lengths)
    x = numbered(len(owner))
    seen = windows(x, dilation, np.concatenate([[0], np.cumsum(lengths)]))
    for token, row in enumerate(seen):
        for place, other in enumerate((token - dilation, token, token + dilation)):
            inside = 0 <= other < len(owner) and owner[other] == owner[token]
            expected = x[other] if inside else np.zeros(2)
            assert (row[2 * place : 2 * place + 2] == expected).all()


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_a_group_is_its_highest_and_its_mean_row(groups):
    numbers = np.array(groups)
    x = numbered(len(numbers))[::-1]
    highest, number = group_highest(x, numbers)
    dense = np.unique(numbers, return_inverse=True)[1]
    mean = group_mean(x, dense)
    for row, group in enumerate(numbers):
        members = x[numbers == group]
        assert (highest[number[row]] == members.max(0)).all()
        np.testing.assert_allclose(mean[dense[row]], members.mean(0), rtol=1e-6)
