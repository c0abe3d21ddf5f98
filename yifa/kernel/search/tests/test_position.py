"""A position forgets no row that appears late, and gives up on one that never comes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.search.position import PATIENCE, Gap, Position


def test_a_row_committed_late_is_still_waited_for():
    position = Position().after([1, 2, 5], now=0.0)
    assert position == Position(5, (Gap(3, 4, 0.0),))
    assert [position.has(row) for row in (2, 3, 4, 5, 6)] == [True, False, False, True, False]
    assert position.after([4], now=1.0) == Position(5, (Gap(3, 3, 0.0),))
    assert position.after([3, 4, 6], now=1.0) == Position(6)


def test_a_row_rolled_back_is_given_up_in_the_end():
    position = Position().after([3], now=0.0)
    assert position.after([4], now=PATIENCE + 1) == Position(4)


@given(st.permutations(range(1, 13)), st.integers(1, 5))
def test_in_whatever_order_rows_appear_each_is_had_exactly_once_seen(order, step):
    position, seen = Position(), set()
    for place in range(0, len(order), step):
        rows = order[place : place + step]
        assert not any(position.has(row) for row in rows)
        position = position.after(rows, now=0.0)
        seen.update(rows)
        assert all(position.has(row) == (row in seen) for row in range(1, 14))
    assert position == Position(12)


def test_it_is_the_same_after_writing_and_reading():
    position = Position(9, (Gap(3, 4, 1.5), Gap(7, 7, 2.0)))
    assert Position.from_json(json.loads(json.dumps(position.as_json()))) == position
