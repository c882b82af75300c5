import { coverageCsv } from '../../io/formats/coverage-csv.ts';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import { useNetworkPlan } from '../store/network-plan-store.ts';
import { formatNumber } from '../ui/format.ts';
import { COVERAGE_HEAD, coverageRows } from './coverage-tables.ts';
import { TableHead } from './table-head.tsx';

/** What maps in hand cover, by area, users, people and class of land use. */
export function CoverageView() {
  const plan = useNetworkPlan((s) => s.coveragePlan);
  if (!plan)
    return (
      <p className="calm net-empty">
        Tells what the maps in hand cover: shares of the area outdoors, of users and of every class of land use that
        meet the targets of RSRP and SINR, how many sectors arrive there alike, and what one user alone could get.
      </p>
    );
  const rows = coverageRows(plan.lines);
  const { classes } = plan.setup.files;
  const { rsrpDbm, sinrDb, load } = plan.setup.objective.targets;
  return (
    <div className="net-result net-whole">
      <section aria-label="Coverage in numbers">
        <TableHead
          title="Coverage, % of the places"
          what="coverage"
          rows={() => [[...COVERAGE_HEAD], ...rows]}
          file="coverage"
          csv={() => coverageCsv(plan.lines)}
        />
        <NumbersTable head={COVERAGE_HEAD} rows={rows} />
        <p className="plan-note">
          RSRP of {formatNumber(rsrpDbm, 0)} dBm and SINR of {formatNumber(sinrDb, 0)} dB or more at load{' '}
          {Math.round(100 * load)} %. Servers: sectors of one carrier within 6 dB of the strongest; polluted: more than
          three though the strongest meets the RSRP target. Throughput is of one user alone, as an upper bound. A place
          without data meets no target. {classes && `Classes are those of ${classes.name}. `}
          {plan.leftOut.length > 0 && `Left out, as not all maps have them: ${plan.leftOut.join(', ')}.`}
        </p>
      </section>
    </div>
  );
}
