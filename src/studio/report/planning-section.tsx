import { DECIDER_WORDS } from '../planning/decider-words.ts';
import { handoverFigures, handoverRegret, type PlanFigures, powerFigures } from '../planning/plan-tables.ts';
import { PowerChart } from '../planning/power-chart.tsx';
import { SeriesKeys } from '../planning/series-keys.tsx';
import { SlotsChart } from '../planning/slots-chart.tsx';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import type { HandoverOutcome, PowerOutcome } from '../store/planning-state.ts';
import type { PlannedReport } from './report-planning.ts';
import { Facts } from './report-tables.tsx';

/** What was planned, on paper: charts, tables, and what they rest on. */
export function PlanningSection({ planned }: { readonly planned: PlannedReport }) {
  const { power, handover } = planned;
  return (
    <>
      {power && <PowerPart {...power} />}
      {handover && <HandoverPart {...handover} />}
    </>
  );
}

function PowerPart({ outcome, facts }: NonNullable<PlannedReport['power']>) {
  const { maps, truth, failures } = outcome;
  return (
    <div className="report-plan">
      <Facts title="Planning: least powers" facts={facts} />
      <PowerPicture outcome={outcome} />
      <FiguresTable title="Least powers, mean ± 95 % interval over draws" figures={powerFigures(outcome)} />
      {failures.map((failure) => (
        <p key={failure} className="report-note">
          {failure}
        </p>
      ))}
      <p className="report-note">
        All sectors at full load; {maps.length === 1 ? 'one map' : `${maps.length} maps`}, the same users on all.
        {truth !== null && ` Beyond truth and unserved: the powers believed in, under the gains of ${truth}.`}
      </p>
    </div>
  );
}

function PowerPicture({ outcome }: { readonly outcome: PowerOutcome }) {
  return (
    <figure className="report-chart">
      <PowerChart outcome={outcome} theme="light" />
      <figcaption>
        Median of the sum of all sectors' powers over the number of users; hollow points: not all draws can be served.
        <SeriesKeys names={outcome.maps} truth={outcome.truth} theme="light" />
      </figcaption>
    </figure>
  );
}

function HandoverPart({ outcome, facts, decider }: NonNullable<PlannedReport['handover']>) {
  const regret = handoverRegret(outcome);
  return (
    <div className="report-plan">
      <Facts title="Planning: handover" facts={facts} />
      <SlotPictures outcome={outcome} decider={decider} />
      <FiguresTable
        title="Handover, means of the last slots ± 95 % interval over draws"
        figures={handoverFigures(outcome)}
      />
      <p className="report-note">
        The objective is the mean of ln(rate in Mbit/s) less the cost of handovers over all slots
        {outcome.truth !== null && ', by the truth'}.
      </p>
      {regret && (
        <FiguresTable title={`Regret: lost beside deciding on ${outcome.truth}, by the means`} figures={regret} />
      )}
    </div>
  );
}

function SlotPictures({
  outcome: { series, maps, truth },
  decider,
}: {
  readonly outcome: HandoverOutcome;
  readonly decider: HandoverOutcome['series'][number]['decider'];
}) {
  const lines = series.filter((one) => one.decider === decider);
  if (lines.length === 0) return null;
  const common = { maps, theme: 'light' } as const;
  return (
    <figure className="report-chart report-two">
      <SlotsChart
        {...common}
        name="Throughput"
        unit="Mbit/s"
        lines={lines.map(({ map, throughputMbps }) => ({ map, values: throughputMbps }))}
      />
      <SlotsChart
        {...common}
        name="Handovers"
        unit="handovers a slot"
        lines={lines.map(({ map, handovers }) => ({ map, values: handovers }))}
      />
      <figcaption>
        The last {lines[0]?.handovers.length} slots of: {DECIDER_WORDS[decider]}.
        <SeriesKeys names={maps} truth={truth} theme="light" />
      </figcaption>
    </figure>
  );
}

function FiguresTable({ title, figures }: { readonly title: string; readonly figures: PlanFigures }) {
  return (
    <section className="report-breaks">
      <NumbersTable className="report-figures" caption={title} {...figures} />
    </section>
  );
}
