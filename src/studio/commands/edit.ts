import type { MapSettings, ProjectDocument, SectorSettings, SiteSettings } from '../store/project-document.ts';

type SectorPatch = Partial<Omit<SectorSettings, 'id' | 'siteId'>>;

/** An edit is a value. `applyEdit` is the only place that changes a project, and it returns the edit that takes it back. */
export type Edit =
  | { readonly kind: 'patch-sectors'; readonly label: string; readonly patches: Readonly<Record<string, SectorPatch>> }
  | {
      readonly kind: 'replace-sites';
      readonly label: string;
      readonly sites: readonly SiteSettings[];
      readonly sectors: readonly SectorSettings[];
    }
  | { readonly kind: 'patch-settings'; readonly label: string; readonly patch: Partial<MapSettings> }
  | { readonly kind: 'set-measurements'; readonly label: string; readonly measurementId: string | null }
  | { readonly kind: 'replace-project'; readonly label: string; readonly project: ProjectDocument };

export interface AppliedEdit {
  readonly project: ProjectDocument;
  readonly inverse: Edit;
}

/** Applies the edit. Sector ids that the project does not hold are bugs and throw. */
export function applyEdit(project: ProjectDocument, edit: Edit): AppliedEdit {
  switch (edit.kind) {
    case 'patch-sectors':
      return patchSectors(project, edit);
    case 'replace-sites':
      return {
        project: { ...project, sites: edit.sites, sectors: edit.sectors },
        inverse: { ...edit, sites: project.sites, sectors: project.sectors },
      };
    case 'patch-settings':
      return {
        project: { ...project, settings: { ...project.settings, ...edit.patch } },
        inverse: { ...edit, patch: previousValues(project.settings, edit.patch) },
      };
    case 'set-measurements':
      return {
        project: { ...project, measurementId: edit.measurementId },
        inverse: { ...edit, measurementId: project.measurementId },
      };
    case 'replace-project':
      return { project: edit.project, inverse: { ...edit, project } };
  }
}

function patchSectors(project: ProjectDocument, edit: Extract<Edit, { kind: 'patch-sectors' }>): AppliedEdit {
  const before: Record<string, SectorPatch> = {};
  const sectors = project.sectors.map((sector) => {
    const patch = edit.patches[sector.id];
    if (!patch) return sector;
    before[sector.id] = previousValues(sector, patch);
    return { ...sector, ...patch };
  });
  const unknown = Object.keys(edit.patches).find((id) => !before[id]);
  if (unknown !== undefined) throw new Error(`Edit "${edit.label}" names sector ${unknown}, which the project lacks`);
  return { project: { ...project, sectors }, inverse: { ...edit, patches: before } };
}

function previousValues<T extends object, P extends Partial<T>>(whole: T, patch: P): P {
  return Object.fromEntries(Object.keys(patch).map((key) => [key, whole[key as keyof T]])) as P;
}
