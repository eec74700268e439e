"""Characters that cannot be seen but change what can, made visible."""

from __future__ import annotations

import re

# Control characters, and those that turn the direction of the text after them.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def seen(text: str) -> str:
    """A text in which characters that cannot be seen, but change what can, stand as their names.

    Examples
    --------
    >>> seen("a\\x00b\\u202ec")
    'a␀b[U+202E]c'
    """

    def name(letter: re.Match) -> str:
        code = ord(letter[0])
        return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else f"[U+{code:04X}]"

    return UNSEEN.sub(name, text)
