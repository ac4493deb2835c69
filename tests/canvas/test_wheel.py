"""The circle: everybody equal, everything in its place, nothing on top of anything else."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import ASKED_UNLESS_SAID
from facilitation.canvas.measure import signs, width
from facilitation.canvas.records import Change, Note, Partner, Subject
from facilitation.canvas.wheel import DISC_TEXT, RADIUS, RIM, RINGS, Wheel, wheel

RING = {kind: (inner, outer) for kind, inner, outer in RINGS}


def circle(
    counts: list[tuple[int, int, int]], question: str = "Waar mag ik blijven?", name: str = "Pleegouder"
) -> Canvas:
    """A canvas with one partner for each (wishes, offers, needs); every third note is closed."""
    changes = [Change("subject", "subject", Subject("N.", "4 jaar", question=question))]
    for i, cell in enumerate(counts):
        changes.append(Change("partner", f"p{i:03}", Partner(f"{name} {i}", i)))
        for kind, count in zip(ASKED_UNLESS_SAID, cell, strict=True):
            for j in range(count):
                note = Note(f"p{i:03}", "author", kind, "x", j, open=j % 3 != 2)
                changes.append(Change("note", f"n-{i:03}-{kind}-{j:03}", note))
    return fold(Canvas(), changes)


def assert_in_place(shape: Wheel) -> None:
    sectors = {sector.partner: sector for sector in shape.sectors}
    for dot in shape.dots:
        inner, outer = RING[dot.kind]
        sector = sectors[dot.partner]
        away = math.hypot(dot.x, dot.y)
        assert inner <= away - dot.r
        assert away + dot.r <= outer
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
    counts=st.lists(st.tuples(*[st.integers(0, 14)] * 3), max_size=60),
    facing=st.integers(0, 70),
)
def test_dots_stay_in_their_cell_and_apart(counts: list[tuple[int, int, int]], facing: int) -> None:
    canvas = circle(counts)
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


@pytest.mark.parametrize("count", [1, 2, 3, 8, 16, 60])
@pytest.mark.parametrize("name", ["School", "Gezinsvoogdij-instelling van de regio", "名前" * 20, "W" * 60])
def test_names_fit_on_the_rim_and_are_never_upside_down(count: int, name: str) -> None:
    for facing in (None, "p000"):
        for sector in wheel(circle([(0, 0, 0)] * count, name=name), facing).sectors:
            label = sector.label
            room = math.radians(sector.end - sector.start) * RADIUS
            assert width(label.text, label.bold) * label.size / 1000 <= room
            assert label.text == sector.name or label.text.endswith("…")
            x1, y1 = (float(value) for value in label.path[1:].split(" A")[0].split())
            x2, y2 = (float(value) for value in label.path.split(" ")[-2:])
            assert RIM < math.hypot(x1, y1) < RADIUS
            below = math.sin(math.radians(sector.mid)) > 1e-6
            turn = x1 * y2 - y1 * x2
            if 0 < sector.end - sector.start < 150:
                assert (turn < 0) == below, "clockwise above, the other way below"


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
    lines = wheel(circle([(1, 1, 1)] * 3, question=question)).lines
    assert lines[0].text == "N. (4 jaar)"
    for line in lines:
        half = width(line.text, line.bold) * line.size / 2000
        assert math.hypot(half, max(abs(line.y), abs(line.y - 0.75 * line.size))) <= DISC_TEXT + 1
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
    assert (shape.sectors, shape.dots) == ((), ())
    assert shape.lines[0].text == "N. (4 jaar)"
