"""Talk while passwords are checked: send to reply with nobody logging in, and with two hundred a second.

More than can be hashed: what the server turns away costs it little, what it hashes must yield to the talk.
"""

import multiprocessing
import select
import socket
import time
from collections.abc import Iterator, MutableSequence

from bench.drivers import Driver
from bench.drivers.http import post_all
from bench.figures import Figure
from bench.load.crowd import allow_descriptors, close_all, connect
from bench.plan import Plan
from bench.scenarios.latency import GROUPS, MEMBERS, Stopwatch, percentiles

_A_SECOND = 200
_WARM_UP = 2.0
_ACCOUNTS = 10
_PASSWORD = "correct horse battery staple"
_MOST_WAITING = 4_000
_STATUSES = (b"200", b"429")


def logins(driver: Driver, plan: Plan) -> Iterator[Figure]:
    """The same talk twice on one server. Only for a server that knows passwords."""
    if not driver.durable:
        return
    people = GROUPS * MEMBERS
    allow_descriptors(people + _MOST_WAITING)
    driver.start()
    driver.prepare(people, [range(first, first + MEMBERS) for first in range(0, people, MEMBERS)])
    asked = [f'{{"name":"bench login {n}","password":"{_PASSWORD}"}}' for n in range(_ACCOUNTS)]
    post_all(driver.port, "/api/v1/auth.register", [(None, body) for body in asked])
    connections = connect(driver, range(people))
    forked = multiprocessing.get_context("fork")
    answered = forked.Array("q", len(_STATUSES))
    crowd = forked.Process(target=_log_in, args=(driver.port, asked, answered), daemon=True)
    try:
        clock = Stopwatch(driver, connections)
        clock.run(plan.latency_rate, _WARM_UP)
        clock.forget()
        clock.run(plan.latency_rate, plan.latency_seconds)
        yield from percentiles("logins.quiet", "nobody logging in: send to reply", clock.replies, [])
        crowd.start()
        clock.run(plan.latency_rate, _WARM_UP)
        clock.forget()
        clock.run(plan.latency_rate, plan.latency_seconds)
        seconds = _WARM_UP + plan.latency_seconds
        checked, refused = (answered[kind] / seconds for kind in range(len(_STATUSES)))
        note = f"{_A_SECOND} logins/s arriving, {checked:.0f} checked and {refused:.0f} refused a second"
        yield from percentiles("logins.busy", "passwords checked: send to reply", clock.replies, [note])
    finally:
        if crowd.is_alive():
            crowd.terminate()
        driver.stop()
        close_all(connections)


def _log_in(port: int, asked: list[str], answered: MutableSequence[int]) -> None:
    """Sends logins, evenly spaced, each on a connection of its own, and counts the answers as they come."""
    waiting: dict[int, socket.socket] = {}
    epoll = select.epoll()
    due, number = time.perf_counter(), 0
    while True:
        time.sleep(max(0.0, due - time.perf_counter()))
        due += 1 / _A_SECOND
        body = asked[number % len(asked)].encode()
        number += 1
        sock = socket.create_connection(("127.0.0.1", port))
        sock.sendall(
            b"POST /api/v1/auth.login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        )
        waiting[sock.fileno()] = sock
        epoll.register(sock, select.EPOLLIN)
        for fd, _ in epoll.poll(0):
            with waiting.pop(fd) as told:
                answered[_STATUSES.index(told.recv(12)[9:])] += 1
