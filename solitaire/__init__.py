"""What Chinese group chat means: words in, an offer's order book out, no I/O and no clock."""
