"""Shares of few people, and how much can be read into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.network.shares import Share, differs

counts = st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0000, 0.2775),
        (1, 1, 0.2065, 1.0000),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_likely_range_is_the_one_of_wilson(count, of, low, high):
    """The last row is the worked example of Newcombe, *Two-sided confidence intervals* (1998), method 3."""
    assert Share(count=count, of=of).likely == pytest.approx((low, high), abs=5e-5)


@given(counts)
def test_the_likely_range_holds_the_share_and_stays_within_none_and_all(pair):
    share = Share(count=pair[0], of=pair[1])
    low, high = share.likely
    assert 0 <= low <= share.ratio + 1e-12
    assert share.ratio - 1e-12 <= high <= 1


@given(counts)
def test_more_people_make_the_likely_range_narrower(pair):
    few, many = Share(count=pair[0], of=pair[1]), Share(count=4 * pair[0], of=4 * pair[1])
    assert many.likely[1] - many.likely[0] < few.likely[1] - few.likely[0]


def test_nothing_has_no_likely_range():
    assert Share(count=0, of=0).likely is None


@given(counts)
def test_none_and_all_are_only_said_where_it_is_so(pair):
    words = Share(count=pair[0], of=pair[1]).words()
    assert "(0 %)" not in words or pair[0] == 0
    assert "(100 %)" not in words or pair[0] == pair[1]
    assert "%" not in words or pair[1] >= 10


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ([(9, 9), (0, 9)], None),
        ([(10, 10), (0, 9)], None),
        ([], None),
        ([(10, 10), (0, 10)], True),
        ([(6, 10), (4, 10)], False),
        ([(6, 10), (4, 10), (50, 50)], True),
        ([(0, 1), (300, 1000), (900, 1000)], True),
    ],
)
def test_groups_differ_where_their_likely_ranges_do_not_touch(shares, verdict):
    assert differs(Share(count=count, of=of) for count, of in shares) is verdict
