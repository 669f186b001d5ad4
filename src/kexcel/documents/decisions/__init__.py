"""Beslut.xlsx: reading what was decided, and adding what waits for a decision."""
