"""Small corpora in the layouts the big ones are published in; every text in them is invented."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

SAID = (
    "Mr. President, my delegation came to this hall to ask for a truce, and it will leave it with the same request.",
    "We have heard much about guarantees today.\nA guarantee that nobody pays for is a sentence, not a guarantee.",
    "The bridge at the border was closed for eleven days, and on the twelfth nobody could say who had closed it.",
)


def tar(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    """An archive with these members, in this order."""
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def unga(folder: Path, rows: list[tuple] | None = None) -> Path:
    """The General Debate: three speeches of two sessions, and the table of speakers."""
    for name, text in zip(
        ("Session 01 - 1946/AUS_01_1946", "Session 75 - 2020/CHE_75_2020", "Session 75 - 2020/EU_75_2020"),
        SAID,
        strict=True,
    ):
        file = folder / "TXT" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    workbook(
        folder / "Speakers_by_session.xlsx",
        [
            ("Year", "Session", "ISO Code", "Country", "Name of Person Speaking", "Post", None),
            *(rows or UNGA_ROWS),
        ],
    )
    return folder


UNGA_ROWS = [
    (2020, 75, "CHE", "Switzerland", "A. Example", "President", None),
    (2020, 75, "EU", "European Union", "B. Example", "President, European Council", None),
    (1946, 1, "AUS", "Australia", None, None, None),
]


def workbook(path: Path, rows: list[tuple]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


SPEAKER_COLUMNS = (
    "filename basename spv speech date year month day country speaker participanttype role_in_un types tokens sentences"
)
MEETING_COLUMNS = "basename spv date num_speeches topic agenda_item1 outcome"


def unsc_rows() -> tuple[list[list[str]], list[list[str]]]:
    """The rows of speaker.tsv and meta.tsv."""
    speakers = []
    for number, (country, speaker, kind, role) in enumerate(
        [
            ("Norland", "Ms. First", "The President", ""),
            ("Sudland", "Mr. Second", "Mentioned", ""),
            ("UN", "Mr. Third", "Guest", "Special Envoy"),
        ],
        start=1,
    ):
        speakers.append(
            [f"UNSC_2014_SPV.7219_spch{number:03}.txt", "UNSC_2014_SPV.7219", "7219", str(number), "17 July 2014",
             "2014", "7", "17", country, speaker, kind, role, "30", "40", "2"]
        )  # fmt: skip
    return speakers, [["UNSC_2014_SPV.7219", "7219", "17 July 2014", "3", "A letter of a member", "Europe", ""]]


def unsc(
    folder: Path, speakers=None, meetings=None, members: dict[str, bytes] | None = None, packed: bool = True
) -> Path:
    """Debates of the Security Council: two tables and an archive of speeches."""
    rows = unsc_rows()
    folder.mkdir(parents=True, exist_ok=True)
    tsv(folder / "speaker.tsv", SPEAKER_COLUMNS.split(), rows[0] if speakers is None else speakers)
    tsv(folder / "meta.tsv", MEETING_COLUMNS.split(), rows[1] if meetings is None else meetings)
    if members is None:
        members = {f"speeches/{row[0]}": f"{row[9]}:  {text}".encode() for row, text in zip(rows[0], SAID, strict=True)}
    if packed:
        tar(folder / "speeches.tar", members)
    else:
        for name, data in members.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    return folder


def tsv(path: Path, columns: list[str], rows: list[list[str]]) -> Path:
    path.write_text("\n".join("\t".join(row) for row in [columns, *rows]) + "\n", encoding="utf-8")
    return path


META = (
    "Text_ID ID Title Date Body Term Session Meeting Sitting Agenda Subcorpus Lang Speaker_role Speaker_MP "
    "Speaker_minister Speaker_party Speaker_party_name Party_status Party_orientation Speaker_ID Speaker_name "
    "Speaker_gender Speaker_birth"
).split()
SITTING = "ParlaMint-XX_2022-03-01-lower"


def parlamint_text(folder: Path) -> Path:
    """A sitting of two speeches as text, with metadata in English and in the parliament's language."""
    year = folder / "ParlaMint-XX.txt" / "2022"
    year.mkdir(parents=True)
    (year / f"{SITTING}.txt").write_text(f"{SITTING}.u1\t{SAID[0]}\n{SITTING}.u2\tWe ask again.\n", encoding="utf-8")
    for suffix, house, language in (("-meta", "Unterhaus", "Deutsch"), ("-meta-en", "Lower house", "English")):
        rows = [
            [SITTING, f"{SITTING}.u{n}", "Minutes, 1 March 2022", "2022-03-01", house, "9", "-", "3", "2022-03-01", "-",
             "War", language, role, "MP", "notMinister", party, f"Party {party}", status, "-", key, name, sex, birth]
            for n, role, party, status, key, name, sex, birth in [
                (1, "Chairperson", "AB", "Coalition", "ExampleAnna", "Example, Anna", "F", "1970"),
                (2, "Regular", "CD", "Opposition", "SampleJan", "Sample, Jan", "M", "-"),
            ]
        ]  # fmt: skip
        tsv(year / f"{SITTING}{suffix}.tsv", META, rows)
    return folder


TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
PEOPLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<listPerson {TEI} xml:id="ParlaMint-XX-listPerson" xml:lang="en">
 <person xml:id="ExampleAnna"><persName><surname>Example</surname><forename>Anna</forename></persName>
  <sex value="F"/><birth when="1970-05-02"/>
  <affiliation role="member" ref="#parliament.L" from="2015-01-01"/>
  <affiliation role="member" ref="#party.OLD" from="2010-01-01" to="2019-12-31"/>
  <affiliation role="member" ref="#party.AB" from="2020-01-01"/></person>
 <person xml:id="SampleJan"><persName><forename>Jan</forename><surname>Sample</surname></persName><sex value="M"/>
  <affiliation role="member" ref="#party.CD"/></person>
</listPerson>"""
PARTIES = f"""<?xml version="1.0" encoding="UTF-8"?>
<listOrg {TEI} xml:id="ParlaMint-XX-listOrg" xml:lang="en">
 <org xml:id="parliament.L" role="parliament"><orgName full="yes">The House</orgName></org>
 <org xml:id="party.OLD" role="politicalParty"><orgName full="yes">Old Party</orgName>
  <orgName full="abb">OLD</orgName></org>
 <org xml:id="party.AB" role="politicalParty"><orgName full="yes" xml:lang="xx">Ab-Partei</orgName>
  <orgName full="yes" xml:lang="en">Party AB</orgName><orgName full="abb">AB</orgName></org>
 <org xml:id="party.CD" role="parliamentaryGroup"><orgName full="yes">Party CD</orgName>
  <orgName full="abb">CD</orgName></org>
</listOrg>"""
ROOT = f"""<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus {TEI} xmlns:xi="http://www.w3.org/2001/XInclude" xml:id="ParlaMint-XX" xml:lang="en">
 <teiHeader><profileDesc><particDesc><xi:include href="ParlaMint-XX-listOrg.xml"/>
 <xi:include href="ParlaMint-XX-listPerson.xml"/></particDesc></profileDesc></teiHeader>
 <xi:include href="2022/{SITTING}.xml"/>
</teiCorpus>"""
MINUTES = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI {TEI} xml:id="{SITTING}" xml:lang="en" ana="#parla.sitting #war">
 <teiHeader><fileDesc><titleStmt><title type="main">Corpus ParlaMint-XX, 2022-03-01</title>
  <title type="sub">Minutes, 1 March 2022</title>
  <meeting n="9" ana="#parla.lower #parla.term #XX.9"/>
  <meeting n="3" ana="#parla.lower #parla.meeting.regular #parla.meeting"/>
  <meeting n="2022-03-01" ana="#parla.lower #parla.sitting"/></titleStmt>
  <publicationStmt><date when="2024-01-23">2024-01-23</date></publicationStmt></fileDesc>
  <profileDesc><settingDesc><setting><date when="2022-03-01"/></setting></settingDesc></profileDesc></teiHeader>
 <text><body><div type="debateSection"><head>The truce</head>
  <note type="speaker">The Chair:</note>
  <u xml:id="{SITTING}.u1" who="#ExampleAnna" ana="#chair"><seg>{SAID[0]}</seg>
   <seg>Is there any <vocal type="noise"><desc>Noise.</desc></vocal>
     objection?</seg><kinesic type="applause"><desc>Applause.</desc></kinesic></u>
  <u xml:id="{SITTING}.u2" who="#SampleJan" ana="#regular" xml:lang="de"><seg>Wir bitten noch einmal darum.</seg></u>
  <u xml:id="{SITTING}.u3" who="#Nobody" ana="#guest"><seg>I am in no list.</seg></u>
 </div></body></text></TEI>"""


def parlamint_tei(folder: Path, minutes: str = MINUTES) -> Path:
    """The same sitting as TEI, with the root of the corpus and its lists."""
    base = folder / "ParlaMint-XX.TEI"
    (base / "2022").mkdir(parents=True)
    (base / "ParlaMint-XX.xml").write_text(ROOT, encoding="utf-8")
    (base / "ParlaMint-XX-listPerson.xml").write_text(PEOPLE, encoding="utf-8")
    (base / "ParlaMint-XX-listOrg.xml").write_text(PARTIES, encoding="utf-8")
    (base / "2022" / f"{SITTING}.xml").write_text(minutes, encoding="utf-8")
    return folder


def lexisnexis_lines(articles: int = 2, cover: bool = True) -> list[str]:
    """The paragraphs of an export of LexisNexis."""
    lines = []
    if cover:
        lines += [
            "User Name: Example User",
            "Date and Time: Tuesday, April 22, 2025 10:00:00 AM EDT",
            "Job Number: 1234",
        ]
        lines += [f"Documents ({articles})"]
        for n in range(1, articles + 1):
            lines += [f"{n}. Talks end early, part {n}", "Client/Matter: -None-", "Search Terms: truce", "Narrowed by:"]
            lines += ["Content Type\tNarrowed by", "News\tTimeline: Apr 01, 2025 to Apr 30, 2025"]
    for n in range(1, articles + 1):
        lines += [
            f"Talks end early, part {n}",
            "",
            "The Paper (Northtown)",
            f"April {18 + n % 10}, 2025 Saturday 11:30 PM GMT",
            "",
        ]
        lines += [
            "Copyright 2025 The Paper Ltd. All Rights Reserved",
            "",
            "Section: OPINION; Pg. 3",
            "Length: 1,204 words",
        ]
        lines += ["Byline: Anna Example", "Dateline: NORTHTOWN", "Body", "", SAID[0], "", SAID[2], "", "Graphic", ""]
        lines += [
            "A bridge, closed. Photo: Example",
            "Load-Date: April 20, 2025",
            "Classification",
            "",
            "Language:\u00a0ENGLISH",
        ]
        lines += [
            "Publication-Type:\u00a0Newspaper",
            "Subject:\u00a0TRUCES (90%); BRIDGES (78%)",
            "",
            "End of Document",
            "",
        ]
    return lines


def docx(path: Path, lines: list[str]) -> Path:
    import docx as word

    document = word.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)
    return path


def rtf(lines: list[str]) -> bytes:
    """Paragraphs as RTF; everything beyond ASCII as ``\\u``."""
    shown = []
    for line in lines:
        units = line.encode("utf-16-le")
        codes = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
        signs = {92: "\\\\", 123: "\\{", 125: "\\}", 9: "\\tab "}
        shown.append("".join(signs.get(c) or (chr(c) if 32 <= c < 127 else f"\\u{c}?") for c in codes))
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Example;}"
    head += r"{\header\pard Page 1 of 2\par}"
    return (head + "".join(rf"\pard\plain\f0\fs20 {line}\par" + "\n" for line in shown) + "}").encode("ascii")


def factiva_fields(articles: int = 2) -> list[dict[str, str | list[str]]]:
    """The fields of articles of Factiva, in the order of its tables."""
    return [
        {
            "SE": "Opinion", "HD": f"Talks end early, part {n}", "BY": "By Anna Example", "WC": "1,204 words",
            "PD": "19 April 2025", "ET": "23:30", "SN": "The Paper", "SC": "PAPER", "PG": "3", "LA": "English",
            "CY": "(c) 2025 The Paper Ltd.", "LP": [SAID[0]], "TD": [SAID[2], "Nobody signed."],
            "CO": "exmpl : Example Ltd.", "NS": "gvio : Military Action | gcat : Political News", "RE": "eurz : Europe",
            "PUB": "The Paper Ltd.", "AN": f"Document PAPER00020250419el4j{n:05}",
        }
        for n in range(1, articles + 1)
    ]  # fmt: skip


def factiva_html(articles: int = 2) -> str:
    """Their table as a web page."""
    parts = []
    for fields in factiva_fields(articles):
        rows = "".join(
            f"<tr><td><b>{code}</b>&nbsp;</td><td>{_cell(value)}</td></tr>" for code, value in fields.items()
        )
        parts.append(f'<div class="article enArticle"><table>{rows}</table></div><br/><span></span>')
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div>{"".join(parts)}</div></body></html>'


def _cell(value: str | list[str]) -> str:
    if isinstance(value, str):
        return value
    return "".join(f'<p class="articleParagraph enarticleParagraph">\n{paragraph}\n</p>' for paragraph in value)


def factiva_rtf(articles: int = 2) -> bytes:
    """Their table as RTF: a row of two cells per field, with paragraphs inside a cell."""
    rows = []
    for fields in factiva_fields(articles):
        for code, value in fields.items():
            inside = value if isinstance(value, str) else r"\par\par ".join(value)
            rows.append(
                r"\trowd\cellx800\cellx9000\pard\intbl {\b "
                + code
                + r"}\cell "
                + inside.replace("\n", " ")
                + r"\cell\row"
                + "\n"
            )
        rows.append(r"\pard\par" + "\n")
    end = r"\pard Search Summary\par\trowd\pard\intbl Text\cell truce\cell\row"
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}" + "".join(rows) + end + "}").encode("ascii")


def factiva_plain() -> str:
    """The web page without codes."""
    paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{text}</p>' for text in SAID)
    return f"""<html><body><div class="article enArticle">
<div id="hd"><span class="enHeadline">Talks end early</span></div>
<div class="author">Anna Example</div><div>1,204 words</div><div>19 April 2025</div><div>23:30</div><div>The Paper</div>
<div>PAPER</div><div>3</div><div>English</div><div>(c) 2025 The Paper Ltd.</div>{paragraphs}
<p>Document PAPER00020250419el4j00001</p></div></body></html>"""


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{title}</title>
<meta property="og:site_name" content="The Paper"><meta property="article:published_time" content="2025-04-22">
</head><body><nav><a href="/">Home</a></nav><main><article><h1>{title}</h1><p>{one}</p><p>{two}</p></article></main>
</body></html>"""


def page(title: str = "Talks end early", charset: str = "utf-8") -> bytes:
    return PAGE.format(title=title, charset=charset, one=SAID[0], two=SAID[2]).encode(charset)


def warc(path: Path, responses: list[tuple[str, str, str, bytes]]) -> Path:
    """A web archive: address, status, type and content of every response, with a request before each."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "example"}))
        for address, status, kind, content in responses:
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
            writer.write_record(writer.create_warc_record(address, "request", http_headers=asked))
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            dated = {"WARC-Date": "2025-04-23T06:00:00Z"}
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(content), http_headers=headers, warc_headers_dict=dated
            )
            writer.write_record(record)
    return path
