"""The sample batch: what is committed is what the generator writes, and each package is what it promises to be."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from samples.build import CAST, build, load
from samples.package import Package

HOME = CAST.parent
BATCH = load()
CLEAN, LACKING, YOUNG, CONTRADICTORY, LOCKED = BATCH.packages
EVERY = pytest.mark.parametrize("package", BATCH.packages, ids=lambda package: package.folder[:2])


def files(root: Path) -> dict[str, bytes]:
    found = (file for part in ("packages", "expected") for file in (root / part).rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def text_of(package: Package, paper: str) -> str:
    naming = BATCH.naming[package.naming].model_dump()
    with pypdfium2.PdfDocument(HOME / "packages" / package.folder / naming[paper]) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def audit_text(package: Package) -> str:
    folder = HOME / "packages" / package.folder
    found = []
    for file in sorted(folder.rglob("*审计报告.pdf")):
        with pypdfium2.PdfDocument(file) as pdf:
            found += [page.get_textpage().get_text_bounded() for page in pdf]
    return "\n".join(found)


def form_rows(package: Package) -> list[list[str]]:
    name = BATCH.naming[package.naming].form
    document = docx.Document(str(HOME / "packages" / package.folder / name))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def alike(name: str, one: bytes, other: bytes) -> bool:
    """The same bytes; or, where another build of zlib packed them, the same parts, texts and pictures."""
    if one == other:
        return True
    if name.endswith(".docx"):
        return parts(one) == parts(other)
    if name.endswith(".pdf"):
        first, second = pages(one), pages(other)
        return len(first) == len(second) and all(map(near, first, second))
    return name.endswith(".jpg") and near(picture(one), picture(other))


def parts(raw: bytes) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return {name: picture(raw).tobytes() if name.endswith(".png") else raw for name, raw in entries.items()}


def pages(raw: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(raw, password=LOCKED.twist.credit_password) as pdf:
        return [page.render(scale=1).to_pil() for page in pdf]


def picture(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


def near(one: Image.Image, other: Image.Image) -> bool:
    """No more apart than two builds of a drawing library are: in the mean less than a tenth of a grey level."""
    return one.size == other.size and max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 0.1


def words(file: Path) -> str:
    """All text of a Word file or a text PDF without blanks."""
    if file.suffix == ".docx":
        document = docx.Document(str(file))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return re.sub(r"\s", "", "".join(line.text for line in document.paragraphs) + "".join(cells))
    with pypdfium2.PdfDocument(file) as pdf:
        return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pdf))


def printed(value: str) -> set[str]:
    """The ways in which papers print a value: dates in Chinese, amounts in yuan or in 万元."""
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
        numbers = [int(part) for part in value.split("-")]
        plain = "".join(f"{number}{mark}" for number, mark in zip(numbers, "年月日", strict=False))
        return {plain, "".join(f"{number:02}{mark}" for number, mark in zip(numbers, "年月日", strict=False))}
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        amount = Decimal(value)
        return {value, f"{amount:.2f}", f"{amount:,.2f}", f"{amount / 10_000:,.2f}", f"{amount / 10_000:.0f}"}
    return {re.sub(r"\s", "", value)}


def outcome(package: Package) -> str:
    found = json.loads((HOME / "expected" / f"{package.folder}.json").read_text(encoding="utf-8"))
    return str(found["outcome"])


def test_a_rebuild_gives_the_committed_bytes(tmp_path: Path) -> None:
    build(BATCH, tmp_path)
    committed, rebuilt = files(HOME), files(tmp_path)
    assert sorted(committed) == sorted(rebuilt)
    assert [name for name in committed if not alike(name, committed[name], rebuilt[name])] == []


def test_papers_that_say_different_things_are_not_alike() -> None:
    here = files(HOME)
    for ending in (".docx", ".jpg", "公示情况说明.pdf", ".json"):
        one, other = [name for name in sorted(here) if name.endswith(ending)][:2]
        assert alike(one, here[one], here[one])
        assert not alike(one, here[one], here[other])


def test_the_same_word_text_packed_by_another_library_is_alike() -> None:
    name, packed = next((name, raw) for name, raw in files(HOME).items() if name.endswith(".docx"))
    loose = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(loose, "w", zipfile.ZIP_STORED) as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))
    assert loose.getvalue() != packed
    assert alike(name, packed, loose.getvalue())


@EVERY
def test_every_fact_said_to_be_printed_stands_in_the_text_of_its_paper(package: Package) -> None:
    naming = BATCH.naming[package.naming]
    pictures = {naming.licence, naming.certificate}
    found = json.loads((HOME / "expected" / f"{package.folder}.json").read_text(encoding="utf-8"))
    facts = [fact for fact in found["facts"] if fact["file"] not in pictures]
    texts = {name: words(HOME / "packages" / package.folder / name) for name in {fact["file"] for fact in facts}}
    assert [fact for fact in facts if not any(form in texts[fact["file"]] for form in printed(fact["value"]))] == []


def test_no_committed_file_is_over_400_kilobytes_and_the_batch_stays_under_four_megabytes() -> None:
    sizes = {name: len(content) for name, content in files(HOME).items()}
    assert max(sizes.values()) <= 400_000
    assert sum(sizes.values()) < 4_000_000


def test_the_five_packages_are_one_of_each_outcome_and_a_second_one_to_verify() -> None:
    assert [outcome(package) for package in BATCH.packages] == ["complete", "supplement", "refuse", "verify", "verify"]
    assert BATCH.on == date(2026, 6, 30)


def test_the_batch_folder_holds_packages_and_nothing_else() -> None:
    assert sorted(path.name for path in (HOME / "packages").iterdir()) == sorted(p.folder for p in BATCH.packages)


def test_no_two_packages_share_a_credit_code() -> None:
    assert len({package.applicant.code for package in BATCH.packages}) == 5


@EVERY
def test_every_package_holds_the_promised_papers(package: Package) -> None:
    naming = BATCH.naming[package.naming].model_dump()
    here = {path.relative_to(HOME / "packages" / package.folder).as_posix() for path in _papers(package)}
    expected = {naming[paper] for paper in naming if paper not in {"audit", *package.twist.without}}
    assert expected <= here
    assert all("审计报告" in name for name in here - expected)


def _papers(package: Package) -> list[Path]:
    return [path for path in (HOME / "packages" / package.folder).rglob("*") if path.is_file()]


def test_the_lacking_package_shows_no_publicity_anywhere() -> None:
    names = [path.name for path in _papers(LACKING)]
    assert not [name for name in names if "公示" in name]
    assert "内部公示" not in str(form_rows(LACKING))


@EVERY
def test_form_figures_in_ten_thousands_equal_the_audited_yuan(package: Package) -> None:
    rows = {row[1]: row for row in form_rows(package) if len(row) == 9}
    years = [heading.removesuffix("年") for heading in rows["项目"][3:8]]
    audited = audit_text(package)
    for item in ("主营业务收入", "利润总额", "净利润"):
        filled = {year: cell for year, cell in zip(years, rows[item][3:8], strict=True) if cell != "/"}
        assert list(filled) == [str(year.year) for year in package.applicant.years]
        for cell in filled.values():
            assert f"{Decimal(cell.replace(',', '')) * 10_000:,.2f}" in audited


def test_one_income_statement_by_hand() -> None:
    """214.57 million less costs: every line of 2021 of the clean package, added up on paper."""
    lines = {"收入": 214_567_800, "成本": 133_697_200, "税金": 1_330_300, "销售": 12_552_200, "管理": 16_543_200}
    lines |= {"研发": 12_187_500, "财务": 1_051_400, "其他收益": 2_424_600}
    costs = sum(lines[name] for name in ("成本", "税金", "销售", "管理", "研发", "财务"))
    year = CLEAN.applicant.years[0]
    assert year.operating_profit == lines["收入"] - costs + lines["其他收益"] == 39_630_600
    assert year.total_profit == 39_630_600 + 450_600 - 193_100 == 39_888_100
    assert year.net_profit == 39_888_100 - 5_983_200 == 33_904_900


@EVERY
def test_every_audited_year_made_a_profit(package: Package) -> None:
    for year in package.applicant.years:
        assert min(year.operating_profit, year.total_profit, year.net_profit) > 0


@EVERY
def test_audits_cover_five_years_or_the_whole_life_of_a_younger_company(package: Package) -> None:
    covered = {int(year) for year in re.findall(r"(\d{4})年度\s+编制单位", audit_text(package))}
    founded = package.applicant.licence.founded.year
    assert covered == set(range(max(2021, founded), 2026))


@EVERY
def test_the_form_is_filled_after_the_publicity_ended_and_before_the_deadline(package: Package) -> None:
    a = package.applicant
    assert a.publicity.start < a.publicity.end < a.publicity.result < a.filled < a.recommended < BATCH.on


@EVERY
def test_the_publicity_runs_nine_working_days_even_without_its_first_day(package: Package) -> None:
    """No statutory holiday and no make-up day falls between 2026-05-10 and 2026-06-18, so weekdays are working days."""
    hung = package.applicant.publicity
    assert date(2026, 5, 10) < hung.start
    assert hung.end < date(2026, 6, 19)
    days = [hung.start + timedelta(days=number) for number in range((hung.end - hung.start).days + 1)]
    assert sum(day.weekday() < 5 for day in days[1:]) == 9


def test_the_young_company_misses_three_years_by_one_day() -> None:
    assert YOUNG.applicant.licence.founded.replace(year=2026) - BATCH.on == timedelta(days=1)
    assert YOUNG.licence_shown == YOUNG.applicant.licence


def test_only_the_contradictory_licence_disagrees_with_the_other_papers() -> None:
    for package in (CLEAN, LACKING, YOUNG, LOCKED):
        assert package.licence_shown == package.applicant.licence
    shown, told = CONTRADICTORY.licence_shown, CONTRADICTORY.applicant.licence
    assert (shown.founded, told.founded) == (date(2023, 9, 20), date(2013, 9, 20))
    assert shown.representative != told.representative
    assert told.representative in text_of(CONTRADICTORY, "credit")


def test_only_the_locked_credit_report_needs_a_password() -> None:
    for package in (CLEAN, LACKING, YOUNG, CONTRADICTORY):
        assert package.applicant.code in text_of(package, "credit")
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        text_of(LOCKED, "credit")


@EVERY
def test_the_certificate_is_valid_on_the_day_and_is_a_picture_without_text(package: Package) -> None:
    assert package.applicant.certificate.expires > BATCH.on
    assert text_of(package, "certificate").strip() == ""
