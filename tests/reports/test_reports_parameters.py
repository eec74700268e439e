"""A notebook's parameters are checked before anything runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import ParameterError, SpecError
from discourse.reports.parameters import Parameter, check, declared, from_text

ALL = """\
# What to read.
corpus: str = "lee"   # catalogue name or path
top: int = 10
alpha: float = 1
pictures: bool = True
outlets: list[str] = []
labels: dict[str, int] = {"a=b": 1}
note: str = "a # and an = sign"; pass_on: list = [1, "two"]
"""


def test_declares_name_type_default_and_comment(notebook):
    found = declared(notebook("n", parameters=ALL.replace("; ", "\n")))
    assert list(found) == ["corpus", "top", "alpha", "pictures", "outlets", "labels", "note", "pass_on"]
    assert found["corpus"] == Parameter("corpus", str, "lee", "catalogue name or path")
    assert found["outlets"].type_name == "list[str]"
    assert found["note"].default == "a # and an = sign"
    assert found["labels"].default == {"a=b": 1}
    assert found["alpha"].default == 1.0
    assert isinstance(found["alpha"].default, float)


def test_the_rest_of_a_line_is_not_lost(notebook):
    assert declared(notebook("n", parameters=ALL))["pass_on"].default == [1, "two"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("limit: int | None = None", "the type `int | None` of 'limit'"),
        ("flag = False", "`flag = False` is not a parameter"),
        ("a, b = 1, 2", "is not a parameter"),
        ("import os", "`import os` is not a parameter"),
        ("path: Path = 'x'", "the type `Path`"),
        ("later: int", "is not a parameter"),
        ("n: int = 2 * 3", "the value of 'n' is not written out"),
        ("n: int = True", "parameter 'n' takes int, not True"),
        ("n: float = 'x'", "parameter 'n' takes float, not 'x'"),
        ("outlets: list[str] = [1]", "takes list[str], not [1]"),
        ("d: dict[int, str] = {}", "the type `dict[int, str]`"),
        ("n: int = (", "is not Python"),
        ("ok: int = 1", "'ok' is declared twice"),
    ],
)
def test_a_line_that_papermill_would_drop_is_an_error_with_its_row(notebook, line, says):
    path = notebook("n", parameters=f"ok: int = 1\n{line}")
    with pytest.raises(ParameterError, match=re.escape(says)) as caught:
        declared(path)
    assert "n.ipynb, parameters cell, row 2:" in str(caught.value)


def test_exactly_one_parameters_cell(notebook, tmp_path):
    with pytest.raises(ParameterError, match="has no cell tagged `parameters`"):
        check(notebook("none", "1 + 1", parameters=None), {})
    path = notebook("two", parameters="a: int = 1")
    path.write_text(path.read_text().replace('"cells": [', '"cells": [' + _cell(), 1))
    with pytest.raises(ParameterError, match="has 2 cells tagged"):
        check(path, {})


def _cell() -> str:
    return (
        '{"cell_type": "code", "id": "x", "execution_count": null, "outputs": [], "source": "b: int = 1", '
        '"metadata": {"tags": ["parameters"]}},'
    )


def test_given_values_complete_the_defaults_in_order(notebook):
    path = notebook("n", parameters="a: int = 1\nb: float = 2.5\nc: str = 'x'")
    assert check(path, {"b": 3}) == {"a": 1, "b": 3.0, "c": "x"}
    assert isinstance(check(path, {"b": 3})["b"], float)


@pytest.mark.parametrize("value", [True, 1.5, "1", [1], None])
def test_a_whole_number_is_nothing_else(notebook, value):
    with pytest.raises(ParameterError, match=r"parameter 'times' takes int, not .*What to do: give a value such as 3"):
        check(notebook("n"), {"times": value})


def test_an_unknown_name_gets_a_suggestion(notebook):
    with pytest.raises(ParameterError, match=r"has no parameter 'wrod'.*did you mean 'word'\?"):
        check(notebook("n"), {"wrod": "x"})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(notebook, value):
    with pytest.raises(ParameterError, match="takes float"):
        check(notebook("n", parameters="a: float = 1.0"), {"a": value})


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (str, "007", "007"),
        (str, "yes", "yes"),
        (str, "", ""),
        (int, "-7", -7),
        (float, "7", 7.0),
        (bool, "Yes", True),
        (bool, "false", False),
        (list[str], '["a", "b"]', ["a", "b"]),
        (dict, '{"a": 1}', {"a": 1}),
    ],
)
def test_text_takes_the_declared_type(kind, text, value):
    found = from_text(Parameter("p", kind, None, ""), text, "n.ipynb")
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(int, "1.5"), (bool, "maybe"), (float, "nan"), (list, '{"a": 1}'), (list[int], '["a"]'), (dict, "{")],
)
def test_text_that_does_not_fit_is_an_error(kind, text):
    with pytest.raises(ParameterError, match=r"n\.ipynb: parameter 'p' takes"):
        from_text(Parameter("p", kind, None, ""), text, "n.ipynb")


@given(st.text())
def test_text_stays_as_it_was_typed(text):
    assert from_text(Parameter("p", str, "", ""), text, "n.ipynb") == text


def test_a_file_that_is_no_notebook(tmp_path):
    path = tmp_path / "n.ipynb"
    path.write_text("not json")
    with pytest.raises(SpecError, match="is not a Jupyter notebook"):
        declared(path)
