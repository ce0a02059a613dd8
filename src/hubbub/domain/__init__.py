"""What chat is, without I/O: ids, models, events, policy, text."""
