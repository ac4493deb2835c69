"""The cheap phones against the real server: what they tell about it can be believed."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.load.board import NOT_ASKED, Board
from tests.load.door import Seat, join, request
from tests.load.phones import LostError, Message, Phone, Reader, RefusedError, new_id
from tests.load.returning import EndedError, ReturningPhone
from tests.load.websocket import WebSocket
from tests.serving import Session


@pytest.fixture
async def session(session: Session) -> Session:
    """One in which everybody may write."""
    await session.begin_writing()
    return session


async def seat(session: Session, partner: str = "Moeder") -> Seat:
    return await join(session.house.url, session.token, partner)


async def phone(session: Session, **options: object) -> Phone:
    taken = await seat(session)
    return await Phone.connect(session.house.url, taken.auth(), taken.cookie, **options)


def note(text: str = "Elke dinsdag samen eten") -> dict[str, str]:
    return {"note": new_id(), "kind": "wish", "text": text}


async def up_to(phone: Phone, seq: int) -> None:
    """Wait until the phone holds every change up to `seq`."""
    reached = asyncio.Event()
    phone.hear = lambda _: reached.set() if (phone.seq or 0) >= seq else None
    if (phone.seq or 0) < seq:
        await asyncio.wait_for(reached.wait(), 10)


async def test_a_phone_holds_the_board_of_its_welcome_and_what_comes_after_it(session: Session) -> None:
    writer = await phone(session)
    before = await writer.command("note.add", note("Een wens"))
    reader = Reader()
    others = [await phone(session, reader=reader) for _ in range(3)]
    after = await writer.command("note.add", note("Nog één"))
    assert before["ok"] and after["ok"], (before, after)
    for other in others:
        await up_to(other, after["seq"])
        assert len(other.board.table("note")) == 2
    assert len({other.board.digest() for other in others}) == 1, "one head, one audience, one board"
    lead = await session.lead()
    # What the lead alone sees besides: how to take back their steps.
    records = {(kind, id): value for kind, id, value in lead.welcome["snapshot"] if kind != "step"}
    assert records == {
        (kind, id): value for kind, table in others[0].board.records.items() for id, value in table.items()
    }
    for one in (writer, *others):
        one.close()
        assert await one.ended() == "hung up"


async def test_phones_that_get_the_same_frame_read_it_once(session: Session) -> None:
    read: list[Message] = []
    reader = Reader(read.append)
    phones = [await phone(session, reader=reader, keep=False) for _ in range(5)]
    answer = await phones[0].command("note.add", {**note(), "closed": False})
    for one in phones[1:]:
        await up_to(one, answer["seq"])
    frames = [message for message in read if message.event == "changes" and message.body["to"] == answer["seq"]]
    assert len(frames) == 2, "one for the author, one for everybody else"
    for one in phones:
        one.close()


async def test_what_is_not_let_in_says_why(session: Session) -> None:
    taken = await seat(session)
    with pytest.raises(RefusedError, match="not-signed-in"):
        await Phone.connect(session.house.url, taken.auth())
    with pytest.raises(RefusedError, match="session-unknown"):
        await Phone.connect(session.house.url, taken.auth(session="session-0000"), taken.cookie)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(OSError):
            await Phone.connect(f"http://127.0.0.1:{free.getsockname()[1]}", taken.auth(), taken.cookie)


async def test_a_command_on_a_lost_line_is_lost_and_not_forgotten(session: Session) -> None:
    one = await phone(session)
    answer = one.command("note.add", note())
    one.abort()
    with pytest.raises(LostError):
        await answer
    with pytest.raises(LostError):
        await one.command("note.add", note())


async def test_a_gap_is_asked_for_and_filled(session: Session) -> None:
    one, other = await phone(session), await phone(session)
    for _ in range(3):
        answer = await other.command("note.add", note())
    await up_to(one, answer["seq"])
    one.board = Board()
    one.board.welcome({"me": one.me, "seq": answer["seq"] - 3, "snapshot": []}, NOT_ASKED)
    answer = await other.command("note.add", note())
    await up_to(one, answer["seq"] - 1)
    assert one.board.gaps == 1
    await one.resync()
    assert one.seq == answer["seq"]
    assert len(one.board.table("note")) == 4
    one.close()
    other.close()


async def test_3_2_a_phone_that_comes_back_says_everything_once(session: Session) -> None:
    taken = await seat(session)
    one = ReturningPhone(session.house.url, taken.auth(), taken.cookie)
    await one.open()
    notes = [note(f"Nummer {number}") for number in range(20)]
    answers = [one.say("note.add", each) for each in notes]
    await answers[4]
    assert one.line is not None
    one.line.abort()
    assert all(answer["ok"] for answer in await asyncio.gather(*answers))
    await one.reached(max(answer["seq"] for answer in one.acknowledged.values()))
    assert (one.welcomes, one.losses) == (2, 1)
    assert list(one.board.table("note")) == [each["note"] for each in notes]
    await one.close()


async def test_1_6_a_phone_that_was_removed_does_not_come_back(session: Session) -> None:
    taken = await seat(session)
    one = ReturningPhone(session.house.url, taken.auth(), taken.cookie)
    await one.open()
    lead = await session.lead()
    await lead.done("participant.remove", participant=taken.participant)
    async with one.news:
        await asyncio.wait_for(one.news.wait_for(lambda: one.ended is not None), 10)
    assert one.ended == "removed"
    with pytest.raises(EndedError, match="removed"):
        await one.say("note.add", note())
    await one.close()


async def test_a_request_over_http_gives_its_answer(session: Session) -> None:
    answer = await request(session.house.url, "GET", "/api/me")
    assert (answer.status, answer.body) == (200, {"facilitator": False, "seats": []})
    wrong = await request(session.house.url, "POST", "/api/door", {"code": "CCCCCCCC"})
    assert wrong.status == 404 and wrong.body["code"] == "code-wrong"


class _Transport(asyncio.Transport):
    """Keeps what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def is_closing(self) -> bool:
        return False

    def close(self) -> None:
        self.written += b"closed"


class _Ear(WebSocket):
    def __init__(self) -> None:
        super().__init__("example", "/", {})
        self.heard: list[bytes] = []
        self._key = b"dGhlIHNhbXBsZSBub25jZQ=="

    def message(self, payload: bytes) -> None:
        self.heard.append(payload)


GRANTED = b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
"""The example of RFC 6455, 1.3."""


def test_frames_are_understood_however_they_are_cut() -> None:
    long = b"x" * 200
    longest = b"y" * 70_000
    frames = (
        b"\x81\x05Hello"
        + b"\x01\x03Hel\x89\x02hi\x80\x02lo"
        + b"\x81\x7e\x00\xc8"
        + long
        + b"\x81\x7f"
        + len(longest).to_bytes(8, "big")
        + longest
        + b"\x88\x02\x03\xe8"
    )
    for size in (1, 2, 3, 7, 1_000, 100_000):
        ear, transport = _Ear(), _Transport()
        ear.connection_made(transport)
        asked = len(transport.written)
        stream = GRANTED + frames
        for at in range(0, len(stream), size):
            ear.data_received(stream[at : at + size])
        assert ear.heard == [b"Hello", b"Hello", long, longest], size
        assert ear.bytes_in == len(stream)
        pong = b"\x8a\x82\0\0\0\0hi"
        assert transport.written[asked:] == pong + b"\x88\x82\0\0\0\0\x03\xe8closed", size


@pytest.mark.parametrize("frame", [b"\x81\x85\0\0\0\0Hello", b"\xc1\x05Hello"], ids=["masked", "compressed"])
def test_a_frame_that_no_server_may_send_ends_the_connection(frame: bytes) -> None:
    ear, transport = _Ear(), _Transport()
    ear.connection_made(transport)
    ear.data_received(GRANTED + frame + b"\x81\x05Hello")
    assert transport.written.endswith(b"\x03\xeaclosed") and not ear.heard
