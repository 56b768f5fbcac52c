"""What waitress is told: its hands, its largest body, and whose word about a visitor it takes.

Behind TLS the proxy in front says over what and from where a visitor came (X-Forwarded-Proto,
X-Forwarded-For). Only the one proxy that KITHWORK_PROXY names is believed; from anybody else
these headers are taken away, else whoever reaches the port could claim either.
"""

from typing import Any

from kithwork.web.environment import Environment

THREADS = 8
LARGEST_BODY = 80 * 1024 * 1024  # bytes; a file of 64 MiB and the form around it
BELIEVED = frozenset({"x-forwarded-proto", "x-forwarded-for"})


def server_options(environment: Environment) -> dict[str, Any]:
    """Return the keyword arguments of `waitress.serve`, apart from host and port."""
    options: dict[str, Any] = {
        "threads": THREADS,
        "ident": None,
        "max_request_body_size": LARGEST_BODY,
        "clear_untrusted_proxy_headers": True,
    }
    if environment.is_behind_tls:
        options |= {
            "trusted_proxy": environment.proxy,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": set(BELIEVED),
        }
    return options
