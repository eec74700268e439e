"""Dates and names of languages as databases write them in words."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

from discourse.corpus.dates import parse_iso

_HERE = Path(__file__).parent
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:(?:de|of)\s+)?(?P<m>[^\W\d_]+)\.?,?\s+(?:de\s+)?(?P<y>\d{4})\b"
)
_MONTH_FIRST = re.compile(r"(?P<m>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})\b")
_NO_DAY = re.compile(r"(?P<m>[^\W\d_]+),?\s+(?P<y>\d{4})\b")
_WEEKDAY = re.compile(r"[^\W\d_]+,?\s+(?=\d{1,2}\b|[^\W\d_]+\.?\s+\d{1,2},)")
_NUMBER = re.compile(r"\d+")


def date_in(text: str) -> date | None:
    """The date a line begins with, in one of the languages of ``months.csv``; a weekday may stand before it.

    A month without a day is its first day.

    Examples
    --------
    >>> date_in("April 19, 2025 Saturday 2:30 PM GMT"), date_in("Samstag 19. April 2025"), date_in("19 avril 2025")
    (datetime.date(2025, 4, 19), datetime.date(2025, 4, 19), datetime.date(2025, 4, 19))
    >>> date_in("March 2025"), date_in("Marching for peace")
    (datetime.date(2025, 3, 1), None)
    """
    text = text.replace("\u00a0", " ").strip()
    if (iso := parse_iso(text)) is not None:
        return iso.date()
    weekday = _WEEKDAY.match(text)
    for start in (0, weekday.end()) if weekday else (0,):
        for pattern in (_DAY_FIRST, _MONTH_FIRST, _NO_DAY):
            found = pattern.match(text, start)
            month = _months().get(found["m"].casefold()) if found else None
            if month:
                return _date(int(found["y"]), month, int(found.groupdict().get("d") or 1))
    return None


def language_code(name: str | None) -> str | None:
    """The ISO 639-1 code of a language named in words, else the name itself.

    Examples
    --------
    >>> language_code("ENGLISH; ANGLAIS"), language_code("English"), language_code("Quechua")
    ('en', 'en', 'Quechua')
    """
    if not name:
        return None
    codes = _languages()
    return next((codes[part] for part in re.split(r"[;,/]\s*", name.strip().casefold()) if part in codes), name.strip())


def number_in(text: str | None) -> int | str | None:
    """The number of ``"1,204 words"``; the text itself where it has none."""
    found = _NUMBER.search(text.replace(",", "")) if text else None
    return int(found[0]) if found else text


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {name: month for row in _rows("months.csv") for month, name in enumerate(row[1:], start=1) if name}


@cache
def _languages() -> dict[str, str]:
    return dict(_rows("languages.csv"))


@cache
def factiva_fields() -> dict[str, str]:
    """Factiva's field codes and the columns they become."""
    return dict(_rows("factiva_fields.csv"))


def _rows(name: str) -> list[list[str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
