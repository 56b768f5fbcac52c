"""The second story, from an empty database: a student of a college to whom only money came.

Everything that is stored is stored by people in a browser: the aid office writes down what is given
and reads its policy, the worker asks, chooses and accompanies, the supervisor signs, the student
answers on his telephone. The database is read at the end, to see what is left of it.
"""

from playwright.sync_api import Page, expect

from kithwork.access.models import User
from kithwork.audit.models import AuditEvent
from kithwork.casework.models import Case, Choosing
from kithwork.core.casework import Status
from kithwork.documents.report.tests.reading import squeezed, text_of_pdf, text_of_word
from tests.journeys.stories import (
    asking,
    assessing,
    choosing,
    ending,
    files,
    giving,
    learning,
    opening,
    people,
    planning,
    school,
    working,
)
from tests.journeys.stories.people import Colleague, Installed
from tests.journeys.stories.stage import Stage

HIS = files.OneClass(
    name="社会工作2401班",
    grade="2024级",
    first_number=20240301,
    first_name="陈明",
    first_sex="男",
    first_birth="2006-03-01",
    born=2006,
    size=30,
)
WEI = Colleague("魏巍", "wei.wei", "admin", "a kettle on the sill")
SHEN = Colleague("沈悦", "shen.yue", "worker", "a lantern by the gate")
FANG = Colleague("方原", "fang.yuan", "supervisor", "four oars in the shed")
ZHOU = Colleague("周岚", "zhou.lan", "aid_officer", "an orchard after frost")
INSTALLED = Installed(
    organisation="临江社工中心",
    school="Linjiang College",
    school_in_chinese="临江学院",
    code="linjiang",
    kind="college or university",
    administrator=WEI,
)
GRANT = giving.Given(
    sort="Aid programme",
    kind="grant",
    name="校助学金",
    source="school",
    functions=("instrumental",),
    left_out="没有提交申请的人",
    written="学生资助管理办法，第五条",
    amount="3700",
)
OPEN_DOOR = giving.Given(
    sort="Service",
    kind="counselling",
    name="周三有人听",
    source="psychologist, counselling centre",
    functions=("emotional",),
    left_out="周三有课的人",
    written="学工部通知，2026-09-01",
)
SURVEY = "Student support survey"
SAID = {
    "Were money or things a worry?": "a little",
    "What was it about?": "earning or planning money",
    "Was it hard to think well of yourself?": "a lot",
    "Was it hard with others of your age?": "a lot",
    "Was studying hard?": "a little",
    "Would you like someone to talk with you?": "yes",
}
PURPOSES = ("working together", "getting in touch after the end")
NEEDS = ("Feeling inferior", "Fear of others", "Income, job and budget skill")
GOAL = planning.Goal(
    words="想在课上说一句话，不脸红",
    statement="He speaks twice a week in a seminar",
    need="Fear of others",
    unit="times a week",
    today="0",
    expected="2",
    step="1",
    until="2026-12-18",
)
BECAUSE = "只拿到钱，没人听他说"
TALK = "他说申请时念了家里的收入，怕同学听见。"
POST = "图书馆勤工岗位"
HARDSHIP = "university student in financial hardship"
LESSON = "先谈他会做什么，再谈钱，他才开口"
OWN = "Strengths before money"
WEEK_LESS = "The money was settled in one week; talks took longer."


def test_the_student_to_whom_only_money_came_from_an_empty_database_to_an_own_pathway(
    stage: Stage,
) -> None:
    shen, fang, zhou = settle(stage)
    given(stage, zhou)
    survey(stage, shen)
    known(stage, shen)
    chosen(stage, shen)
    opened(stage, shen)
    assessed(stage, shen)
    planned(stage, shen, fang)
    accompanied(stage, shen)
    ended(stage, shen, fang)
    learned(stage, shen, fang)
    reported(stage, shen)
    kept_from_others(stage, zhou)


def settle(stage: Stage) -> tuple[Page, Page, Page]:
    """The first start of a college, a slip for each colleague, the year, the roster."""
    wei, shen, fang, zhou = (stage.computer() for _ in range(4))
    people.set_up(wei, stage.address, INSTALLED)
    for page, who in ((shen, SHEN), (fang, FANG), (zhou, ZHOU)):
        code = people.open_account(wei, stage.address, who, since="2026-09-01")
        people.begin(page, stage.address, who, code=code)
    people.into_team(wei, stage.address, member=SHEN.name)
    school.open_year(shen, label="2026-2027", first="2026-09-01", last="2027-08-31")
    school.add_term(shen, year="2026-2027", first="2026-09-01", last="2027-01-15")
    roster = files.college_roster(stage.folder, HIS)
    school.bring_in(shen, stage.address, path=roster, kind="Roster")
    return shen, fang, zhou


def given(stage: Stage, zhou: Page) -> None:
    """The aid office: money to eleven, a talk for whoever comes, a clause that gives nothing."""
    giving.record(zhou, GRANT)
    giving.award(zhou, name=GRANT.name, numbers=HIS.numbers[:11], decision="2026年助学金名单")
    giving.record(zhou, OPEN_DOOR)
    giving.read_policy(
        zhou,
        title="学生资助管理办法",
        clause="第九条",
        gist="受助学生每学期公示一次",
        left_out="不愿公开的人",
    )
    stage.look(zhou, "clause-that-gives-nothing")


def survey(stage: Stage, shen: Page) -> None:
    """They are of age: each agrees for himself; he answers on a phone, the others on paper."""
    stage.on("2026-09-14")
    ways = ("by link, on a phone", "elsewhere, brought in as a file")
    asking.plan(shen, title="New term", questionnaire=SURVEY, ways=ways, contact="Shen Yue, 118")
    campaign = shen.url
    asking.put_on_duty(shen, who=SHEN.name, first="2026-09-14", last="2026-09-18")
    asking.open_it(shen)
    expect(shen.get_by_text("Guardians:")).to_have_count(0)
    asking.record_forms(shen, answers_herself=HIS.first_name)
    shen.goto(campaign)
    code = asking.code_on_slip(shen, HIS.first_name)
    stage.on("2026-09-15")
    phone = stage.telephone()
    asking.answer(phone, stage.address, code, said=SAID)
    shen.goto(campaign)
    others = files.answers(stage.folder, on="2026-09-15", of=HIS.numbers[1:], more=files.WISHED)
    asking.bring_in(shen, others)
    shen.goto(campaign)
    expect(shen.get_by_text("30 of 30 have answered (100%).")).to_be_visible()


def known(stage: Stage, shen: Page) -> None:
    """Money is given, and one hour a week; what most lack nobody is recorded as giving."""
    stage.on("2026-09-16")
    shen.goto(f"{stage.address}/know/picture/")
    finding = shen.get_by_role("heading", name="Of appraisal support 24 of 30 students asked")
    expect(finding).to_contain_text("nothing is recorded that gives it")
    stage.look(shen, "supply-beside-need")


def chosen(stage: Stage, shen: Page) -> None:
    """He is accompanied for a reason; the others get a letter that names what else there is."""
    choosing.begin(shen, stage.address, counts="本学期能陪伴一人")
    choosing.accompany(shen, name=HIS.first_name, because=BECAUSE)
    stage.look(shen, "chosen")
    choosing.letters(shen, name_chosen=HIS.first_name, names_service=OPEN_DOOR.name)


def opened(stage: Stage, shen: Page) -> None:
    """From the list of those chosen; he is of age, so his own consent is all that is asked."""
    opening.enquire(shen, through="a survey", words="“钱有了，人还是一个人。”")
    opening.step(shen, "intake")
    opening.take_in(shen, report_name="小明", hopes="在人前能说上话。")
    opening.ask_consent(shen)
    opening.consent(shen, who="the student", method="paper", purposes=PURPOSES, witness="")
    expect(shen.get_by_text("There is consent.")).to_be_visible()
    opening.step(shen, "assessment")
    opening.ask_about_danger(shen, level="A0", grounds="问过，没有。")


def assessed(stage: Stage, shen: Page) -> None:
    """Practical help is enough, the other three are not; he ranks what he needs."""
    case = address_of_case(stage)
    who = ("parent", "classmate", "university tutor", "public body")
    enough = ("far too little", "about right", "too little", "far too little")
    assessing.fill_grid(shen, present=who, enough=enough)
    expect(shen.get_by_text("large gap")).to_have_count(2)
    assessing.attach(shen, case, function="AP", words="“没人说我行。”", informant="client")
    answered = ("emotional", "instrumental", "informational")
    assessing.attach_form(shen, case, form=SURVEY, functions=answered)
    assessing.tell_problem(shen, case, told="小组发言就请假。", severity="7")
    assessing.take_in_needs(shen, case, names=NEEDS, say="Rank, says the student")
    stage.look(shen, "assessed")
    opening.step(shen, "planning")


def planned(stage: Stage, shen: Page, fang: Page) -> None:
    case = address_of_case(stage)
    planning.set_goal(shen, case, GOAL)
    planning.begin_plan(shen, case, preset=HARDSHIP)
    planning.agree_on_plan(shen, words="他说：可以试试。")
    planning.approve_plan(fang, case)
    opening.step(shen, "intervention")


def accompanied(stage: Stage, shen: Page) -> None:
    """A line, a full note, and a post at the library from the offer to his own word."""
    case = address_of_case(stage)
    stage.on("2026-09-23", hour=16)
    shen.goto(f"{case}/")
    working.note_a_line(shen, line="路上碰到，他先打了招呼。", next_step="周五谈他会做什么")
    stage.on("2026-10-16", hour=16)
    working.note_fully(
        shen, minutes="50", purpose="说出三样会做的事", course=TALK, used=("AP-02",), mood="7"
    )
    working.add_resource(shen, stage.address, name=POST, function="IS")
    shen.goto(f"{case}/")
    working.link_resource(shen, name=POST, function="IS")
    working.bring_to_her(shen)


def ended(stage: Stage, shen: Page, fang: Page) -> None:
    """Asked again and rated; closed for its reason, with two signatures."""
    case = address_of_case(stage)
    stage.on("2026-12-14")
    working.rate(shen, case, level=0)
    ending.ask_again(shen, case, enough=("about right", "about right", "about right", "too little"))
    opening.step(shen, "evaluation")
    shen.goto(f"{case}/outcome/")
    expect(shen.get_by_text("emotional: from large gap to enough")).to_be_visible()
    stage.look(shen, "outcome")
    ending.close(shen, summary="一封信，写他做到了什么")
    ending.sign_as_supervisor(fang, shen.url)
    opening.step(shen, "closing")
    opening.step(shen, "closed")


def learned(stage: Stage, shen: Page, fang: Page) -> None:
    """A lesson, and from it the college's own pathway with what changed and why; approved."""
    learning.write_lesson(
        shen, address_of_case(stage), words=LESSON, limits="正在断粮、先要解决吃饭的人"
    )
    learning.make_pathway(shen, preset=HARDSHIP, name=OWN, why=LESSON, lesson=LESSON)
    pathway = learning.change_stage(shen, stage="settle the money", weeks="1", why=WEEK_LESS)
    stage.look(shen, "own-pathway")
    learning.approve(fang, pathway)
    shen.goto(f"{stage.address}/learn/")
    expect(shen.get_by_role("heading", name="Learn", exact=True)).to_be_visible()
    stage.look(shen, "learn")


def reported(stage: Stage, shen: Page) -> None:
    """The report in Word and PDF, under the report name, with the whole story in it."""
    files_of = ending.report(shen, address_of_case(stage), layout="international layout")
    for text in (text_of_word(files_of["Word"]), text_of_pdf(files_of["PDF"])):
        for told in ("小明", TALK, GOAL.words):
            assert squeezed(told) in squeezed(text)
        assert HIS.first_name not in squeezed(text)


def kept_from_others(stage: Stage, zhou: Page) -> None:
    """The aid office, which gave the grant, sees nothing of the case; each look left its event."""
    zhou.goto(f"{address_of_case(stage)}/")
    expect(zhou.get_by_role("heading", name="This is not for your role.")).to_be_visible()
    case = Case.objects.get()
    assert case.stage is Status.CLOSED
    readers = AuditEvent.objects.filter(subject=case.uid).values("actor")
    names = User.objects.filter(uid__in=readers).values_list("username", flat=True)
    assert set(names) == {SHEN.username, FANG.username}
    counted = Choosing.objects.get().counts
    assert sum(band["chosen"] for band in counted.values()) == 1


def address_of_case(stage: Stage) -> str:
    return f"{stage.address}/cases/{Case.objects.get().uid}"
