"""Hubbub: a chat server that starts in one command and never loses or doubles a message."""

__version__ = "0.1.0"
