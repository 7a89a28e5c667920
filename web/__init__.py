"""Pages: the cockpit and the chat page, where each button becomes an event."""
