"""How long people took to answer, counting those who may still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.network.waits import Waits

waits = st.lists(st.integers(0, 60), max_size=40).map(lambda some: tuple(sorted(some)))


@pytest.mark.parametrize(
    ("answered", "still", "half"),
    [
        ((), (), None),
        ((), (5, 9), None),
        ((3,), (), 3),
        ((1, 2, 3, 4), (), 2),
        ((1,), (30, 40), None),
        ((1, 1), (0,), 1),  # asked today: has not failed to answer within a day
        ((1, 1), (30,), 1),
        ((1,), (0, 0, 0), 1),
        ((1,), (2,), 1),
        # Freireich and others (1963), remission of 21 children given 6-mercaptopurine, in weeks: the median is 23.
        (
            (6, 6, 6, 7, 10, 13, 16, 22, 23),
            (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
            23,
        ),
    ],
)
def test_half_answer_within_the_days_of_kaplan_and_meier(answered, still, half):
    assert Waits(answered=answered, open=still).half_within == half


@given(waits.filter(bool))
def test_where_everybody_answered_it_is_the_lower_middle(answered):
    assert Waits(answered=answered).half_within == answered[(len(answered) - 1) // 2]


@given(waits, waits)
def test_who_was_asked_only_today_changes_nothing(answered, still):
    new = tuple(sorted((*still, 0)))
    before = Waits(answered=tuple(n + 1 for n in answered), open=still)
    after = Waits(answered=tuple(n + 1 for n in answered), open=new)
    assert before.half_within == after.half_within


@given(waits, waits, st.integers(0, 60))
def test_waiting_longer_never_makes_answers_look_quicker(answered, still, day):
    before = Waits(answered=answered, open=tuple(sorted((*still, day)))).half_within
    after = Waits(answered=answered, open=tuple(sorted((*still, day + 5)))).half_within
    assert before is None or after is None or before <= after


def test_nobody_has_no_days():
    assert (Waits().number, Waits().median, Waits().shortest, Waits().longest) == (0, 0, 0, 0)
