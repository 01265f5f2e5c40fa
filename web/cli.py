"""The `tradewind` command: the same verbs as desk and API, for people and scripts. Exit 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import sys

import click

from content.packs.faults import PackFaults
from foundation.reach import DatabaseUnreachable
from foundation.settings import SettingsError
from web.commands import commands


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def tradewind() -> None:
    """Tradewind: an AI website for exporters."""


for command in commands():
    tradewind.add_command(command)


def main() -> None:
    """Run a command; whatever is refused is one clear sentence on stderr."""
    try:
        tradewind.main(standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except (SettingsError, PackFaults, DatabaseUnreachable) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
