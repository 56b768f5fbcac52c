"""What waitress is told: how many hands it has, and whose word about a visitor it takes.

Behind TLS the proxy in front says over what and from where a visitor came (X-Forwarded-Proto,
X-Forwarded-For). Only the one proxy that KITHWORK_PROXY names is believed; from anybody else
these headers are taken away, else whoever reaches the port could claim either.
"""

from typing import Any

from kithwork.web.environment import Environment

THREADS = 8
BELIEVED = frozenset({"x-forwarded-proto", "x-forwarded-for"})


def server_options(environment: Environment) -> dict[str, Any]:
    """Return the keyword arguments of `waitress.serve`, apart from host and port."""
    options: dict[str, Any] = {
        "threads": THREADS,
        "ident": None,
        "clear_untrusted_proxy_headers": True,
    }
    if environment.is_behind_tls:
        options |= {
            "trusted_proxy": environment.proxy,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": set(BELIEVED),
        }
    return options
