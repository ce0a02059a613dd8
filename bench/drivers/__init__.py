"""How each server is started and spoken to."""

from bench.drivers.base import Driver
from bench.drivers.hubbub import Hubbub
from bench.drivers.plain import PythonWebsockets, UWebSockets, Ws
from bench.drivers.socketio import SocketIo

DRIVERS: dict[str, type[Driver]] = {
    driver.name: driver for driver in (Hubbub, Ws, UWebSockets, SocketIo, PythonWebsockets)
}

__all__ = ["DRIVERS", "Driver"]
