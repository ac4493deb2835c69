"""The people: each has a phone, a seat or a role, and does what people do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from facilitation.canvas.kinds import NoteKind, StageForm
from tests.audience import LEAD
from tests.simulation.deeds import Deeds
from tests.simulation.network import Link
from tests.simulation.twin_outbox import Shelf
from tests.simulation.virtual import Process
from tests.simulation.workers import KEY, Worker

if TYPE_CHECKING:
    from tests.simulation.world import World

KINDS = tuple(NoteKind)
CIRCLE = (NoteKind.WISH, NoteKind.OFFER, NoteKind.NEED)
LOOKED_BACK = (NoteKind.WELL, NoteKind.HARD, NoteKind.KEEP)
WORDS = (
    "Samen eten",
    "Rust in huis",
    "dat zij lacht 😀",
    "één vast gezicht",
    "“tijd”\nom te wennen",
    "שלום",
    "x" * 200,
)
STAGES = tuple(StageForm)


class Phone:
    """One device with a page on it.

    `audience` is its participant on a seat's page, and None on any other; `eyes` is as whom it sees (`oracle.seen`).
    """

    def __init__(self, world: World, name: str, role: str, participant: str | None, headers: Any) -> None:
        self.world, self.name, self.role, self.headers = world, name, role, headers
        self.audience = participant if role == "seat" else None
        self.eyes = self.audience or (LEAD if role == "lead" else "")
        self.shelf = Shelf()
        self.worker = world.rng.choice(world.workers)
        self.known = 0
        self.notes: list[str] = []
        self.page: Any = None
        self.away = False
        self.skew = world.rng.choice((0, 0, 300_000, -300_000))

    def begin(self) -> None:
        """Open the page."""
        self.away = False
        self.page = self.world.new_page(self)
        self.page.begin()

    def leave(self) -> None:
        """The page is closed, or the phone's battery is empty."""
        self.away = True
        self.page.end()

    def auth(self, since: int | None) -> dict[str, Any]:
        """The handshake of its page."""
        return {"protocol": 1, "session": self.world.session_id, "role": self.role, "since": since, "language": "nl"}

    def dial(self, process: Process) -> Link:
        """A new connection, to the same server as before or to another."""
        weather = self.world.weather
        if not self.worker.alive or (not weather.fair and weather.rng.random() < 0.15):
            self.move()
        quick = weather.rng.random() < 0.7
        lossy = not weather.fair and bool(weather.drop or weather.doubled) and weather.rng.random() < 0.5
        link = Link(self.world, self.worker, process, self, quick, lossy)
        self.world.links.append(link)
        return link

    def move(self) -> None:
        """The next connection goes elsewhere."""
        others: list[Worker] = [worker for worker in self.world.workers if worker is not self.worker]
        self.worker = self.world.weather.rng.choice(others)

    def knows(self, body: Any) -> None:
        """Something has reached this phone: it knows the log up to there."""
        if isinstance(body, dict):
            seq = body.get("to", body.get("seq"))
            self.known = max(self.known, seq if isinstance(seq, int) else 0)

    def kept(self, name: str, args: dict[str, Any]) -> None:
        """Something its user said is on its disk: from now on it may not be lost."""
        self.world.ledger.kept.append((self, name, args))

    # --- what its user does ---

    def act(self) -> None:
        """Do one thing, if the page is open."""
        if self.away or self.page is None or not self.known:
            return
        chosen = self._lead() if self.role == "lead" else self._seat() if self.role == "seat" else self._nobody()
        if chosen is not None:
            self.world.trace(f"{self.name} says {chosen}")
            self.page.say(*chosen)

    def _text(self) -> str:
        return f"{self.world.rng.choice(WORDS)} {self.world.new_canary()}"

    def _deeds(self) -> Deeds:
        world = self.world
        return Deeds(world.rng, world.oracle.states[self.known], self._text, world.new_id)

    def _nobody(self) -> Any:
        return ("session.edit", {"title": "nee"}) if self.world.rng.random() < 0.1 else None

    def _seat(self) -> Any:
        rng, world = self.world.rng, self.world
        roll = rng.random()
        if roll < 0.3 or not self.notes:
            note = world.new_id()
            self.notes.append(note)
            kind = rng.choice(CIRCLE if rng.random() < 0.6 else KINDS)
            args = {"note": note, "kind": kind, "text": self._text()}
            more = {"closed": rng.random() < 0.5} if rng.random() < 0.3 else {}
            more |= {"named": rng.random() < 0.3} if kind in LOOKED_BACK else {}
            return "note.add", {**args, **more}
        if roll < 0.45:
            return self._deeds().seat(self.audience or "")
        note = rng.choice(self.notes)
        if roll < 0.65:
            kind = {"kind": rng.choice(CIRCLE)} if rng.random() < 0.2 else {}
            return "note.edit", {"note": note, "text": self._text(), **kind}
        if roll < 0.72:
            return "note.remove", {"note": note}
        if roll < 0.79:
            return "note.open", {"note": note}
        if roll < 0.84:
            self.page.again(note)
            return None
        if roll < 0.88:
            return "participant.edit", {"partner": rng.choice(world.partners), "name": rng.choice(("", "Noor"))}
        if roll < 0.93:
            return "ready.set", {"ready": rng.random() < 0.7}
        if roll < 0.95:
            return "subject.confirm", {"as": rng.choice(("person", "spokesperson"))}
        if roll < 0.97:
            return "stage.go", {"stage": "close", "from": "welcome"}
        return self._intrude()

    def _intrude(self) -> Any:
        """Try something with somebody else's note."""
        rng = self.world.rng
        other = rng.choice([phone for phone in self.world.phones if phone.role == "seat"])
        if not other.notes or other is self:
            return "note.add", {"note": self.world.new_id(), "kind": "wish", "text": "   "}
        note = rng.choice(other.notes)
        name = rng.choice(("note.edit", "note.remove", "note.open", "note.add"))
        words = {"text": self._text(), "kind": "wish"} if name in ("note.edit", "note.add") else {}
        return name, {"note": note, **words}

    def _lead(self) -> Any:
        rng, world = self.world.rng, self.world
        state = world.oracle.states[self.known]
        stage = state[("session", world.session_id)]["stage"] if self.known else STAGES[0]
        floor = (state.get(("floor", "floor")) or {}).get("partner") or ""
        if (back := self._deeds().back()) and rng.random() < 0.7:
            return back
        roll = rng.random()
        if roll < 0.12:
            return "stage.go", {
                "stage": rng.choice(STAGES) if stage == "partners" else "partners",
                "from": stage,
                "anyway": True,
            }
        if roll < 0.26:
            return "notes.open", rng.choice(({}, {"kind": rng.choice(KINDS)}, {"stage": rng.choice(STAGES)}))
        if roll < 0.56:
            return self._deeds().lead()
        if roll < 0.62:
            return rng.choice((("floor.next", {}), ("floor.next", {"from": floor})))
        if roll < 0.66:
            return "floor.give", {"partner": rng.choice((None, *world.partners))}
        if roll < 0.78:
            return self._circle()
        if roll < 0.86:
            return rng.choice((("door.open", {}), ("door.close", {}), ("door.rotate", {})))
        if roll < 0.92:
            return self._person(state)
        if roll < 0.96:
            return "session.edit", {"title": f"Rond Sam {rng.randrange(99)}"}
        if roll < 0.98 and world.removable:
            return "participant.remove", {"participant": world.removable}
        return "session.close", {}

    def _person(self, state: Any) -> Any:
        """Other words of the person; or, of one "klopt" in two, that it is not so after all."""
        rng = self.world.rng
        words = {rng.choice(("story", "question")): f"Woorden {rng.randrange(9)}"}
        said = (state.get(("subject", "subject")) or {}).get("confirmed_at")
        return ("subject.unconfirm", {}) if said and said % 2 else ("subject.set", words)

    def _circle(self) -> Any:
        rng, world = self.world.rng, self.world
        partner = rng.choice(world.partners)
        roll = rng.random()
        if roll < 0.3:
            new = world.new_id()
            world.partners.append(new)
            own = {"own": True} if new[-1] in "37" else {}  # the draws stay as they were for the seeds that are kept
            return "partner.add", {"partner": new, "name": f"Partner {rng.randrange(20)}", **own}
        if roll < 0.5:
            return "partner.edit", {"partner": partner, "name": f"Partner {rng.randrange(20)}"}
        if roll < 0.7:
            return "partner.move", {"partner": partner, "position": rng.randrange(4)}
        if roll < 0.85:
            return "partner.remove", {"partner": partner}
        return "session.reopen", {}


def headers_of(session: str, role: str, secret: str) -> list[tuple[bytes, bytes]]:
    """What a browser with this role sends along."""
    if role in ("lead", "screen"):
        return [(b"authorization", f"Bearer {KEY}".encode())]
    name = "seat" if role == "seat" else "reader"
    return [(b"cookie", f"{name}-{session}={secret}".encode())]
