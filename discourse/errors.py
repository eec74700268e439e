"""The errors this kit raises on purpose: each says where, what is wrong and what to do."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

_TO_DO = ". What to do: "


class DiscourseError(Exception):
    """Something a person can put right; the command line prints it and exits with 2.

    Parameters
    ----------
    problem : str
        What is wrong, in one sentence without a full stop.
    source : object, optional
        The file (or other input) it was found in.
    row, line, column : int, optional
        Where in `source`, counted from 1: the row of a table (its header is row 1), or the line of a text file.
    remedy : str, optional
        What to do about it.

    Examples
    --------
    >>> print(DateError("'soon' is not a date", source="index.csv", row=3, remedy="write 2025-04-19"))
    index.csv, row 3: 'soon' is not a date. What to do: write 2025-04-19.
    """

    _was_shown = False

    def __init__(self, problem: str, *, source=None, row=None, line=None, column=None, remedy: str | None = None):
        place = [str(source)] if source is not None else []
        for name, number in (("row", row), ("line", line), ("column", column)):
            if number is not None:
                place.append(f"{name} {number}")
        message = f"{', '.join(place)}: {problem}" if place else problem
        if remedy:
            message = f"{message.rstrip('.')}{_TO_DO}{remedy.rstrip('.')}."
        super().__init__(message)
        self.problem, self.source, self.remedy = problem, source, remedy
        self.row, self.line, self.column = row, line, column

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it: what is wrong, in which line of the cell, and what to do.

        Asked again, which is what ``%tb`` does, and in a report that is made unattended, it is the whole traceback.
        """
        if self._was_shown or os.environ.get("DISCOURSE_OUTPUT"):
            return "".join(traceback.format_exception(self)).splitlines()
        self._was_shown = True
        problem, _, remedy = str(self).partition(_TO_DO)
        lines = [f"\x1b[1;31m{type(self).__name__}\x1b[0m: {problem}", *_line_of_the_cell(self.__traceback__)]
        lines += [f"\x1b[1mWhat to do:\x1b[0m {remedy}"] if remedy else []
        return [*lines, "(%tb shows the whole traceback.)"]


def _line_of_the_cell(trace) -> list[str]:
    """The line of the caller's own code, which is the last one outside this package before it was entered."""
    package = str(Path(__file__).parent)
    own = None
    for frame in traceback.extract_tb(trace):
        if frame.filename.startswith(package):
            break
        own = frame
    return [f"    line {own.lineno}: {own.line}"] if own and own.line else []


class MissingInputError(DiscourseError):
    """The file, folder or catalogue name is not there."""


class UnreadableFileError(DiscourseError):
    """A file is there, but is not what its name says."""


class EncodingError(UnreadableFileError):
    """Bytes that are no text in any encoding we can name."""


class EmptyCorpusError(DiscourseError):
    """Nothing with a text in it was found."""


class ColumnError(DiscourseError):
    """A column that is needed is missing, or one was named that is not there."""


class DateError(DiscourseError):
    """A date that is not a date, or could be two."""


class DuplicateDocumentError(DiscourseError):
    """Two documents have the same identifier."""


class DownloadError(DiscourseError):
    """A corpus could not be fetched, or is not the one the catalogue names."""


class LanguageError(DiscourseError):
    """A lens was asked for a language it does not know."""


class VectorError(DiscourseError):
    """A corpus is too small for word vectors, or the vectors lack a word."""


class CodebookError(DiscourseError):
    """A codebook is wrong; line and column say where in its file."""


class SpecError(DiscourseError):
    """A report specification is wrong."""


class ParameterError(DiscourseError):
    """A notebook was given a parameter it does not have, or a value of the wrong type."""


class AgreementError(DiscourseError):
    """Judgements from which no agreement can be computed."""


class CorrectionError(DiscourseError):
    """Hand codes that cannot correct anything."""


class SheetError(DiscourseError):
    """A coding sheet cannot be drawn, or what came back is not what went out."""


class LearningError(DiscourseError):
    """Too little, or not the right thing, was coded by hand to learn from."""


class CountsError(DiscourseError):
    """A table of counts cannot be used: negative, empty, of another shape, or nothing in it tells texts apart."""


class ContrastError(DiscourseError):
    """Two groups cannot be compared: one is empty, or they share documents."""


class QueryError(DiscourseError):
    """A search query is wrong; column says where in it."""


class TopicModelError(DiscourseError):
    """A topic model was asked for what its counts cannot give."""


class DesignError(DiscourseError):
    """A covariate or a formula that no regression can be fitted on."""


class DiskFullError(DiscourseError):
    """There is no room left to write something; what was there, and what was finished, is kept."""


class StoreDamagedError(UnreadableFileError):
    """A file of a store is missing, cut short or changed."""


class StoreVersionError(UnreadableFileError):
    """A store was written by another version of this kit, in a way this one does not read."""


class StoreBusyError(DiscourseError):
    """Somebody else is writing to the store."""


class WorkerError(DiscourseError):
    """A process that worked on a partition died; what the others finished is kept."""


class UnmatchedError(DiscourseError):
    """A row that describes a text which is not there, or a text that no row describes."""


class BrowserError(DiscourseError):
    """A PDF was asked for, and there is no browser that prints it."""
