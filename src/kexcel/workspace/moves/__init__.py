"""What there is to say of reorganisations: of rounds that are out, and of answers that moved."""
