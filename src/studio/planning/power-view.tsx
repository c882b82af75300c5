import type { MeanInterval } from '../../planning/mean-interval.ts';
import type { PowerOutcome } from '../store/planning-state.ts';
import { formatNumber } from '../ui/format.ts';
import { PlanTable } from './plan-table.tsx';
import { PowerChart } from './power-chart.tsx';
import { SeriesKeys } from './series-keys.tsx';

/** Least powers by the number of users, on every map, and what believing each costs. */
export function PowerView({ outcome }: { readonly outcome: PowerOutcome }) {
  const { summary, truth, maps, sectors, failures } = outcome;
  const head = [
    'users · map',
    'served',
    'power [W]',
    'median [W]',
    ...(truth === null ? [] : ['beyond truth [W]', 'unserved [%]']),
  ];
  const rows = summary.map(({ map, users, draws, feasible, powerW, medianW, excessW, unservedShare }) => [
    `${users} · ${map}`,
    `${feasible} of ${draws}`,
    withInterval(powerW, formatWatts),
    Number.isNaN(medianW) ? '–' : formatWatts(medianW),
    ...(truth === null
      ? []
      : [withInterval(excessW, formatWatts), withInterval(unservedShare, (share) => formatNumber(100 * share, 1))]),
  ]);
  return (
    <>
      <section className="plan-chart" aria-label="Least power by number of users">
        <div className="error-chart-head">
          <h3>Least power of {sectors.length} sectors, W</h3>
          <span className="error-chart-words">median; hollow: not all draws can be served</span>
        </div>
        <PowerChart outcome={outcome} />
        <SeriesKeys names={maps} truth={truth} />
      </section>
      <PlanTable
        task="power"
        name="Least powers in numbers"
        copied="least powers"
        title="Mean ± 95 % interval over draws of users"
        summary={summary}
        head={head}
        rows={rows}
      >
        {failures.map((failure) => (
          <p key={failure} className="plan-note">
            {failure}
          </p>
        ))}
        <p className="plan-note">
          Users by land use, outdoors; rates of 40 kbit/s in the median with a heavy tail; all sectors at full load.
          {truth !== null && ' Unserved: the share of the demands that the truth leaves, at the powers believed in.'}
        </p>
      </PlanTable>
    </>
  );
}

/** Three digits that count: least powers go from microwatts to tens of watts. */
function formatWatts(value: number): string {
  const digits = value === 0 ? 0 : Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return formatNumber(value, digits);
}

function withInterval({ count, mean, halfWidth }: MeanInterval, format: (value: number) => string): string {
  if (count === 0) return '–';
  return Number.isNaN(halfWidth) ? format(mean) : `${format(mean)} ± ${format(halfWidth)}`;
}
