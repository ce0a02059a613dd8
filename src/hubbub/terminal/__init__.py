"""What a person does with a server from a terminal. It stands on the client library and knows nothing of the server."""
