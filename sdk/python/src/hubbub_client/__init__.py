"""The client of the Hubbub chat server. See ``Client``."""

from hubbub_client import events, models
from hubbub_client.backoff import Backoff
from hubbub_client.client import Client
from hubbub_client.errors import (
    BadRequest,
    Closed,
    Conflict,
    ConnectionLost,
    Forbidden,
    HubbubError,
    Internal,
    NotFound,
    OutboxError,
    RateLimited,
    TooLarge,
    Unauthenticated,
    Unavailable,
)
from hubbub_client.events import *  # noqa: F403
from hubbub_client.models import *  # noqa: F403
from hubbub_client.operations import Operations
from hubbub_client.outbox import Delivery
from hubbub_client.session import Shown
from hubbub_client.state import State
from hubbub_client.status import CaughtUp, Connected, Disconnected, Gone, Reset, Undeliverable, Unknown

__version__ = "0.1.0"

__all__ = ["Backoff", "Client", "Delivery", "Operations", "Shown", "State"]
__all__ += ["CaughtUp", "Connected", "Disconnected", "Gone", "Reset", "Undeliverable", "Unknown"]
__all__ += ["BadRequest", "Closed", "Conflict", "ConnectionLost", "Forbidden", "HubbubError", "Internal"]
__all__ += ["NotFound", "OutboxError", "RateLimited", "TooLarge", "Unauthenticated", "Unavailable"]
__all__ += events.__all__
__all__ += models.__all__
