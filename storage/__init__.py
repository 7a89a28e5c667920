"""Rows: schema, migrations, queries, inbox, outbox, ledger and audit; the only SQL."""
