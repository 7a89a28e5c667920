"""One file a platform: the only file that knows that platform's library."""
