import { Activity } from 'react';
import { useSession } from '../app/session-context.ts';
import { BuildingForm } from '../inspector/building-form.tsx';
import { SectorForm } from '../inspector/sector-form.tsx';
import { SectorsForm } from '../inspector/sectors-form.tsx';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import { type Selection, selectedIds, selectedSectors } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';

/** What is in hand, with every number that can be changed. */
export function Inspector() {
  const folded = useStudio((s) => s.folded.inspector);
  const selection = useStudio((s) => s.selection);
  const project = useStudio((s) => s.history.project);
  if (folded) return null;
  return (
    <aside className="card inspector" aria-label="Inspector">
      <Form selection={selection} project={project} />
    </aside>
  );
}

interface FormProps {
  readonly selection: Selection;
  readonly project: ProjectDocument;
}

function Form({ selection, project }: FormProps) {
  const session = useSession();
  if (selection?.kind === 'building') {
    const ids = new Set(selectedIds(selection, 'building'));
    const buildings = session.scene()?.buildings.filter((b) => ids.has(b.id)) ?? [];
    if (buildings.length > 0) return <BuildingForm buildings={buildings} />;
  }
  const sectors = leadFirst(selectedSectors(selection, project.sectors), selection);
  const [lead] = sectors;
  if (!lead || (selection?.kind === 'sector' && sectors.length === 1))
    return <OneSector chosen={lead ?? null} likely={project.sectors[0] ?? null} />;
  const count = `${sectors.length} ${sectors.length === 1 ? 'sector' : 'sectors'}`;
  const sites = selectedIds(selection, 'site');
  // Another form for others in hand: what was typed and not taken is gone.
  const key = sectors.map((s) => s.id).join();
  if (sites.length === 1) {
    const name = project.sites.find((s) => s.id === sites[0])?.name ?? lead.siteId;
    return <SectorsForm key={key} title={name} aside={`site · ${count}`} sectors={sectors} />;
  }
  const aside = sites.length > 1 ? `of ${sites.length} sites` : 'selected';
  return <SectorsForm key={key} title={count} aside={aside} sectors={sectors} />;
}

interface OneSectorProps {
  /** Null where nothing is in hand. */
  readonly chosen: SectorSettings | null;
  readonly likely: SectorSettings | null;
}

/** The form is made ready while nothing is in hand: to make all of its fields would hold up the press that takes a sector. */
function OneSector({ chosen, likely }: OneSectorProps) {
  const shown = chosen ?? likely;
  return (
    <>
      {!chosen && (
        <div className="card-head quiet">
          Select a sector or a building on the map or in the list to see and change it.
        </div>
      )}
      {shown && (
        <Activity mode={chosen ? 'visible' : 'hidden'}>
          <SectorForm sector={shown} />
        </Activity>
      )}
    </>
  );
}

function leadFirst(sectors: readonly SectorSettings[], selection: Selection): readonly SectorSettings[] {
  return sectors.toSorted((a, b) => Number(b.id === selection?.id) - Number(a.id === selection?.id));
}
