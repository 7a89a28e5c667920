"""What the program costs, against named peers, in one run: ``make bench``."""
