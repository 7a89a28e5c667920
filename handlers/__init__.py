"""One event in, what to do, replies out: one file a topic of this trade's conversations."""
