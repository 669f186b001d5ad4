"""What a form is told by without reading it is what the form says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.errors import ConfigurationError
from kexcel.model.form import CarriedReturn, Form
from kexcel.workspace.issued.forms import FormHead, IssuedForms
from kexcel.workspace.issued.here import issued_forms
from tests.workspace.places import opened
from tests.workspace.small import issued_small_workspace


def told_by(form: Form) -> FormHead:
    return FormHead(
        form.department_name, form.plan, form.template, form.year, form.frame, form.frame_version
    )


def stored(root: Path, **changes: object) -> tuple[IssuedForms, Form]:
    """A form that was issued, stored with something changed."""
    workspace = issued_small_workspace(root)
    forms = issued_forms(workspace)
    form = replace(forms[next(iter(forms))], **changes)  # type: ignore[arg-type] # its own fields
    workspace.archive.keep_issued(form, b"", workspace.template)
    return issued_forms(opened(root)), form


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"frame": None, "frame_version": ""},
        {"frame": Decimal("-0.10"), "frame_version": 'Juni "två"'},
        {"department_name": 'Sam", "sheets":[ \\hälle'},
        {"carried": tuple(CarriedReturn(f"{n:064}", "2024-05-10") for n in range(3))},
        {"carried": tuple(CarriedReturn(f"{n:064}", "2024-05-10") for n in range(99))},
    ],
)
def test_the_head_is_what_the_form_says(tmp_path: Path, changes: dict[str, object]) -> None:
    forms, form = stored(tmp_path / "ws", **changes)
    assert forms.head(form.code) == told_by(form)


def test_a_form_that_is_damaged_has_no_head(tmp_path: Path) -> None:
    forms, form = stored(tmp_path / "ws")
    path = forms.archive.form_path(form.code)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ConfigurationError):
        forms.head(form.code)
