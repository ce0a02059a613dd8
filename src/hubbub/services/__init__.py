"""The use cases: what people can do, one file per noun; ``operations`` is the table of them all."""
