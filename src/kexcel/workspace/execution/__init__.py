"""Who reads received files: one process, several, or the workers of a cluster."""
