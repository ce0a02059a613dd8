"""``hubbub chat``: a whole chat in a terminal.

``model``, ``conversation``, ``timeline``, ``people``, ``composing`` and ``rows`` are pure: events in,
what is to be seen out. ``desk`` asks the server. The rest is Textual and only shows.
"""
