"""A gathering in which every stage has been through, given over the wire: for whoever looks at the screens of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.serving import House, Line, Session, new_id

PARTNERS = ("Moeder", "Opa", "School", "Wijkteam")
STORY = "Ik woon nu een jaar bij mijn tante. Op school gaat het goed, maar ik mis mijn zusje."
QUESTION = "Kan ik mijn zusje elke week zien?"
STRENGTHS = "Mijn tante luistert, en mijn juf weet dat ik soms even naar buiten moet."
LAW = "Jeugdwet"
SETTLED = "Wij zorgen dat Sam thuis is bij mensen van wie Sam houdt."


@dataclass
class Gathering:
    """A session, those who are in it, and the ids of what they made, by a name for each."""

    session: Session
    lead: Line
    phones: dict[str, Line] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    stage: str = "welcome"

    @classmethod
    async def begin(cls, house: House, guide: str = "person") -> Gathering:
        """Everybody has come in, and nothing has happened yet."""
        session = await house.session(*PARTNERS, guide=guide)
        here = cls(session, await session.lead())
        for partner in PARTNERS:
            _, here.phones[partner] = await session.phone(partner)
        return here

    async def go(self, stage: str) -> None:
        """On to this stage."""
        await self.lead.done("stage.go", stage=stage, anyway=True, **{"from": self.stage})
        self.stage = stage

    def partner(self, name: str) -> str:
        """The id of a partner."""
        records = (record for record in self.lead.welcome["snapshot"] if record[0] == "partner")
        return next(id for _, id, value in records if value["name"] == name)

    async def note(self, partner: str, kind: str, text: str, named: bool = False) -> str:
        """Somebody writes; the note is known by its text from then on."""
        self.ids[text] = id = new_id()
        await self.phones[partner].done("note.add", note=id, kind=kind, text=text, named=named)
        return id

    async def tell(self) -> None:
        """The person's words, which are right."""
        await self.go("person")
        await self.lead.done("subject.set", story=STORY, question=QUESTION, strengths=STRENGTHS)
        await self.phones["Moeder"].done("subject.confirm", **{"as": "spokesperson"})

    async def settle(self) -> None:
        """The frame: one text settled, two proposed, and a law below."""
        await self.go("frame")
        first = await self.note("Opa", "vision", "Familie eerst, en wat werkt blijft.")
        await self.note("School", "vision", "Sam beslist mee.")
        for partner in ("Moeder", "School"):
            await self.phones[partner].done("note.support", note=first)
        await self.note("Wijkteam", "aim", "Voor de zomer elke week samen met zusje.")
        await self.lead.done("frame.set", mission=SETTLED)
        await self.lead.done("law.add", law=new_id(), name=LAW, allows="Hulp voor het hele gezin.", asks="Eén plan.")
        await self.lead.done("law.add", law=new_id(), name="AVG", asks="Vraag eerst of je iets mag delen.")

    async def need(self, begin: bool = True) -> None:
        """What is needed: three notes, two of them alike. `begin` goes to their stage first."""
        if begin:
            await self.go("needed")
        top = await self.note("Moeder", "needed", "Een vaste dag samen.")
        alike = await self.note("Opa", "needed", "Elke week hetzelfde moment.")
        await self.note("School", "needed", "Vervoer tussen de twee huizen.")
        await self.lead.done("notes.open", stage="needed")
        await self.lead.done("note.stack", note=alike, on=top)
        await self.phones["School"].done("note.support", note=top)

    async def circle(self) -> None:
        """Everybody's wish, offer and need, open."""
        await self.go("partners")
        for partner in PARTNERS:
            await self.note(partner, "wish", f"Dat Sam lacht, zegt {partner}.")
            await self.note(partner, "offer", f"Op woensdag rijden, zegt {partner}.")
            await self.note(partner, "need", f"Weten wie er komt, zegt {partner}.")
        await self.lead.done("notes.open", stage="partners")

    async def match(self) -> None:
        """One need is met, one was asked, one partner is not clear yet."""
        await self.go("connect")
        for need, offer, reply, line in (
            ("Moeder", "Opa", "yes", "Graag zelfs."),
            ("School", "Wijkteam", "unclear", ""),
        ):
            self.ids[f"match {need}"] = id = new_id()
            notes = {
                "need": self.ids[f"Weten wie er komt, zegt {need}."],
                "offer": self.ids[f"Op woensdag rijden, zegt {offer}."],
            }
            await self.lead.done("match.ask", match=id, **notes)
            await self.phones[offer].done("match.answer", match=id, reply=reply, line=line)
        need = self.ids["Weten wie er komt, zegt Opa."]
        await self.lead.done("match.ask", match=new_id(), need=need, partner=self.partner("School"))

    async def agree(self) -> None:
        """An agreement from the match, one that nobody has taken up, and the next meeting."""
        await self.go("agreements")
        match = self.ids["match Moeder"]
        what = "Opa rijdt Sam op woensdag naar zusje."
        asked, words = new_id(), {"what": what, "means": "Auto van Opa", "due": "2026-12-02"}
        await self.lead.done("agreement.add", agreement=new_id(), match=match, asked=asked, **words)
        await self.phones["Opa"].done("match.answer", match=asked, reply="yes")
        await self.lead.done("agreement.add", agreement=new_id(), what="Iemand belt de andere school.")
        await self.lead.done("meeting.set", date="2026-12-16T10:30")

    async def look_back(self) -> None:
        """Notes with and without a name, and four scores, shown."""
        await self.go("lookback")
        await self.note("Moeder", "well", "Er werd geluisterd.", named=True)
        await self.note("Opa", "hard", "Ik vond het lang wachten.")
        await self.note("School", "keep", "Elke maand even bellen.", named=True)
        await self.lead.done("notes.open", stage="lookback")
        for place, phone in enumerate(self.phones.values()):
            scores = {"safety": 5, "transparency": 3 + place % 2, "coherence": 4, "connection": 2 + place}
            await phone.done("pulse.set", **{name: min(5, score) for name, score in scores.items()})

    async def up_to(self, stage: str) -> None:
        """Everything that happens in the stages up to and including this one."""
        for name, happens in {
            "person": self.tell,
            "frame": self.settle,
            "needed": self.need,
            "partners": self.circle,
            "connect": self.match,
            "agreements": self.agree,
            "lookback": self.look_back,
        }.items():
            await happens()
            if name == stage:
                return
