"""Bytes: operations, replies and events in and out, and the documents that describe them."""
