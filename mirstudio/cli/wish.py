"""What the options of a command ask for, a recipe's wishes beneath them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.arguments import AUTO, scale_of, told_as_usage
from mirstudio.cli.console import Console
from mirstudio.errors import UsageError
from mirstudio.restoration.chain import Chain, assumes_blur, chain_seconds, check_chain, label_of
from mirstudio.restoration.chain import scale_of as scale_of_chain
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.restoration.views import check_views

if TYPE_CHECKING:
    from mirstudio.imaging.adjustments import Adjustments
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.jobs.queue import Place
    from mirstudio.jobs.recipe import Plan, Recipe, Step
    from mirstudio.restoration.model import RestorationModel


@dataclass(frozen=True)
class Wish:
    """How photos are to be restored."""

    chain: Chain
    """Empty to only copy the photo."""
    models: tuple[str, ...]
    """Name or path of each model of the chain that `ModelLibrary.load` knows it by."""
    label: str
    """What is done, for names: "denoise"."""
    adjustments: Adjustments
    output: WriteOptions
    tiles: tuple[int, ...]
    """Wished side of a tile for each model; empty lets them choose."""
    device: str
    precision: str
    steps: tuple[Step, ...] = ()
    """Of the recipe, where it is those very models that are to be used."""
    plans: tuple[Plan, ...] = ()
    """Of the recipe, where neither device nor precision are asked for."""
    blur: float | None = None
    """Pixels of blur to assume; None leaves it to each photo."""

    @property
    def scale(self) -> int:
        """Enlargement."""
        return scale_of_chain(self.chain)

    def seconds(self, megapixels: float) -> float | None:
        """How long the models will take here; None where one was not measured."""
        places = [(place.device, place.precision) for place in self._places()]
        return chain_seconds(self.chain, megapixels, places)

    def _places(self) -> Sequence[Plan | Wish]:
        return self.plans or [self] * len(self.chain)


def read_wish(options: argparse.Namespace, library: ModelLibrary, views: int = 1) -> Wish:
    """Read what `add_wish_arguments` declared; single options override the recipe's.

    `views` is how many photos go into one result. Raises UsageError when the options leave the
    model open, contradict each other, or nothing fits.
    """
    recipe = _read_recipe(options)
    steps = recipe.chain if recipe and not (options.model or options.task) else ()
    chain = choose_models(options, library, steps)
    if chain[0].task:
        check_views(chain[0].name, chain[0].views, views)
    check_chain([card.name for card in chain], [card.views for card in chain])
    _check_blur(options, chain)
    tasks = [step.task for step in steps] or options.task or [card.task for card in chain]
    plans = _plans(recipe, len(chain))
    elsewhere = (options.device, options.precision) != ("auto", "auto")
    return Wish(
        chain,
        options.model or tuple(card.name for card in chain),
        label_of(str(task or "restored") for task in tasks),
        _adjustments(options, recipe),
        _output(options, recipe),
        (options.tile,) * len(chain) if options.tile else tuple(plan.tile for plan in plans),
        options.device,
        options.precision,
        steps,
        () if elsewhere else plans,
        _blur(options, recipe),
    )


def read_wish_without_model(options: argparse.Namespace) -> Wish:
    """Read what is wished for photos that need no model: what is left of the options."""
    from mirstudio.jobs.copying import UNCHANGED

    adjustments, output = _adjustments(options, None), _output(options, None)
    device, precision = options.device, options.precision
    return Wish((), (), UNCHANGED, adjustments, output, (), device, precision)


def choose_models(
    options: argparse.Namespace, library: ModelLibrary, steps: Sequence[Step] = ()
) -> Chain:
    """Return the cards of the models that the options name or imply, or a recipe's steps.

    Raises UsageError when they leave it open, contradict each other, or nothing fits.
    """
    if steps:
        from mirstudio.jobs.verify import find_model

        with told_as_usage():
            return tuple(library.card(find_model(step, library)) for step in steps)
    if options.model is None and options.task is None:
        raise UsageError("Say what to do with --task, or which --model to use.")
    tasks: Sequence[Task] = options.task or ()
    scale = scale_of(tasks, options.scale)
    with told_as_usage():
        if options.model is None:
            scales = {Task.SR: scale}
            return tuple(library.default(task, scales.get(task, 1)) for task in tasks)
        chain = tuple(library.card(name) for name in options.model)
    _check_models(chain, tasks, options.scale)
    return chain


def _check_models(chain: Chain, tasks: Sequence[Task], scale: int | None) -> None:
    """Raise UsageError unless named models do what is asked for; what has no card may do all."""
    known = [card for card in chain if card.task]
    for card in known:
        if tasks and card.task not in tasks:
            raise UsageError(f"The model “{card.name}” is for {card.task}, not {tasks[0]}.")
    missing = [task for task in tasks if task not in {card.task for card in known}]
    if missing and len(known) == len(chain):
        raise UsageError(f"--model names no model for {missing[0]}.")
    if scale and len(known) == len(chain) and scale_of_chain(chain) != scale:
        raise UsageError(f"The model “{chain[-1].name}” does not enlarge ×{scale}.")


def load_models(
    wishes: Iterable[Wish], library: ModelLibrary, console: Console, views: int = 1
) -> dict[str, RestorationModel]:
    """Load each wished model once, and pass on what there is to know of its device.

    Raises UsageError when one takes another number of photos: a checkpoint without a card shows
    only now how many it takes.
    """
    models: dict[str, RestorationModel] = {}
    for wish in wishes:
        for number, name in enumerate(wish.models):
            if name in models:
                continue
            model = models[name] = load_model(wish, number, library)
            for notice in model.notices:
                console.complain(notice)
            check_views(model.name, model.architecture.views, 1 if number else views)
    return models


def load_model(wish: Wish, number: int, library: ModelLibrary) -> RestorationModel:
    """Load one of the wished models, counted from 0, where it is to run.

    Raises ModelError where it is another one than the recipe's.
    """
    from mirstudio.jobs.verify import check_weights, load_as_planned

    name = wish.models[number]
    if wish.plans:
        model = load_as_planned(name, wish.plans[number], library)
    else:
        model = library.load(name, wish.device, wish.precision)
    if wish.steps:
        check_weights(model, wish.steps[number])
    return model


def anywhere(wish: Wish) -> Wish:
    """Return a wish for wherever this machine can see whether its models are right."""
    return replace(wish, device="cpu", precision="fp32", plans=())


def places_of(wishes: Iterable[Wish]) -> dict[str, Place]:
    """Return where models are wished to run, before anybody has seen whether they can."""
    from mirstudio.jobs.queue import Place

    places: dict[str, Place] = {}
    for wish in wishes:
        anew = Place(wish.device, wish.precision)
        planned = [Place(plan.device, plan.precision, plan.threads) for plan in wish.plans]
        places |= zip(wish.models, planned or [anew] * len(wish.models), strict=True)
    return places


def _plans(recipe: Recipe | None, count: int) -> tuple[Plan, ...]:
    """Return the plans of a recipe for so many models, its first one where it has others."""
    if recipe is None:
        return ()
    return recipe.plans if len(recipe.plans) == count else recipe.plans[:1] * count


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


def _check_blur(options: argparse.Namespace, chain: Chain) -> None:
    """Raise UsageError where a blur cannot be assumed; what has no card may be steered by one."""
    asked = options.assume_blur not in (None, AUTO)
    if asked and all(card.task for card in chain) and not assumes_blur(chain):
        names = " and ".join(f"“{card.name}”" for card in chain)
        raise UsageError(
            f"--assume-blur is for blind enlargement, not for {names}.",
            "See which models are blind with: mirstudio models list",
        )


def _blur(options: argparse.Namespace, recipe: Recipe | None) -> float | None:
    if options.assume_blur is None:
        return recipe.blur if recipe else None
    return None if options.assume_blur == AUTO else options.assume_blur


def _output(options: argparse.Namespace, recipe: Recipe | None) -> WriteOptions:
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.imaging.metadata import Kept

    output = recipe.options if recipe else WriteOptions()
    names = ("format", "bit_depth", "quality", "subsampling", "space", "metadata", "disclose")
    asked = {name: getattr(options, name) for name in names}
    output = replace(output, **{name: value for name, value in asked.items() if value is not None})
    return replace(output, metadata=Kept(output.metadata))
