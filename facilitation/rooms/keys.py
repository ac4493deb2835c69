"""What opens a session: a code to type, and tokens in the QR code, the team's link and the link to lead along."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

CODE_ALPHABET = "CDFHJKMNPRTVWXY34679"
"""Neither look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B, G, U …) nor vowels, so that no code is a word."""

CODE_LENGTH = 8
TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one session; `code` is normalised (8 symbols, capitals, no separators).

    `lead_token` is None until the facilitator asks somebody to lead along.
    """

    code: str
    token: str
    reader_token: str
    lead_token: str | None = None

    @property
    def links(self) -> frozenset[str]:
        """The tokens of the links that work: whoever is connected by another one goes."""
        return frozenset(filter(None, (self.reader_token, self.lead_token)))


def new_id() -> str:
    """128 random bits as 22 characters: an id for anything."""
    return secrets.token_urlsafe(TOKEN_BYTES)


new_token = new_id


def new_code() -> str:
    """A new code, normalised."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def new_keys() -> Keys:
    """New keys for a new session."""
    return Keys(code=new_code(), token=new_token(), reader_token=new_token())


def normalise_code(typed: str) -> str:
    """The code as it is kept, from how somebody typed it: in capitals, without anything but letters and digits."""
    return "".join(char for char in typed.upper() if char.isascii() and char.isalnum())


def show_code(code: str) -> str:
    """The code in two groups, to be read aloud: `CDFH-3479`."""
    return f"{code[:4]}-{code[4:]}"
