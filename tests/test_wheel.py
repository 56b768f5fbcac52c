"""The built wheel, in an empty environment, serves a styled page."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def kithwork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `kithwork` command as installed from the wheel, the checkout nowhere on its path."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    python = folder / "env" / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    run(uv, "venv", "--quiet", "--python", sys.executable, folder / "env")
    run(uv, "pip", "sync", "--quiet", "--python", python, "requirements.txt")
    [wheel] = folder.glob("*.whl")
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return python.with_name("kithwork")


@pytest.fixture
def address(kithwork: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "KITHWORK_HOME": str(tmp_path / "home")}
    server = subprocess.Popen(
        [kithwork, "serve", "--port", str(port)], cwd=tmp_path, env=environment
    )
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=30)


def fetch(address: str, *, patience: float = 240) -> str:
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.mark.wheel
@pytest.mark.xdist_group("wheel")
def test_an_installed_wheel_serves_a_styled_page(address: str) -> None:
    page = fetch(f"{address}/account/login/")
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(styles) >= 3
    assert all("{" in fetch(address + style) for style in styles)
    sprite = re.search(r'href="([^"#]+icons\.svg[^"#]*)#', page)
    assert sprite
    assert 'id="moon"' in fetch(address + sprite.group(1))


@pytest.mark.wheel
@pytest.mark.xdist_group("wheel")
def test_an_installed_wheel_holds_catalogue_and_messages(kithwork: Path, tmp_path: Path) -> None:
    checked = json.loads(run(kithwork, "check-catalogue", "--json", cwd=tmp_path))
    assert checked["errors"] == []
    assert checked["entries"]["instruments"] >= 9
    assert "社会工作" in run(kithwork, "--language", "zh-Hans", "--help", cwd=tmp_path)
