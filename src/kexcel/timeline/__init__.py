"""The plan as it stood on a day: what decisions of the year add, change, cancel and move."""

from kexcel.timeline.changes import ActivityChange, FieldChange, changes_in, changes_of
from kexcel.timeline.standing import plan_on

__all__ = ["ActivityChange", "FieldChange", "changes_in", "changes_of", "plan_on"]
