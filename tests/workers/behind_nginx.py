"""Real nginx with the very configuration of `docs/nginx.conf`, before two servers on two ports."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.servers import lasting_port

EXAMPLE = Path(__file__).parents[2] / "docs" / "nginx.conf"
WORKERS = ("127.0.0.1:8001", "127.0.0.1:8002")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
CONNECTIONS = 4_096
START_S, LOOK_S = 10.0, 0.05


@asynccontextmanager
async def nginx(directory: Path, ports: Sequence[int]) -> AsyncIterator[str]:
    """Its address, while it runs. It keeps its files in `directory`."""
    port = lasting_port()
    _write(directory, port, ports)
    process = await asyncio.create_subprocess_exec(
        "nginx", "-p", str(directory), "-c", str(directory / "nginx.conf"), stderr=DEVNULL
    )
    try:
        await _answers(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


def _write(directory: Path, port: int, ports: Sequence[int]) -> None:
    example = EXAMPLE.read_text()
    here = {
        **dict(zip(WORKERS, (f"127.0.0.1:{each}" for each in ports), strict=True)),
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/var/log/nginx/speelveld.log": str(directory / "error.log"),
    }
    for stands, real in here.items():
        assert stands in example
        example = example.replace(stands, real)
    (directory / "speelveld.conf").write_text(example)
    temporary = "".join(f"    {name}_temp_path {directory / name};\n" for name in TEMPORARY)
    (directory / "nginx.conf").write_text(
        ("user root;\n" if os.getuid() == 0 else "")
        + f"daemon off;\npid {directory / 'nginx.pid'};\nerror_log {directory / 'error.log'};\n"
        + f"worker_rlimit_nofile {4 * CONNECTIONS};\nevents {{ worker_connections {CONNECTIONS}; }}\n"
        + f"http {{\n{temporary}    include {directory / 'speelveld.conf'};\n}}\n"
    )


async def _answers(port: int) -> None:
    async with asyncio.timeout(START_S):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(LOOK_S)  # another process, that does not say when it is ready
            else:
                writer.close()
                return
