"""All that is measured, in the table's order."""

from bench import alone, evening, pipeline, reader, start
from bench.figures import Row

ROWS: tuple[Row, ...] = (
    *pipeline.ROWS,
    *alone.ROWS,
    *reader.ROWS,
    *evening.ROWS,
    *start.ROWS,
)
