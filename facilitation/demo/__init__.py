"""A first look without a room: fictional cases, played on a running server by simulated phones.

As a library: `async with staged(url, key, load_example("pleeggezin"), until=Until.OPENED, speed=inf) as played`, or
`await seed(url, key, example)`. On the command line: `facilitation demo`.
"""

from facilitation.demo.errors import DemoError
from facilitation.demo.example import Example
from facilitation.demo.play import play, seed, staged
from facilitation.demo.played import Links, Played, Seat, Step, Until
from facilitation.demo.reading import load_example, names

__all__ = [
    "DemoError",
    "Example",
    "Links",
    "Played",
    "Seat",
    "Step",
    "Until",
    "load_example",
    "names",
    "play",
    "seed",
    "staged",
]
