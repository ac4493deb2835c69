"""Which examples there are, and reading one strictly."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from facilitation.canvas.guides import LANGUAGES
from facilitation.demo.checks import faults
from facilitation.demo.errors import DemoError
from facilitation.demo.example import Example

HERE = Path(__file__).parents[2] / "sessions" / "examples"
SHORT_NAMES = {"person": "pleeggezin"}
"""The names of guides whose example has a name of its own."""


def names() -> list[str]:
    """The names of the examples that come with the product, sorted."""
    return sorted({path.stem for path in HERE.glob("*/*.json")})


def load_example(name: str, language: str = "nl") -> Example:
    """The example `name` in `language` when it is told in it, or the one in the file at the path `name` (`.json`).

    Raises:
        DemoError: `example-unknown`, or `example-faulty` with the place and the reason.
    """
    # A name is only looked up in the list; a path is one that the host typed.
    known = SHORT_NAMES.get(name, name)
    if known in names():
        path = next(path for each in (language, *LANGUAGES) if (path := HERE / each / f"{known}.json").is_file())
    elif name.endswith(".json") and Path(name).is_file():
        path = Path(name)
    else:
        raise DemoError("example-unknown", name=name, names=", ".join(names()))
    return read_example(path.name, path.read_bytes())


def read_example(name: str, json: bytes | str) -> Example:
    """Read and check the example `name` from its JSON.

    Raises:
        DemoError: `example-faulty`, with the place and the reason.
    """
    try:
        example = Example.model_validate_json(json)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise DemoError("example-faulty", name=name, why=f"{where}: {why}" if where else why) from None
    except UnicodeDecodeError as error:
        raise DemoError("example-faulty", name=name, why=str(error)) from None
    for fault in faults(example):
        raise DemoError("example-faulty", name=name, why=fault)
    return example
