"""The first story, from an empty database: a girl whose parents work far away.

Everything that is stored is stored by people in a browser: the administrator sets up, the worker
asks, accompanies and reports, the supervisor signs, the girl answers on her telephone. The
database is read at the end, to see what is left of it.
"""

from playwright.sync_api import Page, expect

from kithwork.access.models import User
from kithwork.audit.models import AuditEvent
from kithwork.casework.models import Case
from kithwork.core.casework import Status
from kithwork.documents.report.tests.reading import squeezed, text_of_pdf, text_of_word
from tests.journeys.stories import (
    asking,
    assessing,
    ending,
    files,
    opening,
    people,
    planning,
    school,
    working,
)
from tests.journeys.stories.people import Colleague, Installed
from tests.journeys.stories.stage import Stage

HER = files.OneClass(
    name="九（1）班",
    grade="九年级",
    first_number=20249101,
    first_name="林小雨",
    first_sex="女",
    first_birth="2012-12-20",
    born=2012,
)
LUO = Colleague("罗萍", "luo.ping", "admin", "a bench under the elm")
LIN = Colleague("林静", "lin.jing", "worker", "a heron in the reeds")
HE = Colleague("何岚", "he.lan", "supervisor", "two swallows at noon")
SU = Colleague("苏文", "su.wen", "homeroom", "rain on the tin roof", HER.name)
INSTALLED = Installed(
    organisation="青山社工站",
    school="Qingshan First Junior High",
    school_in_chinese="青山县第一初级中学",
    code="qingshan",
    kind="junior high school",
    administrator=LUO,
)
SURVEY = "Student support survey"
SAID = {
    "Who looks after you most?": "a grandparent",
    "Your mother: where is she now?": "away for work",
    "Your father: where is he now?": "away for work",
    "How often do you talk with her?": "once or twice a month",
    "How often do you talk with him?": "less often",
    "Was something hard in your family?": "a lot",
    "What was it about?": "we see my schooling differently",
    "Was studying hard?": "a lot",
    "Would you like someone to talk with you?": "yes",
}
PURPOSES = ("working together", "telling a named teacher", "getting in touch after the end")
NEEDS = ("The family's view of schooling", "Gaps in the basics", "Contact with parents")
GOAL = planning.Goal(
    words="晚上想安安静静写会儿作业",
    statement="She studies 30 minutes, 4 evenings a week",
    need="Gaps in the basics",
    unit="evenings a week",
    today="2",
    expected="4",
    step="1",
    until="2027-01-15",
)
TALK = "奶奶讲了自己没读书的事。"
BOOKS = "县图书馆流动书箱"


def test_the_left_behind_girl_from_an_empty_database_to_the_follow_up(stage: Stage) -> None:
    lin, he, su = settle(stage)
    survey(stage, lin)
    found_and_opened(stage, lin)
    assessed(stage, lin)
    planned(stage, lin, he)
    accompanied(stage, lin)
    ended(stage, lin, he)
    reported(stage, lin)
    kept_from_others(stage, su)


def settle(stage: Stage) -> tuple[Page, Page, Page]:
    """The first start, a slip for each colleague, the school year, the roster."""
    luo, lin, he, su = (stage.computer() for _ in range(4))
    people.set_up(luo, stage.address, INSTALLED)
    for page, who in ((lin, LIN), (he, HE)):
        code = people.open_account(luo, stage.address, who, since="2026-09-01")
        people.begin(page, stage.address, who, code=code)
    people.into_team(luo, stage.address, member=LIN.name)
    expect(lin.get_by_role("link", name="Bring in the roster")).to_be_visible()
    stage.look(lin, "home-of-a-new-school")
    school.open_year(lin, label="2026-2027", first="2026-09-01", last="2027-08-31")
    school.add_term(lin, year="2026-2027", first="2026-09-01", last="2027-01-20")
    roster = files.roster(stage.folder, HER)
    mapping = files.EXAMPLES / "roster.yaml"
    school.bring_in(lin, stage.address, path=roster, kind="Roster", mapping=mapping)
    code = people.open_account(luo, stage.address, SU, since="2026-09-01")
    people.begin(su, stage.address, SU, code=code)
    return lin, he, su


def survey(stage: Stage, lin: Page) -> None:
    """Nobody is asked before somebody is on duty; her mother agrees on paper; she answers."""
    stage.on("2026-09-07")
    school.find(lin, "lxy", HER.first_name)
    school.accompany(lin)
    hour = "周日晚八点后，先发语音"
    school.mother_away(lin, name="林芳", phone="000-0000-0099", best_hour=hour)
    ways = ("by link, on a phone", "elsewhere, brought in as a file")
    asking.plan(lin, title="Autumn term", questionnaire=SURVEY, ways=ways, contact="Lin Jing, 203")
    campaign = lin.url
    asking.put_on_duty(lin, who=LIN.name, first="2026-09-07", last="2026-09-11")
    asking.open_it(lin)
    expect(lin.get_by_text("Guardians: 0 of 1 have answered.")).to_be_visible()
    asking.record_forms(lin, answers_herself=HER.first_name)
    lin.goto(campaign)
    code = asking.code_on_slip(lin, HER.first_name)
    stage.on("2026-09-08")
    phone = stage.telephone()
    asking.answer(phone, stage.address, code, said=SAID)
    stage.look(phone, "thanks")
    lin.goto(campaign)
    others = files.answers(stage.folder, on="2026-09-08", of=HER.numbers[1:])
    asking.bring_in(lin, others)
    lin.goto(campaign)
    expect(lin.get_by_text("24 of 24 have answered (100%).")).to_be_visible()


def found_and_opened(stage: Stage, lin: Page) -> None:
    """Know says whom to talk to and why; what she wished for opens the case, not a rank."""
    stage.on("2026-09-09")
    lin.goto(f"{stage.address}/know/students/")
    row = lin.get_by_role("row").filter(has_text=HER.first_name)
    expect(row).to_contain_text(NEEDS[0])
    stage.look(lin, "whom-to-talk-to")
    school.find(lin, "lxy", HER.first_name)
    opening.enquire(lin, through="homeroom", words="“女娃读书有啥用”，奶奶说的。")
    opening.step(lin, "intake")
    hour = "周日晚八点后，发语音"
    opening.take_in(lin, report_name="小羽", hopes="考上高中，妈妈多打电话。", best_hour=hour)
    opening.seek_consent(lin, came_of_it="没人接，晚上再打")
    opening.consent(lin, who="the student", method="paper", purposes=PURPOSES, witness="")
    opening.consent(lin, who="mother", method="remote", purposes=PURPOSES, witness="奶奶在旁")
    expect(lin.get_by_text("There is consent.")).to_be_visible()
    opening.step(lin, "assessment")
    opening.ask_about_danger(lin, level="A1", grounds="问过，没有伤害自己的想法，但睡得不好。")


def assessed(stage: Stage, lin: Page) -> None:
    """Large gaps on three of the four; evidence on the same grid; her own ranks of her needs."""
    case = address_of_case(stage)
    who = ("parent", "grandparent", "classmate", "homeroom teacher")
    assessing.fill_grid(
        lin,
        present=who,
        enough=("far too little", "too little", "far too little", "far too little"),
    )
    expect(lin.get_by_text("large gap")).to_have_count(3)
    assessing.attach(lin, case, function="EM", words="“想我妈就数到一百。”", informant="client")
    assessing.attach(lin, case, function="IS", words="没有书桌，台灯坏了。", informant="worker")
    assessing.attach(lin, case, function="AP", words="“没人说过我哪儿好。”", informant="client")
    assessing.attach_form(lin, case, form=SURVEY, functions=("informational",))
    assessing.talk(lin, case, who="grandmother", step=1)
    assessing.tell_problem(lin, case, told="上课听不懂，回家没空。", severity="8")
    assessing.take_in_needs(lin, case, names=NEEDS, say="Rank, says the student")
    stage.look(lin, "assessed")
    opening.step(lin, "planning")


def planned(stage: Stage, lin: Page, he: Page) -> None:
    """Her goal with five levels, the plan from its preset, her yes, the supervisor's approval."""
    case = address_of_case(stage)
    planning.set_goal(lin, case, GOAL)
    planning.begin_plan(lin, case, preset="left-behind girl")
    planning.agree_on_plan(lin, words="她念了一遍，说：好。")
    lin.goto(f"{case}/")
    expect(lin.get_by_role("link", name="the supervisor's approval of the plan")).to_be_visible()
    planning.approve_plan(he, case)
    opening.step(lin, "intervention")


def accompanied(stage: Stage, lin: Page) -> None:
    """A line, a full note, books from the town, an item that was checked, marks, a review."""
    case = address_of_case(stage)
    stage.on("2026-09-16", hour=17)
    working.note_a_line(lin, line="她说数学听懂了一点。", next_step="周三一起看错题")
    stage.on("2026-09-23", hour=17)
    working.note_fully(
        lin, minutes="60", purpose="和奶奶谈女孩读书", course=TALK, used=("EM-01",), mood="6"
    )
    working.add_resource(lin, stage.address, name=BOOKS, function="IS")
    lin.goto(f"{case}/")
    working.link_resource(lin, name=BOOKS, function="IS")
    working.bring_to_her(lin)
    stage.on("2026-10-12")
    title = "定向生怎么报"
    working.give_information(lin, stage.address, case, title=title, says="三步，六月前交表。")
    working.review(lin, case, changed="每周三晚自己学。", words="“晚上有灯了。”")
    stage.on("2026-11-12")
    marks = files.marks(stage.folder, HER, on="2026-11-10", hers=(66, 80, 63))
    mapping = files.EXAMPLES / "marks.yaml"
    school.bring_in(lin, stage.address, path=marks, kind="Marks of an exam", mapping=mapping)


def ended(stage: Stage, lin: Page, he: Page) -> None:
    """Asked again and rated; closed for its reason with two signatures; followed up."""
    case = address_of_case(stage)
    stage.on("2027-01-11")
    working.rate(lin, case, level=0)
    ending.ask_again(lin, case, enough=("about right", "about right", "too little", "about right"))
    opening.step(lin, "evaluation")
    lin.goto(f"{case}/outcome/")
    expect(lin.get_by_text("emotional: from large gap to enough")).to_be_visible()
    expect(lin.get_by_text("this does not show what caused the change")).to_be_visible()
    stage.look(lin, "outcome")
    ending.close(lin, summary="一封信，写她做到了什么")
    ending.sign_as_supervisor(he, lin.url)
    opening.step(lin, "closing")
    opening.step(lin, "closed")
    stage.on("2027-02-12")
    ending.follow_up(lin, case, goals="保持：每周四晚")
    stage.on("2027-07-20")
    ending.say_admission(lin, case, aimed="县第二高级中学", admitted="县第二高级中学")
    stage.look(lin, "admitted")


def reported(stage: Stage, lin: Page) -> None:
    """The report in Word and PDF, under the report name, with the whole story in it."""
    files_of = ending.report(lin, address_of_case(stage), layout="Chinese practice layout")
    for text in (text_of_word(files_of["Word"]), text_of_pdf(files_of["PDF"])):
        for told in ("小羽", TALK, GOAL.words, "县第二高级中学"):
            assert told in squeezed(text)
        assert HER.first_name not in squeezed(text)


def kept_from_others(stage: Stage, su: Page) -> None:
    """Her teacher sees her class, and nothing of the case; each look has left its event."""
    su.goto(f"{stage.address}/students/")
    expect(su.get_by_role("link", name=HER.first_name)).to_be_visible()
    su.goto(f"{address_of_case(stage)}/")
    expect(su.get_by_role("heading", name="This is not for your role.")).to_be_visible()
    case = Case.objects.get()
    assert case.stage is Status.CLOSED
    readers = AuditEvent.objects.filter(subject=case.uid).values("actor")
    names = User.objects.filter(uid__in=readers).values_list("username", flat=True)
    assert set(names) == {LIN.username, HE.username}


def address_of_case(stage: Stage) -> str:
    return f"{stage.address}/cases/{Case.objects.get().uid}"
