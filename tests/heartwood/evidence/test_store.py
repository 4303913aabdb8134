"""Builds: immutable, the same whatever was loaded first, and never worse for a load that fails."""

from __future__ import annotations

import json
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

from heartwood.evidence import store
from heartwood.evidence.sources.shapes import SourceError
from heartwood.evidence.store.schema import TABLES

HEADINGS = "indicator,area,period,label,value,low,high,count,denominator,denominator_kind,status,why,origin,source\n"
FILE_1 = (
    "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),"
    "Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile\n"
)
ELS = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"


def fact(indicator: str, value: float, area: str = "E08000035") -> str:
    return f"{indicator},{area},2023-04-01/P1Y,2023/24,{value},,,,,,shown,,published,Office\n"


def els(value: float, areas: int = 1) -> str:
    return ELS + "".join(f"E0800003{n},Place,District,Jobs,2022-01-01/P1Y,{value},Rate,%,,,,\n" for n in range(areas))


def write(path: Path, text: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def contents(build: Path) -> dict[str, list[tuple]]:
    """Give every row of every table, in an order that does not depend on how it was laid."""
    connection = store.connect(build)
    try:
        return {
            table: connection.execute(
                f"SELECT * {'EXCLUDE (fetched_at)' if table == 'editions' else ''} FROM {table} ORDER BY ALL"
            ).fetchall()
            for table in TABLES
        }
    finally:
        connection.close()


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def load(data: Path, source: str, *files: str, **options):
    return store.load(source, files, folder=data, **options).build.path


def test_newest_is_none_before_the_first_build(data):
    assert store.newest(data) is None
    assert store.builds(data) == []


def test_newest_takes_the_data_folder_or_its_folder_of_builds(data, tmp_path, monkeypatch):
    build = load(data, "facts", write(tmp_path / "a.csv", HEADINGS + fact("worry", 1)))
    (data / "builds" / "notes.duckdb").write_text("not a build")

    assert store.newest(data) == store.newest(data / "builds") == build
    monkeypatch.setenv("HEARTWOOD_DATA", str(data))
    assert store.newest() == build
    assert store.data_folder() == data


def test_builds_say_what_they_hold(data, tmp_path):
    build = load(data, "facts", write(tmp_path / "a.csv", HEADINGS + fact("worry", 1) + fact("sleep", 2)))

    (info,) = store.builds(data)

    assert (info.name, info.path, info.editions, info.figures) == (build.stem, build, 1, 2)


def test_connect_reads_only_and_reaches_nothing_else(data, tmp_path):
    file = write(tmp_path / "a.csv", HEADINGS + fact("worry", 1))
    connection = store.connect(load(data, "facts", file))

    assert connection.execute("SELECT value FROM build.observations").fetchall() == [(1.0,)]
    with pytest.raises(duckdb.Error):
        connection.execute("DELETE FROM observations").fetchall()
    with pytest.raises(duckdb.PermissionException):
        connection.execute(f"SELECT * FROM read_csv('{file}')").fetchall()


def test_load_keeps_the_file_with_a_sidecar(data, tmp_path):
    file = write(tmp_path / "a.csv", HEADINGS + fact("worry", 1))
    load(data, "facts", file)

    (folder,) = (data / "snapshots").iterdir()
    told = json.loads((folder / "snapshot.json").read_text())
    assert (folder / "a.csv").read_bytes() == Path(file).read_bytes()
    assert (folder / "text.parquet").exists()
    assert folder.name == told["edition"] == f"facts_a_undated_{told['sha256'][:8]}"
    assert (told["licence"], told["came_from"]) == ("Open Government Licence v3.0", file)


def test_builds_are_the_same_whatever_was_loaded_first(tmp_path):
    facts = write(tmp_path / "a.csv", HEADINGS + fact("worry", 1))
    jobs = write(tmp_path / "jobs.csv", els(3, areas=5))
    one, other = tmp_path / "one", tmp_path / "other"
    load(one, "facts", facts)
    load(other, "ons_els", jobs)

    first, second = load(one, "ons_els", jobs), load(other, "facts", facts)

    assert first.name == second.name
    assert contents(first) == contents(second)


def test_a_changed_file_makes_the_build_that_a_fresh_start_would(tmp_path):
    facts = write(tmp_path / "a.csv", HEADINGS + fact("worry", 1))
    changed, fresh = tmp_path / "changed", tmp_path / "fresh"
    load(changed, "facts", facts)
    load(changed, "ons_els", write(tmp_path / "jobs.csv", els(3, areas=5)))
    jobs = write(tmp_path / "jobs.csv", els(4, areas=6))

    build = load(changed, "ons_els", jobs)

    assert build.stem.startswith("0003_")
    expected = store.load_together({"facts": [facts], "ons_els": [jobs]}, folder=fresh).build.path
    assert contents(build) == contents(expected)


def test_of_two_files_that_give_a_figure_the_publishers_own_is_taken(tmp_path):
    own = write(tmp_path / "file1.csv", FILE_1 + "E01011264,Leeds 111A,E08000035,Leeds,9,1")
    cut = write(tmp_path / "cut.csv", "LSOA11CD,IMD_2019_decile,IMD_2019_score\nE01011264,7,50\nE01011265,8,40\n")
    one, other = tmp_path / "one", tmp_path / "other"
    load(one, "iod", own)
    load(other, "iod", cut)
    first, second = load(one, "iod", cut), load(other, "iod", own)

    assert contents(first) == contents(second)
    deciles = "SELECT area, value FROM observations WHERE series = 'iod2019/imd/decile' ORDER BY area"
    assert store.connect(first).execute(deciles).fetchall() == [("E01011264", 1), ("E01011265", 8)]

    # The publisher's next edition has another area only: what stood in the shade of the first comes back.
    own = write(tmp_path / "file1.csv", FILE_1 + "E01011299,Leeds 112A,E08000035,Leeds,3,2")
    third = load(one, "iod", own)
    found = store.connect(third).execute(deciles).fetchall()
    assert found == [("E01011264", 7), ("E01011265", 8), ("E01011299", 2)]


def test_facts_of_one_load_are_all_there_is(data, tmp_path):
    both = [write(tmp_path / f"{name}.csv", HEADINGS + fact(name, 1)) for name in ("worry", "sleep")]
    load(data, "facts", *both)
    with pytest.raises(SourceError, match="these facts files: 1 rows can be read, where the last build holds 2"):
        load(data, "facts", both[0])

    build = load(data, "facts", both[0], fewer=True)

    assert store.connect(build).execute("SELECT series FROM observations").fetchall() == [("worry",)]


def test_two_files_of_one_dataset_are_refused_together(data, tmp_path):
    files = [write(tmp_path / name / "jobs.csv", els(value)) for name, value in (("a", 3), ("b", 4))]

    with pytest.raises(SourceError, match=r"jobs\.csv and jobs\.csv are both ons_els_jobs\. Load one of them\."):
        load(data, "ons_els", *files)


def test_one_file_given_twice_is_one(data, tmp_path):
    file = write(tmp_path / "jobs.csv", els(3))

    assert len(contents(load(data, "ons_els", file, file))["observations"]) == 1


def test_a_file_that_is_only_left_out_makes_no_build(data, tmp_path):
    file = write(tmp_path / "doubts.csv", "indicator,area,period,published,why,shown_instead,found_by\n")

    loaded = store.load("facts", [file], folder=data)

    assert (loaded.build, loaded.changed) == (None, False)


def test_a_build_that_fails_leaves_the_good_one(data, tmp_path):
    good = load(data, "facts", write(tmp_path / "a.csv", HEADINGS + fact("worry", 1)))
    load(data, "ons_els", write(tmp_path / "jobs.csv", els(3)))
    second = store.newest(data)
    (edition,) = [one for one in store.editions_of(second) if one.source == "ons_els"]
    more = els(3).replace("E08000030", "E08000031")
    write(tmp_path / "more.csv", more.replace("Jobs", "Jobs"))
    for table in (data / "tidy" / f"{edition.edition}_v{edition.tidy}").iterdir():
        table.write_bytes(b"PAR1 spoilt")  # more.csv shares its series, so this would be laid anew

    with pytest.raises(duckdb.Error):
        load(data, "ons_els", str(tmp_path / "more.csv"))

    assert store.newest(data) == second
    assert sorted(path.name for path in (data / "builds").iterdir()) == sorted([good.name, second.name])


def test_tidy_tables_that_are_gone_are_made_again_from_the_snapshot(data, tmp_path):
    load(data, "facts", write(tmp_path / "a.csv", HEADINGS + fact("worry", 1)))
    shutil.rmtree(data / "tidy")

    build = load(data, "ons_els", write(tmp_path / "jobs.csv", els(3)))

    assert len(contents(build)["observations"]) == 2
    assert len(list((data / "tidy").iterdir())) == 2


def test_a_snapshot_that_is_gone_with_its_tables_is_asked_for(data, tmp_path):
    load(data, "facts", write(tmp_path / "a.csv", HEADINGS + fact("worry", 1)))
    shutil.rmtree(data / "tidy")
    shutil.rmtree(data / "snapshots")

    with pytest.raises(SourceError, match=r"a\.csv: its snapshot is gone from the data folder\. Load the file again\."):
        load(data, "ons_els", write(tmp_path / "jobs.csv", els(3)))


def test_a_build_of_another_version_is_not_built_upon(data, tmp_path):
    (data / "builds").mkdir(parents=True)
    with duckdb.connect(str(data / "builds" / "0007_0123abcd.duckdb")) as old:
        old.execute("CREATE TABLE other (name TEXT)")

    build = load(data, "facts", write(tmp_path / "a.csv", HEADINGS + fact("worry", 1)))

    assert build.stem.startswith("0008_")
    assert len(contents(build)["observations"]) == 1


@pytest.fixture
def address(tmp_path):
    """Serve a folder on this machine, and give its address."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def test_load_fetches_an_address_and_the_date_beside_it(data, address):
    where, folder = address
    (folder / "jobs.csv").write_text(els(3))
    (folder / "jobs.json").write_text('{"sourceDate": "16/04/2024"}')

    load(data, "ons_els", f"{where}/jobs.csv")

    (edition,) = store.editions_of(store.newest(data))
    assert edition.edition.startswith("ons_els_jobs_2024-04-16_")
    told = json.loads((data / "snapshots" / edition.edition / "snapshot.json").read_text())
    assert told["came_from"] == f"{where}/jobs.csv"


def test_load_says_that_an_address_gives_nothing(data, address):
    with pytest.raises(SourceError, match="nothing could be fetched from there"):
        load(data, "ons_els", f"{address[0]}/gone.csv")
    with pytest.raises(SourceError, match="nothing could be fetched from there"):
        load(data, "ons_els", "http://")
