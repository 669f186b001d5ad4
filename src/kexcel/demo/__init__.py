"""The whole loop on a bundled example, with returns as departments might send them."""

from kexcel.demo.run import DemoResult, answer_forms, run_demo

__all__ = ["DemoResult", "answer_forms", "run_demo"]
