"""The HTTP shell: the operations as routes, pages, health; it knows sockets and decides nothing."""
