"""What the options of a command ask for, a recipe's wishes beneath them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.arguments import scale_of, told_as_usage
from mirstudio.cli.console import Console
from mirstudio.errors import UsageError
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.views import check_views

if TYPE_CHECKING:
    from mirstudio.imaging.adjustments import Adjustments
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.jobs.queue import Place
    from mirstudio.jobs.recipe import Plan, Recipe, Step
    from mirstudio.restoration.model import RestorationModel


UNCHANGED = "unchanged"
"""Stands in the name of a copy where a result has its task."""


@dataclass(frozen=True)
class Wish:
    """How photos are to be restored."""

    card: Card | None
    """None to only copy the photo."""
    model: str
    """Name or path that `ModelLibrary.load` knows it by; empty without a card."""
    label: str
    """What is done, for names: "denoise"."""
    adjustments: Adjustments
    output: WriteOptions
    tile: int | None
    device: str
    precision: str
    step: Step | None = None
    """Of the recipe, where it is that model that is to be used."""
    plan: Plan | None = None
    """Of the recipe, where neither device nor precision are asked for."""

    @property
    def scale(self) -> int:
        """Enlargement."""
        return self.card.scale if self.card else 1


def read_wish(options: argparse.Namespace, library: ModelLibrary, views: int = 1) -> Wish:
    """Read what `add_wish_arguments` declared; single options override the recipe's.

    `views` is how many photos go into one result. Raises UsageError when the options leave the
    model open, contradict each other, or nothing fits.
    """
    recipe = _read_recipe(options)
    step = recipe.chain[0] if recipe and not (options.model or options.task) else None
    card = choose_model(options, library, step)
    if card.task:
        check_views(card.name, card.views, views)
    task = step.task if step else options.task or card.task
    elsewhere = (options.device, options.precision) != ("auto", "auto")
    return Wish(
        card,
        options.model or card.name,
        str(task or "restored"),
        _adjustments(options, recipe),
        _output(options, recipe),
        options.tile or (recipe.plan.tile if recipe else None),
        options.device,
        options.precision,
        step,
        None if recipe is None or elsewhere else recipe.plan,
    )


def read_wish_without_model(options: argparse.Namespace) -> Wish:
    """Read what is wished for photos that need no model: what is left of the options."""
    from mirstudio.jobs.copying import NO_MODEL

    adjustments, output = _adjustments(options, None), _output(options, None)
    device, precision = options.device, options.precision
    return Wish(None, NO_MODEL, UNCHANGED, adjustments, output, None, device, precision)


def choose_model(
    options: argparse.Namespace, library: ModelLibrary, step: Step | None = None
) -> Card:
    """Return the card of the model that the options name or imply, or a recipe's step.

    Raises UsageError when they leave it open, contradict each other, or nothing fits.
    """
    if step is not None:
        from mirstudio.jobs.verify import find_model

        with told_as_usage():
            return library.card(find_model(step, library))
    if options.model is None and options.task is None:
        raise UsageError("Say what to do with --task, or which --model to use.")
    scale = scale_of(options)
    with told_as_usage():
        if options.model is None:
            card = library.default(options.task, scale)
        else:
            card = library.card(options.model)
    if options.task and card.task and card.task != options.task:
        raise UsageError(f"The model “{card.name}” is for {card.task}, not {options.task}.")
    if options.scale and card.task and card.scale != options.scale:
        raise UsageError(f"The model “{card.name}” does not enlarge ×{options.scale}.")
    return card


def load_models(
    wishes: Iterable[Wish], library: ModelLibrary, console: Console, views: int = 1
) -> dict[str, RestorationModel]:
    """Load each wished model once, and pass on what there is to know of its device.

    Raises UsageError when one takes another number of photos: a checkpoint without a card shows
    only now how many it takes.
    """
    models: dict[str, RestorationModel] = {}
    for wish in wishes:
        if wish.model and wish.model not in models:
            model = models[wish.model] = load_model(wish, library)
            for notice in model.notices:
                console.complain(notice)
            check_views(model.name, model.architecture.views, views)
    return models


def load_model(wish: Wish, library: ModelLibrary) -> RestorationModel:
    """Load the wished model where it is to run.

    Raises ModelError where it is another one than the recipe's.
    """
    from mirstudio.jobs.verify import check_weights, load_as_planned

    if wish.plan is None:
        model = library.load(wish.model, wish.device, wish.precision)
    else:
        model = load_as_planned(wish.model, wish.plan, library)
    if wish.step is not None:
        check_weights(model, wish.step)
    return model


def anywhere(wish: Wish) -> Wish:
    """Return a wish for wherever this machine can see whether its model is right."""
    return replace(wish, device="cpu", precision="fp32", plan=None)


def places_of(wishes: Iterable[Wish]) -> dict[str, Place]:
    """Return where models are wished to run, before anybody has seen whether they can."""
    from mirstudio.jobs.queue import Place

    return {
        wish.model: Place(wish.device, wish.precision)
        if wish.plan is None
        else Place(wish.plan.device, wish.plan.precision, wish.plan.threads)
        for wish in wishes
        if wish.model
    }


def _read_recipe(options: argparse.Namespace) -> Recipe | None:
    if options.recipe is None:
        return None
    from mirstudio.jobs.recipe import SUFFIX, read_sidecar, sidecar_path

    path: Path = options.recipe
    return read_sidecar(path if path.name.endswith(SUFFIX) else sidecar_path(path)).recipe


def _adjustments(options: argparse.Namespace, recipe: Recipe | None) -> Adjustments:
    from mirstudio.imaging.adjustments import Adjustments

    adjustments = recipe.adjustments if recipe else Adjustments()
    adjustments = replace(adjustments, **dict(options.adjust))
    if options.strength is None:
        return adjustments
    return replace(adjustments, strength=options.strength / 100)


def _output(options: argparse.Namespace, recipe: Recipe | None) -> WriteOptions:
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.imaging.metadata import Kept

    output = recipe.options if recipe else WriteOptions()
    names = ("format", "bit_depth", "quality", "subsampling", "space", "metadata", "disclose")
    asked = {name: getattr(options, name) for name in names}
    output = replace(output, **{name: value for name, value in asked.items() if value is not None})
    return replace(output, metadata=Kept(output.metadata))
