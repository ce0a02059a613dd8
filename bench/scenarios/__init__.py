"""What is measured: each scenario starts the server, drives it and yields figures."""

from collections.abc import Callable, Iterator

from bench.drivers import Driver
from bench.figures import Figure
from bench.plan import Plan
from bench.scenarios.connects import connects
from bench.scenarios.fanout import fan_out
from bench.scenarios.latency import latency
from bench.scenarios.logins import logins
from bench.scenarios.memory import memory
from bench.scenarios.sends import sends
from bench.scenarios.storm import storm

Scenario = Callable[[Driver, Plan], Iterator[Figure]]

SCENARIOS: dict[str, Scenario] = {
    "fanout": fan_out,
    "sends": sends,
    "latency": latency,
    "memory": memory,
    "connects": connects,
    "storm": storm,
    "logins": logins,
}
