"""The plan as it stood on a day: what decisions of the year add, change, cancel and move."""

from kexcel.timeline.standing import plan_on

__all__ = ["plan_on"]
