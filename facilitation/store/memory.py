"""The log, the archive and the guides in memory: for tests, and for a look that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, replace

from facilitation.canvas.guides import Guide
from facilitation.canvas.records import Note, Partner, Session
from facilitation.rooms.keys import Keys, normalise_code
from facilitation.rooms.ports import (
    CommandKnownError,
    Entry,
    GuideMovedError,
    HeadMovedError,
    KeyTakenError,
    OwnGuide,
    SessionExistsError,
    SessionSummary,
    SessionUnknownError,
    TooManyGuidesError,
)
from facilitation.store.entries import erased, removals, session_in


@dataclass(slots=True)
class _Kept:
    keys: Keys
    entries: list[Entry]
    commands: set[str]
    seats: dict[str, str]


class MemoryChangeLog:
    """`ChangeLog` in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, _Kept] = {}

    async def begin(self, session_id: str, keys: Keys, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.begin`."""
        if session_in(entries) is None:
            raise ValueError("a log begins with its session record")
        if session_id in self.kept:
            raise SessionExistsError(session_id)
        self.check_free(session_id, keys)
        self.kept[session_id] = _Kept(keys, erased(entries), {entry.command_id for entry in entries}, {})

    async def append(self, session_id: str, head: int, entries: Sequence[Entry]) -> None:
        """See `ChangeLog.append`."""
        kept = self.kept.get(session_id)
        if kept is None:
            raise SessionUnknownError(session_id)
        if len(kept.entries) != head:
            raise HeadMovedError(session_id)
        commands = {entry.command_id for entry in entries}
        if commands & kept.commands:
            raise CommandKnownError(session_id)
        removed = removals(entries)
        if removed:
            kept.entries = [_without(entry, removed) for entry in kept.entries]
        kept.entries.extend(erased(entries))
        kept.commands |= commands

    async def read(self, session_id: str, since: int = 0) -> list[Entry]:
        """See `ChangeLog.read`."""
        kept = self.kept.get(session_id)
        return kept.entries[since:] if kept else []

    async def heads(self, session_ids: Collection[str]) -> dict[str, int]:
        """See `ChangeLog.heads`."""
        return {id: len(self.kept[id].entries) for id in session_ids if id in self.kept}

    async def purge(self, session_id: str) -> None:
        """See `ChangeLog.purge`."""
        self.kept.pop(session_id, None)

    async def vacuum(self) -> None:
        """See `ChangeLog.vacuum`. There is no file."""

    def check_free(self, session_id: str, keys: Keys) -> None:
        """Raise KeyTakenError when another session has one of these keys."""
        for other, kept in self.kept.items():
            theirs, wanted = astuple(kept.keys), astuple(keys)
            if other != session_id and any(a == b and a is not None for a, b in zip(theirs, wanted, strict=True)):
                raise KeyTakenError(session_id)


class MemoryArchive:
    """`Archive` over a `MemoryChangeLog`."""

    def __init__(self, log: MemoryChangeLog) -> None:
        self._log = log

    async def sessions(self) -> list[SessionSummary]:
        """See `Archive.sessions`."""
        summaries = [_summary(session_id, kept.entries) for session_id, kept in self._log.kept.items()]
        return sorted(summaries, key=lambda summary: (-summary.created, summary.id))

    async def by_code(self, code: str) -> str | None:
        """See `Archive.by_code`."""
        return self._find("code", normalise_code(code))

    async def by_token(self, token: str) -> str | None:
        """See `Archive.by_token`."""
        return self._find("token", token)

    async def by_reader_token(self, token: str) -> str | None:
        """See `Archive.by_reader_token`."""
        return self._find("reader_token", token)

    async def by_lead_token(self, token: str) -> str | None:
        """See `Archive.by_lead_token`."""
        return self._find("lead_token", token)

    async def keys(self, session_id: str) -> Keys | None:
        """See `Archive.keys`."""
        kept = self._log.kept.get(session_id)
        return kept.keys if kept else None

    async def rotate_door(self, session_id: str, code: str, token: str) -> None:
        """See `Archive.rotate_door`."""
        self._put(session_id, code=code, token=token)

    async def rotate_reader(self, session_id: str, token: str) -> None:
        """See `Archive.rotate_reader`."""
        self._put(session_id, reader_token=token)

    async def rotate_lead(self, session_id: str, token: str) -> None:
        """See `Archive.rotate_lead`."""
        self._put(session_id, lead_token=token)

    async def add_seat(self, session_id: str, participant: str, secret: str) -> None:
        """See `Archive.add_seat`."""
        self._kept(session_id).seats[secret] = participant

    async def seat(self, session_id: str, secret: str) -> str | None:
        """See `Archive.seat`."""
        kept = self._log.kept.get(session_id)
        return kept.seats.get(secret) if kept else None

    async def due(self, now: int) -> list[str]:
        """See `Archive.due`."""
        dated = [(summary.purge_at, summary.id) for summary in await self.sessions() if summary.purge_at is not None]
        return [session_id for purge_at, session_id in sorted(dated) if purge_at <= now]

    async def is_writable(self) -> bool:
        """See `Archive.is_writable`."""
        return True

    def _find(self, key: str, wanted: str) -> str | None:
        return next((id for id, kept in self._log.kept.items() if getattr(kept.keys, key) == wanted), None)

    def _kept(self, session_id: str) -> _Kept:
        if session_id not in self._log.kept:
            raise SessionUnknownError(session_id)
        return self._log.kept[session_id]

    def _put(self, session_id: str, **changed: str) -> None:
        kept = self._kept(session_id)
        keys = replace(kept.keys, **changed)
        self._log.check_free(session_id, keys)
        kept.keys = keys


class MemoryGuides:
    """`OwnGuides` in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, OwnGuide]] = {}

    async def all(self) -> list[OwnGuide]:
        """See `OwnGuides.all`."""
        newest = sorted(self._kept.items(), key=lambda item: (-item[1][0], item[0]))
        return [own for _, (_, own) in newest]

    async def get(self, name: str) -> OwnGuide | None:
        """See `OwnGuides.get`."""
        return self._kept[name][1] if name in self._kept else None

    async def add(self, guide: Guide, now: int, most: int) -> None:
        """See `OwnGuides.add`."""
        if len(self._kept) >= most:
            raise TooManyGuidesError(guide.name)
        self._kept[guide.name] = now, OwnGuide(guide, 1)

    async def put(self, guide: Guide, version: int) -> None:
        """See `OwnGuides.put`."""
        created, own = self._kept.get(guide.name, (0, None))
        if own is None or own.version != version:
            raise GuideMovedError(guide.name)
        self._kept[guide.name] = created, OwnGuide(guide, version + 1)

    async def remove(self, name: str) -> None:
        """See `OwnGuides.remove`."""
        self._kept.pop(name, None)


def _without(entry: Entry, removed: set[tuple[str, str]]) -> Entry:
    if (entry.change.kind, entry.change.id) not in removed:
        return entry
    return replace(entry, change=replace(entry.change, value=None))


def _summary(session_id: str, entries: Sequence[Entry]) -> SessionSummary:
    session = session_in(entries)
    assert isinstance(session, Session)
    living = {kind: _living(entries, kind) for kind in (Partner.KIND, Note.KIND)}
    return SessionSummary(
        id=session_id,
        title=session.title,
        status=str(session.status),
        created=session.created,
        purge_at=session.purge_at,
        partners=living[Partner.KIND],
        notes=living[Note.KIND],
        rehearsal=session.rehearsal,
    )


def _living(entries: Sequence[Entry], kind: str) -> int:
    return len({entry.change.id for entry in entries if entry.change.kind == kind and entry.change.value is not None})
