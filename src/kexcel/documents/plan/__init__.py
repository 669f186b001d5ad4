"""plan.xlsx: reading it into a Plan, and writing it for the coordinator."""
