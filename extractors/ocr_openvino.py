"""Teaches PaddleX to run its models on OpenVINO, two to three times faster on a plain CPU than on ONNX Runtime.

PaddleX looks engines up in a registry that subclasses of `InferenceEngine` enter by being defined, and predictors in a
table of model × engine: importing this module fills in both. The seam is internal to PaddleX, hence its exact pin.
"""

from pathlib import Path
from typing import Any

import numpy as np
import openvino
from openvino import opset13
from paddlex.inference.models.bindings import register_predictor_binding_map
from paddlex.inference.models.engines import RunnerEngine
from paddlex.inference.models.image_classification import ClasPredictor
from paddlex.inference.models.runners import InferenceRunner
from paddlex.inference.models.text_detection import TextDetPredictor
from paddlex.inference.models.text_recognition import TextRecPredictor

from extractors.ocr_models import DETECTION, ORIENTATION, RECOGNITION

# Widths of text lines are rounded up to this many pixels: OpenVINO then compiles few shapes instead of one per line.
_WIDTH_STEP = 160


def options(threads: int) -> dict[str, Any]:
    return {"threads": threads}


class OpenVinoRunner(InferenceRunner):  # type: ignore[misc] # PaddleX publishes no types
    """Reads lines as several one-thread requests side by side, which beats one request on many threads."""

    def __init__(self, model_dir: Path, threads: int) -> None:
        core = openvino.Core()
        model = core.read_model(str(model_dir / "inference.onnx"))
        self.reads_lines = model_dir.name == RECOGNITION
        if self.reads_lines:
            model = _with_best_character(model)
        streams = threads if self.reads_lines else 1
        compiled = core.compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": streams})
        self.queue = openvino.AsyncInferQueue(compiled, streams)
        self.queue.set_callback(_keep)

    def __call__(self, x: Any = None, **_: Any) -> list[Any]:
        (batch,) = x if isinstance(x, list) else (x,)
        if self.reads_lines:
            batch = np.pad(batch, ((0, 0), (0, 0), (0, 0), (0, -batch.shape[3] % _WIDTH_STEP)))
        answers: list[Any] = [None] * len(batch)
        for index in range(len(batch)):
            self.queue.start_async({0: batch[index : index + 1]}, (answers, index))
        self.queue.wait_all()
        return [np.concatenate(parts) for parts in zip(*answers, strict=True)]

    def close(self) -> None:
        """Nothing is held that the garbage collector does not free."""


def _keep(request: Any, target: tuple[list[Any], int]) -> None:
    answers, index = target
    answers[index] = [tensor.data.copy() for tensor in request.output_tensors]


def _with_best_character(model: Any) -> Any:
    """Let the model answer with the best character of each step and its probability, instead of with all 18 710.

    Copying all of them out took as long as reading them.
    """
    answer = model.get_results()[0].input_value(0)
    best = opset13.topk(answer, opset13.constant(1), axis=-1, mode="max", sort="none", index_element_type="i32")
    return openvino.Model(list(best.outputs()), model.get_parameters(), "recognition")


class OpenVinoEngine(RunnerEngine):  # type: ignore[misc] # PaddleX publishes no types
    entities = "openvino"
    name = "openvino"

    def get_supported_model_formats(self) -> tuple[str, ...]:
        return ("onnx",)

    def get_default_runner_builder(self) -> Any:
        return lambda *, model_dir, engine_config, **_: OpenVinoRunner(Path(model_dir), engine_config["threads"])

    def validate_runner(self, runner: Any) -> None:
        """Only `get_default_runner_builder` builds runners for this engine."""


class BestCharacterReader(TextRecPredictor):  # type: ignore[misc] # PaddleX publishes no types
    """Decodes answers in which the model has already picked the best character of each step."""

    def build_postprocess(self, **kwargs: Any) -> Any:
        decoder = super().build_postprocess(**kwargs)

        def decode(answers: list[Any], **_: Any) -> tuple[list[str], list[float]]:
            probabilities, characters = (answer[..., 0] for answer in answers)
            lines = decoder.decode(characters, probabilities, is_remove_duplicate=True)
            return [text for text, _score in lines], [score for _text, score in lines]

        return decode


register_predictor_binding_map(TextDetPredictor, {"openvino": [DETECTION]})
register_predictor_binding_map(BestCharacterReader, {"openvino": [RECOGNITION]})
register_predictor_binding_map(ClasPredictor, {"openvino": [ORIENTATION]})
