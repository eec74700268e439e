"""The parameters of a notebook: what its `parameters` cell declares, and whether given values fit."""

from __future__ import annotations

import ast
import difflib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from discourse.errors import ParameterError
from discourse.reports.notebook import read

TYPES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
FORM = "write `name: type = value`, with type one of " + ", ".join(TYPES)


@dataclass(frozen=True)
class Parameter:
    """One line of a `parameters` cell: its name, type, default value and trailing comment."""

    name: str
    type: Any
    default: Any
    help: str

    @property
    def type_name(self) -> str:
        return str(self.type) if get_args(self.type) else self.type.__name__


def declared(notebook: Path) -> dict[str, Parameter]:
    """Read what a notebook's `parameters` cell declares.

    The cell is parsed as Python: papermill reads it line by line with a regular expression and leaves out,
    without a word, what it does not understand.

    Raises
    ------
    ParameterError
        If the notebook has no `parameters` cell or two, or a line of it is not `name: type = value`.
    """
    cells = [cell for cell in read(notebook).cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        problem = "has no cell tagged `parameters`" if not cells else f"has {len(cells)} cells tagged `parameters`"
        raise ParameterError(problem, source=notebook, remedy="tag exactly one code cell `parameters`")
    source = cells[0].source
    where = f"{notebook}, parameters cell"
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(f"is not Python ({error.msg})", source=where, row=error.lineno, remedy=FORM) from error
    found: dict[str, Parameter] = {}
    for line in lines:
        parameter = _parameter(line, source, where)
        if parameter.name in found:
            raise ParameterError(
                f"{parameter.name!r} is declared twice", source=where, row=line.lineno, remedy="keep one"
            )
        found[parameter.name] = parameter
    return found


def check(notebook: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Complete the given values with the notebook's defaults.

    Parameters
    ----------
    notebook : Path
    given : dict
        Values of the declared types; a whole number is taken for a `float`, a truth value never for an `int`.

    Returns
    -------
    dict
        A value for each declared parameter, in the order of the cell.

    Raises
    ------
    ParameterError
        If a name is not declared or a value is of the wrong type.
    """
    known = declared(notebook)
    for name in given:
        if name not in known:
            raise ParameterError(f"has no parameter {name!r}", source=notebook, remedy=_advice(name, known))
    return {
        name: _fit(given[name], parameter, str(notebook)) if name in given else parameter.default
        for name, parameter in known.items()
    }


def from_text(parameter: Parameter, text: str, source: object) -> Any:
    """Turn a value typed at the command line into the declared type.

    Text stays as it was typed ("007" is not the number 7); truth values are true, false, yes or no; lists and
    dictionaries are written as JSON.

    Raises
    ------
    ParameterError
        If the text does not fit the type.
    """
    base = get_origin(parameter.type) or parameter.type
    if base is str:
        return text
    try:
        if base is bool:
            value = TRUTH[text.strip().lower()]
        elif base in (int, float):
            value = base(text)
        else:
            value = json.loads(text)
    except (KeyError, ValueError) as error:
        raise _wrong_type(text, parameter, source) from error
    return _fit(value, parameter, source)


def _parameter(line: ast.stmt, source: str, where: str) -> Parameter:
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None):
        raise ParameterError(
            f"`{ast.unparse(line).splitlines()[0]}` is not a parameter", source=where, row=line.lineno, remedy=FORM
        )
    name = line.target.id
    try:
        kind = _type(line.annotation)
        default = ast.literal_eval(line.value)
    except LookupError as error:
        problem = f"the type `{ast.unparse(line.annotation)}` of {name!r} cannot be given to a notebook"
        raise ParameterError(problem, source=where, row=line.lineno, remedy=FORM) from error
    except ValueError as error:
        problem = f"the value of {name!r} is not written out"
        remedy = "give a plain value, and compute from it in a later cell"
        raise ParameterError(problem, source=where, row=line.lineno, remedy=remedy) from error
    rest = source.splitlines()[line.end_lineno - 1].encode()[line.end_col_offset :].decode()
    parameter = Parameter(name, kind, None, rest.strip().lstrip(";# "))
    return Parameter(name, kind, _fit(default, parameter, where, line.lineno), parameter.help)


def _type(node: ast.expr) -> Any:
    """The type an annotation names; LookupError if it is none of ours."""
    if isinstance(node, ast.Name):
        return TYPES[node.id]
    if not (isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)):
        raise LookupError
    if node.value.id == "list":
        return list[_type(node.slice)]
    if node.value.id == "dict" and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        key, value = node.slice.elts
        if _type(key) is str:
            return dict[str, _type(value)]
    raise LookupError


def _fit(value: Any, parameter: Parameter, source: object, row: int | None = None) -> Any:
    try:
        return _convert(value, parameter.type)
    except TypeError as error:
        raise _wrong_type(value, parameter, source, row) from error


def _convert(value: Any, kind: Any) -> Any:
    base, inner = get_origin(kind) or kind, get_args(kind)
    if base is float and type(value) is int:
        value = float(value)
    if type(value) is not base:  # exactly: a truth value is an int to isinstance
        raise TypeError
    if base is float and not math.isfinite(value):
        raise TypeError
    if base is list and inner:
        return [_convert(item, inner[0]) for item in value]
    if base is dict:
        # papermill writes every key as text
        return {_convert(key, str): _convert(item, inner[1]) if inner else item for key, item in value.items()}
    return value


def _wrong_type(value: Any, parameter: Parameter, source: object, row: int | None = None) -> ParameterError:
    return ParameterError(
        f"parameter {parameter.name!r} takes {parameter.type_name}, not {value!r}",
        source=source,
        row=row,
        remedy=f"give a value such as {parameter.default!r}"
        if parameter.default is not None
        else "change the type or the value",
    )


def _advice(name: str, known: dict[str, Parameter]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    names = f"its parameters are {', '.join(known)}" if known else "it takes none"
    return f"did you mean {close[0]!r}? ({names})" if close else names
