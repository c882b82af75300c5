import { basename } from 'node:path';
import { readClasses, readPersons } from '../io/formats/area-raster.ts';
import { coverageCsv } from '../io/formats/coverage-csv.ts';
import { EMPTY_SCENARIO, readScenario, type ScenarioFile } from '../io/formats/scenario-json.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { cellWeights } from '../planning/coverage/cell-weights.ts';
import { classesOnGrid } from '../planning/coverage/classes-on-grid.ts';
import { networkLayers } from '../planning/coverage/coverage-figures.ts';
import { type CoverageLine, type CoverageWeights, coverageTable } from '../planning/coverage/coverage-table.ts';
import { levelsAtCells } from '../planning/coverage/levels-at-cells.ts';
import { sharedArea } from '../planning/network-gains.ts';
import { gridOfBounds, type RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import { type Arguments, optional, required } from './arguments.ts';
import type { Command } from './command.ts';
import { readTargets, TARGET_OPTIONS } from './coverage-options.ts';
import { loadScene } from './load-scene.ts';
import { planCoverageReport } from './plan-coverage-report.ts';
import { PLAN_OPTIONS } from './plan-input.ts';
import { type PlanMaps, readPlanMaps } from './plan-maps.ts';
import { planOut, writePlan } from './plan-out.ts';
import { breathe, throwIfInterrupted } from './terminal.ts';

const { maps, scenario, sites, sectors } = PLAN_OPTIONS;

export const planCoverageCommand: Command = {
  name: 'plan coverage',
  summary: 'coverage, SINR, overlap, pilot pollution and throughput of maps, by land use, users and people',
  usage:
    'plan coverage --maps DIR[,DIR...] --sites FILE [--scene SCENE] [--classes FILE.tif] [--population FILE.tif] [--rsrp-target DBM] [--sinr-target DB] [--out FILE.csv|FILE.json] [--json]',
  options: {
    maps: maps!,
    sites: sites!,
    scenario: { ...scenario!, help: 'for its "carrier" and "sites" where there is no --sites, and its "land_use"' },
    sectors: sectors!,
    scene: { value: 'SCENE', help: 'leaves the inside of buildings out, and gives land use and where users are' },
    classes: {
      value: 'FILE.tif',
      help: "instead of the scene's land use: a GeoTIFF of class numbers, such as clutter",
    },
    population: { value: 'FILE.tif', help: 'a GeoTIFF of persons a cell' },
    ...TARGET_OPTIONS,
    out: { value: 'FILE', help: 'the table as .csv, or everything as .json' },
  },
  async run(args, terminal) {
    const targets = readTargets(args);
    const out = planOut(args);
    terminal.progress('reading maps', 0);
    await breathe();
    const file = await scenarioOf(args);
    const read = await readNetworks(args, file);
    const { areaM, cellSizeM } = sharedArea(read.networks.map(({ gains }) => gains));
    const grid = gridOfBounds(areaM, cellSizeM);
    const source = optional(args, 'scene');
    const scene = source === undefined ? null : await loadScene(source);
    const weights = await readCoverageWeights(args, grid, scene, file, read);
    const lines: CoverageLine[] = [];
    for (const [i, { name, gains }] of read.networks.entries()) {
      terminal.progress(name, i / read.networks.length);
      await breathe();
      throwIfInterrupted(terminal.signal);
      const layers = networkLayers(gains.sectors, levelsAtCells(gains, grid), targets);
      lines.push(...coverageTable(name, layers, weights, targets));
    }
    const { document, text } = planCoverageReport(lines, targets, grid);
    await writePlan(out, () => coverageCsv(lines), document);
    terminal.result(document, out === null ? text : [...text, `written: ${out}`]);
  },
};

async function scenarioOf(args: Arguments): Promise<ScenarioFile> {
  const path = optional(args, 'scenario');
  const file = path === undefined ? EMPTY_SCENARIO : readScenario(await readFileBytes(path), basename(path));
  // What has no data is to be seen as such.
  return { ...file, scenario: { ...file.scenario, uncovered: 'no-signal' } };
}

function readNetworks(args: Arguments, file: ScenarioFile): Promise<PlanMaps> {
  return readPlanMaps(
    {
      maps: required(args, 'maps', 'a folder of maps, as boresight batch writes it'),
      truth: null,
      sites: optional(args, 'sites') ?? null,
      sectors: optional(args, 'sectors')?.split(',') ?? file.sectors,
    },
    file,
  );
}

async function readCoverageWeights(
  args: Arguments,
  grid: RasterGrid,
  scene: Scene | null,
  file: ScenarioFile,
  { frame }: PlanMaps,
): Promise<CoverageWeights> {
  const place = { name: 'the maps', frame };
  const [population, classes] = [optional(args, 'population'), optional(args, 'classes')];
  const landUse = scene?.landUse ?? null;
  return {
    area: cellWeights(grid, scene, { kind: 'area' }),
    users: scene && cellWeights(grid, scene, { kind: 'users', landUse: file.scenario.landUseWeights }),
    population:
      population === undefined
        ? null
        : await readPersons(basename(population), await readFileBytes(population), grid, place),
    classes:
      classes === undefined
        ? landUse && classesOnGrid(landUse, grid)
        : await readClasses(basename(classes), await readFileBytes(classes), grid, place),
  };
}
