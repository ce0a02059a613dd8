"""How much of everything: sizes, rates and seconds of a full and of a quick run."""

from msgspec import Struct


class FanOut(Struct, frozen=True):
    """One room: steady `rates` in messages a second, then as fast as `window` messages under way allow."""

    members: int
    rates: tuple[int, ...]
    window: int


class Pace(Struct, frozen=True):
    """How long each measurement takes: the slices count, the warm-up does not."""

    warm_up: float
    slices: int
    slice_seconds: float


class Plan(Struct, frozen=True):
    """Every number that a run is made with; it is written into the results."""

    fan_outs: tuple[FanOut, ...]
    pace: Pace
    groups: int
    send_windows: tuple[int, ...]
    latency_seconds: float
    latency_rate: int
    idle_peers: int
    idle_hubbub: tuple[int, ...]
    connects: int
    storm: int


FULL = Plan(
    fan_outs=(
        FanOut(100, (100, 1_000), 256),
        FanOut(1_000, (40, 400, 2_000), 128),
        FanOut(10_000, (4, 40), 24),
    ),
    pace=Pace(warm_up=1.0, slices=4, slice_seconds=1.0),
    groups=100,
    send_windows=(8, 32),
    latency_seconds=8.0,
    latency_rate=200,
    idle_peers=5_000,
    idle_hubbub=(5_000, 15_000),
    connects=5_000,
    storm=10_000,
)

QUICK = Plan(
    fan_outs=(FanOut(1_000, (40, 400), 64),),
    pace=Pace(warm_up=0.5, slices=3, slice_seconds=0.5),
    groups=100,
    send_windows=(32,),
    latency_seconds=2.0,
    latency_rate=200,
    idle_peers=1_000,
    idle_hubbub=(1_000,),
    connects=1_000,
    storm=2_000,
)
