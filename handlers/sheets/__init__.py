"""Spreadsheets: plain values in, `.xlsx` bytes out. They know no storage and no chat.

The same values always give the same bytes. Nothing here imports the writer of workbooks
until a sheet is asked for.
"""
