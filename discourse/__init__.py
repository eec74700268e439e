"""discourse: a research kit for the rhetoric of war and negotiation.

The names below load when they are first used, so that `import discourse` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

# The face of the library: each name and the module it is from.
_FACE = {
    "Codebook": "discourse.framing.codebook",
    "Corpus": "discourse.corpus.corpus",
    "acts": "discourse.negotiation.moves",
    "around": "discourse.framing.turns",
    "blame": "discourse.negotiation.blame",
    "changes": "discourse.framing.turns",
    "code": "discourse.framing.coder",
    "collocations": "discourse.contrast.corpora",
    "compact": "discourse.language.storing",
    "compare_topics": "discourse.topics.comparing",
    "concordance": "discourse.contrast.concordance",
    "criticism": "discourse.negotiation.blame",
    "crosswalk": "discourse.topics.crosswalk",
    "draw_sheet": "discourse.sheets.draw",
    "echoes": "discourse.voices.echo",
    "explore": "discourse.widgets.explorer",
    "frame_axis": "discourse.framing.axis",
    "keep": "discourse.reports.output",
    "keyness": "discourse.contrast.corpora",
    "ladder": "discourse.negotiation.moves",
    "languages": "discourse.language.identification",
    "launcher": "discourse.lab.launcher",
    "learn": "discourse.framing.learned",
    "note": "discourse.reports.output",
    "operational_code": "discourse.negotiation.operational",
    "outlook": "discourse.negotiation.outlook",
    "questions": "discourse.lab.start",
    "read": "discourse.corpus.read",
    "read_coded": "discourse.sheets.judged",
    "read_events": "discourse.corpus.events",
    "scare_terms": "discourse.voices.speakers",
    "sentences": "discourse.language.sentences",
    "speakers": "discourse.voices.speakers",
    "spellings": "discourse.negotiation.spellings",
    "start": "discourse.lab.start",
    "stated_echoes": "discourse.voices.stated",
    "statements": "discourse.negotiation.table",
    "terms": "discourse.language.terms",
    "to_store": "discourse.language.storing",
    "validate": "discourse.sheets.validate",
    "validity_line": "discourse.sheets.validate",
    "word_shift": "discourse.contrast.corpora",
    "wordfish": "discourse.contrast.scaling",
    "wordscores": "discourse.contrast.scaling",
}
_MODULES = ("contrast", "errors", "figures", "inference", "language", "negotiation", "sheets", "topics", "voices")


def __getattr__(name: str):
    if name in _MODULES:
        return import_module(f"discourse.{name}")
    if name not in _FACE:
        raise AttributeError(f"module 'discourse' has no attribute {name!r}")
    value = getattr(import_module(_FACE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(["__version__", *_FACE, *_MODULES])
