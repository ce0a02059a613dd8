"""What a person does with a server from a terminal, over the client library; of the server nothing."""
