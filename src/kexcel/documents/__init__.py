"""Plan documents: reading them into a Plan, and writing plan.xlsx for the coordinator."""
