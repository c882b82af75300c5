import { rankSites, type SiteRequest } from '../engine/rank-sites.ts';
import { candidatesCsv } from '../io/formats/candidates-csv.ts';
import { DEFAULT_ROOFS, roofCandidates } from '../planning/candidates/roof-candidates.ts';
import { gridBounds } from '../raster/raster-grid.ts';
import { candidateDrafts, likeSector } from '../sites/candidate-drafts.ts';
import { placeSectors } from '../sites/place-sectors.ts';
import type { Sector } from '../sites/sector.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import { badInput, type Issue } from '../units/errors.ts';
import { type Arguments, finiteNumber, numberOption, numbersOption, optional, suggestion } from './arguments.ts';
import type { Command } from './command.ts';
import { OBJECTIVE_OPTIONS, readTargets, readWeights } from './coverage-options.ts';
import { engineOption } from './engine-names.ts';
import { lossSigns } from './losses-option.ts';
import { openEngine } from './open-engine.ts';
import { planCandidatesReport } from './plan-candidates-report.ts';
import { adapterOption, NETWORK_OPTIONS, type PlanNetwork, readPlanNetwork } from './plan-network.ts';
import { planOut, writePlan } from './plan-out.ts';
import { readSites } from './predict-sources.ts';
import { warnOfIssues } from './scene-report.ts';
import { type Terminal, throwIfInterrupted } from './terminal.ts';

export const planCandidatesCommand: Command = {
  name: 'plan candidates',
  summary: 'ranks places for new sites by what they add to coverage and SINR, the next best given the ones chosen',
  usage:
    'plan candidates --scene SCENE --sites FILE (--candidates FILE | --roofs SPACING) [--choose N] [--rsrp-target DBM] [--sinr-target DB] [--out FILE.csv|FILE.json] [--json]',
  options: {
    ...NETWORK_OPTIONS,
    engine: { value: 'NAME', help: 'as for predict (default: by the scene)' },
    candidates: {
      value: 'FILE',
      help: 'places in CSV or JSON as --sites has them, id and position at least; rows of one site are one candidate',
    },
    roofs: { value: 'M', help: 'instead: the highest fitting roof of every square of so many metres' },
    'roof-heights': {
      value: 'LEAST,MOST',
      help: `of roofs that fit [m] (default ${DEFAULT_ROOFS.leastRoofM},${DEFAULT_ROOFS.mostRoofM})`,
    },
    apart: { value: 'M', help: `from sites that stand, with --roofs (default ${DEFAULT_ROOFS.apartM})` },
    like: { value: 'ID', help: 'sector whose carrier, power, pattern and tilt candidates have (default: the first)' },
    bearings: { value: 'DEG,DEG,...', help: 'of the sectors of a candidate without an azimuth (default 0,120,240)' },
    choose: { value: 'N', help: 'most candidates to choose (default 3)' },
    ...OBJECTIVE_OPTIONS,
    out: { value: 'FILE', help: 'the ranking as .csv, or everything as .json' },
  },
  async run(args, terminal) {
    const targets = readTargets(args);
    const choose = numberOption(args, 'choose', 3, { unit: '', min: 1, max: 1000, whole: true, example: '3' });
    const out = planOut(args);
    const adapter = adapterOption(args);
    const asked = engineOption(args, 'engine');
    refuseUnclear(args);
    const network = await readPlanNetwork(args, { engine: asked }, terminal);
    const candidates = await readCandidates(args, network, terminal);
    const { weight, of } = await readWeights(args, network.grid, network.scene, network.scene);
    const engine = await openEngine(adapter, [network.engine], terminal);
    try {
      const request: SiteRequest = { ...network, candidates, targets, weight, choose };
      const ranked = await rankSites(engine, request, {
        signal: terminal.signal,
        onProgress: (fraction, stage) => terminal.progress(stage, fraction),
      });
      throwIfInterrupted(terminal.signal);
      const places = new Map(candidates.map((sector) => [sector.siteId, sector]));
      const { document, text } = planCandidatesReport(ranked, places, { targets, of, engine: network.engine });
      await writePlan(out, () => candidatesCsv(ranked, places), document);
      terminal.result(document, out === null ? text : [...text, `written: ${out}`]);
    } finally {
      engine.dispose();
    }
  },
};

function refuseUnclear(args: Arguments): void {
  const [list, roofs] = [args.given.has('candidates'), args.given.has('roofs')];
  if (list && roofs)
    throw badInput('plan candidates: --candidates and --roofs both say where sites may stand; give one of them');
  if (!list && !roofs)
    throw badInput(
      'plan candidates: nothing says where sites may stand; give --candidates FILE, or --roofs SPACING [m], e.g. --roofs 250',
    );
  for (const name of ['roof-heights', 'apart'])
    if (list && args.given.has(name)) throw badInput(`plan candidates: --${name} is of --roofs; leave it out`);
}

/** The sectors that may be built, placed in the scene. */
async function readCandidates(args: Arguments, network: PlanNetwork, terminal: Terminal): Promise<readonly Sector[]> {
  const { scene, sectors } = network;
  const like = likeSector(sectorLike(args, sectors));
  const file = optional(args, 'candidates');
  const noted: Issue[] = [];
  const drafts = file === undefined ? roofDrafts(args, network) : await readSites(file, noted, lossSigns(args));
  const placed = placeSectors(candidateDrafts(drafts, like, bearings(args)), scene);
  warnOfIssues([...noted, ...placed.issues], terminal);
  return placed.sectors;
}

function sectorLike(args: Arguments, sectors: readonly Sector[]): Sector {
  const id = optional(args, 'like');
  if (id === undefined) return sectors[0]!;
  const found = sectors.find((sector) => sector.id === id);
  if (found) return found;
  const ids = sectors.map((sector) => sector.id);
  throw badInput(`plan candidates: --like ${id} is none of the ${ids.length} sectors${suggestion(id, ids)}`);
}

function roofDrafts(args: Arguments, { scene, sectors, grid }: PlanNetwork): SectorDraft[] {
  const metres = (name: string, fallback: number, min: number) =>
    numberOption(args, name, fallback, { unit: 'm', min, max: 1e5, example: `${fallback}` });
  const heights = numbersOption(args, 'roof-heights', ['LEAST', 'MOST'], '12,60');
  const rule = {
    ...DEFAULT_ROOFS,
    spacingM: metres('roofs', DEFAULT_ROOFS.spacingM, 10),
    apartM: metres('apart', DEFAULT_ROOFS.apartM, 0),
    ...(heights ? { leastRoofM: heights[0]!, mostRoofM: heights[1]! } : {}),
  };
  return roofCandidates(scene.buildings, gridBounds(grid), sectors, rule).map(({ id, x, y, heightM }) => ({
    id,
    siteId: id,
    place: `--roofs, ${id}`,
    position: { kind: 'local', x, y },
    heightAboveGroundM: heightM,
  }));
}

function bearings(args: Arguments): readonly number[] {
  const text = optional(args, 'bearings') ?? '0,120,240';
  return text.split(',').map((part) => {
    const value = finiteNumber(part);
    if (value !== null && value >= -360 && value <= 360) return (value + 360) % 360;
    throw badInput(`plan candidates: --bearings ${text}: "${part}" is no bearing; give degrees, e.g. 0,120,240`);
  });
}
