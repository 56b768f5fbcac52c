"""Every kind of entry in the catalogue: where its files stand and what reads them.

A new kind is one line here and one word, `catalogue.kind.<name>`. `catalogue.checking` reads all
of them, and refuses a file that belongs to none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kithwork.catalogue import (
    academics,
    break_glass,
    cases,
    casework,
    complaints,
    consent,
    disclosure,
    disclosures,
    facts,
    file_check,
    goals,
    guides,
    imports,
    instruments,
    jurisdictions,
    left_behind,
    needs,
    notices,
    papers,
    presets,
    programmes,
    questionnaire_rules,
    safety,
    scale_conventions,
    school_day,
    sheets,
    singlecase,
    support,
    surnames,
    techniques,
    upkeep,
    words,
)
from kithwork.catalogue.reading import Node

Ids = Callable[[Node], Iterable[str]]


def own_id(node: Node) -> Iterable[str]:
    """Return the id of an entry."""
    return (node.mapping(required=["id"], optional=node.pairs())["id"].string(),)


def no_rules(node: Node) -> Iterable[str]:  # noqa: ARG001 (every kind is asked)
    """Return no id: an entry without a rule needs no case."""
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry.

    `files` is a pattern of file names from the catalogue's root; `load` reads all of the kind or
    raises CatalogueError. `ids` are what an entry defines; `rules` the ids of the rules in it,
    each of which a worked case must show.
    """

    name: str
    files: str
    load: Callable[[], object]
    ids: Ids = own_id
    rules: Ids = no_rules


KINDS = (
    Kind("words", "words/*.yaml", words.all_words, ids=Node.pairs),
    Kind("facts", "facts/*.yaml", facts.definitions, ids=facts.ids_of),
    Kind("school_day", "school_day.yaml", school_day.school_day),
    Kind("cases", "cases/*.yaml", cases.cases),
    Kind("academic_markers", "academics/markers.yaml", academics.markers),
    Kind("academic_warnings", "academics/warnings.yaml", academics.warning_entries, rules=own_id),
    Kind(
        "left_behind",
        "jurisdictions/*/left_behind.yaml",
        left_behind.definition_entries,
        rules=own_id,
    ),
    Kind("care_kinds", "care/kinds.yaml", left_behind.kind_entries, rules=own_id),
    Kind("care_prompts", "care/prompts.yaml", left_behind.prompt_entries, rules=own_id),
    Kind("needs", "needs/*.yaml", needs.need_entries, rules=needs.evidence_ids),
    Kind("need_bands", "bands/needs.yaml", needs.band_entries, rules=own_id),
    Kind("support_functions", "support/functions.yaml", support.functions),
    Kind("support_sources", "support/sources.yaml", support.sources),
    Kind("support_thresholds", "support/thresholds.yaml", support.thresholds),
    Kind("instruments", "instruments/*.yaml", instruments.instruments, rules=own_id),
    Kind("scale_conventions", "scales/conventions.yaml", scale_conventions.conventions),
    Kind("goal_words", "goals/vague_words.yaml", goals.lexicons),
    Kind("single_case", "singlecase/rules.yaml", singlecase.single_case),
    Kind("techniques", "techniques/*.yaml", techniques.techniques),
    Kind("interview_skills", "skills/*.yaml", techniques.skills),
    Kind("lenses", "lenses/*.yaml", presets.lenses),
    Kind("plan_presets", "presets/*.yaml", presets.presets),
    Kind("talk_guides", "guides/talks.yaml", guides.guides),
    Kind("feelings", "guides/feelings.yaml", guides.feelings),
    Kind(
        "questionnaire_rules",
        "psychometrics/rules.yaml",
        questionnaire_rules.questionnaire_rules,
    ),
    Kind("packs", "jurisdictions/*/pack.yaml", jurisdictions.packs),
    Kind("consent_rules", "consent/rules.yaml", consent.consent_rules),
    Kind("consent_purposes", "consent/purposes.yaml", consent.purpose_entries),
    Kind("consent_scripts", "consent/scripts.yaml", consent.scripts),
    Kind(
        "consent_policies",
        "jurisdictions/*/consent.yaml",
        consent.all_policies,
        rules=own_id,
    ),
    Kind("notices", "notices/*.yaml", notices.notices),
    Kind("lines", "jurisdictions/*/hotlines.yaml", jurisdictions.all_lines),
    Kind("reporting", "jurisdictions/*/reporting.yaml", jurisdictions.all_reporting),
    Kind("retention", "jurisdictions/*/retention.yaml", jurisdictions.all_retention),
    Kind("retention_defaults", "retention/defaults.yaml", jurisdictions.all_retention),
    Kind("safety_levels", "safety/levels.yaml", safety.level_entries, rules=own_id),
    Kind("first_steps", "safety/first_steps.yaml", safety.steps_entries),
    Kind("reporting_steps", "safety/reporting.yaml", safety.reporting_steps),
    Kind("casework_guards", "casework/guards.yaml", casework.guards_entry, rules=own_id),
    Kind("case_papers", "casework/papers.yaml", papers.papers),
    Kind("sheets", "casework/sheets.yaml", sheets.sheets),
    Kind("file_lines", "casework/file_check.yaml", file_check.file_lines),
    Kind("complaints", "casework/complaints.yaml", complaints.complaints_entry, rules=own_id),
    Kind("complaint_sheet", "casework/complaint_sheet.yaml", complaints.complaint_sheet),
    Kind("complaint_bodies", "casework/complaint_bodies.yaml", complaints.body_entries),
    Kind("receivers", "casework/disclosures.yaml", disclosures.receivers, rules=own_id),
    Kind("deadlines", "casework/deadlines.yaml", casework.deadline_entries, rules=own_id),
    Kind(
        "closure_reasons",
        "casework/closure_reasons.yaml",
        casework.closure_entries,
        rules=own_id,
    ),
    Kind("aid_kinds", "aid/kinds.yaml", programmes.aid_kinds),
    Kind("programmes", "programmes/*.yaml", programmes.programme_entries),
    Kind("disclosure", "disclosure.yaml", disclosure.disclosure_entry, rules=own_id),
    Kind("break_glass", "access/break_glass.yaml", break_glass.break_glass_rule),
    Kind("imports", "imports/*.yaml", imports.load_all),
    Kind("upkeep", "upkeep.yaml", upkeep.upkeep),
    Kind("surnames", "names/surnames.yaml", surnames.surnames),
)
