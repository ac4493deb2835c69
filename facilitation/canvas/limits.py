"""How much fits. Lengths are in characters (Unicode code points) after cleaning."""

TITLE = 120
ALIAS = 40
AGE = 20
NAME = 60
STORY = 2_000
QUESTION = 300
STRENGTHS = 1_000
NOTE = 500
PARTNERS = 60
PARTICIPANTS = 1_500
NOTES_BY_PARTICIPANT = 100
