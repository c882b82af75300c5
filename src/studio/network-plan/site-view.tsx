import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { candidatesCsv } from '../../io/formats/candidates-csv.ts';
import type { PointedSite } from '../../planning/network-setup.ts';
import { useSession } from '../app/session-context.ts';
import { showMarks, takeTool } from '../store/editing-actions.ts';
import { patchNetworkPlan, type SitePlan, useNetworkPlan } from '../store/network-plan-store.ts';
import { type StudioState, studioStore, useStudio } from '../store/studio-store.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { networkPlanDesk } from './network-plan-desk.ts';
import { objectiveLine } from './objective-words.ts';
import { setupOf } from './read-setup.ts';
import { isBuilt } from './site-built.ts';
import { marksOf } from './site-marks.ts';
import { SITE_HEAD, type SiteRow, siteRows } from './site-tables.ts';
import { TableHead } from './table-head.tsx';

/** Places by what a site there adds, shown on the map, and the way to build one. */
export function SiteView() {
  const plan = useNetworkPlan((s) => s.sitePlan);
  useMarks();
  if (plan) return <Ranked plan={plan} />;
  return (
    <p className="calm net-empty">
      Ranks places for new sites by what a site there adds to the share of the area, of users or of people that meets
      the targets: each alone, and then the best, the best beside it, and so on. Every sector, standing and new, gets a
      map of its own by the engine of the project.
    </p>
  );
}

function Ranked({ plan }: { readonly plan: SitePlan }) {
  const { ranked, candidates, setup, notes, tookMs } = plan;
  const changed = useStudio((s) => JSON.stringify(s.history.project.sectors) !== JSON.stringify(plan.sectors));
  const rows = siteRows(ranked);
  const before = ranked.before;
  return (
    <div className="net-result net-whole">
      <section aria-label="Places for new sites">
        <TableHead
          title="Places by what they add alone"
          what="the ranking"
          rows={() => [[...SITE_HEAD], ...rows.map(({ id, cells }) => [id, ...cells])]}
          file="new-sites"
          csv={() => candidatesCsv(ranked, new Map(candidates.map((sector) => [sector.siteId, sector])))}
        />
        <table className="numbers">
          <thead>
            <tr>
              {[...SITE_HEAD, ''].map((word) => (
                <th scope="col" key={word}>
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Place key={row.id} row={row} plan={plan} />
            ))}
          </tbody>
        </table>
        {ranked.chosen.length === 0 && (
          <p className="plan-note" role="status">
            No place gains anything: each interferes more than it serves, or serves what is served.
          </p>
        )}
        {changed && (
          <p className="plan-note">The sectors have changed since: these figures are of the network before.</p>
        )}
        <p className="plan-note">
          As the network stood: objective {formatNumber(100 * before.objective, 2)} %, RSRP met{' '}
          {formatNumber(100 * before.rsrpShare, 1)} %, SINR met {formatNumber(100 * before.sinrShare, 1)} %.{' '}
          {objectiveLine(setup.objective)} {formatCount(plan.sectors.length + candidates.length)} maps,{' '}
          {formatNumber(tookMs / 1000, 1)} s.
        </p>
        {notes.map((note) => (
          <p className="plan-note" key={note}>
            {note}
          </p>
        ))}
      </section>
    </div>
  );
}

function Place({ row: { id, cells }, plan }: { readonly row: SiteRow; readonly plan: SitePlan }) {
  const session = useSession();
  const shown = useNetworkPlan((s) => s.shownSite === id);
  const readOnly = useStudio((s) => s.projects.readOnly);
  const built = useStudio((s) => isBuilt(plan, id, s.history.project));
  const show = () => {
    patchNetworkPlan({ shownSite: id });
    const at = plan.candidates.find(({ siteId }) => siteId === id);
    if (at) session.mapView()?.lookAtPlace(at.x, at.y);
  };
  return (
    <tr className={shown ? 'strong' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="text-button net-show"
          aria-pressed={shown}
          title="Show it on the map"
          onClick={show}
        >
          {id}
        </button>
      </th>
      {cells.map((cell, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name but their place
        <td key={i}>{cell}</td>
      ))}
      <td>
        {built ? (
          <span className="plan-quiet">in the project</span>
        ) : (
          <Button
            variant="default"
            size="compact-xs"
            disabled={readOnly}
            aria-label={`Add ${id} as a site`}
            title="Builds it in the project, as one step of undo"
            onClick={() => networkPlanDesk(session).addSite(id)}
          >
            Add as site
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Picked places and ranked ones are on the map for as long as this is in the window. */
function useMarks(): void {
  const session = useSession();
  const points = useStudio(pointsOf);
  const plan = useNetworkPlan((s) => s.sitePlan);
  const shown = useNetworkPlan((s) => s.shownSite);
  useEffect(() => {
    const scene = session.scene();
    showMarks(scene ? marksOf(points, plan, shown, scene) : []);
  }, [session, points, plan, shown]);
  useEffect(
    () => () => {
      showMarks([]);
      if (studioStore.getState().editing.tool?.kind === 'pick-places') takeTool(null);
    },
    [],
  );
}

const NO_POINTS: readonly PointedSite[] = [];

function pointsOf(state: StudioState): readonly PointedSite[] {
  const { sites } = setupOf(state);
  return sites.from === 'points' ? sites.points : NO_POINTS;
}
