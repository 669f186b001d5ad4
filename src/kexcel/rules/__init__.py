"""The rule book: each rule said once, giving its Python check and its Excel formula."""

from kexcel.rules.book import CompiledRule, RuleBook, SheetRules, compile_rules

__all__ = ["CompiledRule", "RuleBook", "SheetRules", "compile_rules"]
