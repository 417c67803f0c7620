"""What a Neo4j server or its driver complains about, as one line that says what to do."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    ForbiddenOnReadOnlyDatabase,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    UnsupportedServerProduct,
)

from kg.errors import UserError

MINIMUM_VERSION = 5
"""The first major version whose Cypher has what the query templates use (COUNT {}, label expressions)."""

_MEMORY = ("OutOfMemory", "MemoryPool", "TransactionMemoryLimit", "StackOverFlow")
_DATABASE_MISSING = ("Neo.ClientError.Database.DatabaseNotFound", "Neo.ClientError.General.DatabaseNotFound")
_READ_ONLY = (
    "Neo.ClientError.General.WriteOnReadOnlyAccessModeDatabase",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.Security.Forbidden",
)
_WRITE_IN_READ = "Neo.ClientError.Statement.AccessMode"
_RATE_LIMIT = "Neo.ClientError.Security.AuthenticationRateLimit"
_EXPIRED = "Neo.ClientError.Security.CredentialsExpired"
_STATEMENT = "Neo.ClientError.Statement."
_TIMEOUTS = ("TransactionTimedOut", "LockClientStopped", "LockAcquisitionTimeout", "TransactionTerminated")


class PasswordNeeded(UserError):
    """The server wants a user name and password, or others than it was given."""


@contextmanager
def translated(address: str, database: str | None = None) -> Iterator[None]:
    """Turn errors of the driver into :class:`kg.errors.UserError`.

    Args:
        address: the server, without user name or password.
        database: the database in use, or None for the server's default.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise user_error(error, address, database) from error


def is_memory(error: Neo4jError) -> bool:
    """Whether the server ran out of memory for this transaction."""
    return any(word in (error.code or "") for word in _MEMORY)


def user_error(error: Neo4jError | DriverError, address: str, database: str | None) -> UserError:
    """The line for one error of the driver; the arguments are those of :func:`translated`."""
    if isinstance(error, Neo4jError):
        return _from_server(error, address, database)
    if certificate := _cause(error, ssl.SSLCertVerificationError):
        return UserError(
            f"the certificate of {address} is not trusted ({_first_line(certificate)}): "
            "for a self-signed one write neo4j+ssc:// or bolt+ssc://, or add its authority to this system"
        )
    if _cause(error, ssl.SSLError):
        return UserError(f"{address} does not answer with TLS: write neo4j:// or bolt:// without +s or +ssc")
    if isinstance(error, UnsupportedServerProduct) or _cause(error, UnsupportedServerProduct):
        return too_old(address, "")
    if isinstance(error, IncompleteCommit):
        return UserError(
            f"lost the connection to {address}: run the same command again, it completes the rest"
        )
    if isinstance(error, ServiceUnavailable):
        text = str(error)
        if any(word in text for word in ("looks like HTTP", "andshake", "rotocol")):
            return UserError(
                f"what answers at {address} is no Neo4j server of version {MINIMUM_VERSION} or later: "
                "give its Bolt port (usually 7687), or update it"
            )
        if "routing" in text and "://localhost" not in address and "://127." not in address:
            return UserError(
                f"{_no_server(address)}; for one server behind a tunnel or a container write bolt://"
            )
        return UserError(_no_server(address))
    if isinstance(error, ConfigurationError):
        return UserError(f"{address} cannot be used: {_first_line(error)}")
    return UserError(f"the connection to {address} failed: {_first_line(error)}; run the same command again")


def too_old(address: str, version: str) -> UserError:
    """The server's version cannot run the queries."""
    what = f"Neo4j {version}" if version else "an old Neo4j"
    return UserError(f"{address} runs {what}: kg needs Neo4j {MINIMUM_VERSION} or later, update the server")


def _from_server(error: Neo4jError, address: str, database: str | None) -> UserError:
    code = error.code or ""
    where = f"database {database!r} of {address}" if database else address
    if code == _RATE_LIMIT:
        return UserError(
            f"{address} refuses log-ins after too many wrong passwords: wait a minute, then try again"
        )
    if code == _EXPIRED:
        return UserError(f"the password for {address} must be changed first: log in once with Neo4j Browser")
    if isinstance(error, AuthError):
        return PasswordNeeded(
            f"{address} refuses the user name and password: set NEO4J_USERNAME and NEO4J_PASSWORD, "
            "in the environment or in a file .env"
        )
    if code in _DATABASE_MISSING:
        return UserError(
            f"{address} has no database {database!r}: give another with --database, or create it there "
            f"(CREATE DATABASE {database})"
        )
    if code == _WRITE_IN_READ:
        return UserError("this statement would write: kg query only reads")
    if isinstance(error, (Forbidden, ForbiddenOnReadOnlyDatabase)) or code in _READ_ONLY:
        return UserError(
            f"no right to do this in {where} ({_first_line(error)}): "
            "use a user that may write and make constraints (role architect), and a database that is not read-only"
        )
    if is_memory(error):
        return UserError(
            f"the server {address} ran out of memory: raise server.memory.heap.max_size and "
            "dbms.memory.transaction.total.max in its neo4j.conf, or ask for less"
        )
    if any(word in code for word in _TIMEOUTS):
        return UserError(f"{where} stopped the work ({_first_line(error)}): run the same command again")
    if code.startswith(_STATEMENT):
        return UserError(f"Cypher: {_first_line(error)}")
    if isinstance(error, ClientError):
        return UserError(f"{where}: {_first_line(error)}")
    return UserError(f"{where} failed ({_first_line(error)}): run the same command again")


def _no_server(address: str) -> str:
    return f"no Neo4j server answers at {address}: start one (kg browser says how), or correct the address"


def _cause(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    while error is not None:
        if isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None


def _first_line(error: BaseException) -> str:
    text = (error.message if isinstance(error, Neo4jError) else str(error)) or type(error).__name__
    return text.strip().splitlines()[0].rstrip(". ")
