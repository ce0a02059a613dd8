"""The rules: each a function of the history and the logs, in time linear in their length."""
