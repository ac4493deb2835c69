"""Live sessions: from a command to a committed change that everybody sees."""
