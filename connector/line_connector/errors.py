"""The error tree: every refusal and fault this package raises, by cause.

ConnectorError
├── InputError                 what was given cannot be used; nothing was sent        exit 2
│   └── ManifestError          a manifest is wrong                                    exit 2
├── SessionError               no connection, or no answer to a harmless request      exit 3
│   └── CredentialsError       credentials are missing or were refused                exit 3
├── UnknownOutcomeError        sent, and nobody can say whether it was carried out    exit 4
├── JobFailedError             it was accepted, and failed later; carries its output  exit 1
├── JobUnfinishedError         it was accepted, and is still under way                exit 4
└── ApiError                   the provider refused; carries its output               exit 1
    ├── BadRequestError        400
    ├── AuthenticationError    401                                                    exit 3
    ├── ForbiddenError         403
    ├── NotFoundError          404
    ├── ConflictError          409, without an accepted retry key
    ├── GoneError              410
    ├── RateLimitError         429, try again later
    ├── QuotaExceededError     429, the month's messages are used up
    └── ServerError            5xx, to a request that may be repeated
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from line_connector.http.output import Output
    from line_connector.schema.problems import Problem


class ConnectorError(Exception):
    """Base of all errors raised on purpose; its text is one line, fit for a person."""

    exit_status: ClassVar[int] = 1
    """What the command line ends with."""

    @property
    def retryable(self) -> bool:
        """Whether running the very same again, with its retry key, is safe and can end better."""
        return False

    def to_dict(self) -> dict[str, Any]:
        """Return the error as every platform gets it; what it does not have has no key."""
        shape: dict[str, Any] = {
            "error": type(self).__name__,
            "message": str(self),
            "retryable": self.retryable,
        }
        problems: Sequence[Problem] = getattr(self, "problems", ())
        if problems:
            shape["problems"] = [
                {"property": found.property, "pointer": found.pointer(), "message": found.message}
                for found in problems
            ]
        retry_key: str | None = getattr(self, "retry_key", None)
        if retry_key is not None:
            shape["retry_key"] = retry_key
        output: Output[Any] | None = getattr(self, "output", None)
        if output is not None:
            shape["output"] = output.to_dict()
        return shape


class InputError(ConnectorError):
    """Input cannot be used: nothing was sent.

    Attributes:
        problems: each with the property's path and what is allowed there.
    """

    exit_status = 2

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> InputError:
        """Make the error that lists `problems`, one per line."""
        return cls("\n".join(map(str, problems)), problems)


class ManifestError(InputError):
    """A manifest is wrong; the text says where and why."""


class SessionError(ConnectorError):
    """The provider could not be reached, or did not answer a request that changes nothing."""

    exit_status = 3

    @property
    def retryable(self) -> bool:
        """Nothing was carried out, and the network may be back later."""
        return True


class CredentialsError(SessionError):
    """Credentials are missing, unusable, or were refused by the token endpoint."""

    @property
    def retryable(self) -> bool:
        """Somebody has to mend them first."""
        return False


class UnknownOutcomeError(ConnectorError):
    """The request was sent and its outcome is not known: it may have been carried out.

    Attributes:
        what: what happened, without the advice that the text ends with.
        retry_key: the key it was sent with; running it again with this key within 24 hours
            carries it out at most once. None where the operation takes no key.
        output: the last answer, where there was one (a 5xx).
    """

    exit_status = 4

    def __init__(
        self,
        what: str,
        retry_key: str | None = None,
        output: Output[Any] | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(f"{what}. {advice}" if advice else what)
        self.what = what
        self.retry_key = retry_key
        self.output = output

    @property
    def retryable(self) -> bool:
        """With the same key it is carried out once; without one it may be doubled."""
        return self.retry_key is not None


class JobFailedError(ConnectorError):
    """The provider accepted it, and told later that it failed.

    Attributes:
        output: the answer that says so.
    """

    def __init__(self, message: str, output: Output[Any]) -> None:
        super().__init__(message)
        self.output = output


class JobUnfinishedError(ConnectorError):
    """The provider accepted it and is still at it: how it ends is to be asked later.

    Attributes:
        output: the last answer.
    """

    exit_status = 4

    def __init__(self, message: str, output: Output[Any]) -> None:
        super().__init__(message)
        self.output = output

    @property
    def retryable(self) -> bool:
        """Asking again changes nothing."""
        return True


class ApiError(ConnectorError):
    """The provider refused the request.

    Attributes:
        output: its whole answer, in the shape of a success.
        code: the provider's name for the kind of error; empty where it has none (LINE).
        problems: what is wrong with the request, property by property, as far as it is told.
    """

    def __init__(self, output: Output[Any]) -> None:
        super().__init__(_refusal_text(output))
        self.output = output
        self.code = output.error_body.code
        self.problems = list(output.error_body.problems)

    @staticmethod
    def of(output: Output[Any]) -> ApiError:
        """Make the error class that fits a refusal's status and text."""
        if output.exceeds_monthly_limit:
            return QuotaExceededError(output)
        if output.status_code >= 500:
            return ServerError(output)
        return _BY_STATUS.get(output.status_code, ApiError)(output)


class BadRequestError(ApiError):
    """The request is wrong, or its recipient or token is not valid."""


class AuthenticationError(ApiError):
    """The access token was refused, also after a new one was fetched."""

    exit_status = 3


class ForbiddenError(ApiError):
    """The account or its plan may not use this operation."""


class NotFoundError(ApiError):
    """What the request names does not exist, or is not visible to this account."""


class ConflictError(ApiError):
    """The state of things does not allow it; an accepted retry key is no conflict."""


class GoneError(ApiError):
    """What the request names was there, and is not any more."""


class RateLimitError(ApiError):
    """Too many requests; the same one can pass later."""

    @property
    def retryable(self) -> bool:
        """The rate is counted anew all the time."""
        return True


class QuotaExceededError(ApiError):
    """The month's messages are used up; trying again this month is of no use."""


class ServerError(ApiError):
    """The provider failed to answer a request that may be repeated."""

    @property
    def retryable(self) -> bool:
        """The provider may be well again."""
        return True


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    410: GoneError,
    429: RateLimitError,
}


def _refusal_text(output: Output[Any]) -> str:
    """Say status, reason, the provider's words and its request ID in one line."""
    text = f"{output.status_code} {output.reason}".rstrip()
    if told := str(output.error_body):
        text += f": {told}"
    if output.request_id:
        text += f" [request {output.request_id}]"
    return " ".join(text.split())
