"""What other machines may reach: never an installation that is set for trying things on."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kithwork.cli.errors import BadInput
from kithwork.cli.exposure import is_loopback, refuse_exposure, refuse_loose_secrets
from kithwork.cli.serve import demo
from kithwork.cli.tests.serving import free_port
from kithwork.web.environment import LOOPBACK, Environment


@pytest.fixture
def sound(tmp_path: Path) -> Environment:
    return Environment(
        home=tmp_path,
        is_debug=False,
        is_demo=False,
        hosts=("kithwork.school.example",),
        database_url="",
        trusted_origins=(),
        is_behind_tls=True,
        proxy="127.0.0.1",
        second_factor=(),
    )


def test_an_installation_in_order_may_serve_other_machines(sound: Environment) -> None:
    refuse_exposure("0.0.0.0", sound)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"is_debug": True}, "KITHWORK_DEBUG"),
        ({"is_demo": True}, "KITHWORK_HOME"),
        ({"hosts": LOOPBACK}, "KITHWORK_HOSTS"),
        ({"hosts": ("*",)}, "KITHWORK_HOSTS"),
        ({"is_behind_tls": False}, "KITHWORK_TLS"),
        ({"proxy": "*"}, "KITHWORK_PROXY"),
        ({"proxy": "proxy.school.example"}, "KITHWORK_PROXY"),
    ],
)
@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "kithwork.school.example"])
def test_each_fault_refuses_and_says_what_to_set(
    sound: Environment, change: dict[str, object], named: str, host: str
) -> None:
    wrong = replace(sound, **change)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match=named):
        refuse_exposure(host, wrong)


@pytest.mark.parametrize(
    "change", [{"is_debug": True}, {"is_demo": True}, {"is_behind_tls": False}]
)
def test_on_this_machine_alone_everything_may_be_tried(
    sound: Environment, change: dict[str, object]
) -> None:
    alone = replace(sound, hosts=LOOPBACK)
    refuse_exposure("127.0.0.1", replace(alone, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [{"is_debug": True}, {"is_demo": True}, {"is_behind_tls": False}]
)
def test_a_name_that_others_know_is_no_place_for_trying(
    sound: Environment, change: dict[str, object]
) -> None:
    with pytest.raises(BadInput, match=r"^kithwork\.school\.example can be reached"):
        refuse_exposure("127.0.0.1", replace(sound, **change))  # type: ignore[arg-type]


def test_an_invented_world_is_not_served_under_a_name_that_others_know(tmp_path: Path) -> None:
    run = CliRunner().invoke(
        demo,
        ["--port", str(free_port())],
        env={
            "KITHWORK_HOME": str(tmp_path),
            "KITHWORK_HOSTS": "kithwork.school.example",
            "KITHWORK_DEMO": "",  # so that it is taken back afterwards
        },
    )
    assert (run.exit_code, "invented world" in run.output) == (2, True)
    assert not list(tmp_path.iterdir())


def test_an_invented_world_is_known_by_its_folder(sound: Environment) -> None:
    (sound.home / "demo.world").write_text("{}", "utf-8")
    with pytest.raises(BadInput, match="invented world"):
        refuse_exposure("0.0.0.0", sound)


def test_all_faults_are_told_at_once(sound: Environment) -> None:
    wrong = replace(sound, is_debug=True, hosts=LOOPBACK, is_behind_tls=False)
    with pytest.raises(BadInput) as refused:
        refuse_exposure("0.0.0.0", wrong)
    assert str(refused.value).count("\n- ") == 3


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_a_secret_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    secret = keys / "session.key"
    secret.write_text("x", "ascii")
    secret.chmod(0o600)
    refuse_loose_secrets(tmp_path)
    secret.chmod(0o640)
    with pytest.raises(BadInput, match=r"chmod 600 session\.key"):
        refuse_loose_secrets(tmp_path)
