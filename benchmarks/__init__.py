"""What kexcel costs, held against what else there is: ``make bench``."""
