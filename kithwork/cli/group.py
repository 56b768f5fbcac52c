"""The group of commands: names and one-line helps here, the commands in their modules."""

from importlib import import_module

import click

from kithwork import __version__
from kithwork.cli.language import _, language

# command → (module, name of the click command in it)
COMMANDS = {
    "agreement": ("kithwork.cli.agreement", "agreement"),
    "audit": ("kithwork.cli.audit", "audit"),
    "backup": ("kithwork.cli.backup", "backup"),
    "betweencase": ("kithwork.cli.betweencase", "betweencase"),
    "change": ("kithwork.cli.change", "change"),
    "check-catalogue": ("kithwork.cli.check_catalogue", "check_catalogue"),
    "classes": ("kithwork.cli.classes", "classes_"),
    "compare": ("kithwork.cli.compare", "compare"),
    "demo": ("kithwork.cli.serve", "demo"),
    "factors": ("kithwork.cli.factors", "factors_"),
    "goals": ("kithwork.cli.goals", "goals"),
    "import": ("kithwork.cli.imports", "import_"),
    "manage": ("kithwork.cli.manage", "manage"),
    "paired": ("kithwork.cli.paired", "paired"),
    "reliability": ("kithwork.cli.reliability", "reliability_"),
    "randtest": ("kithwork.cli.randtest", "randtest"),
    "restore": ("kithwork.cli.backup", "restore"),
    "score": ("kithwork.cli.score", "score"),
    "screen": ("kithwork.cli.screen", "screen"),
    "serve": ("kithwork.cli.serve", "serve"),
    "singlecase": ("kithwork.cli.singlecase", "singlecase"),
    "synthesis": ("kithwork.cli.synthesis", "synthesis"),
    "upkeep": ("kithwork.cli.upkeep", "upkeep"),
    "wording": ("kithwork.cli.wording", "wording"),
    "worker": ("kithwork.cli.worker", "worker"),
}

SUMMARIES = {
    "agreement": _("Whether people who rate the same things agree."),
    "audit": _("Check the chain of the audit trail."),
    "backup": _("Write the whole installation into one file."),
    "betweencase": _("The effect of a study of several cases, comparable with studies of groups."),
    "change": _("Reliable change between two scores, with a plain verdict."),
    "check-catalogue": _("Check every entry of the catalogue."),
    "classes": _("Kinds of answering: latent classes or profiles."),
    "compare": _("How groups differ on one measure."),
    "demo": _("Start with an invented school to try things on."),
    "factors": _("Which questions go together, or whether groups fit."),
    "goals": _("Goal attainment: the goals one by one, then T."),
    "import": _("Bring in a roster, marks or answers from a file."),
    "manage": _("Run one of Django's management commands."),
    "paired": _("What changed between two measurements of the same students."),
    "reliability": _("Whether the answers to a questionnaire agree."),
    "randtest": _("Randomization test of a single-case design."),
    "restore": _("Bring an installation back from a backup."),
    "score": _("Score the answers to a questionnaire."),
    "screen": _("From a file of pupils to needs with reasons, tables and a report."),
    "serve": _("Serve the pages of this installation."),
    "singlecase": _("Every index of single cases, with error, interval and plain words."),
    "synthesis": _("The mean of effects of several cases, and how much they differ."),
    "upkeep": _("Erase what is kept too long, and what must stay erased."),
    "wording": _("Load the official wording of a standard scale."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(SUMMARIES)  # `worker` is begun by `serve` alone

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, SUMMARIES[name]) for name in self.list_commands(ctx)])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Casework and student support for the social workers of schools and universities."),
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option(
    "--language",
    type=click.Choice(["en", "zh-Hans"]),
    default=language,
    help=_("Language of messages and reports."),
)
def kithwork(language: str) -> None:  # chosen before the first import
    pass
