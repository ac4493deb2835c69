"""nginx in front of several servers, as a host with more than one worker has it."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.servers import Server, lasting_port

START_S = 10.0

CONFIGURATION = """
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/nginx.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
  upstream workers {{
    {servers}
  }}
  map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
  server {{
    listen 127.0.0.1:{port} backlog=2048;
    location / {{
      proxy_pass http://workers;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_connect_timeout 2s;
      proxy_read_timeout 75s;
    }}
  }}
}}
"""
"""A server that does not answer is left aside for a second."""


@asynccontextmanager
async def behind_nginx(servers: Sequence[Server], directory: Path) -> AsyncIterator[str]:
    """The address at which all of them are reached."""
    port = lasting_port()
    ways = "\n    ".join(f"server 127.0.0.1:{server.port} max_fails=1 fail_timeout=1s;" for server in servers)
    file = directory / "nginx.conf"
    text = CONFIGURATION.format(directory=directory, servers=ways, port=port)
    await asyncio.to_thread(file.write_text, text)
    command = ("/usr/bin/env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "nginx", "-c", str(file))
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        await asyncio.wait_for(_answers(port), START_S)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _answers(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.02)  # nothing tells when it listens
        else:
            writer.close()
            return
