import { NativeSelect } from '@mantine/core';
import type { DeciderName } from '../../planning/handover/handover-scenario.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import type { HandoverOutcome } from '../store/planning-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { DECIDER_WORDS } from './decider-words.ts';
import { PlanTable } from './plan-table.tsx';
import { handoverFigures, handoverRegret } from './plan-tables.ts';
import { RunNotes } from './run-notes.tsx';
import { SeriesKeys } from './series-keys.tsx';
import { SlotsChart } from './slots-chart.tsx';

/** Throughput and handovers of the last slots on every map, by the decider that is chosen, and all of them in numbers. */
export function HandoverView({ outcome }: { readonly outcome: HandoverOutcome }) {
  const decider = useStudio((s) => s.planning.decider);
  const theme = useStudio((s) => s.themeNow);
  const { summary, series, truth, maps, plan, leftOut } = outcome;
  const shown = series.filter((one) => one.decider === decider);
  const judged = truth !== null;
  const regret = handoverRegret(outcome);
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
          theme={theme}
          lines={shown.map(({ map, throughputMbps }) => ({ map, values: throughputMbps }))}
        />
        <SlotsChart
          name="Handovers"
          unit="handovers a slot"
          maps={maps}
          theme={theme}
          lines={shown.map(({ map, handovers }) => ({ map, values: handovers }))}
        />
        <SeriesKeys names={maps} truth={truth} theme={theme} />
      </section>
      <div className="plan-table">
        <PlanTable
          name="Handover in numbers"
          file="handover"
          title="Means of these slots, ± 95 % interval over draws"
          figures={handoverFigures(outcome)}
          runsOf="handover"
          summary={summary}
        >
          <p className="plan-note">
            The objective is the mean of ln(rate in Mbit/s) less the cost of handovers over all slots
            {judged ? ', by the truth' : ''}: what all but the strongest cell and A3 try to raise.
          </p>
          <RunNotes plan={plan} draws={plan.scenario.handover.draws} leftOut={leftOut} asks={false} />
        </PlanTable>
        {regret && (
          <PlanTable
            name="Regret of handover"
            file="handover-regret"
            title={`Lost beside deciding on ${truth}, by the means`}
            figures={regret}
            summary={[]}
          >
            <p className="plan-note">Both in truth. A wrong map can raise the sum of rates and lower the objective.</p>
          </PlanTable>
        )}
      </div>
    </>
  );
}
