"""Teaches PaddleX to run its models on OpenVINO, two to three times faster on a plain CPU than on ONNX Runtime.

PaddleX looks engines up in a registry that subclasses of `InferenceEngine` enter by being defined, and predictors in a
table of model × engine: `register` fills in both. The seam is internal to PaddleX, hence its exact pin. The classes are
made inside functions because their bases may be imported only after `ocr_engine.load` has prepared the ground.
"""

import functools
import unicodedata
from pathlib import Path
from typing import Any

from extractors.ink.ocr_models import DETECTION, ORIENTATION, RECOGNITION

# Widths of text lines are rounded up to this many pixels: OpenVINO then compiles few shapes instead of one per line.
_WIDTH_STEP, _ROWS_LOOKED_AT = 64, 8
# A character is in doubt when the model gives the best no more than the one and the second at least the other. It is
# too sure of itself between letters and digits: Q read as O got 0.97, and a code or a date turns on one of them.
_SURE, _RIVAL = 0.75, 0.2
_SURE_OF_CODE, _RIVAL_IN_CODE = 0.98, 0.02
# Of these pairs the model says the rare character too seldom. In 150 pictures of each, blurred, pale and noisy, it gave
# the rare one a tenth or more in 135 (粱) and in all (己) of its own, and in one and none of the common one's. On seals
# it gave 亡 as much in all 12 strips where it read 广 for it, and in none of 160 (nor of 180 lines) where 广 stood.
_TWINS = {("梁", "粱"), ("已", "己"), ("广", "亡")}
_TOO_SELDOM = 0.1
# Of a line's doubtful characters these many are offered as alternatives, the most doubtful first.
_MOST_DOUBTS = 3


@functools.cache
def register() -> None:
    """Make "openvino" an engine of PaddleX for our three models; once per process."""
    from paddlex.inference.models.bindings import register_predictor_binding_map
    from paddlex.inference.models.image_classification import ClasPredictor
    from paddlex.inference.models.text_detection import TextDetPredictor

    _define_engine()
    register_predictor_binding_map(TextDetPredictor, {"openvino": [DETECTION]})
    register_predictor_binding_map(_line_reader(), {"openvino": [RECOGNITION]})
    register_predictor_binding_map(ClasPredictor, {"openvino": [ORIENTATION]})


def _define_engine() -> None:
    from paddlex.inference.models.engines import RunnerEngine
    from paddlex.inference.models.runners import InferenceRunner

    class OpenVinoRunner(_Requests, InferenceRunner):  # type: ignore[misc] # PaddleX publishes no types
        """What PaddleX calls with a batch of arrays."""

        def __call__(self, x: Any = None, **_: Any) -> list[Any]:
            (batch,) = x if isinstance(x, list) else (x,)
            return self.answer(batch)

        def close(self) -> None:
            """Nothing is held that the garbage collector does not free."""

    class OpenVinoEngine(RunnerEngine):  # type: ignore[misc] # PaddleX publishes no types
        """Enters PaddleX's registry by being defined."""

        entities = "openvino"
        name = "openvino"

        def get_supported_model_formats(self) -> tuple[str, ...]:
            return ("onnx",)

        def get_default_runner_builder(self) -> Any:
            return lambda *, model_dir, engine_config, **_: OpenVinoRunner(Path(model_dir), engine_config["threads"])

        def validate_runner(self, runner: Any) -> None:
            """Only `get_default_runner_builder` builds runners for this engine."""


class _Requests:
    """Holds one compiled model; lines are read as one-thread requests side by side, which beats one on many threads."""

    def __init__(self, model_dir: Path, threads: int) -> None:
        import openvino

        core = openvino.Core()
        model = core.read_model(str(model_dir / "inference.onnx"))
        self.reads_lines = model_dir.name == RECOGNITION
        if self.reads_lines:
            model = _with_best_characters(model)
        streams = threads if self.reads_lines else 1
        # Pinned, the threads of all our worker processes would sit on the same first core and leave the others idle.
        share = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": streams, "ENABLE_CPU_PINNING": False}
        # What it prepares for one size of picture it would keep for the next of that size: half a gigabyte in the end,
        # and no time saved that could be measured.
        share["CPU_RUNTIME_CACHE_CAPACITY"] = 0
        compiled = core.compile_model(model, "CPU", share)
        self.queue = openvino.AsyncInferQueue(compiled, streams)
        self.queue.set_callback(_keep)

    def answer(self, batch: Any) -> list[Any]:
        import numpy as np

        answers: list[Any] = [None] * len(batch)
        for index in range(len(batch)):
            one = batch[index : index + 1]
            self.queue.start_async({0: _own_width(one) if self.reads_lines else one}, (answers, index))
        self.queue.wait_all()
        return [_stacked(parts) if self.reads_lines else np.concatenate(parts) for parts in zip(*answers, strict=True)]


def _own_width(line: Any) -> Any:
    """A line without the blank that made it as wide as the widest of its batch, up to the next step of widths.

    PaddleX fills up with exact zeros, which pixels never are over a whole column.
    """
    import numpy as np

    used = np.flatnonzero(line[0, :, ::_ROWS_LOOKED_AT].any(axis=(0, 1)))
    width = -(-(int(used[-1]) + 1 if len(used) else 1) // _WIDTH_STEP) * _WIDTH_STEP
    more = max(width - line.shape[3], 0)
    return np.ascontiguousarray(np.pad(line[:, :, :, :width], ((0, 0), (0, 0), (0, 0), (0, more))))


def _stacked(parts: Any) -> Any:
    """Answers of different lengths as one block; zeros stand for the blank."""
    import numpy as np

    longest = max(part.shape[1] for part in parts)
    return np.concatenate([np.pad(part, ((0, 0), (0, longest - part.shape[1]), (0, 0))) for part in parts])


def _keep(request: Any, target: tuple[list[Any], int]) -> None:
    answers, index = target
    answers[index] = [tensor.data.copy() for tensor in request.output_tensors]


def _with_best_characters(model: Any) -> Any:
    """Let the model answer with the two best characters of each step and their probabilities.

    Copying out all 18 710 of each step took as long as reading them.
    """
    import openvino
    from openvino import opset13

    answer = model.get_results()[0].input_value(0)
    best = opset13.topk(answer, opset13.constant(2), axis=-1, mode="max", sort="value", index_element_type="i32")
    return openvino.Model(list(best.outputs()), model.get_parameters(), "recognition")


class Doubted(str):
    """A line's text that remembers how else it might read; PaddleX hands texts through untouched.

    `steps` says how far along the line each character stands, in the model's own steps, `sure` how sure it is of it.
    """

    __slots__ = ("others", "steps", "sure")
    others: tuple[str, ...]
    steps: tuple[int, ...]
    sure: tuple[float, ...]


def _line_reader() -> Any:
    from paddlex.inference.models.text_recognition import TextRecPredictor

    class LineReader(TextRecPredictor):  # type: ignore[misc] # PaddleX publishes no types
        """Decodes answers in which the model has already picked the two best characters of each step."""

        def build_postprocess(self, **kwargs: Any) -> Any:
            characters = super().build_postprocess(**kwargs).character

            def decode(answers: list[Any], **_: Any) -> tuple[list[str], list[float]]:
                lines = [decoded(characters, *line) for line in zip(*answers, strict=True)]
                return [text for text, _score in lines], [score for _text, score in lines]

            return decode

    return LineReader


def decoded(characters: list[str], probabilities: Any, ranks: Any) -> tuple[Doubted, float]:
    """Drop blanks and repetitions, as CTC models want it, and note where a second character was nearly as likely.

    >>> import numpy as np
    >>> ranks = np.array([[1, 2], [1, 2], [0, 1], [3, 4], [5, 0]])
    >>> likely = np.array([[0.99, 0.0], [0.99, 0.0], [0.9, 0.0], [0.6, 0.3], [0.7, 0.3]])
    >>> text, score = decoded([" ", "2", "Z", "8", "3", "1"], likely, ranks)
    >>> str(text), text.others, round(score, 2)
    ('281', ('231',), 0.76)
    >>> text, _ = decoded([" ", "黄", "梁", "粱"], np.array([[0.99, 0.0], [0.8, 0.1]]), np.array([[1, 0], [2, 3]]))
    >>> str(text), text.others, [round(one, 2) for one in text.sure]
    ('黄粱', ('黄梁',), [0.99, 0.9])
    """
    import numpy as np

    best = ranks[:, 0]
    kept = best != 0  # the blank
    kept[1:] &= best[1:] != best[:-1]
    steps = np.flatnonzero(kept)
    letters = [characters[index] for index in best[steps]]
    sure = [float(one) for one in probabilities[steps, 0]]
    doubts = []
    for position, step in enumerate(steps):
        other = characters[ranks[step, 1]]
        if (letters[position], other) in _TWINS and probabilities[step, 1] >= _TOO_SELDOM:
            doubts.append((float(probabilities[step, 0]), position, letters[position]))
            letters[position] = other
            sure[position] = float(probabilities[step].sum())
        elif ranks[step, 1] != 0 and _in_doubt(letters[position], other, *probabilities[step]):
            doubts.append((float(probabilities[step, 0]), position, other))
    text = Doubted("".join(letters))
    text.others = tuple(
        "".join([*letters[:position], other, *letters[position + 1 :]])
        for _, position, other in sorted(doubts)[:_MOST_DOUBTS]
    )
    text.steps = tuple(int(step) for step in steps)
    text.sure = tuple(sure)
    return text, float(probabilities[steps, 0].mean()) if len(steps) else 0.0


def _in_doubt(one: str, other: str, first: float, second: float) -> bool:
    """Whether the second-best character is a reading to reckon with; two widths of one character are one reading.

    >>> _in_doubt("O", "Q", 0.98, 0.02), _in_doubt("O", "Q", 0.981, 0.02), _in_doubt("O", "Q", 0.98, 0.019)
    (True, False, False)
    >>> _in_doubt("土", "士", 0.75, 0.2), _in_doubt("土", "士", 0.76, 0.2), _in_doubt("土", "士", 0.75, 0.19)
    (True, False, False)
    >>> _in_doubt("：", ":", 0.5, 0.5)
    False
    """
    if unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other):
        return False
    if (one + other).isascii() and (one + other).isalnum():
        return first <= _SURE_OF_CODE and second >= _RIVAL_IN_CODE
    return first <= _SURE and second >= _RIVAL
