"""The rules of the room, by what they are about. Each module ends in its `RULES`: who may, and what then changes."""
