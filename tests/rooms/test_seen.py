"""What those who come in are sent, carried on change by change."""

from __future__ import annotations

from collections import Counter

import orjson
from hypothesis import given, settings

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.views import snapshot, view
from facilitation.rooms.seen import Seen
from tests.canvas.test_properties import AUDIENCES, Step, runs
from tests.given import NOW, WRITTEN, after


@settings(max_examples=60, deadline=None)
@given(runs)
def test_2_6_what_is_carried_on_is_what_each_may_see(run: list[Step]) -> None:
    canvas = after(Canvas(), *WRITTEN)
    seen = Seen(canvas)
    for command, actor in run:
        decision = decide(canvas, command, actor, NOW)
        if isinstance(decision, Refusal):
            continue
        canvas = fold(canvas, decision)
        seen.take(decision)
        assert Counter(canvas.written) == Counter(note.author for note in canvas.notes.values())
    for audience in AUDIENCES:
        expected = [view(change, audience) for change in snapshot(canvas)]
        as_json = sorted(orjson.dumps([each.kind, each.id, each.value]) for each in expected if each.value is not None)
        assert sorted(orjson.dumps(record) for record in orjson.loads(seen.for_(audience))) == as_json
