import { Button } from '@mantine/core';
import { turnedSectorsCsv } from '../../io/formats/turned-sectors-csv.ts';
import { useSession } from '../app/session-context.ts';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import { type AntennaPlan, useNetworkPlan } from '../store/network-plan-store.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { antennaEdit, standingOf } from './antenna-edit.ts';
import { SCORE_HEAD, SECTOR_HEAD, scoreRows, sectorRows } from './antenna-tables.ts';
import { networkPlanDesk } from './network-plan-desk.ts';
import { objectiveLine } from './objective-words.ts';
import { TableHead } from './table-head.tsx';

/** Antennas before and after, in numbers, and the way to take them over. */
export function AntennaView() {
  const plan = useNetworkPlan((s) => s.antennaPlan);
  if (plan) return <Found plan={plan} />;
  return (
    <p className="calm net-empty">
      Finds downtilts, and azimuths where they may be turned, at which more of the area, of users or of people meets the
      targets. Paths of each sector are traced once and re-weighted for every setting; in the end all sectors are solved
      afresh, and nothing is applied where that does not confirm the gain.
    </p>
  );
}

function Found({ plan }: { readonly plan: AntennaPlan }) {
  const {
    found,
    setup: { objective, antennas },
    tookMs,
  } = plan;
  const scores = scoreRows(found);
  const sectors = sectorRows(found);
  const tried = found.sectors.filter(({ isTurnable }) => isTurnable).length;
  return (
    <div className="net-result">
      <section aria-label="Objective before and after">
        <TableHead title="The network" what="the objective" rows={() => [[...SCORE_HEAD], ...scores]} />
        <NumbersTable head={SCORE_HEAD} rows={scores} />
        <Decision plan={plan} />
        <p className="plan-note">{objectiveLine(objective)}</p>
        <p className="plan-note">
          {formatCount(found.search.evaluations)} networks weighed from {formatCount(found.search.levelMaps)} settings
          of {tried} {tried === 1 ? 'sector' : 'sectors'}, {antennas.starts} starts, seed {antennas.seed};{' '}
          {formatNumber(tookMs / 1000, 1)} s.
        </p>
      </section>
      <section aria-label="Antennas before and after">
        <TableHead
          title="By sector, as solved"
          what="the antennas"
          rows={() => [[...SECTOR_HEAD], ...sectors]}
          file="antennas"
          csv={() => turnedSectorsCsv(found.sectors)}
        />
        <NumbersTable head={SECTOR_HEAD} rows={sectors} />
      </section>
    </div>
  );
}

/** Whether anything is to be taken over, and the button that does it. */
function Decision({ plan }: { readonly plan: AntennaPlan }) {
  const desk = networkPlanDesk(useSession());
  const project = useStudio((s) => s.history.project);
  const readOnly = useStudio((s) => s.projects.readOnly);
  const edit = antennaEdit(plan);
  if (!plan.found.isConfirmed)
    return (
      <p className="plan-note" role="status">
        Fresh solves do not confirm the gain that re-weighted paths promise, so nothing is applied: the antennas stay as
        they are.
      </p>
    );
  if (edit === null)
    return (
      <p className="plan-note" role="status">
        Nothing that was tried is better than how the antennas stand.
      </p>
    );
  const standing = standingOf(plan, project);
  return (
    <p className="net-apply" role="status">
      {standing === 'as-it-stood' && (
        <Button
          size="compact-sm"
          disabled={readOnly}
          title="Sets the tilts and azimuths of these sectors, as one step of undo"
          onClick={() => desk.applyAntennas()}
        >
          Apply
        </Button>
      )}
      <span className="plan-quiet">{STANDING_WORDS[standing]}</span>
    </p>
  );
}

const STANDING_WORDS = {
  'as-it-stood': 'Fresh solves confirm the gain.',
  applied: 'Applied; undo takes it back.',
  changed: 'The sectors have changed since: search again to apply.',
} as const;
