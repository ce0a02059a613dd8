"""How nodes tell each other what has happened: a port, and one adapter a file."""
