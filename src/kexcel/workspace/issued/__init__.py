"""The forms that were issued in a workspace, and the rules that each was issued with."""
