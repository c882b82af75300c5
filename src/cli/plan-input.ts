import { basename, dirname, resolve } from 'node:path';
import { EMPTY_SCENARIO, readScenario, type ScenarioFile } from '../io/formats/scenario-json.ts';
import { readUsersCsv } from '../io/formats/users-csv.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { sharedArea } from '../planning/network-gains.ts';
import { userDensity } from '../planning/place-users.ts';
import { drawnUsers, listedUsers, type UsersOfSeed } from '../planning/requested-users.ts';
import type { BoundsM } from '../raster/raster-grid.ts';
import { type Arguments, numberOption, type OptionTable, optional, required } from './arguments.ts';
import { loadScene } from './load-scene.ts';
import { type PlanMaps, readPlanMaps } from './plan-maps.ts';

/** Options that both kinds of planning have. */
export const PLAN_OPTIONS: OptionTable = {
  maps: {
    value: 'DIR[,DIR...]',
    help: 'folders of maps, one a sector, as batch and ground-truth write them; several show one network by several engines',
  },
  scenario: { value: 'FILE', help: 'what is asked, in JSON (docs/planning.md); what it leaves out has defaults' },
  truth: { value: 'DIR', help: 'the folder among --maps that holds: what is planned on the others is judged by it' },
  sites: { value: 'FILE', help: 'carriers and powers of the sectors' },
  scene: { value: 'SCENE', help: 'places users by land use and outdoors (default: evenly)' },
  sectors: { value: 'ID,ID,...', help: 'only these (default: all that have a map in the first folder)' },
  out: { value: 'FILE.csv', help: 'every run as a line of CSV' },
};

/** What every kind of planning starts from. */
export interface PlanInput extends PlanMaps {
  readonly file: ScenarioFile;
  /** The rectangle that all maps cover [m], and their finest cell size [m]. */
  readonly areaM: BoundsM;
  readonly cellSizeM: number;
  readonly usersOf: UsersOfSeed;
  /** Number of users that are listed; null where they are drawn. */
  readonly listed: number | null;
}

/** The seeds of so many draws: --seed and those after it. */
export function drawSeeds(args: Arguments, draws: number): number[] {
  const rule = { unit: '', min: 0, max: 2 ** 32 - 1, whole: true, example: '42' };
  const first = numberOption(args, 'seed', 42, rule);
  return Array.from({ length: draws }, (_, draw) => (first + draw) % 2 ** 32);
}

/** Reads scenario, maps, sites, scene and users. Files that the scenario names lie beside it; options win over them. */
export async function readPlanInput(args: Arguments): Promise<PlanInput> {
  const path = optional(args, 'scenario');
  const file = path === undefined ? EMPTY_SCENARIO : readScenario(await readFileBytes(path), basename(path));
  const beside = (name: string | null) => (name === null ? null : resolve(dirname(path ?? '.'), name));
  const maps = await readPlanMaps(
    {
      maps: required(args, 'maps', 'a folder of maps, as boresight batch writes it'),
      truth: optional(args, 'truth') ?? file.truth,
      sites: optional(args, 'sites') ?? beside(file.sites),
      sectors: optional(args, 'sectors')?.split(',') ?? file.sectors,
    },
    file,
  );
  const source = optional(args, 'scene') ?? sceneBeside(file.scene, beside);
  const { areaM, cellSizeM } = sharedArea(maps.networks.map(({ gains }) => gains));
  const { demand } = file.scenario.power;
  const list = beside(file.users);
  if (list !== null) {
    const users = readUsersCsv(await readFileBytes(list), basename(list), maps.frame);
    const usersOf = listedUsers(users, maps.networks[0]!.gains, demand);
    return { ...maps, file, areaM, cellSizeM, usersOf, listed: users.x.length };
  }
  const scene = source === null ? null : await loadScene(source);
  const density = userDensity(areaM, cellSizeM, scene, file.scenario.landUseWeights);
  return { ...maps, file, areaM, cellSizeM, usersOf: drawnUsers(density, areaM, demand), listed: null };
}

function sceneBeside(scene: string | null, beside: (name: string | null) => string | null): string | null {
  return scene?.startsWith('synthetic:') ? scene : beside(scene);
}
