"""What a model works on, in the words of publishers and of the Hub: is it of the sort that a clause means?"""

from __future__ import annotations

from collections.abc import Mapping

TEXT = frozenset(
    {
        "text", "language", "text-only", "text-generation", "text2text-generation", "fill-mask", "text-classification",
        "token-classification", "question-answering", "summarization", "translation", "feature-extraction",
        "sentence-similarity", "llm",
    }
)  # fmt: skip
IMAGE = frozenset({"image", "text-to-image", "image-to-image", "unconditional-image-generation"})
MULTIMODAL = frozenset(
    {
        "multimodal", "multi-modal", "vision-language", "vlm", "image-text-to-text", "image-text-to-image",
        "visual-question-answering", "document-question-answering", "image-to-text", "video-text-to-text",
        "audio-text-to-text", "any-to-any",
    }
)  # fmt: skip
"""More than one kind of input or output, text among them, as a model takes it in or gives it out."""
OTHER = frozenset(
    {
        "audio", "speech", "video", "tabular", "time-series", "text-to-speech", "text-to-audio", "text-to-video",
        "automatic-speech-recognition", "audio-to-audio", "audio-classification", "image-classification", "object-detection",
        "image-segmentation", "depth-estimation", "tabular-classification", "tabular-regression", "time-series-forecasting",
        "text-to-3d", "image-to-3d", "image-to-video", "3d", "robotics", "reinforcement-learning",
    }
)  # fmt: skip
_MEANT = {
    "multimodal": (MULTIMODAL, TEXT | IMAGE | OTHER),
    "language-models": (TEXT | MULTIMODAL, IMAGE | OTHER),
    "text-to-image-models": (IMAGE, TEXT | OTHER),
}
"""What is meant by a sort, and what is not; a word that is in neither leaves it open."""


def stated_in(facts: Mapping[str, object]) -> str:
    """Return the modality that facts state, in words; empty if they state none.

    Examples
    --------
    >>> stated_in({"modality": ("text", "image")})
    'text, image'
    """
    value = facts.get("modality", "")
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def is_meant(stated: object, sort: str) -> bool | None:
    """Return whether a model is of the sort that a clause speaks of.

    Parameters
    ----------
    stated : object
        The publisher's word for the modality, or a pipeline tag of the Hub; or several, with commas between.
    sort : str
        What the clause means: ``multimodal``, ``language-models`` or ``text-to-image-models``.

    Returns
    -------
    bool or None
        None where nothing is stated, or the word does not tell.

    Examples
    --------
    >>> is_meant("Image-Text-to-Text", "multimodal"), is_meant("text", "multimodal"), is_meant("quantum", "multimodal")
    (True, False, None)
    >>> is_meant("text, image", "multimodal")
    True
    """
    meant, others = _MEANT.get(sort, (frozenset({sort}), frozenset()))
    words = {word.strip().replace("_", "-").replace(" ", "-") for word in str(stated).lower().split(",")}
    if sort == "multimodal" and words & TEXT and words & (IMAGE | OTHER):
        return True
    told = {True if word in meant else False if word in others else None for word in words}
    if True in told and sort == "text-to-image-models":
        return True if told == {True} else None  # of what else it takes in, nothing tells whether it makes images
    return True if True in told else False if told == {False} else None
