"""The ``kg`` command. One verb is one module in ``kg/cli/commands``; it is imported when it is called."""

import importlib
import pkgutil

import click

from kg.cli import commands


class VerbGroup(click.Group):
    """A group whose commands are the modules of ``kg.cli.commands``, each with an attribute ``command``.

    Importing only the module that is called keeps ``kg --help`` and light commands fast.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all verbs, from the module names."""
        return sorted(
            module.name.replace("_", "-").rstrip("-") for module in pkgutil.iter_modules(commands.__path__)
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = cmd_name.replace("-", "_")
        return importlib.import_module(f"{commands.__name__}.{module}").command


@click.group(
    cls=VerbGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="kg-papers", prog_name="kg")
def main() -> None:
    """Build and explore a knowledge graph of research papers.

    Start with `kg demo`, then `kg build` your own papers.
    """
