import type { JsonObject } from '../../io/formats/json-document.ts';
import type { CoverageTargets } from '../../planning/coverage/coverage-targets.ts';
import type { AntennaSetup, ObjectiveSetup, SiteSetup } from '../../planning/network-setup.ts';
import { finishGesture, runEdit } from '../commands/project-commands.ts';
import { patchNetworkPlan } from '../store/network-plan-store.ts';
import { studioStore } from '../store/studio-store.ts';
import { setupOf } from './read-setup.ts';
import type { Setup } from './setup.ts';

/** A change of the set-up as a step of undo; with the gesture of the change before it is one step with that. */
export interface SetupStep {
  readonly label: string;
  readonly gesture?: string;
}

export function changeSetup(change: (setup: Setup) => Omit<Setup, 'problem'>, { label, gesture }: SetupStep): void {
  patchNetworkPlan({ problem: null });
  const now = setupOf(studioStore.getState());
  const next = { ...change(now), problem: null };
  // What is chosen again is no step.
  if (JSON.stringify(next) === JSON.stringify(now)) return;
  if (gesture === undefined) finishGesture();
  const { objective, antennas, sites, files } = next;
  // A set-up is plain values, made of nothing but JSON.
  const asked = { objective, antennas, sites } as unknown as JsonObject;
  runEdit({ kind: 'set-network-setup', label, setup: { asked, files } }, gesture);
}

export function changeObjective(patch: Partial<ObjectiveSetup>, step: SetupStep): void {
  changeSetup((setup) => ({ ...setup, objective: { ...setup.objective, ...patch } }), step);
}

export function changeTargets(patch: Partial<CoverageTargets>, step: SetupStep): void {
  const { targets } = setupOf(studioStore.getState()).objective;
  changeObjective({ targets: { ...targets, ...patch } }, step);
}

export function changeAntennas(patch: Partial<AntennaSetup>, step: SetupStep): void {
  changeSetup((setup) => ({ ...setup, antennas: { ...setup.antennas, ...patch } }), step);
}

export function changeSites(patch: Partial<SiteSetup>, step: SetupStep): void {
  changeSetup((setup) => ({ ...setup, sites: { ...setup.sites, ...patch } }), step);
}

/** A mast on open ground [m]; on a roof it is as high above that as those of roofs by rule. */
const MAST_M = 25;

/** One more place that was picked on the map; `roofM` is the roof there above ground [m], or null. */
export function addPoint({
  x,
  y,
  roofM,
}: {
  readonly x: number;
  readonly y: number;
  readonly roofM: number | null;
}): void {
  const { points, rule } = setupOf(studioStore.getState()).sites;
  const most = Math.max(0, ...points.map(({ id }) => Number(id.replace('place-', ''))));
  const heightM = roofM === null ? MAST_M : Math.round(roofM) + rule.mastM;
  const round = (metres: number) => Math.round(10 * metres) / 10;
  const point = { id: `place-${most + 1}`, x: round(x), y: round(y), heightM };
  changeSites({ from: 'points', points: [...points, point] }, { label: `Pick ${point.id}` });
}
