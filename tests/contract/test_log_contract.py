"""What every log promises."""

from __future__ import annotations

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Note
from facilitation.canvas.views import snapshot
from facilitation.rooms.ports import (
    CommandKnownError,
    Entry,
    HeadMovedError,
    KeyTakenError,
    SessionExistsError,
    SessionUnknownError,
)
from tests.contract.kept import Kept
from tests.given import ANNA, BILAL, CREATE, LEAD, NOW, WRITTEN, after, changes_of, entries_of, keys, seat

SESSION = CREATE.session


def note(text: str, note_id: str = "note-0001") -> Change:
    return Change("note", note_id, Note("partner-school", BILAL, NoteKind.WISH, text, NOW))


async def begun(kept: Kept, number: int = 1) -> list[Entry]:
    """A session whose log holds its first entries."""
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await kept.log.begin(f"session-000{number}", keys(number), entries)
    return entries


async def test_a_log_gives_back_what_it_was_given(kept: Kept) -> None:
    canvas = after(Canvas(), *WRITTEN)
    entries = entries_of(snapshot(canvas), actor="seat:somebody")
    await kept.log.begin(SESSION, keys(), entries)
    assert await kept.log.read(SESSION) == entries
    assert fold(Canvas(), (entry.change for entry in await kept.log.read(SESSION))) == canvas


async def test_2_1_entries_come_in_order_and_without_gaps(kept: Kept) -> None:
    head = len(await begun(kept))
    for number in range(5):
        changes = [note(f"tekst {number}.{part}", f"note-{number}-{part}") for part in range(3)]
        await kept.log.append(SESSION, head, entries_of(changes, head, f"command-{number}-x"))
        head += 3
    assert [entry.seq for entry in await kept.log.read(SESSION)] == list(range(1, head + 1))


async def test_2_3_a_log_is_read_from_any_seq(kept: Kept) -> None:
    entries = await begun(kept)
    for since in range(len(entries) + 2):
        assert await kept.log.read(SESSION, since) == entries[since:]


async def test_an_unknown_session_has_no_entries(kept: Kept) -> None:
    assert await kept.log.read("session-none") == []
    with pytest.raises(SessionUnknownError):
        await kept.log.append("session-none", 0, entries_of([note("tekst")]))


async def test_a_session_begins_once_and_with_keys_of_its_own(kept: Kept) -> None:
    entries = await begun(kept)
    with pytest.raises(SessionExistsError):
        await kept.log.begin(SESSION, keys(2), entries)
    taken, free = keys(1), keys(2)
    for clash in (
        keys(1),
        type(free)(taken.code, free.token, free.reader_token),
        type(free)(free.code, taken.token, free.reader_token),
        type(free)(free.code, free.token, taken.reader_token),
    ):
        with pytest.raises(KeyTakenError):
            await kept.log.begin("session-0002", clash, entries)
    assert await kept.log.read("session-0002") == []
    await kept.log.begin("session-0002", free, entries)
    assert await kept.log.read("session-0002") == entries


async def test_a_log_tells_the_heads_of_the_sessions_that_exist(kept: Kept) -> None:
    head = len(await begun(kept))
    await begun(kept, 2)
    await begun(kept, 3)
    await kept.log.append(SESSION, head, entries_of([note("een"), note("twee", "note-0002")], head, "command-2"))
    await kept.log.purge("session-0003")
    asked = {SESSION, "session-0002", "session-0003", "session-none"}
    assert await kept.log.heads(asked) == {SESSION: head + 2, "session-0002": head}
    assert await kept.log.heads([]) == {}


async def test_a_log_that_has_moved_on_takes_nothing(kept: Kept) -> None:
    entries = await begun(kept)
    for head in (0, len(entries) - 1, len(entries) + 1):
        with pytest.raises(HeadMovedError):
            await kept.log.append(SESSION, head, entries_of([note("tekst")], head, "command-2"))
    assert await kept.log.read(SESSION) == entries


async def test_3_2_a_command_stands_in_the_log_once(kept: Kept) -> None:
    head = len(await begun(kept))
    await kept.log.append(SESSION, head, entries_of([note("een"), note("twee", "note-0002")], head, "command-2"))
    before = await kept.log.read(SESSION)
    with pytest.raises(CommandKnownError):
        both = [*entries_of([note("drie")], head + 2, "command-3"), *entries_of([note("een")], head + 3, "command-2")]
        await kept.log.append(SESSION, head + 2, both)
    assert await kept.log.read(SESSION) == before
    await begun(kept, 2)
    await kept.log.append("session-0002", head, entries_of([note("een")], head, "command-2"))


async def test_3_12_a_removed_note_leaves_no_text_behind(kept: Kept) -> None:
    head = len(await begun(kept))
    group = [
        *entries_of([note("kanarie-1"), note("blijft", "note-0002")], head, "command-2"),
        *entries_of([note("kanarie-2")], head + 2, "command-3"),
    ]
    await kept.log.append(SESSION, head, group)
    await kept.log.append(SESSION, head + 3, entries_of([Change("note", "note-0001", None)], head + 3, "command-4"))
    read = await kept.log.read(SESSION, head)
    assert [(entry.seq, entry.change.id, entry.change.value is None) for entry in read] == [
        (head + 1, "note-0001", True),
        (head + 2, "note-0002", False),
        (head + 3, "note-0001", True),
        (head + 4, "note-0001", True),
    ]


async def test_3_12_a_note_written_and_removed_in_one_group_leaves_no_text_behind(kept: Kept) -> None:
    head = len(await begun(kept))
    await kept.log.append(
        SESSION,
        head,
        [
            *entries_of([note("kanarie")], head, "command-2"),
            *entries_of([Change("note", "note-0001", None)], head + 1, "command-3"),
            *entries_of([note("opnieuw")], head + 2, "command-4"),
        ],
    )
    texts = [entry.change.value and entry.change.value.text for entry in await kept.log.read(SESSION, head)]
    assert texts == [None, None, "opnieuw"]


async def test_a_purged_session_is_gone_and_the_others_stay(kept: Kept) -> None:
    entries = await begun(kept)
    await begun(kept, 2)
    await kept.archive.add_seat(SESSION, ANNA, "secret")
    for _ in range(2):
        await kept.log.purge(SESSION)
        await kept.log.vacuum()
    assert await kept.log.read(SESSION) == []
    assert await kept.archive.by_code(keys(1).code) is None
    assert await kept.archive.seat(SESSION, "secret") is None
    assert await kept.log.read("session-0002") == entries
    with pytest.raises(SessionUnknownError):
        await kept.log.append(SESSION, len(entries), entries_of([note("tekst")], len(entries), "command-2"))
    await begun(kept)


async def test_a_log_keeps_any_text_as_it_was_written(kept: Kept) -> None:
    head = len(await begun(kept))
    texts = ["=1+1", "'; DROP TABLE change; --", "👩‍👩‍👧‍👦", "\u202eterug", "regel\nregel", "\\u0000 %s {x}", '"']
    changes = [note(text, f"note-{index:04}") for index, text in enumerate(texts)]
    await kept.log.append(SESSION, head, entries_of(changes, head, "command-2"))
    read = await kept.log.read(SESSION, head)
    assert [entry.change.value.text for entry in read if isinstance(entry.change.value, Note)] == texts


@pytest.mark.parametrize("asked", ["session-0001\0", "\0", "\ud800", "session-0001\udfff", "'; --", "é" * 5_000])
async def test_what_cannot_be_kept_is_not_there(kept: Kept, asked: str) -> None:
    entries = await begun(kept)
    await kept.archive.add_seat(SESSION, ANNA, "secret")
    assert await kept.log.read(asked) == []
    assert await kept.log.heads([asked, SESSION]) == {SESSION: len(entries)}
    await kept.log.purge(asked)
    archive = kept.archive
    assert [await archive.by_code(asked), await archive.by_token(asked), await archive.by_reader_token(asked)] == [
        None
    ] * 3
    assert [await archive.keys(asked), await archive.seat(asked, "secret"), await archive.seat(SESSION, asked)] == [
        None
    ] * 3
    assert await kept.log.read(SESSION) == entries


async def test_removing_a_person_erases_their_name(kept: Kept) -> None:
    canvas = after(Canvas(), *WRITTEN)
    entries = entries_of(snapshot(canvas))
    await kept.log.begin(SESSION, keys(), entries)
    changes = changes_of(canvas, c.RemoveParticipant(BILAL), LEAD)
    await kept.log.append(SESSION, len(entries), entries_of(changes, len(entries), "command-2"))
    assert "Bilal" not in str(await kept.log.read(SESSION))
    live = after(canvas, (c.RemoveParticipant(BILAL), LEAD))
    assert fold(Canvas(), (entry.change for entry in await kept.log.read(SESSION))) == live
    assert seat(BILAL).participant not in live.participants
