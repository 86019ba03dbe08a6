"""Runs PaddleOCR on this machine alone, without a model hub, a Paddle runtime or a window system.

Imported by `ocr.py` when the first picture is read. With `ocr_openvino.py` it is the only place that imports
PaddleOCR, PaddleX, ONNX Runtime and OpenVINO.
"""

import contextlib
import importlib.metadata
import logging
import math
import os
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extractors.ink import ocr_models, ocr_openvino
from extractors.ink.ocr_models import DETECTION, ORIENTATION, RECOGNITION

# Longest side given to the detector. At 960 an A4 page of 10-point text is found complete; small print needs more.
_DETECTION_SIDE = 1280


class Found(NamedTuple):
    """One text line as the models saw it, in pixels of the picture."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float
    sealed: bool = False
    alternatives: tuple[str, ...] = ()
    slant: float = 0.0  # degrees clockwise
    torn: bool = False  # ends where the picture shows nothing


class Words(NamedTuple):
    """What one strip of letters says; how far along it each letter stands, in steps of one size, and how sure it is."""

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    places: tuple[int, ...] = ()  # ONNX Runtime's answers carry neither
    sure: tuple[float, ...] = ()


class Engine(NamedTuple):
    """The loaded models: the text pipeline and the page-orientation classifier."""

    pipeline: Any
    orientation: Any
    version: str

    def lines(self, pixels: Any) -> list[Found]:
        """Detect and recognise the lines of one BGR picture."""
        result = self.pipeline.predict(pixels)[0]
        found = []
        for text, score, corners in zip(result["rec_texts"], result["rec_scores"], result["rec_polys"], strict=True):
            if text.strip():
                (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
                doubts = getattr(text, "others", ())  # ONNX Runtime's answers carry none
                found.append(
                    Found(
                        str(text),
                        float(score),
                        float(left),
                        float(top),
                        float(right),
                        float(bottom),
                        alternatives=doubts,
                        slant=_slant(corners),
                    )
                )
        return found

    def words(self, strips: Sequence[Any]) -> list[Words]:
        """Recognise strips of BGR pixels that hold one line each."""
        answers = self.pipeline.paddlex_pipeline.text_rec_model(list(strips))
        return [_words(one["rec_text"], float(one["rec_score"])) for one in answers]

    def angle(self, pixels: Any) -> tuple[int, float]:
        """How far to turn the page clockwise so that it stands upright, and how sure the classifier is."""
        answer = next(iter(self.orientation.predict(pixels)))
        return -int(answer["label_names"][0]) % 360, float(answer["scores"][0])


def _words(text: str, score: float) -> Words:
    told = (getattr(text, name, ()) for name in ("others", "steps", "sure"))
    return Words(str(text), score, *told)


def _slant(corners: Any) -> float:
    (left, top), (right, other) = corners[0], corners[1]
    return math.degrees(math.atan2(float(other) - float(top), float(right) - float(left)))


class _HeadlessOpenCV(importlib.metadata.DistributionFinder):
    """Says that `opencv-contrib-python` is installed when its headless build is.

    PaddleX decides whether cv2 may be used by asking for a distribution of exactly that name. We install
    `opencv-contrib-python-headless`, the same code without a window system, which servers do not have. The two may not
    be installed side by side: they overwrite each other's files.
    """

    def find_spec(self, *_: Any) -> None:
        """Modules are found as usual; only the distribution's name is answered here."""

    def find_distributions(self, context: Any = None) -> Iterable[importlib.metadata.Distribution]:
        if context is not None and context.name == "opencv-contrib-python":
            yield importlib.metadata.distribution("opencv-contrib-python-headless")


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep the libraries' own chatter off the terminal, and their deprecations from stopping us, while they load."""
    with warnings.catch_warnings():
        # PaddleX pulls in download clients whose own code warns; nothing of them is used, and errors still raise.
        warnings.simplefilter("ignore")
        yield


def load(engine: str, models: Path | None, threads: int) -> Engine:
    """Load the models once; takes one to three seconds."""
    _send_nothing()
    if not any(isinstance(finder, _HeadlessOpenCV) for finder in sys.meta_path):
        sys.meta_path.append(_HeadlessOpenCV())
    with _quietly(), tempfile.TemporaryDirectory() as scratch:
        # Read by PaddleX and PaddleOCR when they are imported: no connection check, no log handlers of their own, and
        # no folder in the user's home (nothing is ever kept there, because nothing is ever downloaded).
        os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
        os.environ["DISABLE_AUTO_LOGGING_CONFIG"] = "1"
        os.environ.setdefault("PADDLE_PDX_CACHE_HOME", scratch)
        import paddleocr
        from paddlex import create_predictor
        from paddlex.inference import load_pipeline_config

        for chatty in ("paddlex", "paddleocr"):
            logging.getLogger(chatty).setLevel(logging.ERROR)
        ocr_openvino.register()  # even when it is not used: PaddleX looks only once which engines there are
        options: dict[str, Any] = {"threads": threads} if engine == "openvino" else {"intra_op_num_threads": threads}
        home = ocr_models.given(models) if models else ocr_models.arrange(Path(scratch), _descriptions())
        # PaddleOCR's own `engine` argument knows a closed list of names; PaddleX's configuration does not.
        config = load_pipeline_config("OCR")
        for module in ("TextDetection", "TextRecognition"):
            config["SubModules"][module] |= {"engine": engine, "engine_config": {engine: options}}
        pipeline = paddleocr.PaddleOCR(
            paddlex_config=config,
            text_detection_model_name=DETECTION,
            text_detection_model_dir=str(home / DETECTION),
            text_recognition_model_name=RECOGNITION,
            text_recognition_model_dir=str(home / RECOGNITION),
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            use_textline_orientation=False,
            text_det_limit_side_len=_DETECTION_SIDE,
            text_det_limit_type="max",
        )
        orientation = create_predictor(
            ORIENTATION, model_dir=str(home / ORIENTATION), device="cpu", engine=engine, engine_config=options
        )
    return Engine(pipeline, orientation, importlib.metadata.version("paddleocr"))


def _send_nothing() -> None:
    """Switch off the usage reports that both runtimes send to their makers; must precede their first import.

    ONNX Runtime reads the variable. OpenVINO has none, but goes on silently when its reporting package is not there.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None is how Python bars an import


def _descriptions() -> dict[str, dict[str, Any]]:
    """PaddleX's own description of the detector and the recogniser, with the characters the recogniser knows."""
    import onnxruntime
    from paddlex.modules.base.utils.pdparams2safetensors.inference_meta import build_inference_meta

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(ocr_models.carried(RECOGNITION)), options)
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    recognition: dict[str, Any] = build_inference_meta(RECOGNITION)
    recognition["PostProcess"]["character_dict"] = "".join(characters)
    return {DETECTION: build_inference_meta(DETECTION), RECOGNITION: recognition}
