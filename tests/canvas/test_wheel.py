"""The circle: everybody equal, everything in its place, nothing on top of anything else."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.guides import Guide, Stage
from facilitation.canvas.kinds import ASKED_UNLESS_SAID, CIRCLE_KINDS, NoteKind, StageForm
from facilitation.canvas.measure import signs, width
from facilitation.canvas.records import Board, Change, Match, Note, Partner, Placement, Subject
from facilitation.canvas.replies import Reply
from facilitation.canvas.wheel import RADIUS, RIM, RIM_MANY, Wheel, wheel
from facilitation.canvas.wheel_words import INSET, LEAST

TEXT = {"nl": "Tekst", "en": "Text"}
CONNECT = Stage("connect", StageForm.CONNECT, 20, TEXT, TEXT, TEXT, TEXT)


def guide(kinds: Sequence[NoteKind]) -> Guide:
    questions = {str(kind): TEXT for kind in kinds}
    return Guide("a", TEXT, (Stage("partners", StageForm.PARTNERS, 20, TEXT, TEXT, TEXT, TEXT, questions), CONNECT))


def circle(
    counts: Sequence[tuple[int, ...]],
    question: str = "Waar mag ik blijven?",
    name: str = "Pleegouder",
    kinds: Sequence[NoteKind] = ASKED_UNLESS_SAID,
) -> Canvas:
    """A canvas with one partner for each (wishes, offers, needs); every third note is closed."""
    changes = [
        Change("subject", "subject", Subject("N.", "4 jaar", question=question)),
        Change("guide", "guide", guide(kinds)),
    ]
    for i, cell in enumerate(counts):
        changes.append(Change("partner", f"p{i:03}", Partner(f"{name} {i}", i)))
        for kind, count in zip(kinds, cell, strict=True):
            for j in range(count):
                note = Note(f"p{i:03}", "author", kind, "x", j, open=j % 3 != 2)
                changes.append(Change("note", f"n-{i:03}-{kind}-{j:03}", note))
    return fold(Canvas(), changes)


def assert_in_place(shape: Wheel) -> None:
    sectors = {sector.partner: sector for sector in shape.sectors}
    for dot in shape.dots:
        sector = sectors[dot.partner]
        cell = next(cell for cell in sector.cells if cell.kind is dot.kind)
        away = math.hypot(dot.x, dot.y)
        assert cell.inner <= away - dot.r
        assert away + dot.r <= cell.outer
        if len(shape.sectors) > 1:
            aside = math.radians(abs((math.degrees(math.atan2(dot.y, dot.x)) - sector.mid + 540) % 360 - 180))
            to_edge = math.radians((sector.end - sector.start) / 2) - aside
            assert away * math.sin(min(to_edge, math.pi / 2)) >= dot.r
    cells: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    for dot in shape.dots:
        cells.setdefault((dot.partner, dot.kind), []).append((dot.x, dot.y, dot.r))
    for dots in cells.values():
        for (x1, y1, r1), (x2, y2, r2) in combinations(dots, 2):
            assert math.hypot(x1 - x2, y1 - y2) >= r1 + r2


@settings(max_examples=60, deadline=None)
@given(
    drawn=st.sets(st.sampled_from(CIRCLE_KINDS), min_size=1).flatmap(
        lambda kinds: st.tuples(
            st.just(sorted(kinds, key=CIRCLE_KINDS.index)),
            st.lists(st.tuples(*[st.integers(0, 14)] * len(kinds)), max_size=60),
        )
    ),
    facing=st.integers(0, 70),
)
def test_dots_stay_in_their_cell_and_apart(drawn: tuple[list[NoteKind], list[tuple[int, ...]]], facing: int) -> None:
    kinds, counts = drawn
    canvas = circle(counts, kinds=kinds)
    for shape in (wheel(canvas), wheel(canvas, f"p{facing:03}")):
        assert len(shape.dots) == len(canvas.notes)
        assert_in_place(shape)


def test_a_cell_with_a_thousand_notes_still_holds_them() -> None:
    assert_in_place(wheel(circle([(1000, 0, 0)] + [(0, 1, 2)] * 15)))


@pytest.mark.parametrize("count", [1, 2, 3, 8, 16, 60])
def test_at_rest_all_sectors_are_equal_and_the_first_is_at_the_top(count: int) -> None:
    shape = wheel(circle([(1, 1, 1)] * count))
    assert [sector.end - sector.start for sector in shape.sectors] == pytest.approx([360 / count] * count)
    assert shape.sectors[0].mid == pytest.approx(-90)
    assert all(
        one.end == pytest.approx(next.start) for one, next in zip(shape.sectors, shape.sectors[1:], strict=False)
    )


@pytest.mark.parametrize("count", [1, 2, 3, 8, 16, 60])
def test_the_partner_with_the_floor_faces_right_and_the_circle_stays_whole(count: int) -> None:
    for index in {0, count // 2, count - 1}:
        shape = wheel(circle([(1, 1, 1)] * count), f"p{index:03}")
        sector = shape.sectors[index]
        assert sector.facing
        assert sum(other.facing for other in shape.sectors) == 1
        assert sector.mid == pytest.approx(0, abs=1e-9)
        assert sum(other.end - other.start for other in shape.sectors) == pytest.approx(360)
        widths = {round(other.end - other.start, 6) for other in shape.sectors if not other.facing}
        assert len(widths) <= 1


def test_only_open_notes_have_a_number_and_it_is_that_of_the_canvas() -> None:
    canvas = circle([(3, 2, 5)] * 4)
    for dot in wheel(canvas).dots:
        assert dot.number == canvas.numbers.get(dot.note)
        assert dot.open == (dot.number is not None)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 16, 24, 25, 60])
@pytest.mark.parametrize("name", ["School", "Gezinsvoogdij-instelling van de regio", "名前" * 20, "W" * 60])
def test_names_fit_around_the_notes_and_are_never_upside_down(count: int, name: str) -> None:
    for facing in (None, "p000"):
        shape = wheel(circle([(0, 0, 0)] * count, name=name), facing)
        for sector in shape.sectors:
            label = sector.label
            assert label.text == sector.name or label.text.endswith("…")
            assert label.size >= LEAST
            numbers = [float(value) for value in re.findall(r"-?[\d.]+", label.path)]
            (x1, y1), (x2, y2) = numbers[:2], numbers[-2:]
            wide = width(label.text, label.bold) * label.size / 1000
            if label.spoke:
                assert count > 24
                assert not sector.facing
                assert math.hypot(x2 - x1, y2 - y1) == pytest.approx(wide, abs=0.05)
                assert min(math.hypot(x1, y1), math.hypot(x2, y2)) > RIM_MANY
                assert max(math.hypot(x1, y1), math.hypot(x2, y2)) < RADIUS
                assert x2 > x1 - 0.05, "read from left to right"
                continue
            assert wide <= math.radians(sector.end - sector.start) * RADIUS
            assert RIM < math.hypot(x1, y1) < RADIUS
            below = math.sin(math.radians(sector.mid)) > 1e-6
            turn = x1 * y2 - y1 * x2
            if 0 < sector.end - sector.start < 150:
                assert (turn < 0) == below, "clockwise above, the other way below"


def test_names_of_sixty_partners_do_not_lie_on_each_other() -> None:
    shape = wheel(circle([(1, 1, 1)] * 60), "p007")
    for one, other in pairwise(shape.sectors):
        if one.label.spoke and other.label.spoke:
            assert math.radians(other.mid - one.mid) * RIM_MANY > 1.3 * one.label.size


@pytest.mark.parametrize("count", [3, 8, 16, 30, 60])
def test_the_words_of_who_has_the_floor_can_be_found_by_their_number(count: int) -> None:
    """With 600 notes in all, the dots of the facing partner are large enough for a number that can be read."""
    each = 600 // count // 3 if count > 16 else 4
    shape = wheel(circle([(each, each, each)] * count), "p001")
    facing = [dot for dot in shape.dots if dot.partner == "p001"]
    assert min(dot.size for dot in facing) >= LEAST


QUESTIONS = (
    "",
    "Waarom?",
    "Waar mag ik blijven wonen, en wie komt er langs?",
    "Hoe kan ik " + "op een plek blijven waar het rustig is en waar mensen mij kennen " * 4,
    "w" * 298,
    "名" * 300,
    "👩‍👩‍👧‍👦" * 40,
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_words_in_the_middle_stay_in_the_disc(question: str) -> None:
    shape = wheel(circle([(1, 1, 1)] * 3, question=question))
    lines = shape.lines
    assert lines[0].text == "N. (4 jaar)"
    for line in lines:
        assert line.size >= LEAST
        half = width(line.text, line.bold) * line.size / 2000
        assert math.hypot(half, max(abs(line.y), abs(line.y - 0.75 * line.size))) <= shape.disc - INSET + 1
    said = "".join(line.text for line in lines[1:])
    wanted = f"“{question}”".replace(" ", "") if question else ""
    if said.endswith("…"):
        assert wanted.startswith(said[:-1].replace(" ", ""))
        assert len(question) > 200
    else:
        assert said.replace(" ", "") == wanted


def test_an_emoji_of_several_people_is_never_cut() -> None:
    family = "👩‍👩‍👧‍👦"
    assert signs(f"{family}e\u0301x") == [family, "e\u0301", "x"]
    for line in wheel(circle([(0, 0, 0)] * 3, question=family * 40)).lines[1:]:
        assert line.text.strip("“”…").replace(family, "") == ""


def test_a_canvas_without_partners_is_a_circle_with_the_person() -> None:
    shape = wheel(circle([]))
    assert (shape.sectors, shape.bows, shape.dots) == ((), (), ())
    assert shape.lines[0].text == "N. (4 jaar)"


# --- what is on it, and what is not ----------------------------------------------------------------------------


def test_what_is_laid_aside_or_below_another_is_not_on_it_and_has_no_number() -> None:
    canvas = fold(
        circle([(3, 0, 0)]),
        [
            Change("placement", "n-000-wish-000", Placement(aside=True)),
            Change("placement", "n-000-wish-001", Placement(on="n-000-wish-002")),
        ],
    )
    assert [dot.note for dot in wheel(canvas).dots] == ["n-000-wish-002"]


def matched(*matches: Match, begun: tuple[str, ...] = ("partners", "connect")) -> Canvas:
    """Four partners with two open offers and two open needs each, and these matches."""
    changes = [Change("board", "board", Board(begun))]
    changes += [Change("match", f"match-{i}", match) for i, match in enumerate(matches)]
    return fold(circle([(1, 2, 2)] * 4), changes)


NEED, OFFER = "n-000-need-000", "n-002-offer-001"


def test_a_bow_runs_from_the_need_to_the_offer_and_not_through_the_person() -> None:
    shape = wheel(matched(Match("p002", 1, need=NEED, offer=OFFER, reply=Reply.TRY)))
    (bow,) = shape.bows
    dots = {dot.note: dot for dot in shape.dots}
    points = [tuple(map(float, point.split())) for point in bow.path[1:].split(" L")]
    for (x, y), note in ((points[0], NEED), (points[-1], OFFER)):
        assert math.hypot(x - dots[note].x, y - dots[note].y) < 0.02
    assert min(math.hypot(x, y) for x, y in points) > shape.disc
    assert max(math.hypot(x, y) for x, y in points) < RIM


def test_a_bow_to_an_asked_partner_ends_at_their_name() -> None:
    (bow,) = wheel(matched(Match("p001", 1, need=NEED))).bows
    x, y = map(float, bow.path.split(" L")[-1].split())
    assert (math.hypot(x, y), math.degrees(math.atan2(y, x))) == pytest.approx((RIM, 0), abs=0.02)


def test_bows_tell_the_answer_and_the_willing_ones_lie_on_top() -> None:
    replies = (Reply.YES, None, Reply.NO, Reply.TRY, Reply.UNCLEAR)
    shape = wheel(matched(*(Match(f"p{i % 4:03}", i, need=NEED, reply=reply) for i, reply in enumerate(replies))))
    assert [(bow.match, bow.state) for bow in shape.bows] == [
        ("match-2", "faint"),
        ("match-4", "faint"),
        ("match-1", "asked"),
        ("match-0", "willing"),
        ("match-3", "willing"),
    ]


def test_a_bow_of_a_note_in_a_stack_begins_at_the_one_on_top_and_one_laid_aside_has_none() -> None:
    canvas = matched(Match("p001", 1, need=NEED))
    stacked = fold(canvas, [Change("placement", NEED, Placement(on="n-001-need-001"))])
    top = next(dot for dot in wheel(stacked).dots if dot.note == "n-001-need-001")
    x, y = map(float, wheel(stacked).bows[0].path[1:].split(" L")[0].split())
    assert math.hypot(x - top.x, y - top.y) < 0.02
    assert wheel(fold(canvas, [Change("placement", NEED, Placement(aside=True))])).bows == ()


def test_while_somebody_has_the_floor_only_their_bows_are_drawn() -> None:
    canvas = matched(Match("p002", 1, need=NEED, offer=OFFER), Match("p001", 2, need="n-003-need-000"))
    assert [len(wheel(canvas, facing).bows) for facing in (None, "p000", "p001", "p002")] == [2, 1, 1, 1]


def test_needs_and_offers_are_loose_from_the_connecting_on_until_somebody_is_willing() -> None:
    def loose(canvas: Canvas) -> set[str]:
        return {dot.note for dot in wheel(canvas).dots if dot.loose}

    assert loose(matched(begun=("partners",))) == set()
    everything = loose(matched())
    assert everything == {f"n-{i:03}-{kind}-{j:03}" for i in range(4) for kind in ("offer", "need") for j in range(2)}
    assert loose(matched(Match("p002", 1, need=NEED, offer=OFFER, reply=Reply.NO))) == everything
    assert loose(matched(Match("p002", 1, need=NEED, offer=OFFER, reply=Reply.YES))) == everything - {NEED, OFFER}
