"""The domain: what a canvas is, who may change it and who may see it.

Pure: no I/O, no clock, no randomness, no framework. Time and ids arrive from outside.
The words are those of the method (Dutch on screen): see `docs/words.md`.
"""
