"""A plan.xlsx that stands, brought up to date with a document that has changed."""
