"""Time as one more source of events: when something is due, never what it means."""
