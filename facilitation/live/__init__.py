"""The live server: one Socket.IO connection for everything that a page shows and everything that is done on it."""
