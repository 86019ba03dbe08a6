"""Settings are read strictly and say what is wrong with them."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import BadSettings
from pipeline.settings import Office, read_machine, read_office


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_the_undecided_office() -> None:
    assert read_office(None) == Office()


def test_an_office_file_is_read_with_its_fingerprint(tmp_path: Path) -> None:
    office = read_office(written(tmp_path, 'name = "某区办公室"\non = 2026-06-30\n[readings]\n"16.1.1-years" = "x"\n'))

    assert (office.name, office.on, office.readings) == ("某区办公室", date(2026, 6, 30), {"16.1.1-years": "x"})
    assert office.sha256 != Office().sha256


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('naem = "某区"', "没有“naem”这一项（可用：name、"),
        ("name = ", "不是合格的 TOML"),
        ('name = "甲"\nname = "乙"', "不是合格的 TOML"),
        ('on = "明天"', "“on”"),
    ],
)
def test_a_faulty_office_file_is_named_with_its_fault(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(BadSettings) as caught:
        read_office(path)

    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_a_missing_office_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"没有\.toml"):
        read_office(tmp_path / "没有.toml")


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("ZISHEN_OCR_THREADS", "many", "“ocr_threads”应为整数，不是 many"),
        ("ZISHEN_OCR_THREADS", "0", "“ocr_threads”应不小于 1，不是 0"),
        ("ZISHEN_OCR_ENGINE", "magic", "“ocr_engine”不能写 magic，可用：'openvino'、'onnxruntime'"),
    ],
)
def test_a_faulty_environment_variable_is_named_with_what_it_may_be(name: str, given: str, says: str) -> None:
    with pytest.raises(BadSettings) as caught:
        read_machine({name: given})

    assert "环境变量 ZISHEN_" in str(caught.value)
    assert says in str(caught.value)


def test_the_environment_is_read() -> None:
    machine = read_machine({"ZISHEN_OCR_ENGINE": "onnxruntime", "ZISHEN_HOME": "/somewhere", "PATH": "/bin"})

    assert (machine.ocr_engine, machine.home) == ("onnxruntime", Path("/somewhere"))
