"""Find and read a template: the municipality's own, or the packaged one."""

from __future__ import annotations

from pathlib import Path

from kexcel.errors import TemplateError
from kexcel.locale import mark
from kexcel.resources import resource
from kexcel.template.schema import Template
from kexcel.toml_file import parse_toml

TEMPLATE_FILE = "template.toml"


def parse_template(data: bytes, *, file: str = TEMPLATE_FILE) -> Template:
    """Read a template from the bytes of its TOML file.

    Raises:
        TemplateError: names the file, the key and what was expected.
    """
    return parse_toml(data, Template, file=file, error=TemplateError)


def template_folder(name: str, workspace: Path | None = None) -> Path:
    """The folder of a template: the workspace's own before the packaged one.

    Raises:
        TemplateError: there is no such template in either place.
    """
    places = [resource("templates", name)]
    if workspace is not None:
        places.insert(0, workspace / "templates" / name)
    for place in places:
        if (place / TEMPLATE_FILE).is_file():
            return place
    phrase = mark("There is no template {name}, neither in the workspace's templates/ nor bundled.")
    raise TemplateError(phrase, name=name)


def template_file(name: str, workspace: Path | None = None) -> tuple[str, bytes]:
    """The file of a template: how it is told of, and its bytes. TemplateError if there is none."""
    file = template_folder(name, workspace) / TEMPLATE_FILE
    return f"templates/{name}/{TEMPLATE_FILE}", file.read_bytes()


def load_template(name: str = "standard", workspace: Path | None = None) -> Template:
    """Read a template by name.

    Raises:
        TemplateError: the template is missing or wrong.
    """
    shown, data = template_file(name, workspace)
    return parse_template(data, file=shown)
