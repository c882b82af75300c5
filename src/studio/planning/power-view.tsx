import type { PowerOutcome } from '../store/planning-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { PlanTable } from './plan-table.tsx';
import { powerFigures } from './plan-tables.ts';
import { PowerChart } from './power-chart.tsx';
import { RunNotes } from './run-notes.tsx';
import { SeriesKeys } from './series-keys.tsx';

/** Least powers by the number of users, on every map, and what believing each costs. */
export function PowerView({ outcome }: { readonly outcome: PowerOutcome }) {
  const theme = useStudio((s) => s.themeNow);
  const { summary, truth, maps, sectors, failures, plan, leftOut } = outcome;
  return (
    <>
      <section className="plan-chart" aria-label="Least power by number of users">
        <div className="error-chart-head">
          <h3>
            Least power of {sectors.length} {sectors.length === 1 ? 'sector' : 'sectors'}, W
          </h3>
          <span className="error-chart-words">median; hollow: not all draws can be served</span>
        </div>
        <PowerChart outcome={outcome} theme={theme} />
        <SeriesKeys names={maps} truth={truth} theme={theme} />
      </section>
      <div className="plan-table">
        <PlanTable
          name="Least powers in numbers"
          file="power"
          title="Mean ± 95 % interval over draws of users"
          figures={powerFigures(outcome)}
          runsOf="power"
          summary={summary}
        >
          {failures.map((failure) => (
            <p key={failure} className="plan-note">
              {failure}
            </p>
          ))}
          <RunNotes plan={plan} draws={plan.scenario.power.draws} leftOut={leftOut} asks />
          <p className="plan-note">
            All sectors at full load.
            {truth !== null && ' Unserved: the share of the demands that the truth leaves, at the powers believed in.'}
          </p>
        </PlanTable>
      </div>
    </>
  );
}
