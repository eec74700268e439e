"""The commands of the command line, a file per room; each has `register(commands)`.

A command imports what it needs when it runs, so that `discourse --help` answers at once.
"""

ROOMS = (
    "report",
    "schedule",
    "lab",
    "corpus",
    "framing",
    "voices",
    "negotiation",
    "topics",
    "contrast",
    "sheet",
    "languages",
)
