"""What ``jielong`` can do: one file a subcommand, loaded only when it is asked for.

Each has ``run(arguments) -> int``, the exit code: 0, 1 for a failure, 2 for bad use.
"""
