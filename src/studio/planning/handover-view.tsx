import { NativeSelect } from '@mantine/core';
import type { DeciderName } from '../../planning/handover/handover-scenario.ts';
import type { MeanInterval } from '../../planning/mean-interval.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import type { HandoverOutcome } from '../store/planning-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { DECIDER_WORDS } from './decider-words.ts';
import { PlanTable } from './plan-table.tsx';
import { SeriesKeys } from './series-keys.tsx';
import { SlotsChart } from './slots-chart.tsx';

/** Throughput and handovers of the last slots on every map, by the decider that is chosen, and all of them in numbers. */
export function HandoverView({ outcome }: { readonly outcome: HandoverOutcome }) {
  const decider = useStudio((s) => s.planning.decider);
  const { summary, series, truth, maps } = outcome;
  const shown = series.filter((one) => one.decider === decider);
  const judged = truth !== null;
  const head = [
    'decider · map',
    'per slot',
    'believed [Mbit/s]',
    ...(judged ? ['true [Mbit/s]'] : []),
    'objective a user',
  ];
  const rows = summary.map(({ map, decider: by, handovers, believedMbps, trueMbps, objective }) => [
    `${DECIDER_WORDS[by]} · ${map}`,
    withInterval(handovers, 1),
    withInterval(believedMbps, 1),
    ...(judged ? [trueMbps ? withInterval(trueMbps, 1) : '–'] : []),
    withInterval(objective, 3),
  ]);
  return (
    <>
      <section className="plan-chart" aria-label="Throughput and handovers of the last slots">
        <div className="error-chart-head">
          <h3>Last {shown[0]?.handovers.length ?? 0} slots</h3>
          <span className="error-chart-words">{judged ? `throughput by ${truth}` : 'throughput as believed'}</span>
          <NativeSelect
            size="xs"
            aria-label="Whose slots are drawn"
            value={decider}
            data={Object.entries(DECIDER_WORDS).map(([value, label]) => ({ value, label }))}
            onChange={(event) => patchPlanning({ decider: event.currentTarget.value as DeciderName })}
          />
        </div>
        <SlotsChart
          name="Throughput"
          unit="Mbit/s"
          maps={maps}
          lines={shown.map(({ map, throughputMbps }) => ({ map, values: throughputMbps }))}
        />
        <SlotsChart
          name="Handovers"
          unit="handovers a slot"
          maps={maps}
          lines={shown.map(({ map, handovers }) => ({ map, values: handovers }))}
        />
        <SeriesKeys names={maps} truth={truth} />
      </section>
      <PlanTable
        task="handover"
        name="Handover in numbers"
        copied="handover in numbers"
        title="Means of these slots, ± 95 % interval over draws"
        summary={summary}
        head={head}
        rows={rows}
      >
        <p className="plan-note">
          The objective is the mean of ln(rate in Mbit/s) less the cost of handovers over all slots
          {judged ? ', by the truth' : ''}: what all but the strongest cell and A3 try to raise.
        </p>
      </PlanTable>
    </>
  );
}

function withInterval({ count, mean, halfWidth }: MeanInterval, digits: number): string {
  if (count === 0) return '–';
  const text = formatNumber(mean, digits);
  return Number.isNaN(halfWidth) ? text : `${text} ± ${formatNumber(halfWidth, digits)}`;
}
