import { freeName } from '../commands/free-name.ts';
import type { SelectingEdit } from '../commands/site-edits.ts';
import type { SitePlan } from '../store/network-plan-store.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import { selectionOf } from '../store/selection.ts';

/** A candidate as a site of the project, under names that are free there. */
export function siteBuilt(
  project: ProjectDocument,
  candidateId: string,
  candidates: readonly SectorSettings[],
): SelectingEdit {
  const siteId = freeName(
    candidateId,
    project.sites.flatMap(({ id, name }) => [id, name]),
  );
  const taken = new Set(project.sectors.map(({ id }) => id));
  const sectors = candidates.map((sector) => {
    const id = freeName(sector.id, taken);
    taken.add(id);
    return { ...sector, id, siteId };
  });
  return {
    edit: {
      kind: 'replace-sites',
      label: `Add ${siteId} as planned`,
      sites: [...project.sites, { id: siteId, name: siteId }],
      sectors: [...project.sectors, ...sectors],
    },
    selection: selectionOf('site', [siteId]),
  };
}

/** True where a sector of the project stands at the candidate's place. */
export function isBuilt(
  { candidates }: Pick<SitePlan, 'candidates'>,
  candidateId: string,
  { sectors }: Pick<ProjectDocument, 'sectors'>,
): boolean {
  const at = candidates.find(({ siteId }) => siteId === candidateId);
  return at !== undefined && sectors.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 0.1);
}
