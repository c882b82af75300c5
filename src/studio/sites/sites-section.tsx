import { memo } from 'react';
import type { SectorSettings, SiteSettings } from '../store/project-document.ts';
import { selectedIds } from '../store/selection.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatFrequency, formatNumber } from '../ui/format.ts';
import { AddButton } from './add-button.tsx';
import { namesWithinSite } from './names-within-site.ts';
import { pick } from './pick.ts';
import { RenameField } from './rename-field.tsx';

/** Sites with their sectors. Ctrl or Cmd takes one more or less, Shift all between. */
export function SitesSection() {
  const sites = useStudio((s) => s.history.project.sites);
  const sectors = useStudio((s) => s.history.project.sectors);
  return (
    <section className="section">
      <div className="card-head with-action">
        <h2>Sites</h2>
        <span className="aside">
          {sites.length} {sites.length === 1 ? 'site' : 'sites'} · {sectors.length}{' '}
          {sectors.length === 1 ? 'sector' : 'sectors'}
        </span>
        <AddButton id="add-site" />
      </div>
      {sites.length === 0 && <div className="row-note">None yet. Add one on the map, or drop a file of sites.</div>}
      {sites.map((site) => (
        <SiteRows key={site.id} site={site} sectors={sectors.filter((s) => s.siteId === site.id)} />
      ))}
    </section>
  );
}

interface SiteRowsProps {
  readonly site: SiteSettings;
  readonly sectors: readonly SectorSettings[];
}

/** Not drawn anew for another site's movement. */
const SiteRows = memo(PlainSiteRows, (a, b) => a.site === b.site && sameItems(a.sectors, b.sectors));

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function PlainSiteRows({ site, sectors }: SiteRowsProps) {
  const selected = useStudio((s) => selectedIds(s.selection, 'site').includes(site.id));
  const renaming = useStudio((s) => s.editing.renaming?.kind === 'site' && s.editing.renaming.id === site.id);
  const height = sectors[0]?.heightM;
  const shortNames = namesWithinSite(sectors.map((s) => s.id));
  return (
    <>
      {renaming ? (
        <RenameField kind="site" id={site.id} name={site.name} />
      ) : (
        <button
          type="button"
          className="plain-button row"
          data-row={`site ${site.id}`}
          aria-pressed={selected}
          onClick={(event) => pick(event, 'site', site.id)}
        >
          <span className="name">{site.name}</span>
          {height !== undefined && <span className="aside">{formatNumber(height, 0)} m</span>}
        </button>
      )}
      {sectors.map((sector) => (
        <SectorRow key={sector.id} sector={sector} shortName={shortNames.get(sector.id) ?? sector.id} />
      ))}
    </>
  );
}

/** Not drawn anew for another sector's movement. */
const SectorRow = memo(PlainSectorRow);

function PlainSectorRow({ sector, shortName }: { readonly sector: SectorSettings; readonly shortName: string }) {
  const selected = useStudio((s) => selectedIds(s.selection, 'sector').includes(sector.id));
  const refused = useStudio((s) => s.refusals[sector.id] !== undefined);
  const renaming = useStudio((s) => s.editing.renaming?.kind === 'sector' && s.editing.renaming.id === sector.id);
  if (renaming) return <RenameField kind="sector" id={sector.id} name={sector.id} />;
  return (
    <button
      type="button"
      className="plain-button row inner"
      data-row={`sector ${sector.id}`}
      aria-pressed={selected}
      onClick={(event) => pick(event, 'sector', sector.id)}
    >
      <Wedge azimuthDeg={sector.azimuthDeg} />
      <span className="name">
        {shortName} <span className="quiet small">{formatFrequency(sector.frequencyHz)}</span>
      </span>
      <span className="aside">
        {refused ? 'no map' : `${formatNumber(sector.azimuthDeg, 0)}° · ${formatNumber(sector.downtiltDeg, 0)}°`}
      </span>
    </button>
  );
}

function Wedge({ azimuthDeg }: { readonly azimuthDeg: number }) {
  return (
    <svg viewBox="0 0 14 14" width="0.875rem" height="0.875rem" aria-hidden style={{ flex: 'none' }}>
      <path d="M7 7L4 1.4A6.4 6.4 0 0 1 10 1.4Z" fill="var(--accent)" transform={`rotate(${azimuthDeg} 7 7)`} />
      <circle cx="7" cy="7" r="1.2" fill="var(--faint)" />
    </svg>
  );
}
