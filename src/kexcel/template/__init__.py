"""What a department's workbook is: sheets, columns, words, roles, rules and looks, from TOML."""

from kexcel.template.load import load_template, parse_template
from kexcel.template.schema import (
    Choice,
    Column,
    Looks,
    Rule,
    Sheet,
    Template,
    Word,
)

__all__ = [
    "Choice",
    "Column",
    "Looks",
    "Rule",
    "Sheet",
    "Template",
    "Word",
    "load_template",
    "parse_template",
]
