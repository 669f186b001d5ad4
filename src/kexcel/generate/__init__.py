"""Plan, template and period to the workbooks that departments fill in."""

from kexcel.generate.compose import PreviousAnswers, compose_form, departments_with_forms
from kexcel.generate.workbook import write_form

__all__ = ["PreviousAnswers", "compose_form", "departments_with_forms", "write_form"]
