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
FRAME = 500
LAW = 120
LAW_TEXT = 500
LAWS = 20
LINE = 200
MATCHES = 1_000
AGREEMENT = 300
MEANS = 200
AGREEMENTS = 200
TIMER_SECONDS = 4 * 3600
RADAR = 4
"""Below this many answers the scores of all together would tell those of one."""
STEPS = 20
TYPING_MS = 20_000
"""Words that follow each other within this time are one step of the facilitator."""
PAGES = 1_000
NUDGE_MS = 30_000
KNOCKS = 200
GUIDE_BYTES = 60_000
GUIDE_LINES = 3_000
GUIDES = 100
GUIDE_STAGES = 20
GUIDE_MINUTES = 600
GUIDE_KEY = 40
GUIDE_TITLE = 60
GUIDE_SAY = 800
GUIDE_TEXT = 200
GUIDE_QUESTION = 120
GUIDE_LABEL = 24
