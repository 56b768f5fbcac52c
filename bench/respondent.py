"""Respondent: what a survey weighs on its way to a student's phone, and how long a question takes.

The Student support survey from the code to the receipt, against a real `kithwork serve`, by
students who take the first answer each time. Bytes are counted as they come over the wire, headers
included, compressed where the server compresses; a file that the browser keeps is counted once.
"The next question" is what a student waits for: her answer is sent, and the page after it is there.
"""

import datetime as dt
import gzip
import http.client
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.measuring import Timing
from bench.visiting import PATIENCE, served
from bench.worlds import World, incoming, rows, world

if TYPE_CHECKING:
    from kithwork.surveys.models import Campaign

STUDENTS, RESPONDENTS, MOST = 60, 6, 60 * 1024
INSTRUMENT = "student-support"
PURPOSES = {"survey": "separate_consent", "survey_talk": "separate_consent"}
ENTER, AGREE, ANSWER = "/a/", "/a/agree/", "/a/answer/"
FILE = re.compile(r'(?:href|src)="(/static/[^"]+)"')
QUESTION = re.compile(r'name="question" value="([^"]+)"')
CHOICE = re.compile(r'name="a" value="([^"]+)"')


def main() -> None:
    with world() as made:
        codes = _codes(_opened(made))[:RESPONDENTS]
        with served() as port:
            filled = [Phone(port).fill_in(code) for code in codes]
    lighter = min(filled, key=lambda one: one.weight)
    for name, count in lighter.by_kind().items():
        print(f"{name:<44} {count / 1024:6.1f} KB")
    print(f"{'the whole survey':<44} {lighter.weight / 1024:6.1f} KB in {lighter.pages} pages")
    print(f"{'its heaviest page with all its files':<44} {lighter.heaviest / 1024:6.1f} KB")
    if lighter.heaviest > MOST:
        raise SystemExit(f"A page weighs more than {MOST // 1024} KB.")
    print(Timing("the first question", tuple(one.seconds[0] for one in filled)))
    print(Timing("the next question", tuple(s for one in filled for s in one.seconds[1:])))


# ── the survey ──────────────────────────────────────────────────────────────────────────────


def _opened(made: World) -> "Campaign":
    """Bring students in and open the survey for all of them, by link, with somebody on duty."""
    from kithwork.audit import clock
    from kithwork.people.actions.imports import import_now
    from kithwork.safety.duty import plan_duty
    from kithwork.surveys.actions.campaigns import Planned, open_campaign, plan_campaign

    import_now(incoming=incoming(rows(STUDENTS, born=2008)), school=made.school, by=made.worker)
    today = clock.today(made.school.time_zone)
    days = [today + dt.timedelta(days=day) for day in range(8)]
    whole_day = {"starts": dt.time(0), "ends": dt.time(23, 59)}
    plan_duty(school=made.school, user=made.worker, days=days, by=made.worker, **whole_day)
    plan = Planned(
        title="support",
        instrument=INSTRUMENT,
        ways=("link",),
        purposes=PURPOSES,
        notice="survey.support",
        contact="the social workers' room",
        audience_kind="school",
        audience={},
        closes_on=today + dt.timedelta(days=7),
    )
    return open_campaign(
        campaign=plan_campaign(school=made.school, plan=plan, by=made.worker), by=made.worker
    )


def _codes(campaign: "Campaign") -> list[str]:
    from kithwork.access.keys.vault import Vault
    from kithwork.surveys.codes import opened

    vault = Vault(campaign.key)
    invitations = campaign.invitations.order_by("pk")
    return [opened(one.code, vault, row=one.uid) for one in invitations]


# ── a phone ─────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Phone:
    """A browser that keeps cookies and files, takes compressed answers, and counts bytes."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    html: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    heaviest: int = 0

    @property
    def weight(self) -> int:
        return sum(self.html) + sum(self.kept.values())

    @property
    def pages(self) -> int:
        return len(self.html)

    def by_kind(self) -> dict[str, int]:
        files = {f"once: {path.rsplit('/', 1)[-1]}": size for path, size in self.kept.items()}
        return {**files, f"{self.pages} pages together": sum(self.html)}

    def fill_in(self, code: str) -> "Phone":
        """Go from the code to the receipt, with the first answer each time."""
        page = self._page("GET", f"{ENTER}{code}/")
        page = self._page("POST", AGREE, {"yes": "1"})
        while question := QUESTION.search(page):
            answer = {"question": question[1], "go": "next"}
            if choice := CHOICE.search(page):
                answer["a"] = choice[1]
            began = time.perf_counter()
            page = self._page("POST", ANSWER, answer)
            self.seconds.append(time.perf_counter() - began)
        return self

    def _page(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        """Return a page, with what leads to it and every file it names; all of it is counted."""
        size, status, text, to = self._ask(method, path, fields)
        while status == HTTPStatus.FOUND and to:
            more, status, text, to = self._ask("GET", to, None)
            size += more
        if status != HTTPStatus.OK:
            raise RuntimeError(f"{method} {path} was answered with {status}.")
        self.html.append(size)
        files = dict.fromkeys(FILE.findall(text))
        for file in files:
            if file not in self.kept:
                self.kept[file] = self._ask("GET", file, None)[0]
        self.heaviest = max(self.heaviest, size + sum(self.kept[file] for file in files))
        return text

    def _ask(
        self, method: str, path: str, fields: dict[str, str] | None
    ) -> tuple[int, int, str, str | None]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Accept-Encoding": "gzip", "Cookie": "; ".join(self._cookies())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            fields = {**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
        answer = connection.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        size = len(str(answer.headers)) + len(body)
        if answer.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        connection.close()
        return (
            size,
            answer.status,
            body.decode("utf-8", "replace"),
            answer.headers["Location"] or "",
        )

    def _cookies(self) -> Iterator[str]:
        yield from (f"{name}={value}" for name, value in self.cookies.items())
