"""Drafts of reminders to the departments that must act, and the list of them."""
