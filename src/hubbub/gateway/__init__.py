"""The WebSocket shell: sockets, frames, deadlines, caps. What is said is the receiver's business."""

from .connection import Connection
from .framing import CloseCode
from .heartbeat import Deadline, DeadlineWheel, Heartbeat
from .limits import GatewayLimits
from .server import Gateway
from .upgrade import Endpoint, Receiver, Refused, Route, Upgrade

__all__ = [
    "CloseCode",
    "Connection",
    "Deadline",
    "DeadlineWheel",
    "Endpoint",
    "Gateway",
    "GatewayLimits",
    "Heartbeat",
    "Receiver",
    "Refused",
    "Route",
    "Upgrade",
]
