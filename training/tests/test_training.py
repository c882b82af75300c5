"""The loop learns, resumes to the bit, and keeps what it promises."""

import json
import time
from pathlib import Path

import pytest
import torch
from fake import write_folder, write_sample

from boresight_training.budget import computing_seconds
from boresight_training.dataset import MapSet
from boresight_training.loop import Run
from boresight_training.fit_spread import fit
from boresight_training.schedule import Schedule
from boresight_training.settings import Settings, settings_from
from boresight_training.steps import Learner
from boresight_training.train import parser, settings_of, train
from boresight_training.validate import choose

torch.set_num_threads(1)


@pytest.mark.parametrize(
    ("name", "loss"),
    [
        ("unet", "mse"),
        ("unet", "l1"),
        ("maxvit", "mse"),
        ("gan-maxvit", "l1"),
        ("mpnn", "mse"),
        ("dmpnn", "mse"),
    ],
)
def test_overfits_one_map(tmp_path: Path, name: str, loss: str) -> None:
    maps = MapSet([write_sample(tmp_path, 1, 0)])
    learner = Learner(Settings(architecture=name, loss=loss, epochs=1, learning_rate=3e-3))
    batch = maps.whole(0)
    losses = [learner.step(batch) for _ in range(25)]
    assert losses[-1] < 0.6 * losses[0]


def test_gan_step_changes_both_networks(tmp_path: Path) -> None:
    maps = MapSet([write_sample(tmp_path, 1, 0)])
    learner = Learner(Settings(architecture="gan-maxvit", epochs=1))
    assert learner.discriminator is not None
    nets = (learner.model, learner.discriminator)
    before = [[p.detach().clone() for p in net.parameters()] for net in nets]
    for _ in range(2):  # the generator's zero head passes no gradient in the first step
        learner.step(maps.whole(0))
    for net, old in zip(nets, before, strict=True):
        changed = [not torch.equal(p, q) for p, q in zip(net.parameters(), old, strict=True)]
        assert all(changed)
    assert all(p.requires_grad for p in learner.discriminator.parameters())


def test_spread_learns_where_the_error_is_and_leaves_the_residual_alone(tmp_path: Path) -> None:
    maps = MapSet([write_sample(tmp_path, 1, 0)])
    settings = Settings(architecture="mpnn", epochs=1, crop=32)
    learner = Learner(settings)
    for _ in range(3):
        learner.step(maps.whole(0))
    learner.model.eval()
    features, land_use, target = maps.whole(0)
    with torch.no_grad():
        before, _ = learner.model(features, land_use)
    fit(learner, maps, settings, steps=60)
    with torch.no_grad():
        after, spread = learner.model(features, land_use)
    assert torch.equal(before, after)
    mask = torch.isfinite(target)
    error = (after - target)[mask].abs().clamp(max=40.0)
    assert float(spread[mask].std()) > 0.1
    plain = (error - error.mean()).square().mean()
    assert float((error - spread[mask]).square().mean()) < 0.9 * float(plain)


@pytest.mark.parametrize("name", ["unet", "gan-maxvit", "mpnn"])
@pytest.mark.parametrize("schedule", ["cosine", "plateau"])
def test_resumes_to_the_bit(tmp_path: Path, name: str, schedule: str) -> None:
    data = write_folder(tmp_path / "data", 3, 1, 64)
    maps = MapSet(sorted(data.glob("city-[12]-*.npz")))
    validation = MapSet(sorted(data.glob("city-3-*.npz")))
    settings = Settings(
        architecture=name, epochs=4, epoch_crops=4, crop=32, batch=2, schedule=schedule, patience=1
    )

    class Stopped(Exception):
        pass

    def stop_after_two(line: str) -> None:
        if line.startswith("epoch 2 "):
            raise Stopped

    whole = Run(settings, tmp_path / "whole")
    whole.train(maps, validation, lambda line: None)
    with pytest.raises(Stopped):
        Run(settings, tmp_path / "parts").train(maps, validation, stop_after_two)
    second = Run(settings, tmp_path / "parts")
    assert second.resume()
    second.train(maps, validation, lambda line: None)

    def curve(run: Run) -> list[list[float]]:
        return [row[:1] + row[2:] for row in run.history]  # without the seconds

    assert curve(second) == curve(whole)
    assert len(whole.history) == 4
    for key, value in whole.learner.model.state_dict().items():
        assert torch.equal(value, second.learner.model.state_dict()[key])


def test_time_budget_ends_the_run(tmp_path: Path) -> None:
    maps = MapSet([write_sample(tmp_path, 1, 0)])
    settings = Settings(minutes=0.02, epoch_crops=4, crop=32, batch=2)
    run = Run(settings, tmp_path / "run")
    run.train(maps, maps, lambda line: None)
    assert run.elapsed >= 1.2
    assert run.history[-1][4] < 0.1 * settings.learning_rate


def test_budget_on_a_cpu_counts_computing_and_not_waiting() -> None:
    cpu = torch.device("cpu")
    before = computing_seconds(cpu)
    time.sleep(0.3)
    waited = computing_seconds(cpu) - before
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        torch.rand(100, 100) @ torch.rand(100, 100)
    worked = computing_seconds(cpu) - before - waited
    assert waited < 0.1
    assert worked > waited


def test_plateau_reduces_by_07_after_patience() -> None:
    schedule = Schedule("plateau", 3)
    for value in (5.0, 4.0, 4.1, 4.2):
        schedule.observe(value)
    assert schedule.rate(0.5) == 1
    schedule.observe(4.3)
    assert schedule.rate(0.5) == pytest.approx(0.7)


def test_cosine_falls_from_one_to_a_hundredth() -> None:
    schedule = Schedule("cosine", 1)
    assert schedule.rate(0.02) == pytest.approx(1)
    assert schedule.rate(0.51) == pytest.approx(0.505)
    assert schedule.rate(1.0) == pytest.approx(0.01)


def test_settings_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="budget"):
        Settings()
    with pytest.raises(ValueError, match="unknown settings: speed"):
        settings_from({"epochs": 1, "speed": 2})
    with pytest.raises(ValueError, match="unknown loss"):
        Settings(epochs=1, loss="l3")


def test_command_line_uses_the_batch_sizes_of_the_paper() -> None:
    for name, batch in (("unet", 4), ("gan-maxvit", 2), ("dmpnn", 1)):
        line = f"--data d --out o --epochs 1 --architecture {name}"
        assert settings_of(parser().parse_args(line.split())).batch == batch


def test_describes_the_run(tmp_path: Path) -> None:
    data = write_folder(tmp_path / "data", 6, 1, 64)
    settings = Settings(epochs=1, epoch_crops=2, crop=32, batch=2, fold="0/5")
    train(settings, data, tmp_path / "run", resume=False, threads=1)
    about = json.loads((tmp_path / "run" / "data.json").read_text())
    assert about["samples"] == len(about["split"]["train"]) == 3
    assert about["ranges"]["frequencyHz"] == [1.8e9, 1.8e9]
    assert about["manifest"]["seed"] == 1
    log = (tmp_path / "run" / "training-log.csv").read_text().splitlines()
    assert log[0].startswith("epoch,seconds,train_loss,validation_mae_db,learning_rate")
    assert len(log) == 2
    assert json.loads((tmp_path / "run" / "done.json").read_text())["epochs"] == 1


def test_validation_maps_are_spread_evenly() -> None:
    assert choose(10, 4) == [0, 2, 5, 7]
    assert choose(3, 16) == [0, 1, 2]
