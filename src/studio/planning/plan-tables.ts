import { csvText } from '../../io/formats/map-csv.ts';
import type { HandoverSummary } from '../../planning/handover/handover-summary.ts';
import type { MeanInterval } from '../../planning/mean-interval.ts';
import type { PowerSummary } from '../../planning/power/power-summary.ts';
import type { HandoverOutcome, PowerOutcome } from '../store/planning-state.ts';
import { formatNumber, formatSigned } from '../ui/format.ts';
import { DECIDER_WORDS } from './decider-words.ts';

/** A table for people, and the same figures for programs. The first column names the row. */
export interface PlanFigures {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** CSV (RFC 4180), numbers plain and in full; empty where there is none. */
  readonly csv: string;
}

interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Columns of the file, with their units. */
  readonly plain: readonly (readonly [title: string, value: (row: Row) => string | number])[];
}

/** Least powers by map and number of users, with what believing costs where there is a truth. */
export function powerFigures({ summary, truth }: PowerOutcome): PlanFigures {
  const columns: Column<PowerSummary>[] = [
    {
      title: 'users · map',
      text: ({ users, map }) => `${users} · ${map}`,
      plain: [
        ['users', ({ users }) => users],
        ['map', ({ map }) => map],
      ],
    },
    {
      title: 'served',
      text: ({ feasible, draws }) => `${feasible} of ${draws}`,
      plain: [
        ['draws', ({ draws }) => draws],
        ['draws served', ({ feasible }) => feasible],
      ],
    },
    interval('power [W]', 'power', 'W', ({ powerW }) => powerW, formatWatts),
    {
      title: 'median [W]',
      text: ({ medianW }) => (Number.isNaN(medianW) ? '–' : formatWatts(medianW)),
      plain: [['median power [W]', ({ medianW }) => medianW]],
    },
  ];
  if (truth !== null)
    columns.push(
      interval('beyond truth [W]', 'beyond truth', 'W', ({ excessW }) => excessW, formatWatts),
      interval('unserved [%]', 'unserved in truth', '%', ({ unservedShare }) => percent(unservedShare), tenths),
    );
  return figures(columns, summary);
}

/** Handovers and throughput by map and decider. */
export function handoverFigures({ summary, truth }: HandoverOutcome): PlanFigures {
  const columns: Column<HandoverSummary>[] = [
    {
      title: 'decider · map',
      text: ({ decider, map }) => `${DECIDER_WORDS[decider]} · ${map}`,
      plain: [
        ['decider', ({ decider }) => decider],
        ['map', ({ map }) => map],
      ],
    },
    interval('per slot', 'handovers', 'a slot', ({ handovers }) => handovers, tenths),
    interval('believed [Mbit/s]', 'believed throughput', 'Mbit/s', ({ believedMbps }) => believedMbps, tenths),
  ];
  if (truth !== null)
    columns.push(interval('true [Mbit/s]', 'true throughput', 'Mbit/s', ({ trueMbps }) => trueMbps ?? NOTHING, tenths));
  columns.push(
    interval(
      'objective a user',
      'objective',
      'ln Mbit/s',
      ({ objective }) => objective,
      (v) => formatNumber(v, 3),
    ),
  );
  return figures(columns, summary);
}

interface HandoverRegret {
  readonly map: string;
  readonly decider: HandoverSummary['decider'];
  /** What the same decider has on the truth, less what it has on the map, both in truth. */
  readonly lostMbps: number;
  readonly lostObjective: number;
  readonly moreHandovers: number;
}

/** What deciding on a map costs beside deciding on the truth, by the means; null without a truth, and where no other map is. */
export function handoverRegret({ summary, truth }: HandoverOutcome): PlanFigures | null {
  const regrets = summary.flatMap(({ map, decider, trueMbps, objective, handovers }): HandoverRegret[] => {
    const best = summary.find((other) => other.map === truth && other.decider === decider);
    if (map === truth || !best?.trueMbps || !trueMbps) return [];
    return [
      {
        ...{ map, decider },
        lostMbps: best.trueMbps.mean - trueMbps.mean,
        lostObjective: best.objective.mean - objective.mean,
        moreHandovers: handovers.mean - best.handovers.mean,
      },
    ];
  });
  if (regrets.length === 0) return null;
  return figures<HandoverRegret>(
    [
      {
        title: 'decider · map',
        text: ({ decider, map }) => `${DECIDER_WORDS[decider]} · ${map}`,
        plain: [
          ['decider', ({ decider }) => decider],
          ['map', ({ map }) => map],
        ],
      },
      {
        title: 'objective lost',
        text: ({ lostObjective }) => formatSigned(lostObjective, 3),
        plain: [['objective lost [ln Mbit/s a user]', ({ lostObjective }) => lostObjective]],
      },
      {
        title: 'throughput lost [Mbit/s]',
        text: ({ lostMbps }) => formatSigned(lostMbps, 1),
        plain: [['throughput lost [Mbit/s]', ({ lostMbps }) => lostMbps]],
      },
      {
        title: 'more handovers a slot',
        text: ({ moreHandovers }) => formatSigned(moreHandovers, 1),
        plain: [['more handovers [a slot]', ({ moreHandovers }) => moreHandovers]],
      },
    ],
    regrets,
  );
}

const NOTHING: MeanInterval = { count: 0, mean: Number.NaN, halfWidth: Number.NaN };
const tenths = (value: number) => formatNumber(value, 1);

/** Three digits that count: least powers go from microwatts to tens of watts. */
export function formatWatts(value: number): string {
  const digits = value === 0 ? 0 : Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return formatNumber(value, digits);
}

function percent({ count, mean, halfWidth }: MeanInterval): MeanInterval {
  return { count, mean: 100 * mean, halfWidth: 100 * halfWidth };
}

function interval<Row>(
  title: string,
  name: string,
  unit: string,
  of: (row: Row) => MeanInterval,
  format: (value: number) => string,
): Column<Row> {
  const text = ({ count, mean, halfWidth }: MeanInterval) => {
    if (count === 0) return '–';
    return Number.isNaN(halfWidth) ? format(mean) : `${format(mean)} ± ${format(halfWidth)}`;
  };
  return {
    title,
    text: (row) => text(of(row)),
    plain: [
      [`${name} [${unit}]`, (row) => of(row).mean],
      [`${name}, half of 95 % interval [${unit}]`, (row) => of(row).halfWidth],
    ],
  };
}

function figures<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): PlanFigures {
  const plain = columns.flatMap((column) => column.plain);
  const field = (value: string | number) => {
    if (typeof value === 'string') return csvText(value);
    return Number.isNaN(value) ? '' : String(value);
  };
  const lines = [plain.map(([title]) => csvText(title)), ...rows.map((row) => plain.map(([, of]) => field(of(row))))];
  return {
    head: columns.map(({ title }) => title),
    rows: rows.map((row) => columns.map(({ text }) => text(row))),
    csv: `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`,
  };
}
