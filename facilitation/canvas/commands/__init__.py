"""What somebody can want: one frozen dataclass per intent, with the name it has on the wire.

An argument whose name is a word of Python's ends in an underscore here and not on the wire (`from_` is `from`).
Who gives the command comes from their identity, never from the arguments. Ids are made by the sender.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from facilitation.canvas.commands.circle import (
    AddPartner,
    Admit,
    ConfirmSubject,
    EditParticipant,
    EditPartner,
    GiveFloor,
    Join,
    MovePartner,
    NextFloor,
    RemoveParticipant,
    RemovePartner,
    SetSubject,
    TurnAway,
    UnconfirmSubject,
)
from facilitation.canvas.commands.control import (
    AddTime,
    EndPrivate,
    GiveNudge,
    PauseTimer,
    Resume,
    SetPage,
    StartPrivate,
    StartTimer,
    StopForSafety,
    StopTimer,
    Undo,
)
from facilitation.canvas.commands.notes import (
    AcceptProposal,
    AddNote,
    BringBack,
    DeclineProposal,
    EditNote,
    LayAside,
    OpenNote,
    OpenNotes,
    ProposeNote,
    RemoveNote,
    SetSpotlight,
    StackNote,
    SupportNote,
    UnstackNote,
    WithdrawProposal,
)
from facilitation.canvas.commands.session import (
    AskDoor,
    CloseDoor,
    CloseSession,
    CreateSession,
    EditSession,
    GoToStage,
    OpenDoor,
    ReopenSession,
    RotateDoor,
    SetMeeting,
)
from facilitation.canvas.commands.together import (
    AddAgreement,
    AddLaw,
    AnswerMatch,
    AskMatch,
    EditAgreement,
    EditLaw,
    RemoveAgreement,
    RemoveLaw,
    RemoveMatch,
    SetFrame,
    SetPulse,
    ShowRadar,
)

__all__ = [
    "WIRE_COMMANDS",
    "AcceptProposal",
    "AddAgreement",
    "AddLaw",
    "AddNote",
    "AddPartner",
    "AddTime",
    "Admit",
    "AnswerMatch",
    "AskDoor",
    "AskMatch",
    "BringBack",
    "CloseDoor",
    "CloseSession",
    "Command",
    "ConfirmSubject",
    "CreateSession",
    "DeclineProposal",
    "EditAgreement",
    "EditLaw",
    "EditNote",
    "EditParticipant",
    "EditPartner",
    "EditSession",
    "EndPrivate",
    "GiveFloor",
    "GiveNudge",
    "GoToStage",
    "Join",
    "LayAside",
    "MovePartner",
    "NextFloor",
    "OpenDoor",
    "OpenNote",
    "OpenNotes",
    "PauseTimer",
    "ProposeNote",
    "RemoveAgreement",
    "RemoveLaw",
    "RemoveMatch",
    "RemoveNote",
    "RemoveParticipant",
    "RemovePartner",
    "ReopenSession",
    "Resume",
    "RotateDoor",
    "SetFrame",
    "SetMeeting",
    "SetPage",
    "SetPulse",
    "SetSpotlight",
    "SetSubject",
    "ShowRadar",
    "StackNote",
    "StartPrivate",
    "StartTimer",
    "StopForSafety",
    "StopTimer",
    "SupportNote",
    "TurnAway",
    "UnconfirmSubject",
    "Undo",
    "UnstackNote",
    "WithdrawProposal",
]

Command = (
    CreateSession
    | EditSession
    | CloseSession
    | ReopenSession
    | SetMeeting
    | GoToStage
    | OpenDoor
    | AskDoor
    | CloseDoor
    | RotateDoor
    | SetSubject
    | ConfirmSubject
    | UnconfirmSubject
    | AddPartner
    | EditPartner
    | MovePartner
    | RemovePartner
    | Join
    | Admit
    | TurnAway
    | EditParticipant
    | RemoveParticipant
    | GiveFloor
    | NextFloor
    | AddNote
    | EditNote
    | RemoveNote
    | OpenNote
    | OpenNotes
    | SupportNote
    | ProposeNote
    | WithdrawProposal
    | AcceptProposal
    | DeclineProposal
    | LayAside
    | BringBack
    | StackNote
    | UnstackNote
    | SetSpotlight
    | SetFrame
    | AddLaw
    | EditLaw
    | RemoveLaw
    | AskMatch
    | AnswerMatch
    | RemoveMatch
    | AddAgreement
    | EditAgreement
    | RemoveAgreement
    | SetPulse
    | ShowRadar
    | StartTimer
    | PauseTimer
    | AddTime
    | StopTimer
    | StopForSafety
    | Resume
    | StartPrivate
    | EndPrivate
    | GiveNudge
    | SetPage
    | Undo
)
"""Every intent."""

WIRE_COMMANDS: Mapping[str, type[Command]] = MappingProxyType(
    {cls.NAME: cls for cls in Command.__args__ if cls not in (CreateSession, Join)}
)
"""The intents that a client may send, by name. Creating and joining go over HTTP."""
