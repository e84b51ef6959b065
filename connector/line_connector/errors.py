"""The error tree: every error this package raises, by cause.

ConnectorError
├── InputError                 invalid input or usage; nothing was sent               exit 2
│   ├── ManifestError          a manifest is not valid                                exit 2
│   └── WebhookBodyError       a webhook's body cannot be read: answer it with 400    exit 2
├── SignatureError             a webhook is not its channel's: answer it with 401     exit 3
├── SessionError               no connection, or no response to a retryable request   exit 3
│   └── CredentialsError       credentials are missing or were refused                exit 3
├── UnknownOutcomeError        sent, and may have been carried out                    exit 4
├── JobFailedError             it was accepted, and failed later; carries its output  exit 1
├── JobUnfinishedError         it was accepted, and is still pending                  exit 4
└── ApiError                   the provider refused; carries its output               exit 1
    ├── BadRequestError        400
    ├── AuthenticationError    401                                                    exit 3
    ├── ForbiddenError         403
    ├── NotFoundError          404
    ├── ConflictError          409, without an accepted retry key
    ├── GoneError              410
    ├── RateLimitError         429, try again later
    ├── QuotaExceededError     429, the month's messages are used up
    └── ServerError            5xx, to a retryable request
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from line_connector.http.output import Output
    from line_connector.schema.problems import Problem


class ConnectorError(Exception):
    """Base of all errors of this package; the text has one line per problem."""

    exit_status: ClassVar[int] = 1
    """Exit status of the command line."""

    @property
    def retryable(self) -> bool:
        """Whether the same call, with its retry key, can be retried safely and may succeed."""
        return False

    def to_dict(self) -> dict[str, Any]:
        """Return the error as every platform gets it; absent values have no key."""
        shape: dict[str, Any] = {
            "error": type(self).__name__,
            "message": str(self),
            "retryable": self.retryable,
        }
        problems: Sequence[Problem] = getattr(self, "problems", ())
        if problems:
            shape["problems"] = [
                {"property": each.property, "pointer": each.pointer(), "message": each.message}
                for each in problems
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
    """A manifest is not valid; the text says where and why."""


class WebhookBodyError(InputError):
    """The body of a webhook is not what a provider sends; the text says where and why.

    Answer the request with 400.
    """


class SignatureError(ConnectorError):
    """A webhook is not signed with a secret of the channel it is for: nothing in it can be trusted.

    Answer the request with 401, and tell the sender no more than that.
    """

    exit_status = 3


class SessionError(ConnectorError):
    """The provider could not be reached, or did not respond to a retryable request."""

    exit_status = 3

    @property
    def retryable(self) -> bool:
        """Nothing was carried out, and the network may be back later."""
        return True


class CredentialsError(SessionError):
    """Credentials are missing, unusable, or were refused by the token endpoint."""

    @property
    def retryable(self) -> bool:
        """The credentials must be fixed first."""
        return False


class UnknownOutcomeError(ConnectorError):
    """The request was sent and its outcome is not known: it may have been carried out.

    Attributes:
        what: what happened, without the advice that the text ends with.
        retry_key: the key it was sent with; running it again with this key within 24 hours
            carries it out at most once. None where the operation takes no key.
        output: the last output, if there was a response (a 5xx).
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
    """The provider accepted the job and later reported that it failed.

    Attributes:
        output: the output that reports it.
    """

    def __init__(self, message: str, output: Output[Any]) -> None:
        super().__init__(message)
        self.output = output


class JobUnfinishedError(ConnectorError):
    """The provider accepted the job, which is still pending: poll again later.

    Attributes:
        output: the last output.
    """

    exit_status = 4

    def __init__(self, message: str, output: Output[Any]) -> None:
        super().__init__(message)
        self.output = output

    @property
    def retryable(self) -> bool:
        """Polling has no side effect."""
        return True


class ApiError(ConnectorError):
    """The provider refused the request.

    Attributes:
        output: the whole output, in the same shape as a success.
        code: the provider's name for the kind of error; empty where it has none (LINE).
        problems: what is wrong with the request, property by property, if the provider says so.
    """

    def __init__(self, output: Output[Any]) -> None:
        super().__init__(_refusal_text(output))
        self.output = output
        self.code = output.error_body.code
        self.problems = list(output.error_body.problems)

    @staticmethod
    def of(output: Output[Any]) -> ApiError:
        """Return the error of the class for an output's status and text."""
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
    """The resource's state does not allow it; an accepted retry key is no conflict."""


class GoneError(ApiError):
    """What the request names was there, and is not any more."""


class RateLimitError(ApiError):
    """Too many requests; the same one can pass later."""

    @property
    def retryable(self) -> bool:
        """The rate limit will allow it later."""
        return True


class QuotaExceededError(ApiError):
    """The month's messages are used up; trying again this month is of no use."""


class ServerError(ApiError):
    """The provider failed on a retryable request."""

    @property
    def retryable(self) -> bool:
        """The provider may have recovered."""
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
    """Return status, reason, the provider's error and its request ID in one line."""
    text = f"{output.status_code} {output.reason}".rstrip()
    if reason := str(output.error_body):
        text += f": {reason}"
    if output.request_id:
        text += f" [request {output.request_id}]"
    return " ".join(text.split())
