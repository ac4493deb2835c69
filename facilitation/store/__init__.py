"""Where sessions are kept: the log and the archive on a database, and their twins in memory."""
