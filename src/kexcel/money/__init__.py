"""What money is here: versions of frames, units, plan profiles, rounding. Always Decimal."""
