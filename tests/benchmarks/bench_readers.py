"""Published layouts beside what else reads the same file: CPU time, `MEGABYTES` of text each (20 by default).

python -m pytest tests/benchmarks/bench_readers.py --benchmark-columns=min,median
"""

from __future__ import annotations

import os
import random
import sys
import time
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
import published

from discourse.corpus import layouts
from discourse.corpus.readers import Reading

SIZE = int(float(os.environ.get("MEGABYTES", "20")) * 1_000_000)
WORDS = [word for text in published.SAID for word in text.split()]
once = pytest.mark.benchmark(timer=time.process_time, min_rounds=1, max_time=1)


def said(length: int) -> str:
    return " ".join(random.choices(WORDS, k=length // 6))


@pytest.fixture(scope="module")
def lines():
    """The paragraphs of an export of LexisNexis."""
    random.seed(1)
    article = published.lexisnexis_lines(1, cover=False)
    head, tail = article[: article.index("Body") + 1], article[article.index("Graphic") :]
    return [line for _ in range(SIZE // 5_200) for line in (*head, *(said(400) for _ in range(12)), *tail)]


@pytest.fixture(scope="module")
def docx(lines, tmp_path_factory):
    folder = tmp_path_factory.mktemp("docx")
    path = folder / "export.docx"
    run = '<w:p><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    empty = published.docx(folder / "empty.docx", [])
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + "".join(map(run.format, lines)).encode())
            new.writestr(name, data)
    return path


@pytest.fixture(scope="module")
def rtf(lines, tmp_path_factory):
    path = tmp_path_factory.mktemp("rtf") / "export.rtf"
    path.write_bytes(published.rtf(lines))
    return path


def characters(path: Path, layout: str) -> int:
    """Read all and keep nothing."""
    return sum(len(record.fields["text"]) for record in layouts.records(path, layout, Reading()))


def by_python_docx(path: Path) -> int:
    import docx

    return sum(len(paragraph.text) for paragraph in docx.Document(str(path)).paragraphs)


def by_striprtf(path: Path) -> int:
    from striprtf.striprtf import rtf_to_text

    return len(rtf_to_text(path.read_text(encoding="ascii")))


@once
@pytest.mark.parametrize("kind", ["layout", "python-docx"])
def test_word(benchmark, docx, kind):
    benchmark.group = "an export in Word"
    read = by_python_docx if kind == "python-docx" else lambda path: characters(path, "lexisnexis")
    assert benchmark(read, docx) > SIZE * 0.7


@once
@pytest.mark.parametrize("kind", ["layout", "striprtf"])
def test_rtf(benchmark, rtf, kind):
    benchmark.group = "an export in RTF"
    read = by_striprtf if kind == "striprtf" else lambda path: characters(path, "lexisnexis")
    assert benchmark(read, rtf) > SIZE * 0.7


@once
@pytest.mark.parametrize("kind", ["layout", "datasets"])
def test_dataset(benchmark, tmp_path_factory, kind):
    datasets = pytest.importorskip("datasets")
    benchmark.group = "a saved dataset"
    folder = tmp_path_factory.mktemp("saved") / kind
    random.seed(1)
    datasets.Dataset.from_dict({"text": [said(3_000) for _ in range(SIZE // 3_000)]}).save_to_disk(str(folder))

    def by_datasets(path):
        return sum(len(row["text"]) for row in datasets.load_from_disk(str(path)))

    read = by_datasets if kind == "datasets" else lambda path: characters(path, "huggingface")
    assert benchmark(read, folder) > SIZE * 0.7


@once
def test_security_council(benchmark, tmp_path_factory):
    benchmark.group = "an archive of speeches"
    random.seed(1)
    (speaker, *_), meetings = published.unsc_rows()
    rows = [[f"UNSC_2014_SPV.7219_spch{n:05}.txt", *speaker[1:]] for n in range(SIZE // 3_700)]
    members = {row[0]: said(3_700).encode() for row in rows}
    folder = published.unsc(tmp_path_factory.mktemp("unsc"), rows, meetings, members)
    assert benchmark(characters, folder, "unsc") > SIZE * 0.7


@once
def test_tei(benchmark, tmp_path_factory):
    benchmark.group = "sittings in TEI"
    random.seed(1)
    folder = published.parlamint_tei(tmp_path_factory.mktemp("tei"))
    head, rest = published.MINUTES.split("<body>")
    for day in range(max(1, SIZE // 600_000)):
        name = f"ParlaMint-XX_2{day // 300:03}-{1 + day // 28 % 12:02}-{1 + day % 28:02}-lower"
        body = "".join(
            f'<u xml:id="{name}.u{n}" who="#ExampleAnna">{"".join(f"<seg>{said(500)}</seg>" for _ in range(3))}</u>'
            for n in range(400)
        )
        page = head.replace(published.SITTING, name) + f"<body><div>{body}</div></body>" + rest.split("</body>")[1]
        (folder / "ParlaMint-XX.TEI" / "2022" / f"{name}.xml").write_text(page, encoding="utf-8")
    assert benchmark(characters, folder, "parlamint") > SIZE * 0.7


@once
def test_web_archive(benchmark, tmp_path_factory):
    """A twentieth of the size: finding the article of a page costs hundreds of times what reading it does."""
    benchmark.group = "a web archive"
    random.seed(1)
    pages = [
        published.PAGE.format(title="Talks", charset="utf-8", one=said(1_500), two=said(1_500)).encode()
        for _ in range(max(2, SIZE // 20 // 3_000))
    ]
    responses = [(f"http://example.org/{n}", "200 OK", "text/html", page) for n, page in enumerate(pages)]
    path = published.warc(tmp_path_factory.mktemp("warc") / "crawl.warc.gz", responses)
    assert benchmark(characters, path, "warc") > SIZE // 20 * 0.6
