"""The process: configuration, assembly, dispatcher, sender, command line; platforms live in `gateways`."""
