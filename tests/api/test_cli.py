"""The command line, run in this process on a real embedded store."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from api.cli.main import app
from graph.errors import InputError, NotFoundError, ResemblanceError, SettingsError
from queries.question import questions
from tests.api.command_line import run

pytestmark = pytest.mark.usefixtures("graph")


@pytest.fixture
def demo() -> None:
    assert run("load", "demo").exit_code == 0


def answer(*arguments: str) -> dict[str, Any]:
    return json.loads(run("ask", *arguments, "--json").stdout)


def test_loading_tells_what_is_new_and_the_second_time_that_nothing_is() -> None:
    first, second = run("load", "demo"), run("load", "demo")
    assert "revision 1" in first.stdout
    assert "Projekt" in first.stdout
    assert "inget har ändrats" in second.stdout
    assert second.exit_code == 0


def test_a_dry_run_shows_the_difference_and_writes_nothing(demo: None, tmp_path: Path) -> None:
    file = tmp_path / "skog.csv"
    file.write_text("project;actor;role\nSkog 2030;Boliden AB;partner\n", encoding="utf-8")
    shown = run("load", str(file), "--dry-run")
    assert "+ Medverkan: Boliden AB → Skog 2030 (partner)" in shown.stdout
    assert [each["id"] for each in json.loads(run("datasets", "--json").stdout)] == ["demo"]


def test_a_vanished_row_is_withdrawn_where_nobody_can_be_asked(tmp_path: Path) -> None:
    file = tmp_path / "skog.csv"
    file.write_text("project;actor;role\nSkog;Boliden AB;partner\nSkog;Luleå kommun;partner\n", encoding="utf-8")
    run("load", str(file))
    file.write_text("project;actor;role\nSkog;Boliden AB;partner\n", encoding="utf-8")
    assert run("load", str(file)).exit_code == 0
    assert answer("brokers")["considered"]["actors"] == 1


def test_bad_rows_are_refused_or_skipped(tmp_path: Path) -> None:
    file = tmp_path / "skog.csv"
    file.write_text("project;actor;starts\nSkog;Boliden AB;2025-02-31\nSkog;Luleå kommun;2025\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        run("load", str(file))
    assert [(each.file, each.row) for each in refused.value.problems] == [("skog.csv", 2)]
    skipped = run("load", str(file), "--skip-bad-rows")
    assert skipped.exit_code == 0
    assert "skog.csv" in skipped.stderr


def test_status_counts(demo: None, graph: Path) -> None:
    found = json.loads(run("status", "--json").stdout)
    assert (found["graph"], found["service"], found["revision"]) == (str(graph), None, 1)
    assert found["counts"]["projects"] == 6
    assert "Projekt:" in run("status").stdout


def test_forget_needs_yes_where_nobody_can_be_asked(demo: None) -> None:
    with pytest.raises(InputError, match="--yes"):
        run("forget", "demo")
    assert run("forget", "demo", "--yes").exit_code == 0
    assert "hur load demo" in run("datasets").stdout
    with pytest.raises(NotFoundError):
        run("forget", "demo", "--yes")


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_explains_itself(name: str) -> None:
    shown = run("ask", name, "--help").stdout
    for parameter in questions()[name].parameters:
        written = f"[{parameter.name.upper()}]" if parameter.positional else f"--{parameter.name.replace('_', '-')}"
        assert written in shown
    for option in (
        "--from",
        "--to",
        "--theme",
        "--place",
        "--sector",
        "--dataset",
        "--status",
        "--funding",
        "--expanded",
    ):
        assert option in shown


def test_json_is_the_whole_envelope(demo: None) -> None:
    found = answer("gaps")
    assert len(found["items"]) == found["total"] > 20
    assert found["next"] is None
    limited = answer("gaps", "--limit", "2")
    assert limited["items"] == found["items"][:2]
    assert limited["total"] == found["total"]


def test_a_question_takes_its_arguments_and_the_view(demo: None) -> None:
    found = answer("brokers", "--group", "county", "--place", "Norrbotten", "--from", "2024", "--expanded", "include")
    assert found["view"]["place"] == ["se:25"]
    assert (found["view"]["from"], found["view"]["expanded"]) == ("2024", "include")
    overlaps = answer("overlaps", "North Sweden Green Deal")
    assert overlaps["question"] == "overlaps"
    assert all(any(p["name"] == "North Sweden Green Deal" for p in each["projects"]) for each in overlaps["items"])


def test_what_stands_without_an_option_may_be_given_by_its_name(demo: None) -> None:
    named = run("ask", "introductions", "--a", "Boliden AB", "--b", "Region Norrbotten", "--json").stdout
    assert named == run("ask", "introductions", "Boliden AB", "Region Norrbotten", "--json").stdout
    assert json.loads(run("ask", "changes", "--since", "1", "--json").stdout)["method"]["since"] == 1
    twice = run("ask", "changes", "1", "--since", "2")
    assert twice.exit_code == 2
    assert "SINCE or --since, not both" in twice.stderr


def test_an_answer_is_written_for_excel(demo: None, tmp_path: Path) -> None:
    found = answer("gaps", "--of", "isolates")["items"]
    for name in ("ensamma.xlsx", "ensamma.csv"):
        written = run("ask", "gaps", "--of", "isolates", "--excel", str(tmp_path / name))
        assert (written.exit_code, name in written.stdout) == (0, True)
    rows = (tmp_path / "ensamma.csv").read_text("utf-8-sig").splitlines()
    book = load_workbook(tmp_path / "ensamma.xlsx")
    assert rows[0].startswith("Vem;Slag;Skäl;Varför")
    assert book.sheetnames[0] == "Ensamma"
    assert len(rows) - 1 == book.worksheets[0].max_row - 1 == len(found) > 10


def test_what_excel_does_not_get_is_told(demo: None, tmp_path: Path) -> None:
    out = str(tmp_path / "a.xlsx")
    assert "one of --json, --csv and --excel" in run("ask", "brokers", "--json", "--excel", out).stderr
    assert "leave --limit out" in run("ask", "brokers", "--limit", "2", "--excel", out).stderr
    with pytest.raises(InputError, match=r"should end in \.xlsx, \.csv"):
        run("ask", "brokers", "--excel", str(tmp_path / "a.ods"))
    with pytest.raises(InputError, match="no table; use --csv"):
        run("ask", "brokers", "--set", "2", "--excel", out)


def test_a_table_has_the_sentences_and_where_the_figures_come_from(demo: None) -> None:
    shown = run("ask", "brokers", "--limit", "1")
    assert "Luleå tekniska universitet" in shown.stdout
    assert "mellanposition" in shown.stdout
    assert "Revision 1" in shown.stderr
    assert "visar 1 av" in shown.stderr
    assert "betweenness" in run("--lang", "en", "ask", "brokers").stdout


def test_csv_has_every_figure(demo: None) -> None:
    rows = list(csv.DictReader(io.StringIO(run("ask", "brokers", "--csv").stdout)))
    assert len(rows) == answer("brokers")["total"]
    assert {"actor", "actor_id", "betweenness", "roles.liaison", "sentence"} <= set(rows[0])


def test_formulas_in_names_stay_names(tmp_path: Path) -> None:
    file = tmp_path / "farlig.csv"
    ring = ('"=HYPERLINK(""http://evil"")"', "+46", "@SUM(1)", "Boliden AB")  # each between two others
    rows = [f"P{at};{ring[at]}\nP{at};{ring[at - 1]}\n" for at in range(4)]
    file.write_text("project;actor\n" + "".join(rows), encoding="utf-8")
    assert run("load", str(file)).exit_code == 0
    names = [row["actor"] for row in csv.DictReader(io.StringIO(run("ask", "brokers", "--csv").stdout))]
    assert sorted(names) == ["'+46", '\'=HYPERLINK("http://evil")', "'@SUM(1)", "Boliden AB"]


def test_what_a_terminal_obeys_is_not_written_to_it(tmp_path: Path) -> None:
    file = tmp_path / "farlig.csv"
    file.write_text("project;actor\nP;Röd \x1b[31mAB\n", encoding="utf-8")
    try:
        run("load", str(file))
    except InputError:
        return  # refusing the name is as good
    assert "\x1b" not in run("ask", "brokers").stdout


@pytest.mark.parametrize("suffix", ["html", "svg", "png", "pyvis.html"])
def test_maps_are_written(demo: None, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"karta.{suffix}"
    assert run("map", str(out)).exit_code == 0
    assert out.stat().st_size > 10_000


def test_the_free_form_map_is_written(demo: None, tmp_path: Path) -> None:
    assert run("map", str(tmp_path / "fri.html"), "--free").exit_code == 0
    assert "vis-network" in (tmp_path / "fri.html").read_text("utf-8")


@pytest.mark.parametrize(
    "suffix", ["json", "graphml", "gexf", "xlsx", "graphology.json", "kumu.json", "kumu.xlsx", "ftm.jsonl"]
)
def test_data_is_exported(demo: None, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"nät.{suffix}"
    assert run("export", str(out), "--theme", "skills-supply").exit_code == 0
    assert out.stat().st_size > 1000
    if suffix == "json":
        assert json.loads(out.read_bytes())["view"]["theme"] == ["skills-supply"]


def test_files_that_cannot_be_written_are_refused_before_the_work(tmp_path: Path) -> None:
    for arguments in (["map", "karta.docx"], ["export", str(tmp_path / "none" / "a.json")], ["export", str(tmp_path)]):
        with pytest.raises(InputError):
            run(*arguments)


def test_a_backup_fills_an_empty_graph(demo: None, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "b.jsonl")).exit_code == 0
    elsewhere = ["--graph", str(tmp_path / "other")]
    assert run(*elsewhere, "restore", str(tmp_path / "b.jsonl")).exit_code == 0
    assert json.loads(run(*elsewhere, "ask", "brokers", "--json").stdout) == answer("brokers")


def test_a_template_is_written_once(tmp_path: Path) -> None:
    assert run("template", str(tmp_path / "HUR.xlsx")).exit_code == 0
    with pytest.raises(InputError, match="--force"):
        run("template", str(tmp_path / "HUR.xlsx"))


def test_a_server_without_a_password_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="HUR_NEO4J_USER"):
        run("--graph", "bolt://localhost:1", "status")


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["load"], ["ask", "nothing"], ["ask", "brokers", "--group", "x"], ["--lang", "fi", "status"]],
)
def test_a_wrong_command_line_is_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_coverage_is_a_matrix_in_the_terminal_and_items_in_json() -> None:
    run("load", "demo", "--yes")
    asked = ("ask", "gaps", "--of", "coverage")
    lines = run(*asked).stdout.splitlines()
    assert lines[0].startswith("Region Norrbotten söker partner inom styrning")
    assert lines[1].split("  ")[0] == "tema"
    assert "Dalarnas län" in lines[1]
    assert next(line for line in lines if line.startswith("Kompetensförsörjning")).split()[1:3] == ["2", "(27)"]
    assert "Dalarnas län" not in run(*asked, "--limit", "2").stdout
    items = json.loads(run(*asked, "--json").stdout)["items"]
    assert {"theme", "place", "n_projects", "n_actors", "amount", "currency", "needs"} <= items[0].keys()


def reviewed(graph: Path, *arguments: str, keys: str = "") -> Result:
    return CliRunner().invoke(app, ["review", "identities", *arguments], input=keys, catch_exceptions=False)


@pytest.fixture
def doubtful(graph: Path, tmp_path: Path) -> Path:
    for name, actor in (("ett", "Norrlands Trähus och Byggvaror AB"), ("två", "Norrlands Trähus AB")):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"projekt,aktör,roll\nProjekt {name},{actor},partner\n", encoding="utf-8")
        assert run("load", str(file)).exit_code == 0
    return graph


def test_doubtful_pairs_are_listed_decided_and_undone(doubtful: Path) -> None:
    assert "Norrlands Trähus AB" in reviewed(doubtful, "--list").stdout
    walked = reviewed(doubtful, "--by", "Åsa", keys="x\nh\n")
    assert walked.exit_code == 0
    assert json.loads(reviewed(doubtful, "--json").stdout)["total"] == 1, "skipped"
    undone = reviewed(doubtful, "--by", "Åsa", keys="z\nq\n")
    assert undone.exit_code == 0
    reviewed(doubtful, "--by", "Åsa", keys="i\n")
    found = json.loads(reviewed(doubtful, "--json").stdout)
    assert (found["total"], found["decided"]) == (0, 1)


def test_a_band_is_accepted_by_somebody(doubtful: Path) -> None:
    with pytest.raises(InputError):
        reviewed(doubtful, "--accept-all", "--yes")
    assert reviewed(doubtful, "--accept-all", "--by", "Åsa", keys="n\n").exit_code == 1
    assert reviewed(doubtful, "--accept-all", "--yes", "--by", "Åsa").exit_code == 0
    assert json.loads(reviewed(doubtful, "--json").stdout)["decided"] == 1


def test_projects_are_reviewed_too(graph: Path, tmp_path: Path) -> None:
    for name, ends in (("ett", "2023"), ("två", "2026")):
        file = tmp_path / f"{name}.csv"
        row = f"Grön kompetens för gruvorter,Åsele kommun,partner,2021,{ends}\n"
        file.write_text(f"projekt,aktör,roll,start,slut\n{row}", encoding="utf-8")
        assert run("load", str(file)).exit_code == 0
    assert json.loads(reviewed(graph, "--json").stdout)["total"] == 0
    assert "Grön kompetens" in reviewed(graph, "--of", "projects", "--list").stdout
    assert reviewed(graph, "--of", "projects", "--by", "Åsa", keys="s\nz\ni\n").exit_code == 0
    assert json.loads(reviewed(graph, "--of", "projects", "--json").stdout)["decided"] == 1


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """A list, loaded, and the same list with a project less under another name."""
    old, new = tmp_path / "lista 2024.csv", tmp_path / "lista 2025.csv"
    rows = ["projekt;aktör;roll", "Skog;Malå kommun;partner", "Fjäll;Sorsele kommun;partner", ""]
    old.write_text("\n".join(rows), "utf-8")
    new.write_text("\n".join([*rows[:2], ""]), "utf-8")
    assert run("load", str(old)).exit_code == 0
    return old, new


def test_a_list_that_resembles_another_is_refused_where_nobody_can_be_asked(lists: tuple[Path, Path]) -> None:
    with pytest.raises(ResemblanceError) as refused:
        run("load", str(lists[1]), "--yes")
    assert "--dataset lista-2024" in refused.value.say("sv")
    assert "--new" in refused.value.say("sv")
    assert "1 projekt som filen saknar" in refused.value.say("sv")


@pytest.mark.parametrize(("answer", "datasets"), [("\n", ["lista-2024", "lista-2025"]), ("j\n", ["lista-2024"])])
def test_enter_replaces_no_list(lists: tuple[Path, Path], answer: str, datasets: list[str]) -> None:
    loaded = CliRunner().invoke(app, ["load", "--yes", str(lists[1])], input=answer, catch_exceptions=False)
    assert loaded.exit_code == 0
    assert "Ersätta ”lista 2024”?" in loaded.stderr
    assert [each["id"] for each in json.loads(run("datasets", "--json").stdout)] == datasets


def test_a_part_of_a_list_withdraws_nothing(lists: tuple[Path, Path]) -> None:
    loaded = run("load", str(lists[1]), "--partial", "--dataset", "lista-2024")
    assert "del av lista-2024" in loaded.stdout
    assert json.loads(run("datasets", "--json").stdout)[0]["id"] == "lista-2024"
    assert json.loads(run("status", "--json").stdout)["counts"]["projects"] == 2


def test_what_is_left_out_counts_rows_and_not_errors(tmp_path: Path) -> None:
    file = tmp_path / "skog.csv"
    bad = "".join(f"Skog {number};Boliden AB;king;31 februari 2024\n" for number in range(50))
    file.write_text(f"project;actor;role;starts\n{bad}Skog;Luleå kommun;partner;2024\n", encoding="utf-8")
    skipped = run("load", str(file), "--skip-bad-rows")
    assert "Utelämnade rader: 50." in skipped.stderr
    assert "fel till. --rejects FIL skriver alla rader med sina skäl." in skipped.stderr
