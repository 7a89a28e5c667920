"""The process: configuration, assembly, dispatcher, sender and command line."""
