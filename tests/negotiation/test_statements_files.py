"""The gazetteer and the codebook of acts as files that people write, and the commands that read them."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.cli import main
from discourse.errors import CodebookError
from discourse.negotiation.acts import SHIPPED as ACTS
from discourse.negotiation.acts import Acts
from discourse.negotiation.checking import check_acts
from discourse.negotiation.find import Finder
from discourse.negotiation.gazetteer import SHIPPED, Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load(SHIPPED)


@pytest.mark.parametrize(
    ("name", "known", "side"),
    [
        ("the United States of America", "United States", "United States"),
        ("Moscow", "Moscow", "Russia"),
        ("Kremlin", "Kremlin", "Russia"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "Ukraine"),
        ("Hezbollah", "Hezbollah", "Lebanon"),
        ("South Korean officials", None, "South Korea"),
        ("us", None, None),
        ("May", None, None),
    ],
)
def test_names_and_sides(gazetteer, name, known, side):
    assert (gazetteer.name(name), gazetteer.side(name)) == (known, side)


def test_every_member_of_the_united_nations_is_there(gazetteer):
    states = {side for name, side in gazetteer.sides.items() if name == side}
    assert len(states) > 195
    assert {"Andorra", "Bhutan", "Eswatini", "Kiribati", "Nauru", "Timor-Leste", "Zimbabwe"} - states == {"Timor-Leste"}
    assert gazetteer.name("Timor-Leste") == "East Timor"


def test_a_gazetteer_of_ones_own_adds_and_goes_first(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("states:\n  Norland: {capital: Norheim, leaders: [Ada Hale]}\n  Rus: {names: [Russia]}\n")
    known = Gazetteer.load(SHIPPED, path)
    assert (known.side("Norheim"), known.name("Hale"), known.name("Russia")) == ("Norland", "Ada Hale", "Rus")
    assert known.name("France") == "France"
    rows = Finder.load("en", actors=path).statements("Norheim rejected a truce.")
    assert [row.actor for row in rows] == ["Norheim"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("states:\n  Norland: {capitol: Norheim}\n", r"mine\.yaml, line 2, column .*'capitol'.*use names"),
        ("states:\n  Norland: {names: Nord}\n", r"line 2.*not a list of texts"),
        ("states:\n  Norland: {capital: [A, B]}\n", r"line 2.*not a text"),
        ("nations:\n  Norland: {}\n", r"line 1.*'nations'.*use version, states"),
        ("states: [Norland]\n", r"'states'.*not a list of names with what"),
        ("states:\n  Norland: {}\n  Norland: {}\n", r"line 3.*stands twice"),
        ("states:\n  - {", r"not valid YAML"),
    ],
)
def test_a_wrong_gazetteer_is_an_error_with_its_line(tmp_path, text, message):
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(CodebookError, match=message):
        Gazetteer.load(SHIPPED, path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    deed: false\n    patterns:\n      - agree\n", "    patterns:\n      - agree\n", r"whether it is a deed"),
        ("      - agree on\n", "      - agree @nothing\n", r"line \d+.*no class '@nothing'"),
        ("      - agree on\n", "      - agree @talks on\n", r"line \d+.*goes on after its object"),
        ("      - agree on\n", "      - agree, on\n", r"line \d+.*is no word"),
        ("  consult:\n    definition", "  consort:\n    definition", r"field 'consort'.*use agree"),
    ],
)
def test_a_wrong_codebook_of_acts_is_an_error_with_its_line(tmp_path, old, new, message):
    text = ACTS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "acts.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        Acts.load(path)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(CodebookError, match="cannot be read"):
        Acts.load(tmp_path / "none.yaml")


def test_a_wrong_example_is_found(tmp_path, capsys):
    path = tmp_path / "acts.yaml"
    path.write_text(ACTS.read_text(encoding="utf-8").replace("      - Rebels attacked an army base.", "      - Hi.", 1))
    assert check_acts(path)[["act", "kind", "text"]].values.tolist() == [["assault", "example", "Hi."]]
    assert main(["acts", "check", str(path)]) == 1
    assert "'Hi.' is not coded" in capsys.readouterr().out
    assert main(["acts", "check"]) == 0


def test_the_command_writes_the_table(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Norland attacked Estmark. Estmark rejected a truce.")
    out = tmp_path / "statements.csv"
    assert main(["statements", str(tmp_path / "a.txt"), "--language", "en", "--out", str(out)]) == 0
    assert "2 statements" in capsys.readouterr().out
    assert pd.read_csv(out)[["actor", "act"]].values.tolist() == [["Norland", "assault"], ["Estmark", "reject"]]
