"""What can go wrong with the store.

StorageError
├── StaleGroup        somebody else wrote the group since it was read: read again, decide again
├── NewerDatabase     the database was written by a newer version of Jielong
├── ClosedDatabase    the database was closed; nothing is read or written any more
└── UnknownDatabase   the address names no database that Jielong can open
"""


class StorageError(Exception):
    """Anything wrong with the store that a caller may want to tell apart."""


class StaleGroup(StorageError):
    """The group's version in the store is not the one that was decided upon."""


class NewerDatabase(StorageError):
    """The database's schema is newer than this program."""


class ClosedDatabase(StorageError):
    """The database was closed."""


class UnknownDatabase(StorageError):
    """No database can be opened at this address."""
