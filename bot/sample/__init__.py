"""The people of the chat page, and the evening that it plays with them."""
