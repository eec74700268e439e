"""ParlaMint as TEI: a file per sitting, and lists of people and organisations that the speakers are looked up in.

The columns are those of ParlaMint's own ``-meta.tsv``, so that both forms of the corpus give the same table.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from discourse.corpus.layouts.tree import Tree
from discourse.corpus.readers import Reading, Record
from discourse.errors import DuplicateDocumentError, UnreadableFileError

_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LIST = re.compile(r"(?:^|/)ParlaMint-[A-Z]{2}(?:-[A-Z]{2})?(?:-en)?(?:-listPerson|-listOrg)?\.xml$")
_ROLES = {"chair": "Chairperson", "regular": "Regular", "guest": "Guest"}
_BODIES = {"lower": "Lower house", "upper": "Upper house", "uni": "Unicameralism", "committee": "Committee"}
_SUBCORPORA = {"covid": "COVID", "war": "War", "reference": "Reference"}
_PARTIES = ("parliamentaryGroup", "politicalGroup", "politicalParty")
_MEETINGS = ("term", "session", "meeting", "sitting", "agenda")


@dataclass
class People:
    """Who may speak: from the corpus's root file and its lists."""

    persons: dict = field(default_factory=dict)
    parties: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # role, abbreviation, full name

    def speaker(self, key: str, day: str) -> dict:
        """What is known of a speaker on a day: name, party, sex and year of birth, as ``-meta.tsv`` writes them."""
        person = self.persons.get(key)
        if person is None:
            return {}
        parties = self._parties(person["affiliations"], day)
        return {
            "author": next((name for first, last, name in person["names"] if first <= day <= last), None),
            "actor": ";".join(abbreviation for _, abbreviation, _ in parties) or None,
            "speaker_party_name": ";".join(full for _, _, full in parties) or None,
            "speaker_gender": person["sex"],
            "speaker_birth": person["birth"],
        }

    def _parties(self, affiliations: list[tuple], day: str) -> list[tuple[str, str, str]]:
        """The parties of a day; groups in parliament before parties outside of it."""
        valid = [self.parties[ref] for first, last, ref in affiliations if first <= day <= last and ref in self.parties]
        for role in _PARTIES:
            if found := list(dict.fromkeys(party for party in valid if party[0] == role)):
                return found
        return []


def is_list(name: str) -> bool:
    """Whether a file is the root of a corpus, or one of its lists of people and organisations."""
    return bool(_LIST.search(name))


def records(path: Path, lists: list[str], sittings: set[str], reading: Reading) -> Iterator[Record]:
    """One document per utterance (``<u>``); its paragraphs are lines.

    What stenographers add (``note``, ``vocal``, ``kinesic``, ``incident``, ``gap``) is no part of the speech.
    """
    people = People()
    if lists:
        for name, data in Tree(path).files(set(lists).__contains__):
            _read_list(name, data, people)
    if not people.persons:
        reading.notes.append("no list of speakers (root file or listPerson): names and parties are not known")
    counts: Counter[str] = Counter()
    seen: dict[str, str] = {}
    for name, data in Tree(path).files(sittings.__contains__):
        for record in _sitting(name, data, people, counts):
            document = record.fields["document"]
            if document in seen:
                raise DuplicateDocumentError(
                    f"the speech {document!r} is there already ({seen[document]})", source=name, remedy="keep one"
                )
            seen[document] = name
            yield record
    reading.notes += [f"{what}: {count:,}" for what, count in sorted(counts.items())]


def _events(source: str, data: bytes, *tags: str):
    """Elements as their ends are read; an XML error says the line."""
    from lxml import etree

    names = [f"{_TEI}{tag}" for tag in tags]
    try:
        # Entities stay unresolved and nothing is fetched: a file from elsewhere reads nothing but itself.
        yield from (
            element
            for _, element in etree.iterparse(
                io.BytesIO(data), tag=names, resolve_entities=False, no_network=True, huge_tree=True
            )
        )
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(
            f"not well-formed XML: {error.msg}", source=source, line=error.lineno, remedy="download it again"
        ) from error


def _read_list(source: str, data: bytes, people: People) -> None:
    for element in _events(source, data, "person", "org"):
        key = element.get(f"{_XML}id")
        if element.tag == f"{_TEI}org":
            if element.get("role") in _PARTIES:
                names = _org_names(element)
                people.parties[key] = (element.get("role"), names.get("abb") or key, names.get("yes") or key)
        else:
            people.persons[key] = _person(element)
        element.clear()


def _org_names(org) -> dict[str, str]:
    """Full and abbreviated name; the one in English where there are several."""
    found: dict[str, str] = {}
    for name in org.findall(f"{_TEI}orgName"):
        kind = name.get("full")
        if kind and (kind not in found or name.get(f"{_XML}lang") == "en"):
            found[kind] = _flat(name)
    return found


def _person(element) -> dict:
    names = []
    for name in element.findall(f"{_TEI}persName"):
        family = " ".join(_flat(part) for part in name.findall(f"{_TEI}surname"))
        given = " ".join(_flat(part) for part in name.findall(f"{_TEI}forename"))
        names.append((*_span(name), ", ".join(filter(None, (family, given))) or _flat(name)))
    sex, birth = element.find(f"{_TEI}sex"), element.find(f"{_TEI}birth")
    return {
        "names": names,
        "sex": sex.get("value") if sex is not None else None,
        "birth": (birth.get("when") or "")[:4] or None if birth is not None else None,
        "affiliations": [
            (*_span(one), reference.lstrip("#"))
            for one in element.findall(f"{_TEI}affiliation")
            for reference in (one.get("ref") or "").split()
        ],
    }


def _span(element) -> tuple[str, str]:
    """First and last day of validity; ISO dates compare as text, and "2019" is before "2019-05-02"."""
    when = element.get("when")
    return element.get("from") or when or "", (element.get("to") or when or "") + "~"


def _sitting(source: str, data: bytes, people: People, counts: Counter) -> Iterator[Record]:
    fixed: dict = {}
    heading = None
    for element in _events(source, data, "teiHeader", "head", "u"):
        if element.tag == f"{_TEI}teiHeader":
            fixed = _header(element)
        elif element.tag == f"{_TEI}head":
            heading = _flat(element)
        else:
            yield _speech(source, element, fixed, heading, people, counts)
            element.clear()


def _header(header) -> dict:
    """What is true of all of a sitting."""
    root = header.getparent()
    setting = header.find(f".//{_TEI}setting/{_TEI}date")
    if setting is None:
        setting = header.find(f".//{_TEI}sourceDesc//{_TEI}date")
    titles = {title.get("type"): _flat(title) for title in reversed(header.findall(f".//{_TEI}titleStmt/{_TEI}title"))}
    found = {
        "text_id": root.get(f"{_XML}id"),
        "title": titles.get("sub") or titles.get("main"),
        "date": setting.get("when") or setting.get("from") if setting is not None else None,
        "body": None,
        **dict.fromkeys(_MEETINGS),
        "subcorpus": ",".join(_named(root.get("ana"), _SUBCORPORA)) or None,
    }
    for meeting in header.findall(f".//{_TEI}meeting"):
        kinds = re.findall(r"#parla\.(\w+)", meeting.get("ana") or "")
        found["body"] = found["body"] or next((_BODIES[kind] for kind in kinds if kind in _BODIES), None)
        for kind in kinds:
            if kind in _MEETINGS and meeting.get("n"):
                found[kind] = meeting.get("n")
    return found


def _speech(source: str, u, fixed: dict, heading: str | None, people: People, counts: Counter) -> Record:
    document, who = u.get(f"{_XML}id"), (u.get("who") or "").lstrip("#")
    if not document:
        raise UnreadableFileError("a speech without xml:id", source=source, line=u.sourceline, remedy="correct it")
    segments = u.findall(f"{_TEI}seg")
    added = sum(1 for part in u.iter() if part is not u and part.tag != f"{_TEI}seg" and isinstance(part.tag, str))
    if added:
        counts["remarks of the stenographers that are no part of a speech"] += added
    known = people.speaker(who, fixed.get("date") or "")
    if people.persons and not known:
        counts["speeches by someone who is in no list of speakers"] += 1
    fields = {
        "document": document,
        "author": None,
        "actor": None,
        **fixed,
        "outlet": document.split("_")[0],
        "language": (u.get(f"{_XML}lang") or _inherited_language(u)),
        "speaker_id": who or None,
        "speaker_role": next(iter(_named(u.get("ana"), _ROLES)), None),
        **known,
        "heading": heading,
        "text": "\n".join(filter(None, map(_spoken, segments))) or None,
    }
    return Record(source, u.sourceline, fields)


def _inherited_language(element) -> str | None:
    return next((up.get(f"{_XML}lang") for up in element.iterancestors() if up.get(f"{_XML}lang")), None)


def _spoken(segment) -> str:
    """The words of a paragraph, without what stands in elements inside it."""
    return " ".join("".join([segment.text or "", *(part.tail or "" for part in segment)]).split())


def _named(references: str | None, names: dict[str, str]) -> list[str]:
    keys = [reference.rsplit("#", 1)[-1].rsplit(".", 1)[-1] for reference in (references or "").split()]
    return [names[key] for key in keys if key in names]


def _flat(element) -> str:
    return " ".join("".join(element.itertext()).split())
