"""Pictures from strangers: looked at, shrunk and stripped, each in a process of its own.

Knows nothing of files or chats, only of bytes in one place and results in two others.

Nothing is imported here: the process that looks at a picture would pay for it each time.
"""
