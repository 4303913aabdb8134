"""The peer of the build: the same tables of the same files, by a loop-free pandas script (calamine for XLSX).

There are loops over files and over distinct labels, none over rows. It keeps no snapshots, checks no file for being
what it says it is, names no line and copies no build: only the tables. Written the way an analyst at home in pandas
would: text in, `melt`, `to_numeric`, `map` over distinct values, `concat`, one Parquet file for each table.

    python tests/bench/build_pandas.py FOLDER_OF_PUBLISHED_FILES FOLDER_OF_FACTS FOLDER_FOR_TABLES
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import yaml

from heartwood.periods import Period

SOURCES = Path(__file__).parents[2] / "heartwood" / "evidence" / "sources"
KEY = ["source", "series", "area", "sex", "age", "category", "period"]
TEXT = ["sex", "age", "category", "published_comparison", "published_trend", "note"]
NUMBERS = ["value", "low", "high", "low_998", "high_998", "count", "denominator"]
COLUMNS = [*KEY, "period_start", "period_end", "label", *NUMBERS, "status", "note", "origin", "published_comparison",
           "published_trend", "edition"]  # fmt: skip
WELL_FORMED = r"[EJKLMNSW][0-9]{8}|TL[C-N][0-9]{0,2}"
Tables = dict[str, list[pd.DataFrame]]


def described(source: str) -> dict:
    return yaml.load((SOURCES / f"{source}.yaml").read_bytes(), yaml.CSafeLoader)


def read(path: Path) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        sheets = pd.read_excel(path, sheet_name=None, engine="calamine", dtype=str)
        frame = max(sheets.values(), key=len)
    elif path.suffix == ".parquet":
        frame = pd.read_parquet(path).astype({"LA Number": str})
    else:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    return frame.rename(columns=lambda heading: " ".join(heading.split()))


def number(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text.str.replace(",", "", regex=False).str.rstrip("%"), errors="coerce")


def periods(labels: pd.Series, parse: Callable[[str], Period]) -> pd.DataFrame:
    def parsed(label: str) -> tuple:
        try:
            period = parse(label)
        except ValueError:
            return None, None, None
        return period.iso, period.start, period.end

    known = {label: parsed(label) for label in labels.dropna().unique()}
    table = pd.DataFrame.from_dict(known, orient="index", columns=["period", "period_start", "period_end"])
    return table.reindex(labels).set_axis(labels.index)


def finish(frame: pd.DataFrame, source: str, edition: str, parse: Callable[[str], Period]) -> pd.DataFrame:
    """Type the columns, part values from silences, and leave out what cannot be read."""
    silences = described(source)["silences"]
    frame["source"], frame["edition"] = source, edition
    if "period" not in frame:
        frame = frame.join(periods(frame["label"], parse))
    text = frame["value"] if "value" in frame else pd.Series(pd.NA, frame.index, dtype="str")
    frame = frame.assign(**{column: number(frame[column]) for column in NUMBERS if column in frame})
    code = text.where(frame["value"].isna()).fillna("")
    code = frame["code"].fillna(code) if "code" in frame else code
    silent = frame["value"].isna() | (frame["code"].notna() if "code" in frame else False)
    frame["status"] = code.map({key: value[0] for key, value in silences.items()}).where(silent, "shown")
    meaning = code.map({key: value[1] for key, value in silences.items()}).where(silent, "").fillna("")
    note = frame["note"].fillna("") if "note" in frame else ""
    frame["note"] = (meaning + " " + note).str.strip()
    frame = frame.assign(**{column: "" for column in TEXT if column not in frame})
    frame[TEXT] = frame[TEXT].fillna("")
    frame = frame if "origin" in frame else frame.assign(origin="published")
    frame = frame.reindex(columns=COLUMNS)
    codes = pd.Series(frame["area"].unique()).dropna()
    good = frame["area"].isin(codes[codes.str.fullmatch(WELL_FORMED)])
    good &= frame["period"].notna() & frame["status"].notna() & ~(frame["low"] > frame["high"])
    return frame[good].drop_duplicates(KEY, keep="last")


def area_table(frame: pd.DataFrame, code: str, name: str) -> pd.DataFrame:
    areas = frame[[code, name]].drop_duplicates().set_axis(["code", "name"], axis=1)
    return areas[areas["code"].str.fullmatch(WELL_FORMED, na=False)].assign(kind=areas["code"].str[:3])


def starting(day: str) -> Callable[[str], Period]:
    def parse(label: str) -> Period:
        label = label.partition(" (")[0]
        if match := re.fullmatch(r"(\d{4})[/-]?(\d{2})", label):
            return Period.parse(f"{match[1]}-{day}/P1Y")
        if match := re.fullmatch(r"(\d{4})/\d{2}-(\d{2})/\d{2}", label):
            return Period.parse(f"{match[1]}-{day}/P{int(match[2]) - int(match[1]) % 100 + 1}Y")
        return Period.parse(f"{int(label) - (day != '01-01')}-{day}/P1Y")

    return parse


def calendar(label: str) -> Period:
    if match := re.fullmatch(r"(\d{4})\s*-\s*(\d{2})", label):
        return Period.parse(f"{match[1]}-01-01/P{int(match[2]) - int(match[1]) % 100 + 1}Y")
    return Period.parse(f"{int(label)}-01-01/P1Y")


TIMES: dict[str, Callable[[str], Period]] = {
    "": starting("04-01"),
    "financial": starting("04-01"),
    "academic": starting("09-01"),
    "calendar": lambda label: calendar(label.partition(" (")[0]),
    "on_31_march": lambda label: Period.parse(f"{int(label)}-03-31"),
    "on_30_june": lambda label: Period.parse(f"{int(label)}-06-30"),
    "on_30_september": lambda label: Period.parse(f"{int(label)}-09-30"),
    "in_january": lambda label: Period.parse(f"{int(label)}-01-01/P1M"),
    "in_march": lambda label: Period.parse(f"{int(label)}-03-01/P1M"),
    "december_to_february": lambda label: Period.parse(f"{int(label) - 1}-12-01/P3M"),
}


def timed(frame: pd.DataFrame) -> pd.DataFrame:
    """Read each label in the way of its row."""
    both = frame["how"] + "|" + frame["label"]
    return frame.join(periods(both, lambda pair: TIMES[pair.partition("|")[0]](pair.partition("|")[2])))


def facts(path: Path, tables: Tables) -> None:
    frame = read(path)
    if "shown_instead" in frame:
        return
    frame["code"] = frame["status"].where(frame["status"] != "shown")
    frame["label_"] = frame["label"]
    frame = frame.rename(columns={"indicator": "series", "why": "note"}).drop(columns=["source", "status"])
    frame = frame.drop(columns="period").join(periods(frame["period"], Period.parse))
    tables["observations"].append(finish(frame, "facts", path.stem, Period.parse))


def ons_els(path: Path, tables: Tables) -> None:
    frame = read(path)
    json.loads(path.with_suffix(".json").read_text(encoding="utf-8-sig"))
    measures = frame.groupby("indicator")["measure"].transform("nunique")
    frame["series"] = frame["indicator"].where(measures == 1, frame["indicator"] + "|" + frame["measure"])
    tables["areas"].append(area_table(frame, "areacd", "areanm"))
    frame["code"] = frame["status"].where(frame["observation"].isna())
    frame = frame.drop(columns="status").rename(
        columns={"areacd": "area", "period": "label", "observation": "value", "lci_95": "low", "uci_95": "high",
                 "notes": "note"}
    )  # fmt: skip
    tables["observations"].append(finish(frame, "ons_els", path.stem, Period.parse))


def fingertips(path: Path, tables: Tables) -> None:
    frame = read(path)
    if "Indicator ID" in frame:
        both = frame["Category Type"] + ": " + frame["Category"]
        frame["category"] = both.fillna(frame["Category Type"])
        empty, note = frame["Value"].isna(), frame["Value note"].fillna("").str.lower()
        few = note.str.contains("suppressed.*small", regex=True)
        frame["code"] = pd.Series("missing", frame.index).where(~few, "suppressed").where(empty)
        # A repeat with a comparison tells more than one without: `finish` keeps the last.
        frame = frame.sort_values("Parent Code", na_position="first", kind="stable")
    frame = frame.rename(
        columns={"Indicator ID": "series", "Area Code": "area", "Area Name": "area_name", "Sex": "sex", "Age": "age",
                 "Time period": "label", "Value": "value", "Lower CI 95.0 limit": "low", "Upper CI 95.0 limit": "high",
                 "Lower CI 99.8 limit": "low_998", "Upper CI 99.8 limit": "high_998", "Count": "count",
                 "Denominator": "denominator", "Value note": "note", "Recent Trend": "published_trend",
                 "Compared to England value or percentiles": "published_comparison", "indicator": "series",
                 "area_code": "area", "period": "label", "unit": "sex", "significance": "published_comparison"}
    )  # fmt: skip
    tables["areas"].append(area_table(frame, "area", "area_name"))
    frame["how"] = "financial"
    frame.loc[frame["series"].isin(described("fingertips")["about"]["school_years"]), "how"] = "academic"
    frame.loc[frame["label"].str.fullmatch(r"\d{4}"), "how"] = "calendar"
    tables["observations"].append(finish(timed(frame), "fingertips", path.stem, calendar))


def dfe_ees(path: Path, tables: Tables) -> None:
    frame, about = read(path), described("dfe_ees")
    kind = next(kind for kind in about["files"] if set(kind["headings"]) <= set(frame.columns))
    year, level = ("time_period", "geographic_level") if "time_period" in frame else ("year", "level")
    levels = frame[level].str.lower()
    frame["area"], frame["place"] = frame["country_code"], frame.get("country_name", frame.get("country"))
    if "region_code" in frame:
        frame["area"] = frame["area"].where(
            levels == "national", frame["region_code"].where(levels == "regional", frame["new_la_code"])
        )
        frame["place"] = frame["place"].where(
            levels == "national", frame["region_name"].where(levels == "regional", frame["la_name"])
        )
    tables["areas"].append(area_table(frame, "area", "place"))
    parts = [frame[part].fillna("") for part in kind.get("parts", [])]
    frame["category"] = parts[0].str.cat(parts[1:], sep="; ") if parts else ""
    frame["age_"], frame["level_"], frame["label"] = frame[kind["age"]] if "age" in kind else "", levels, frame[year]
    places = {*about["about"]["places"], *kind.get("parts", []), *kind.get("leave_columns", []), kind.get("age")}
    ids = ["area", "label", "category", "age_", "level_"]
    measures = [column for column in frame.columns if column not in {*places, *ids, "place"}]
    cells = frame.melt(ids, measures, "column", "value").rename(columns={"age_": "age"})
    made_of = kind.get("made_of", {})
    rows = pd.concat([frame.index.to_series()] * len(measures)).to_numpy()
    whole = kind.get("shares_of")
    for name, place in (("count", 0), ("denominator", 1)):
        of = {measure: made_of.get(measure, (None, None))[place] for measure in measures}
        if whole:
            of = {measure: (measure, whole)[place] for measure in measures if measure != whole}
        parts = [
            number(frame[of[measure]]) if of.get(measure) else pd.Series(float("nan"), frame.index)
            for measure in measures
        ]
        cells[name] = pd.concat(parts).to_numpy()
    if whole:
        shares = (cells["column"] != whole) & cells["count"].notna()
        share = (100 * cells["count"] / cells["denominator"]).astype(str)
        hidden = frame[whole].to_numpy()[rows]
        cells["value"] = cells["value"].where(~shares, share.where(cells["denominator"].notna(), hidden))
        cells["origin"] = pd.Series("worked_out", cells.index).where(cells["column"] != whole, "published")
    nowhere = cells.loc[(cells["level_"] == "national") & (cells["value"] == "x"), ["column", "label", "category"]]
    keys = pd.MultiIndex.from_frame(cells[["column", "label", "category"]])
    everywhere = keys.isin(pd.MultiIndex.from_frame(nowhere)) & (cells["value"] == "x")
    cells["code"] = pd.Series("x everywhere", cells.index).where(everywhere)
    cells["how"] = cells["column"].map({column: kind.get("time", "") for column in measures} | kind.get("times", {}))
    if "time_of_part" in kind:
        cells["how"] = cells["category"].map(kind["time_of_part"]).fillna(cells["how"])
    cells["series"] = kind["name"] + "/" + cells["column"]
    cells[["count", "denominator"]] = cells[["count", "denominator"]].astype(str)
    tables["observations"].append(finish(timed(cells), "dfe_ees", path.stem, calendar))


def la_codes() -> pd.DataFrame:
    numbers = yaml.load((SOURCES / "dfe_la_numbers.yaml").read_bytes(), yaml.CSafeLoader)
    return pd.DataFrame.from_dict(numbers, orient="index", columns=["code", "name"])


def dfe_lait(path: Path, tables: Tables) -> None:
    frame, codes = read(path), la_codes()
    tables["areas"].append(codes.assign(kind=codes["code"].str[:3]))
    times = described("dfe_lait")["about"]["times"]
    how = {series: how for how, several in times.items() for series in several}
    frame["area"] = frame["LA Number"].str.partition(".")[0].map(codes["code"])
    frame["how"] = frame["Short Desc"].map(how)
    frame = frame.rename(columns={"Short Desc": "series", "Years": "label", "Values": "value"})
    tables["observations"].append(finish(timed(frame), "dfe_lait", path.stem, calendar))


def iod(path: Path, tables: Tables) -> None:
    frame = read(path)
    kinds = [kind for kind in described("iod")["files"] if {kind["area"], *kind["columns"]} <= set(frame.columns)]
    kind = max(kinds, key=lambda kind: len(kind["columns"]))
    if "area_name" in kind:
        tables["areas"].append(area_table(frame, kind["area"], kind["area_name"]))
        tables["areas"].append(area_table(frame, kind["district"], kind["district_name"]))
        tables["lookups"].append(
            link(frame, "lsoa_district", kind["area"], kind["district"], 1 if kind["year"] == 2025 else 3)
        )
    cells = frame.melt([kind["area"]], list(kind["columns"]), "column", "value")
    cells["series"] = cells["column"].map(kind["columns"])
    cells["label"], cells["order"] = str(kind["year"]), kind["precedence"]
    cells = cells.rename(columns={kind["area"]: "area"})
    tables["observations"].append(finish(cells, "iod", path.stem, calendar).assign(order=kind["precedence"]))


def link(frame: pd.DataFrame, kind: str, source: str, target: str, order: int) -> pd.DataFrame:
    links = frame[[source, target]].drop_duplicates().set_axis(["source_code", "target_code"], axis=1)
    weight = 1 / links.groupby("source_code")["target_code"].transform("size") if kind == "lsoa11_lsoa21" else 1.0
    return links.assign(kind=kind, weight=weight, order=order)


def lookups(path: Path, tables: Tables) -> None:
    frame = read(path)
    kind = next(kind for kind in described("lookups")["files"] if set(kind["headings"]) <= set(frame.columns))
    for code, name in kind.get("names", []):
        tables["areas"].append(area_table(frame, code, name))
    for name, source, target in kind.get("links", []):
        tables["lookups"].append(link(frame, name, source, target, kind.get("precedence", 0)))
    if "neighbours" in kind:
        codes = la_codes()["code"]
        long = frame.melt(["old_la_code"], [f"SN_{rank}" for rank in range(1, 11)], "rank", "neighbour")
        long = long.assign(area=long["old_la_code"].map(codes), neighbour=long["neighbour"].map(codes))
        tables["neighbours"].append(long.assign(rank=long["rank"].str[3:].astype(int))[["area", "neighbour", "rank"]])


def one_of_each(tables: Tables) -> dict[str, pd.DataFrame]:
    """Put the files together; where two give the same figure, take the first in order."""
    observations = pd.concat(tables["observations"], ignore_index=True)
    shared = observations.groupby("series")["edition"].transform("nunique") > 1
    twice = observations[shared].sort_values("order", na_position="first", kind="stable").drop_duplicates(KEY)
    observations = pd.concat([observations[~shared], twice], ignore_index=True).drop(columns="order")
    links = pd.concat(tables["lookups"], ignore_index=True).sort_values("order", kind="stable")
    split = links["kind"] == "lsoa11_lsoa21"
    links = pd.concat([links[split].drop_duplicates(["source_code", "target_code"]),
                       links[~split].drop_duplicates(["kind", "source_code"])]).drop(columns="order")  # fmt: skip
    return {
        "observations": pd.concat([observations, shares(observations, links)], ignore_index=True),
        "lookups": links,
        "areas": pd.concat(tables["areas"], ignore_index=True),
        "neighbours": pd.concat(tables["neighbours"], ignore_index=True),
    }


def shares(observations: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    domains = "imd|income|employment|education|health|crime|housing_and_services|environment"
    names = pd.Series(observations["series"].unique())
    deciles = observations[observations["series"].isin(names[names.str.fullmatch(f"iod2025/({domains})/decile")])]
    districts = links[links["kind"] == "lsoa_district"].set_index("source_code")["target_code"]
    placed = pd.concat([deciles.assign(area=deciles["area"].map(districts)), deciles.assign(area="E92000001")])
    placed["tenth"] = placed["value"] == 1
    found = placed.groupby(["series", "area", "label", "period"], as_index=False)["tenth"].agg(["sum", "size"])
    found["series"] = found["series"].str.replace("decile", "most_deprived_tenth")
    found = found.rename(columns={"sum": "count", "size": "denominator"}).assign(source="iod", origin="worked_out")
    found = found.assign(value=100 * found["count"] / found["denominator"], status="shown", **dict.fromkeys(TEXT, ""))
    return found.reindex(columns=COLUMNS)


def main(data: Path, facts_folder: Path, into: Path) -> None:
    tables: Tables = {"observations": [], "areas": [], "lookups": [], "neighbours": []}
    for reader, files in files_of(data, facts_folder).items():
        for path in files:
            globals()[reader](path, tables)
    for name, table in one_of_each(tables).items():
        table.to_parquet(into / f"{name}.parquet", index=False)


def files_of(data: Path, facts_folder: Path) -> dict[str, list[Path]]:
    """Give every file that each source reads."""
    dfe = [path for path in sorted((data / "dfe").glob("*.csv")) if path.stem != "lait_data_dictionary"]
    left = {"ruc2021_lsoa21_west_yorkshire", "dfe_la_code_list",
            "lsoa2011_population_weighted_centroids_west_yorkshire"}  # fmt: skip
    return {
        "facts": sorted(facts_folder.glob("*.csv")),
        "ons_els": sorted((data / "ons_els").glob("*.csv")),
        "fingertips": sorted((data / "fingertips").glob("*.csv")),
        "dfe_ees": dfe,
        "dfe_lait": [data / "dfe" / "LAIT_bds_long_0.parquet"],
        "iod": sorted((data / "imd").iterdir()),
        "lookups": [path for path in sorted((data / "lookups").iterdir()) if path.name.partition(".")[0] not in left],
    }


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
