"""How kg reaches a Neo4j server: the address, the credentials and the driver.

Credentials come from ``NEO4J_USERNAME`` and ``NEO4J_PASSWORD`` in the environment, else in a file ``.env`` in
the working folder, else from a prompt when somebody sits at a terminal. They are never part of an address.
"""

import logging
import os
import sys
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from urllib.parse import urlsplit

import click
from dotenv import dotenv_values
from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity

from kg.errors import UserError
from kg.store.neo4j_errors import MINIMUM_VERSION, PasswordNeeded, too_old, translated

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
FORMS = tuple(f"{scheme}://" for scheme in SCHEMES)
FROM_ENVIRONMENT = "neo4j"
"""As an address, this word stands for the server that ``NEO4J_URI`` names."""

# The driver logs what it raises as well; without a handler Python would print that beside our one line.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_CONNECTION_TIMEOUT = 15.0  # seconds until a host that does not answer is given up
RETRY_TIME = 15.0
"""Seconds for which a transaction that failed is tried again: deadlocks, a leader that changes."""


@dataclass(frozen=True)
class Access:
    """Everything needed to connect; ``password`` is kept out of every text form.

    Attributes:
        address: the server's address, without user name and password.
        database: the database, or None for the server's default.
        username: who logs in.
        password: None when there is none yet.
    """

    address: str
    database: str | None = None
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)


def resolve(address: str, database: str | None = None) -> Access:
    """Complete an address with what the environment and ``.env`` say.

    Raises:
        UserError: the address carries a user name or password, is none, or ``NEO4J_URI`` is missing.
    """
    if address == FROM_ENVIRONMENT:
        address = setting("NEO4J_URI") or ""
        if not address:
            raise UserError("--store neo4j means the server of NEO4J_URI, which is not set: set it in .env")
    return Access(
        address=checked(address),
        database=database or setting("NEO4J_DATABASE"),
        username=setting("NEO4J_USERNAME") or "neo4j",
        password=setting("NEO4J_PASSWORD"),
    )


def checked(address: str) -> str:
    """The address, once it is known to be one that may be shown.

    Raises:
        UserError: it is no Neo4j address, or it holds a user name or password, which the message leaves out.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.username is not None or parts.password is not None or "@" in address:
        place = f"{host}:{port}" if port else host or "HOST:7687"
        raise UserError(
            f"no user name or password in the address: write {parts.scheme or 'neo4j'}://{place} and set "
            "NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    if parts.scheme not in SCHEMES or not host:
        raise UserError(
            f"{address!r} is no Neo4j address: write {FORMS[0]}HOST:7687, or one of {', '.join(FORMS[1:])}"
        )
    return address


def setting(name: str) -> str | None:
    """A setting from the environment, else from the file ``.env`` in the working folder."""
    return os.environ.get(name) or _dotenv(os.getcwd()).get(name)


@cache
def _dotenv(folder: str) -> dict[str, str | None]:
    return dotenv_values(os.path.join(folder, ".env"), interpolate=False)  # a password may hold a $


def connect(access: Access) -> Driver:
    """A driver whose connection, log-in and server version have been checked.

    Raises:
        UserError: no server, a certificate that is not trusted, wrong credentials, or a version too old.
    """
    try:
        return _driver(access)
    except PasswordNeeded:
        if access.password is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
    username = click.prompt(f"User name for {access.address}", default=access.username, err=True)
    password = click.prompt("Password", hide_input=True, err=True)
    return _driver(Access(access.address, access.database, username, password))


def _driver(access: Access) -> Driver:
    auth = (access.username, access.password) if access.password is not None else None
    with translated(access.address, access.database):
        driver = GraphDatabase.driver(
            access.address,
            auth=auth,
            user_agent=f"kg-papers/{metadata.version('kg-papers')}",
            connection_timeout=_CONNECTION_TIMEOUT,
            max_transaction_retry_time=RETRY_TIME,
            # An empty database has none of our labels yet; the server's warnings about that help nobody.
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        )
        try:
            version = driver.get_server_info().agent.rpartition("/")[2]
            if not supported(version):
                raise too_old(access.address, version)
        except BaseException:
            driver.close()
            raise
    return driver


def supported(version: str) -> bool:
    """Whether a server of this version (``5.26.0``, ``2025.10.1``, ``5.27-aura``) can run the queries."""
    major = version.partition(".")[0]
    return not major.isdigit() or int(major) >= MINIMUM_VERSION
