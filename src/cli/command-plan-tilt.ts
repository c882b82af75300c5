import { basename } from 'node:path';
import { optimiseAntennas } from '../engine/optimise-antennas.ts';
import { readAntennaLimits } from '../io/formats/antenna-limits-csv.ts';
import { turnedSectorsCsv } from '../io/formats/turned-sectors-csv.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { type AntennaLimits, DEFAULT_LIMITS, DEFAULT_STEPS } from '../planning/antennas/antenna-lattice.ts';
import type { AntennaSetting } from '../planning/antennas/antenna-search.ts';
import { filledLimits } from '../planning/antennas/listed-limits.ts';
import type { TurnedSector } from '../planning/antennas/turned-sector.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';
import { type Arguments, numberOption, numbersOption, optional, suggestion } from './arguments.ts';
import type { Command } from './command.ts';
import { OBJECTIVE_OPTIONS, readTargets, readWeights } from './coverage-options.ts';
import { openEngine } from './open-engine.ts';
import { adapterOption, NETWORK_OPTIONS, readPlanNetwork } from './plan-network.ts';
import { planOut, writePlan } from './plan-out.ts';
import { planTiltReport } from './plan-tilt-report.ts';
import { throwIfInterrupted } from './terminal.ts';

/** Tilts are re-weighted from the paths of the sweep, so there is no other engine to ask for. */
const NEEDS_PRISMS = 'give --scene buildings as footprints with heights';

const [LEAST_TILT, MOST_TILT] = DEFAULT_LIMITS.tiltDeg;

export const planTiltCommand: Command = {
  name: 'plan tilt',
  summary: 'tilts and azimuths of a cluster of sectors against targets of coverage and SINR',
  usage:
    'plan tilt --scene SCENE --sites FILE [--sectors ID,ID,...] [--rsrp-target DBM] [--sinr-target DB] [--azimuth-range DEG] [--out FILE.csv|FILE.json] [--json]',
  options: {
    ...NETWORK_OPTIONS,
    sectors: { value: 'ID,ID,...', help: 'only these are turned, the others stay (default: all)' },
    ...OBJECTIVE_OPTIONS,
    tilts: { value: 'FROM,TO', help: `total downtilts that may be set [deg] (default ${LEAST_TILT},${MOST_TILT})` },
    'tilt-step': { value: 'DEG', help: `between tilts that are tried (default ${DEFAULT_STEPS.tiltDeg})` },
    'azimuth-range': { value: 'DEG', help: 'turn either side of how the antenna stands (default 0: not at all)' },
    'azimuth-step': { value: 'DEG', help: `between azimuths that are tried (default ${DEFAULT_STEPS.azimuthDeg})` },
    limits: {
      value: 'FILE.csv',
      help: 'limits by sector: id, tilt_min and tilt_max (or electrical_min, electrical_max, mechanical), azimuth_range',
    },
    starts: { value: 'N', help: 'ascents: the first from the antennas as they stand, the others drawn (default 4)' },
    out: { value: 'FILE', help: 'the sectors before and after as .csv, or everything as .json' },
  },
  async run(args, terminal) {
    const targets = readTargets(args);
    const steps = {
      tiltDeg: numberOption(args, 'tilt-step', DEFAULT_STEPS.tiltDeg, DEGREES),
      azimuthDeg: numberOption(args, 'azimuth-step', DEFAULT_STEPS.azimuthDeg, DEGREES),
    };
    const starts = numberOption(args, 'starts', 4, { unit: '', min: 1, max: 1000, whole: true, example: '4' });
    const common = commonLimits(args);
    const out = planOut(args);
    const adapter = adapterOption(args);
    const network = await readPlanNetwork(args, { engine: 'sweep', cure: NEEDS_PRISMS }, terminal);
    const { scene, sectors, grid, receiverZM, settings } = network;
    const limits = await limitsBySector(args, sectors, common);
    const { weight, of } = await readWeights(args, grid, scene, scene);
    const engine = await openEngine(adapter, ['sweep'], terminal);
    try {
      const result = await optimiseAntennas(
        engine,
        {
          scene,
          sectors,
          grid,
          receiverZM,
          settings,
          limits,
          steps,
          targets,
          weight,
          starts,
          seed: settings.seed,
          budgetBytes: PATH_BYTES,
        },
        { signal: terminal.signal, onProgress: (fraction, stage) => terminal.progress(stage, fraction) },
      );
      throwIfInterrupted(terminal.signal);
      const turned = result.sectors.map((sector) => asListed(sector, network.northDeg.get(sector.id) ?? 0));
      const { document, text } = planTiltReport(
        { ...result, sectors: turned },
        { targets, of, seed: settings.seed, grid },
      );
      await writePlan(out, () => turnedSectorsCsv(turned), document);
      terminal.result(document, out === null ? text : [...text, `written: ${out}`]);
    } finally {
      engine.dispose();
    }
  },
};

/** With bearings as the list has them, so that they can be written back into it. */
function asListed(sector: TurnedSector, northDeg: number): TurnedSector {
  const listed = ({ tiltDeg, azimuthDeg }: AntennaSetting) => ({
    tiltDeg,
    azimuthDeg: (Math.round(1e6 * (azimuthDeg - northDeg)) / 1e6 + 360) % 360,
  });
  return { ...sector, before: listed(sector.before), after: listed(sector.after) };
}

const DEGREES = { unit: 'deg', min: 0, exclusiveMin: true, max: 90, example: '1' };

/** Memory for the paths of all sectors that may be turned [bytes]. */
const PATH_BYTES = 2 ** 31;

function commonLimits(args: Arguments): AntennaLimits {
  const tilts = numbersOption(args, 'tilts', ['FROM', 'TO'], '0,12') as [number, number] | undefined;
  if (tilts && !(tilts[0] <= tilts[1] && tilts[0] >= -90 && tilts[1] <= 90))
    throw badInput(
      `plan tilt: --tilts ${tilts.join(',')}: two tilts from -90 to 90 deg, the lower first, e.g. --tilts 0,12`,
    );
  const range = { unit: 'deg', min: 0, max: 180, example: '30' };
  return {
    tiltDeg: tilts ?? DEFAULT_LIMITS.tiltDeg,
    azimuthRangeDeg: numberOption(args, 'azimuth-range', DEFAULT_LIMITS.azimuthRangeDeg, range),
  };
}

/** The limits of the sectors that may be turned: those of --sectors, of --limits where that is given, or all. */
async function limitsBySector(
  args: Arguments,
  sectors: readonly Sector[],
  common: AntennaLimits,
): Promise<ReadonlyMap<string, AntennaLimits>> {
  const ids = sectors.map(({ id }) => id);
  const path = optional(args, 'limits');
  const listed =
    path === undefined ? null : filledLimits(readAntennaLimits(await readFileBytes(path), basename(path)), common);
  const wanted = optional(args, 'sectors')?.split(',') ?? (listed ? [...listed.keys()] : ids);
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const from = args.given.has('sectors') ? '--sectors' : basename(path!);
    throw badInput(
      `plan tilt: ${from} names ${unknown}, which is none of the ${ids.length} sectors${suggestion(unknown, ids)}`,
    );
  }
  return new Map(wanted.map((id) => [id, listed?.get(id) ?? common]));
}
