import { totalmem } from 'node:os';
import type { EngineName } from '../engine/engine.ts';
import { receiversFor } from '../engine/receivers-for.ts';
import {
  DEFAULT_SETTINGS,
  defaultAzimuths,
  type SolveRequest,
  type SolveSettings,
} from '../propagation/solve-request.ts';
import type { Scene } from '../scene/scene.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import type { Sector } from '../sites/sector.ts';
import type { Issue } from '../units/errors.ts';
import { type Arguments, choiceOption, type OptionTable, optional, required } from './arguments.ts';
import { chooseEngine, type EngineAsker } from './choose-engine.ts';
import { extentOptions, readExtent } from './extent-options.ts';
import { loadScene } from './load-scene.ts';
import { LOSSES_OPTION, lossSigns } from './losses-option.ts';
import { mapGrid, refuseOversized } from './map-grid.ts';
import type { AdapterChoice } from './open-engine.ts';
import { readSites } from './predict-sources.ts';
import { warnOfIssues } from './scene-report.ts';
import { readSolveSettings, receiverHeightOption, solveOptions } from './solve-options.ts';
import type { Terminal } from './terminal.ts';

/** Options of plans that compute maps of their own. */
export const NETWORK_OPTIONS: OptionTable = {
  scene: { value: 'SCENE', help: 'as for predict' },
  sites: { value: 'FILE', help: 'the network: sites in CSV or JSON' },
  ...LOSSES_OPTION,
  ...extentOptions('200', '10'),
  'receiver-height': { value: 'M', help: 'receivers above the ground [m] (default 1.5)' },
  ...solveOptions({ maxDepth: '7', azimuths: '4096 with refraction, 8192 without' }),
};

/** A network in its scene, with the map that is planned on. */
export interface PlanNetwork extends Pick<SolveRequest, 'grid' | 'receiverZM' | 'receiverSurface'> {
  readonly scene: Scene;
  readonly sectors: readonly Sector[];
  readonly settings: SolveSettings;
  readonly engine: EngineName;
  /** What grid bearings are ahead of those of the list by sector [deg]: compass bearings are turned to the scene's grid. */
  readonly northDeg: ReadonlyMap<string, number>;
}

/** The engine that a plan asks for, null for that of the scene, and what to do where it cannot see the scene. */
interface AskedEngine extends Pick<EngineAsker, 'cure'> {
  readonly engine: EngineName | null;
}

/** Reads scene, sites and settings. */
export async function readPlanNetwork(
  args: Arguments,
  { engine: asked, ...cure }: AskedEngine,
  terminal: Terminal,
): Promise<PlanNetwork> {
  const extent = readExtent(args, { size: 200, mostCells: 8192, cellSizeM: 10 });
  refuseOversized(extent, totalmem());
  const settings = readSolveSettings(args, DEFAULT_SETTINGS, defaultAzimuths);
  const heightM = receiverHeightOption(args, 1.5);
  const scene = await loadScene(
    required(args, 'scene', 'a file, a folder or synthetic:<seed>'),
    optional(args, 'ground-material') ?? null,
  );
  const noted: Issue[] = [];
  const drafts = await readSites(required(args, 'sites', 'the sectors of the network'), noted, lossSigns(args));
  const placed = placeSectors(drafts, scene);
  warnOfIssues([...noted, ...placed.issues], terminal);
  const { engine, warnings } = chooseEngine({ command: args.command, ...cure }, asked, scene);
  const grid = mapGrid(extent, scene, placed.sectors);
  const receivers = receiversFor(engine, scene, grid, heightM);
  for (const warning of [...warnings, ...receivers.warnings]) terminal.warn(warning);
  const { receiverZM, receiverSurface } = receivers;
  return {
    scene,
    sectors: placed.sectors,
    settings,
    engine,
    northDeg: new Map(
      drafts.flatMap(({ id, azimuthDeg }, k) =>
        azimuthDeg === undefined ? [] : [[id, placed.sectors[k]!.azimuthDeg - azimuthDeg] as const],
      ),
    ),
    grid,
    receiverZM,
    ...(receiverSurface ? { receiverSurface } : {}),
  };
}

/** What --adapter asks for. */
export function adapterOption(args: Arguments): AdapterChoice {
  return choiceOption(args, 'adapter', 'auto', ['cpu', 'gpu', 'auto'] as const);
}
