import { antennaEdit } from '../network-plan/antenna-edit.ts';
import { SCORE_HEAD, SECTOR_HEAD, scoreRows, sectorRows } from '../network-plan/antenna-tables.ts';
import { COVERAGE_HEAD, coverageRows } from '../network-plan/coverage-tables.ts';
import { ownLimitWords } from '../network-plan/limit-words.ts';
import { turnableSectors } from '../network-plan/network-jobs.ts';
import { objectiveWords } from '../network-plan/objective-words.ts';
import type { Setup } from '../network-plan/setup.ts';
import { SITE_HEAD, siteRows } from '../network-plan/site-tables.ts';
import type { AntennaPlan, CoveragePlan, NetworkPlanState, SitePlan } from '../store/network-plan-store.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import type { Fact } from './report-content.ts';

/** One plan of the network on paper: what was asked, and the figures that came out. */
export interface NetworkReport {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly tables: readonly {
    readonly title: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly notes: readonly string[];
}

/** Tilts, new sites and coverage, as far as they were planned, as they were when the report was opened. */
export function networkReports({
  antennaPlan,
  sitePlan,
  coveragePlan,
}: Pick<NetworkPlanState, 'antennaPlan' | 'sitePlan' | 'coveragePlan'>): readonly NetworkReport[] {
  return [
    antennaPlan && antennaReport(antennaPlan),
    sitePlan && siteReport(sitePlan),
    coveragePlan && coverageReport(coveragePlan),
  ].filter((report) => report !== null);
}

const plain = (value: number) => formatNumber(value, value % 1 === 0 ? 0 : 1);
const seconds = (ms: number) => `${formatNumber(ms / 1000, 1)} s`;

function antennaReport(plan: AntennaPlan): NetworkReport {
  const { found, setup, sectors, tookMs } = plan;
  const { starts, seed } = setup.antennas;
  const weighed = `${formatCount(found.search.evaluations)} networks weighed from ${formatCount(found.search.levelMaps)} settings`;
  return {
    title: 'Planning: tilts and azimuths',
    facts: [
      ...objectiveFacts(setup),
      ['May be turned', turnedWords(turnableSectors({ sectors }, setup.antennas), sectors.length)],
      ['Within', limitWords(setup.antennas)],
      ...listFacts(setup.antennas),
      ['Search', `${starts} ${starts === 1 ? 'start' : 'starts'}, seed ${seed}; ${weighed}; ${seconds(tookMs)}`],
      ['Outcome', outcomeWords(plan)],
    ],
    tables: [
      { title: 'Objective before and after', head: SCORE_HEAD, rows: scoreRows(found) },
      { title: 'Sectors before and after, as solved', head: SECTOR_HEAD, rows: sectorRows(found) },
    ],
    notes: [],
  };
}

function turnedWords(turned: readonly { readonly id: string }[], of: number): string {
  return turned.length === of ? `all ${of} sectors` : turned.map(({ id }) => id).join(', ');
}

function limitWords({ tiltDeg, tiltStepDeg, azimuthRangeDeg, azimuthStepDeg }: Setup['antennas']): string {
  const tilts = `downtilts from ${plain(tiltDeg[0])} to ${plain(tiltDeg[1])}° in steps of ${plain(tiltStepDeg)}°`;
  if (azimuthRangeDeg === 0) return `${tilts}; azimuths as they stand`;
  return `${tilts}; azimuths ±${plain(azimuthRangeDeg)}° in steps of ${plain(azimuthStepDeg)}°`;
}

function listFacts({ limits }: Setup['antennas']): Fact[] {
  if (!limits) return [];
  const words = limits.sectors.map((sector) => `${sector.id} ${ownLimitWords(sector) || 'as all'}`);
  return [['By sector', `${limits.name}: ${words.join('; ')}`]];
}

function outcomeWords(plan: AntennaPlan): string {
  if (!plan.found.isConfirmed) return 'fresh solves do not confirm the gain: nothing is applied';
  return antennaEdit(plan) === null
    ? 'nothing that was tried is better than how the antennas stand'
    : 'fresh solves confirm the gain';
}

function siteReport({ ranked, candidates, setup, sectors, engine, notes, tookMs }: SitePlan): NetworkReport {
  const { before, chosen } = ranked;
  const { sites } = setup;
  const like = sectors.find(({ id }) => id === sites.likeId) ?? sectors[0]!;
  const bearings = `bearings ${sites.azimuthsDeg.map(plain).join(', ')}°${sites.from === 'file' ? ' where the list has none' : ''}`;
  return {
    title: 'Planning: places for new sites',
    facts: [
      ...objectiveFacts(setup),
      ['Places', placesWords(setup)],
      ['New sectors', `like ${like.id}; ${bearings}`],
      ['To choose', `${sites.choose} at most, each the best beside those before it; ${chosen.length} chosen`],
      ['Maps', `${formatCount(sectors.length + candidates.length)}, ${engine}; ${seconds(tookMs)}`],
      [
        'Without them',
        `objective ${formatNumber(100 * before.objective, 2)} %, RSRP met ${formatNumber(100 * before.rsrpShare, 1)} %, SINR met ${formatNumber(100 * before.sinrShare, 1)} %`,
      ],
    ],
    tables: [
      {
        title: 'Places by what they add alone',
        head: SITE_HEAD,
        rows: siteRows(ranked).map(({ id, cells }) => [id, ...cells]),
      },
    ],
    notes,
  };
}

function placesWords({ sites: { from, rule, points }, files }: Setup): string {
  if (from === 'points') return `${points.length} picked on the map`;
  if (from === 'file') return files.places?.name ?? 'a list';
  const { spacingM, leastRoofM, mostRoofM, apartM, mastM } = rule;
  return `the highest roof from ${plain(leastRoofM)} to ${plain(mostRoofM)} m in every square of ${plain(spacingM)} m, ${plain(apartM)} m or more from sites that stand; antennas ${plain(mastM)} m above it`;
}

function coverageReport({ lines, setup, sectors, leftOut }: CoveragePlan): NetworkReport {
  const { rsrpDbm, sinrDb, load, noiseFigureDb } = setup.objective.targets;
  const maps = [...new Set(lines.map(({ map }) => map))];
  return {
    title: 'Planning: coverage',
    facts: [
      ['Maps', maps.join(', ')],
      ['Sectors', `${sectors.join(', ')}${leftOut.length > 0 ? `; without a map of all: ${leftOut.join(', ')}` : ''}`],
      [
        'Targets',
        `RSRP of ${plain(rsrpDbm)} dBm, SINR of ${plain(sinrDb)} dB at load ${Math.round(100 * load)} %, noise figure ${plain(noiseFigureDb)} dB`,
      ],
      ...(setup.files.population ? [['People', setup.files.population.name] as const] : []),
      ...(setup.files.classes ? [['Classes', setup.files.classes.name] as const] : []),
    ],
    tables: [{ title: 'Coverage, % of the places', head: COVERAGE_HEAD, rows: coverageRows(lines) }],
    notes: [
      'Servers: sectors of one carrier within 6 dB of the strongest; polluted: more than three though the strongest meets the RSRP target. Throughput is of one user alone, as an upper bound. A place without data meets no target.',
    ],
  };
}

function objectiveFacts({ objective, files }: Setup): Fact[] {
  return [
    ['Objective', objectiveWords(objective)],
    ...(objective.weighBy === 'population' ? [['People', files.population?.name ?? '–'] as const] : []),
    ['Cells', `${plain(objective.cellSizeM)} m`],
  ];
}
