"""The report: tables for people, and what was promised beside what was measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

KINDS = ("ours", "bare", "emit", "emit-lean")
Result = dict[str, Any]
"""What one server did with one crowd: `came`, `back`, `rates` by rate, `tries` and `largest`."""

Results = dict[str, dict[str, Result]]
"""By kind, then by the number of phones."""

DISTURBED = 0.3
"""When others use more than this of one processor, it is said beside the figure."""

_COLUMNS = (
    ("server", 9), ("phones", 6), ("rate/s", 7), ("ack p50", 8), ("p95", 7), ("p99", 7), ("screen p50", 10), ("p95", 7),
    ("p99", 7), ("last p99", 8), ("delivered/s", 11), ("notes/frame", 11), ("CPU s/M", 8), ("server", 6), ("B/note", 6),
    ("lost", 5), ("", 0),
)  # fmt: skip


def tables(results: Results) -> str:
    """Everything that was measured, as text."""
    parts = [_coming(results), _rates(results), _largest(results)]
    return "\n\n".join(parts) + "\n"


def rate_row(kind: str, phones: str, figures: dict[str, Any]) -> str:
    """One measured rate as a line."""
    ack, screen = figures["ack"], figures["screen"]
    cells = (
        kind, phones, f"{figures['rate']:.0f}", _ms(ack["p50"]), _ms(ack["p95"]), _ms(ack["p99"]), _ms(screen["p50"]),
        _ms(screen["p95"]), _ms(screen["p99"]), _ms(figures["last"]["p99"]), f"{figures['delivered_per_s']:,.0f}",
        f"{figures['acked'] / max(1, figures['frames']):.1f}", f"{figures['cpu_s_per_million']:.1f}",
        f"{figures['server_busy']:.0%}", f"{figures['bytes_per_note']:.0f}", _gone(figures), _mark(figures),
    )  # fmt: skip
    return _line(cells)


def verdicts(results: Results) -> list[tuple[str, str, bool | None]]:
    """Every promise: what it is, what was measured, and whether it was kept.

    None when it was not measured, and for what stands beside a promise without being one.
    """
    found: list[tuple[str, str, bool | None]] = []

    def check(promise: str, value: float | None, kept: bool, form: str = "{:.1f}") -> None:
        found.append(
            (promise, "not measured" if value is None else form.format(value), kept if value is not None else None)
        )

    held = _get(results, "ours", 1000, "came", "held_s")
    check("1,000 phones joined and held the board within 4 s", held, (held or 0) <= 4, "{:.2f} s")
    for rate, most in ((10, 100), (50, 250)):
        p99 = _rate(results, "ours", 1000, rate, "screen", "p99")
        check(f"1,000 phones, {rate} notes/s: p99 ≤ {most} ms", p99, (p99 or 0) <= most, "{:.1f} ms")
        lost = _rate(results, "ours", 1000, rate, "missing")
        check(f"1,000 phones, {rate} notes/s: nothing lost", lost, lost == 0, "{:.0f}")
    for part, most in (("p50", 10), ("p99", 40)):
        value = _rate(results, "ours", 30, 3, "screen", part)
        check(f"30 phones, 3 notes/s: {part} ≤ {most} ms", value, (value or 0) <= most, "{:.1f} ms")
    for rate, other, most in ((10, "bare", 1.2), (10, "emit", 0.25), (50, "bare", 0.5)):
        ratio = cpu_ratio(results, 1000, rate, other)
        check(f"1,000 phones, {rate} notes/s: CPU ≤ {most} × {other}", ratio, (ratio or 0) <= most, "{:.2f} ×")
        if other == "emit" and (lean := cpu_ratio(results, 1000, rate, "emit-lean")):
            found.append((f"1,000 phones, {rate} notes/s: CPU beside emit-lean", f"{lean:.2f} ×", None))
    for phones, least in ((1000, 500), (30, 6_000)):
        rate_held = _get(results, "ours", phones, "largest")
        check(f"{phones:,} phones: at least {least:,} notes/s hold", rate_held, (rate_held or 0) >= least, "{:,.0f}/s")
    return found


def ending(results: Results) -> str:
    """The ratios and the promises."""
    lines = ["CPU for a delivered note, in this run:"]
    for phones in sorted({int(each) for kind in results.values() for each in kind}):
        for rate in (10, 50):
            told = [
                _ratios(results, phones, rate, "ours", KINDS[1:]),
                _ratios(results, phones, rate, "bare", KINDS[2:]),
            ]
            if any(told):
                lines.append(f"  {phones:>5} phones, {rate:>3} notes/s: {'; '.join(filter(None, told))}")
    lines += ["", "What was promised:"]
    words = {True: "pass", False: "FAIL", None: "  – "}
    lines += [f"  {words[kept]}  {promise}: {value}" for promise, value, kept in verdicts(results)]
    return "\n".join(lines) + "\n"


def cpu_ratio(results: Results, phones: int, rate: int, other: str, kind: str = "ours") -> float | None:
    """The processor time of a kind for a delivered note as a part of the other's, at the same rate."""
    mine = _rate(results, kind, phones, rate, "cpu_s_per_million")
    theirs = _rate(results, other, phones, rate, "cpu_s_per_million")
    return mine / theirs if mine and theirs else None


def _ratios(results: Results, phones: int, rate: int, kind: str, others: Iterable[str]) -> str:
    """What a kind used beside the others, as far as it was measured."""
    ratios = ((other, cpu_ratio(results, phones, rate, other, kind)) for other in others)
    told = ", ".join(f"{ratio:.2f} × {other}" for other, ratio in ratios if ratio is not None)
    return f"{kind} {told}" if told else ""


def _coming(results: Results) -> str:
    lines = ["All phones come at the same moment (s), and what an idle one takes:"]
    lines.append(_line(("server", "phones", "joined", "hold all", "again", "KiB/phone", ""), _WIDTHS))
    for kind, phones, result in _each(results):
        came, back = result.get("came"), result.get("back")
        if came and back:
            joined = f"{came['joined_s']:.2f}" if kind == "ours" else "–"
            times = (joined, f"{came['held_s']:.2f}", f"{back['held_s']:.2f}", f"{came['kib_per_phone']:.0f}")
            lines.append(_line((kind, phones, *times, _mark(came)), _WIDTHS))
    return "\n".join(lines)


_WIDTHS = (9, 6, 8, 8, 8, 9, 0)


def _rates(results: Results) -> str:
    lines = ["Notes at a rate (ms from the moment at which each was due):", _line([name for name, _ in _COLUMNS])]
    for kind, phones, result in _each(results):
        lines += [rate_row(kind, phones, figures) for figures in result.get("rates", [])]
    return "\n".join(lines)


def _largest(results: Results) -> str:
    lines = ["The largest rate that holds p99 < 250 ms with nothing lost and no queue (notes/s; delivered/s):"]
    sizes = sorted({int(each) for kind in results.values() for each in kind})
    widths = (6, *(20 for _ in KINDS))
    lines.append(_line(("phones", *KINDS), widths))
    for phones in sizes:
        cells = []
        for kind in KINDS:
            rate = _get(results, kind, phones, "largest")
            bound = "*" if _get(results, kind, phones, "search", "generator_bound") else ""
            bound += "~" if (_get(results, kind, phones, "search", "others") or 0) > DISTURBED else ""
            cells.append("–" if rate is None else f"{rate:,.0f}{bound} ({rate * phones:,.0f})")
        lines.append(_line((str(phones), *cells), widths))
    lines.append("* the load generator was busier than 85 %, so it may be what was measured")
    lines.append(
        f"~ others used more than {DISTURBED:.0%} of one processor in a try: look again when the machine is calm"
    )
    return "\n".join(lines)


def _each(results: Results) -> Iterable[tuple[str, str, Result]]:
    sizes = sorted({int(each) for kind in results.values() for each in kind})
    for phones in sizes:
        for kind in KINDS:
            if result := results.get(kind, {}).get(str(phones)):
                yield kind, str(phones), result


def _get(results: Results, kind: str, phones: int, *path: str) -> float | None:
    found: Any = results.get(kind, {}).get(str(phones))
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _rate(results: Results, kind: str, phones: int, rate: int, *path: str) -> float | None:
    result = results.get(kind, {}).get(str(phones), {})
    for figures in result.get("rates", []):
        if figures["rate"] == rate:
            found: Any = {**figures, "missing": missing(figures)}
            for name in path:
                found = found[name]
            return found  # type: ignore[no-any-return]
    return None


def missing(figures: dict[str, Any]) -> int:
    """What did not come as it should: deliveries, answers, and phones that were cut off."""
    return int(figures["lost"] + figures["refused"] + figures["unanswered"] + figures["cut"])


def _gone(figures: dict[str, Any]) -> str:
    return str(missing(figures))


def _mark(figures: dict[str, Any]) -> str:
    marks = ("generator-bound",) if figures.get("generator_bound") else ()
    if figures.get("others", 0) > DISTURBED:
        marks += (f"disturbed ({figures['others']:.0%})",)
    return ", ".join(marks)


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _line(cells: Iterable[str], widths: Iterable[int] = tuple(width for _, width in _COLUMNS)) -> str:
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
