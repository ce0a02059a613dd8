"""MariaDB and Redis in temporary folders, and in them what a MutiPersonChat would hold."""

from __future__ import annotations

import contextlib
import getpass
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pymysql
import pytest
import redis

SECONDS = 60.0

SCHEMA = """
CREATE TABLE user (
    user_id INT AUTO_INCREMENT PRIMARY KEY,
    user_name VARCHAR(20) NOT NULL DEFAULT 'suger',
    user_img VARCHAR(1000) DEFAULT 'http://pictures.example/default.png'
);
CREATE TABLE user_contacter (user_id INT, contacter_id INT);
CREATE TABLE user_contacter_message (
    contacter_message_id INT AUTO_INCREMENT PRIMARY KEY,
    user_id INT, contacter_id INT, message TEXT,
    send_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE block (
    block_id INT AUTO_INCREMENT PRIMARY KEY,
    block_name VARCHAR(30) NOT NULL, owner_id INT DEFAULT 1,
    block_img VARCHAR(2000) DEFAULT 'http://pictures.example/group.png'
);
CREATE TABLE block_user (block_id INT, user_id INT);
CREATE TABLE block_message (
    block_message_id INT AUTO_INCREMENT PRIMARY KEY,
    block_id INT, user_id INT, at_user_id INT, message TEXT,
    send_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)
"""
"""The tables of the original by their names and columns; its foreign keys are left out, so that a test can
break them as years of use have."""


def program(name: str) -> str:
    """Return where a program is, or skip the test."""
    found = shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/bin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MariaDB:
    """A MariaDB that runs."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, database: str) -> str:
        """Return a database's address, as an operator writes it."""
        return f"mysql://reader:p%40ss@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str | None = None) -> pymysql.Connection[Any]:
        """Connect as one who may write."""
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user="root",
            password="root",
            database=database,
            autocommit=True,
            charset="utf8mb4",
        )

    @contextlib.contextmanager
    def database(self, name: str, schema: str = SCHEMA) -> Iterator[pymysql.Connection[Any]]:
        """Give a new database with the original's tables, and drop it in the end."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4")
                cursor.execute(f"GRANT SELECT ON `{name}`.* TO reader@'127.0.0.1'")
                cursor.execute(f"USE `{name}`")
                cursor.execute("SET time_zone = '+00:00'")
                for statement in filter(str.strip, schema.split(";")):
                    cursor.execute(statement)
            yield connection
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS `{name}`")
            connection.close()


@contextlib.contextmanager
def mariadb(folder: Path) -> Iterator[MariaDB]:
    """Start a MariaDB on a free port, with everything in a folder, and end it."""
    server, install = program("mariadbd"), program("mariadb-install-db")
    data, user, port = folder / "mysql", getpass.getuser(), free_port()
    setup = [install, "--no-defaults", f"--datadir={data}", f"--user={user}", "--skip-test-db"]
    subprocess.run([*setup, "--auth-root-authentication-method=normal"], check=True, capture_output=True)
    first = folder / "first.sql"
    first.write_text(
        "CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY 'root';\n"
        "GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n"
        "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'p@ss';\n"
    )
    where = [f"--datadir={data}", f"--socket={folder / 'mysql.sock'}", "--bind-address=127.0.0.1"]
    small = ["--innodb-buffer-pool-size=64M", "--skip-log-bin", "--skip-name-resolve", f"--init-file={first}"]
    command = [server, "--no-defaults", f"--user={user}", f"--port={port}", *where, *small]
    with (
        (folder / "mysql.log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as process,
    ):
        try:
            maria = MariaDB(port)
            _await(lambda: maria.connect().close(), pymysql.MySQLError, process)
            yield maria
        finally:
            process.terminate()
            process.wait(SECONDS)


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Start a Redis on a free port, with everything in a folder, and end it; gives its URL."""
    port = free_port()
    command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    quiet = ["--save", "", "--appendonly", "no"]
    with subprocess.Popen([*command, *quiet], stdout=subprocess.DEVNULL) as process:
        try:
            url = f"redis://127.0.0.1:{port}/0"
            with redis.Redis.from_url(url) as client:
                _await(client.ping, redis.RedisError, process)
            yield url
        finally:
            process.terminate()
            process.wait(SECONDS)


def _await(ask: Any, failure: type[Exception], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            ask()
        except failure:
            assert process.poll() is None, "it ended at once"
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.05)
        else:
            return


class Original:
    """One installation: what its backend would have written."""

    def __init__(self, connection: pymysql.Connection[Any], mysql: str, redis_url: str) -> None:
        self.mysql = mysql
        self.redis = redis_url
        self._connection = connection
        self.keys = redis.Redis.from_url(redis_url)

    def put(self, table: str, *rows: Sequence[Any]) -> None:
        """Insert rows, in the order of the table's columns."""
        marks = ", ".join(["%s"] * len(rows[0]))
        with self._connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO `{table}` VALUES ({marks})", [tuple(row) for row in rows])

    def change(self, statement: str) -> None:
        """Change the tables."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)

    def push_undelivered(self, user: int, message: dict[str, Any]) -> None:
        """Keep a message for somebody who is away, as the original does: the newest first."""
        self.keys.lpush(f"offline:offline_message_{user}", json.dumps(message))

    def keep_unconfirmed(self, message: dict[str, Any]) -> None:
        """Keep a message that was sent and not confirmed."""
        self.keys.set(f"temp:{message['message_id']}", json.dumps(message))


def direct(
    message_id: int | str, sender: int, receiver: int, html: str, at: int, **more: Any
) -> dict[str, Any]:
    """Return a MESSAGE from one to another, as it stands on the wire; ids are texts."""
    who = {"from_user_id": str(sender), "to_user_id": str(receiver)}
    what = {"type": "MESSAGE", "message_id": str(message_id), "message": html, "send_time": at}
    return {**what, "chat_type": "PTP", **who, **more}


def in_group(
    message_id: int | str, sender: int, group: int, html: str, at: int, **more: Any
) -> dict[str, Any]:
    """Return a MESSAGE to a group, as it stands on the wire."""
    who = {"from_user_id": str(sender), "block_id": str(group)}
    what = {"type": "MESSAGE", "message_id": str(message_id), "message": html, "send_time": at}
    return {**what, "chat_type": "BLOCK", **who, **more}
