"""The catalogue: names, files, and fetching over a real connection, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import socket
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import discourse
from discourse.corpus import catalogue
from discourse.errors import DownloadError, MissingInputError, UnreadableFileError
from discourse.home import home


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("speeches/README", "About")
        packed.writestr("speeches/1961-Able.txt", "We must never negotiate out of fear, and we must not fear to talk.")
        packed.writestr("speeches/1989-Baker-2.txt", "A new breeze is blowing, and the talks go on.")
    return buffer.getvalue()


ZIP = archive()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        cut = self.path.startswith("/cut/")
        self.send_header("Content-Length", str(len(ZIP) * (2 if cut else 1)))
        self.end_headers()
        self.wfile.write(ZIP)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def own(tmp_path, monkeypatch, server):
    """A catalogue of one's own, with corpora to be fetched from the server and a folder beside it."""
    data = tmp_path / "data"
    monkeypatch.setenv("DISCOURSE_DATA", str(data))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]
    sha = hashlib.sha256(ZIP).hexdigest()
    entry = (
        '[{name}]\ntitle = "Speeches"\nurl = "{url}/speeches.zip"\nsha256 = "{sha}"\nleave_out = ["README"]\n'
        "file_name = '(?P<date>\\d{{4}})-(?P<actor>\\w+)(?:-\\d)?'\ndate_format = \"%Y\"\n"
        'rename = {{ Baker = "Ann Baker" }}\nvalues = {{ outlet = "Radio" }}\n'
    )
    path = tmp_path / "mine.toml"
    path.write_text(
        entry.format(name="good", url=server, sha=sha)
        + entry.format(name="other", url=server, sha="0" * 64)
        + entry.format(name="cut", url=f"{server}/cut", sha=sha)
        + entry.format(name="nobody", url=f"http://127.0.0.1:{nobody}", sha=sha)
        + '[beside]\ntitle = "Beside"\npath = "texts"\ncolumns = { author = "who" }\nindex = "texts/about.csv"\n'
    )
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Hello there.")
    (tmp_path / "texts" / "about.csv").write_text("file,who\na.txt,Jane Doe\n")
    monkeypatch.setenv("DISCOURSE_CATALOGUE", str(path))
    return data


def left_behind(folder):
    return [p for p in folder.rglob("*") if p.is_file()] if folder.exists() else []


def test_lee_is_there_without_gensim_being_imported():
    command = "import sys, discourse; c = discourse.read('lee'); print(len(c), 'gensim' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["300", "False"]


def test_lee_is_read_as_it_stands():
    corpus = discourse.read("lee")
    assert catalogue.available("lee")
    (file,) = catalogue.files("lee")
    assert "\n".join(corpus.documents["text"]) == file.read_text(encoding="utf-8").rstrip("\n")
    assert corpus.marks.empty
    assert set(corpus.documents["outlet"]) == {"ABC"}
    assert (corpus.duplicates()["kind"] == "exact").sum() > 0


def test_every_entry_has_its_card():
    for name in catalogue.names():
        assert (home() / "corpora" / catalogue.entry(name).card).is_file()


def test_nothing_is_fetched_unasked(own):
    assert not catalogue.available("good")
    with pytest.raises(MissingInputError, match=r"discourse corpus get good .*--from FILE"):
        discourse.read("good")
    with pytest.raises(MissingInputError, match="discourse corpus get good"):
        catalogue.files("good")
    assert left_behind(own) == []


def test_fetching_and_reading(own):
    path = catalogue.get("good")
    assert path.read_bytes() == ZIP
    assert catalogue.files("good") == [path]
    assert left_behind(own) == [path]
    corpus = discourse.read("good")
    assert list(corpus.documents["document"]) == ["1961-Able", "1989-Baker-2"]
    assert list(corpus.documents["actor"]) == ["Able", "Ann Baker"]
    assert list(corpus.documents["date"].dt.year) == [1961, 1989]
    assert set(corpus.documents["outlet"]) == {"Radio"}
    assert list(corpus.left_out["source"]) == ["speeches/README"]
    assert catalogue.get("good") == path


@pytest.mark.parametrize(
    ("name", "reason"),
    [("other", "not the corpus the catalogue names"), ("cut", "broke off"), ("nobody", "nobody answers")],
)
def test_a_fetch_that_fails_leaves_nothing(own, name, reason):
    with pytest.raises(DownloadError, match=rf"{reason}.*--from FILE"):
        catalogue.get(name)
    assert left_behind(own) == []
    assert not catalogue.available(name)


def test_a_failed_fetch_leaves_the_old_file(own):
    catalogue.get("good")
    damaged = catalogue.files("good")[0]
    damaged.write_bytes(b"damaged")
    assert catalogue.get("good").read_bytes() == ZIP


def test_from_a_file(own, tmp_path):
    (tmp_path / "mine.zip").write_bytes(ZIP)
    assert catalogue.get("cut", from_file=tmp_path / "mine.zip").read_bytes() == ZIP
    (tmp_path / "bad.zip").write_bytes(ZIP[:-1])
    with pytest.raises(DownloadError, match=r"bad\.zip: not the corpus the catalogue names"):
        catalogue.get("good", from_file=tmp_path / "bad.zip")
    with pytest.raises(MissingInputError, match="no such file"):
        catalogue.get("good", from_file=tmp_path / "nowhere.zip")
    assert not catalogue.available("good")


def test_a_folder_beside_ones_own_catalogue(own):
    corpus = discourse.read("beside")
    assert list(corpus.documents["author"]) == ["Jane Doe"]
    assert [p.name for p in catalogue.files("beside")] == ["a.txt", "about.csv"]
    assert catalogue.names()[-1] == "beside"


def test_unknown_names_and_bad_catalogues(own, tmp_path, monkeypatch):
    with pytest.raises(MissingInputError, match="did you mean state-union"):
        catalogue.entry("state-onion")
    for text, problem in [
        ("[lee]\ntitle = 'x'\npath = 'y'\n", "has a corpus 'lee' already"),
        ("[x]\ntitle = 'x'\n", "needs either path or url"),
        ("[x]\ntitle = 'x'\npath = 'y'\ncolour = 'red'\n", "colour"),
        ("[x\n", "not a catalogue"),
    ]:
        (tmp_path / "bad.toml").write_text(text)
        monkeypatch.setenv("DISCOURSE_CATALOGUE", str(tmp_path / "bad.toml"))
        with pytest.raises(UnreadableFileError, match=problem):
            catalogue.names()


def test_a_catalogue_name_wins_over_a_folder_of_that_name(tmp_path, monkeypatch):
    (tmp_path / "lee").mkdir()
    (tmp_path / "lee" / "a.txt").write_text("Hello.")
    monkeypatch.chdir(tmp_path)
    assert len(discourse.read("lee")) == 300
    assert len(discourse.read("./lee")) == 1


@pytest.mark.parametrize(
    ("name", "archive", "documents", "actor", "span"),
    [
        ("state-union", "state_union.zip", 65, "Truman", (1945, 2006)),
        ("inaugural", "inaugural.zip", 59, "Franklin D. Roosevelt", (1789, 2021)),
    ],
)
def test_the_presidents(shared_data, name, archive, documents, actor, span):
    catalogue.get(name, from_file=shared_data / archive)
    corpus = discourse.read(name)
    assert len(corpus) == documents
    assert len(corpus.where(actor=actor)) >= 4
    years = corpus.documents["date"].dt.year
    assert (years.min(), years.max()) == span
    assert set(corpus.marks["kind"]) == {"title"}
    assert "�" not in "".join(corpus.documents["text"])
    assert any("years only" in note for note in corpus.notes)
    assert corpus.duplicates().empty
