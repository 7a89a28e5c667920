"""What is decided about boxes, fen and states: values in, values out, no I/O and no clock."""
