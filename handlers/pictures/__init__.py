"""Pictures: plain values in, PNG bytes out. They know no storage and no chat.

Nothing here imports a drawing library until a picture is asked for.
"""
