"""Measures Hubbub and its peers side by side, in turn, on pinned cores. `python -m bench --help`."""
