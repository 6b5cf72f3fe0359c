"""The command line, run in this process."""

from typer.testing import CliRunner, Result

from api.cli.main import app


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)
