"""Replaying a recorded day through the whole program, on a virtual clock."""
