"""The file store: contents by their hash, in a folder or in S3, and parts of what is on its way."""
