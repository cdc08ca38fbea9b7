"""What was measured is found again by model, device and precision, on this machine only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.restoration import speeds as speeds_module
from mirstudio.restoration.library import Card
from mirstudio.restoration.speeds import Speed, expected_seconds, keep_speeds, known_speeds

CARD = Card("net", Path("net.safetensors"), tensors_sha256="ab", scale=2)
ON_CPU = Speed("net", "ab", "cpu", "fp32", automatic=True, seconds_per_mp=2.0, peak_memory=10**9)
ON_GPU = Speed("net", "ab", "cuda:0", "bf16", automatic=True, seconds_per_mp=0.5, peak_memory=10**9)
EXACT = Speed("net", "ab", "cuda:0", "fp32", automatic=False, seconds_per_mp=1.0, peak_memory=10**9)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (("auto", "auto"), 0.5),
        (("cuda", "auto"), 0.5),
        (("cuda:0", "fp32"), 1.0),
        (("cpu", "auto"), 2.0),
        (("cpu", "bf16"), None),
        (("mps", "auto"), None),
    ],
)
def test_wishes_find_their_figure(wishes: tuple[str, str], expected: float | None) -> None:
    keep_speeds([ON_CPU, ON_GPU, EXACT])
    # Three megapixels become twelve.
    seconds = expected_seconds(CARD, 3, *wishes)
    assert seconds == (expected and expected * 12)


def test_other_weights_or_another_stage_have_no_figure() -> None:
    keep_speeds([ON_CPU])
    assert expected_seconds(replace(CARD, tensors_sha256="cd"), 1) is None
    assert expected_seconds(replace(CARD, name="net-fast"), 1) is None


def test_a_new_figure_replaces_the_old_one() -> None:
    keep_speeds([ON_CPU])
    keep_speeds([replace(ON_CPU, seconds_per_mp=3.0)])
    assert [speed.seconds_per_mp for speed in known_speeds()] == [3.0]


def test_another_torch_is_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_speeds([ON_CPU])
    monkeypatch.setattr(speeds_module, "_torch_version", lambda: "9.9")
    assert known_speeds() == []
