"""Rich Text Format: paragraphs and tables as lines, without what is not shown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from discourse.corpus.readers.record import Record
from discourse.errors import UnreadableFileError

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z\r\n])|(\\?[\r\n])|([{}])|([^\\{}\r\n]+)|(\\)"
)
# Groups whose content is not shown on the page; so is every group that begins with \*.
_HIDDEN = frozenset(
    """
    aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime author background
    bkmkend bkmkstart buptim category colortbl comment company creatim datafield datastore do docvar doccomm
    factoidname falt fldinst fonttbl footer footerf footerl footerr ftncn ftnsep ftnsepc generator header headerf
    headerl headerr hlinkbase info keycode keywords latentstyles listoverridetable listtable manager mhtmltag
    nonshppict objdata operator picprop pict pntext printim private revtbl revtim rsidtbl rxe shpinst stylesheet
    subject tc template themedata title txe userprops xe xmlnstbl colorschememapping filetbl
    """.split()
)
_SIGNS = {
    "par": "\n", "line": "\n", "page": "\n", "sect": "\n", "row": "\n", "nestrow": "\n", "cell": "\t", "nestcell": "\t",
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_ROWS = ("row", "nestrow")
_HALVES = re.compile("[\ud800-\udfff]")
_SYMBOLS = {"~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

_KNOWN = _HIDDEN | _SIGNS.keys() | _PAGES.keys() | {"u", "uc", "f", "fcharset", "plain", "ansicpg"}


@dataclass(frozen=True)
class _State:
    """What a group inherits from the one around it."""

    hidden: bool = False
    fonts: bool = False
    skip: int = 1  # characters that stand in for a \\u for programs that know none
    encoding: str = "cp1252"


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """The one document of an ``.rtf`` file, one line per paragraph or table row."""
    yield Record(source, None, {"text": text_of(source, data)})


def text_of(source: str, data: bytes) -> str:
    """What an RTF file shows as text; cells are divided by tabs.

    Raises
    ------
    UnreadableFileError
        It is no RTF, or it is cut short.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFileError("not a readable RTF file", source=source, remedy="save it as .rtf or .docx again")
    text, depth = _Reader().read(data.decode("latin-1"))
    if depth > 0:
        raise UnreadableFileError(
            f"the RTF file is cut short: {depth} groups are never closed", source=source, remedy="copy it again"
        )
    if _HALVES.search(text):  # characters beyond U+FFFF are written as two
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


class _Reader:
    """One pass over the file; the specification is *Rich Text Format 1.9.1* (Microsoft, 2008)."""

    def __init__(self):
        self.out: list[str] = []
        self.state, self.stack = _State(), []
        self.bytes = bytearray()  # of the present run, decoded together: two may be one character
        self.fonts: dict[int, str] = {}
        self.font = 0  # the one being declared
        self.default = "cp1252"
        self.skipping = 0

    def read(self, rtf: str) -> tuple[str, int]:
        """The text, and how many groups are open at the end."""
        at, end = 0, len(rtf)
        while at < end:
            at = self._read_on(rtf, at)
        self._flush()
        return "".join(self.out), len(self.stack)

    def _read_on(self, rtf: str, start: int) -> int:
        """Take tokens up to raw bytes, or to the brace that closes the file; where to go on."""
        run, take = self._run, {3: self._byte, 4: self._symbol, 5: self._line_end, 6: self._brace}
        for found in _TOKEN.finditer(rtf, start):
            kind = found.lastindex
            if kind == 7:
                run(found[7])
            elif kind <= 2:
                word = found[1]
                if word in _KNOWN:  # most are fonts, margins and colours
                    self._flush()
                    self._word(word, found[2])
                elif word == "bin" and found[2]:  # raw bytes follow, in which braces are none
                    return found.end() + max(0, int(found[2]))
            elif kind in take:
                take[kind](found[kind])
                if kind == 6 and not self.stack:
                    break
        return len(rtf)

    def _byte(self, byte: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif not self.state.hidden:
            self.bytes.append(int(byte, 16))

    def _brace(self, brace: str) -> None:
        self._flush()
        self.skipping = 0
        if brace == "{":
            self.stack.append(self.state)
        elif self.stack:
            self.state = self.stack.pop()

    def _line_end(self, line_end: str) -> None:
        if line_end.startswith("\\"):
            self._flush()
            self._show("\n")

    def _run(self, run: str) -> None:
        if self.skipping:
            cut = min(self.skipping, len(run))
            self.skipping -= cut
            run = run[cut:]
        if not run or self.state.hidden:
            return
        if self.bytes or not run.isascii():
            self.bytes += run.encode("latin-1")
        else:
            self.out.append(run)

    def _word(self, word: str, number: str | None) -> None:
        if word == "u" and number:
            self._show(chr(int(number) % 0x10000))
            self.skipping = self.state.skip
        elif word == "uc":
            self.state = replace(self.state, skip=int(number or 1))
        elif word in _HIDDEN:
            self.state = replace(self.state, hidden=True, fonts=word == "fonttbl")
        elif word == "f":
            self._font(int(number or 0))
        elif word == "fcharset" and self.state.fonts:
            self.fonts[self.font] = _CHARSETS.get(int(number or 0), self.default)
        elif word == "plain":
            self.state = replace(self.state, encoding=self.default)
        elif word in _PAGES or (word == "ansicpg" and number):
            self._page(_PAGES.get(word) or f"cp{number}")
        elif word in _SIGNS:
            if word in _ROWS:
                while self.out and self.out[-1] == _SIGNS["cell"]:
                    self.out.pop()  # tabs divide cells, none follows the last
            self._show(_SIGNS[word])

    def _font(self, number: int) -> None:
        if self.state.fonts:
            self.font = number
        else:
            self.state = replace(self.state, encoding=self.fonts.get(number, self.default))

    def _page(self, encoding: str) -> None:
        """The code page of the file; 0 and such stand for the usual one."""
        try:
            codecs.lookup(encoding)
        except LookupError:
            encoding = "cp1252"
        self.default = encoding
        self.state = replace(self.state, encoding=encoding)

    def _symbol(self, symbol: str) -> None:
        self._flush()
        if symbol == "*":
            self.state = replace(self.state, hidden=True)
        elif self.skipping:
            self.skipping -= 1
        elif symbol in _SYMBOLS:
            self._show(_SYMBOLS[symbol])

    def _show(self, text: str) -> None:
        if not self.state.hidden:
            self.out.append(text)

    def _flush(self) -> None:
        if self.bytes:
            self._show(self.bytes.decode(self.state.encoding, errors="replace"))
            self.bytes.clear()
