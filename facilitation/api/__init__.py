"""HTTP: signing in, sessions, the door, the canvas to take home (see `docs/protocol.md`, 5)."""
