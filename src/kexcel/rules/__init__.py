"""The rule book: each rule said once, giving its Python check and its Excel formula."""

from kexcel.rules.book import RuleBook, compile_rules
from kexcel.rules.compiled import CompiledRule
from kexcel.rules.sheet_rules import SheetRules

__all__ = ["CompiledRule", "RuleBook", "SheetRules", "compile_rules"]
