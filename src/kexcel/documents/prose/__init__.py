"""Plan documents as people write them, text, PDF and Word, read into a plan."""
