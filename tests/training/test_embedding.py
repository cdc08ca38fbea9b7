"""Maps of DASR's degradation embeddings: computed, projected, written."""

import csv
import io
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from mirstudio.errors import TrainingError
from mirstudio.networks.dasr import DASR
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.training.blurs import Blur
from mirstudio.training.embedding import (
    Degraded,
    EmbeddingMap,
    EmbeddingRequest,
    as_csv,
    embed_folder,
    principal_plane,
)
from mirstudio.training.scatter import as_svg
from tests.cli.calls import call
from tests.training.small import SHAPES, make_folder


@pytest.fixture
def dasr(tmp_path):
    torch.manual_seed(0)
    path = tmp_path / "tiny-dasr.safetensors"
    save_file(DASR(SHAPES["dasr"]).state_dict(), path)
    return path


def embed(data, model, **options):
    request = EmbeddingRequest(data, str(model), device="cpu", precision="fp32", **options)
    return run(embed_folder(request, ModelLibrary([])))


def test_embeddings_of_a_folder(dasr, tmp_path):
    photos = make_folder(tmp_path / "photos", 3, 64)
    options = {"blurs": (Blur.round(0), Blur.round(2.4)), "noises": (0.0, 15.0)}
    found = embed(photos, dasr, **options)
    assert len(found.points) == 3 * 2 * 2
    assert found.points[3] == Degraded("0", Blur.round(2.4), 15.0)
    assert found.vectors.shape == (12, 16) and found.plane.shape == (12, 2)
    assert 0 < found.explained <= 1
    again = embed(photos, dasr, limit=2, **options)
    assert {point.photo for point in again.points} == {"0", "1"}
    np.testing.assert_array_equal(again.vectors[:8], found.vectors[:8])
    other = embed(photos, dasr, seed=1, **options)
    noisy = np.array([point.noise > 0 for point in found.points])
    np.testing.assert_array_equal(other.vectors[~noisy], found.vectors[~noisy])
    assert (other.vectors[noisy] != found.vectors[noisy]).any()


def test_it_is_the_encoder_that_embeds(dasr, tmp_path):
    from mirstudio.imaging.files import read_photo
    from mirstudio.restoration.checkpoint import read_checkpoint
    from mirstudio.training.degradation.blind import isotropic_kernel, reduce_blurred

    photos = make_folder(tmp_path / "photos", 2, 64)
    found = embed(photos, dasr, blurs=(Blur.round(1.6),))
    network = DASR(SHAPES["dasr"]).eval()
    network.load_state_dict(read_checkpoint(dasr))
    pixels = read_photo(photos / "1.png").pixels
    reduced = reduce_blurred(pixels, isotropic_kernel(1.6), 2)
    with torch.inference_mode():
        x = torch.from_numpy(255 * reduced).permute(2, 0, 1)[None]
        expected = network.embed(x)[0].numpy()
    np.testing.assert_allclose(found.vectors[1], expected, rtol=1e-4, atol=1e-4)


def test_plane_of_largest_variance():
    rng = np.random.default_rng(0)
    places = rng.normal(0, (5, 2), (40, 2))
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0][:2]
    plane, explained = principal_plane(places @ turn + 3)
    assert explained == pytest.approx(1)
    between = np.linalg.norm(plane[:, None] - plane[None], axis=2)
    np.testing.assert_allclose(between, np.linalg.norm(places[:, None] - places[None], axis=2))
    assert plane[:, 0].std() > plane[:, 1].std()
    assert principal_plane(np.ones((3, 4)))[1] == 1
    assert principal_plane(np.array([[1.0], [2.0]]))[0].shape == (2, 2)


def make_map(vectors):
    points = tuple(Degraded(photo, blur, 0.0) for photo in "a<" for blur in (0.8, 2.4))
    request = EmbeddingRequest(None, "m", (0.8, 2.4))
    vectors = np.array(vectors, np.float32)
    return EmbeddingMap(request, points, vectors, *principal_plane(vectors))


def test_nearest_neighbours_of_other_photos_count():
    by_blur, by_photo = [[0, 0], [5, 0], [0, 1], [5, 1]], [[0, 0], [0.1, 0], [5, 0.1], [5, 0]]
    assert make_map(by_blur).nearest_share() == 1
    assert make_map(by_photo).nearest_share() < 1


def test_table_and_drawing():
    found = make_map([[0, 0], [5, 0], [0, 1], [5, 1]])
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert [row["photo"] for row in rows] == ["a", "a", "<", "<"]
    assert [float(row["e0"]) for row in rows] == [0, 5, 0, 5]
    assert float(rows[1]["x"]) - float(rows[0]["x"]) == pytest.approx(5)
    root = ET.fromstring(as_svg(found))
    titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[3] == "<: blur 2.4, noise 0"
    marks = [g[0] for g in root.iter("{http://www.w3.org/2000/svg}g")]
    assert marks[0].get("fill") == marks[2].get("fill") != marks[1].get("fill")
    assert "100% of nearest" in as_svg(found)


def test_what_cannot_be_embedded(dasr, tmp_path):
    photos = make_folder(tmp_path / "photos", 2, 64)
    other = tmp_path / "other.safetensors"
    save_file(MIRNetv2(SHAPES["mirnetv2"]).state_dict(), other)
    with pytest.raises(TrainingError, match="does not embed"):
        embed(photos, other)
    with pytest.raises(TrainingError, match="two photos"):
        embed(photos, dasr, limit=1)
    with pytest.raises(TrainingError, match="too small"):
        embed(make_folder(tmp_path / "small", 2, 8), dasr)


def test_command(dasr, tmp_path, capsys):
    photos = make_folder(tmp_path / "photos", 2, 64)
    command = ("evaluate", "--embedding", tmp_path / "out", "--data", photos, "--model", dasr)
    assert call(*command, "--blur", "0.2,3", "--noise", "0,10") == 0
    assert capsys.readouterr().out.startswith("8 embeddings are in")
    assert len((tmp_path / "out" / "embedding.csv").read_text().splitlines()) == 9
    ET.fromstring((tmp_path / "out" / "embedding.svg").read_text())
    assert call(*command, "--task", "sr") == 2
    assert call(*command, "--model", dasr) == 2
