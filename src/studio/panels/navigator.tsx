import { RunsSection } from '../calibration/runs-section.tsx';
import { KeptSection } from '../compare/kept-section.tsx';
import { ImportButton, SceneSource } from '../import-city/scene-source.tsx';
import { MaterialsSection } from '../materials/materials-section.tsx';
import type { SectorSettings, SiteSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { select } from '../store/view-actions.ts';
import { formatCount, formatFrequency, formatNumber } from '../ui/format.ts';
import { MeasuredSection } from './measured-section.tsx';
import { SettingsSection } from './settings-section.tsx';

/** What the project holds: scene, sites, measurements, and what the map is computed with. */
export function Navigator() {
  const folded = useStudio((s) => s.folded.navigator);
  if (folded) return null;
  return (
    <nav className="card navigator" aria-label="Project">
      <div className="navigator-body">
        <SceneSection />
        <SitesSection />
        <MaterialsSection />
        <MeasuredSection />
        <RunsSection />
        <KeptSection />
      </div>
      <SettingsSection />
    </nav>
  );
}

function SceneSection() {
  const scene = useStudio((s) => s.scene);
  return (
    <section className="section">
      <div className="card-head">
        <h2>Scene</h2>
        <span className="aside">
          {scene && `${formatCount(scene.buildings)} buildings · `}
          <ImportButton />
        </span>
      </div>
      {scene && (
        <div className="row">
          <span className="name">{scene.name}</span>
          <span className="aside">
            {formatCount(Math.round(scene.widthM))} × {formatCount(Math.round(scene.depthM))} m
          </span>
        </div>
      )}
      <SceneSource />
      {scene?.otherAreaShare != null && (
        <div className="row-note">
          {formatNumber(100 * scene.otherAreaShare, 1)} % of its area is neither wall, flat roof nor ground
        </div>
      )}
    </section>
  );
}

function SitesSection() {
  const sites = useStudio((s) => s.history.project.sites);
  const sectors = useStudio((s) => s.history.project.sectors);
  return (
    <section className="section">
      <div className="card-head">
        <h2>Sites</h2>
        <span className="aside">
          {sites.length} {sites.length === 1 ? 'site' : 'sites'} · {sectors.length}{' '}
          {sectors.length === 1 ? 'sector' : 'sectors'}
        </span>
      </div>
      {sites.map((site) => (
        <SiteRows key={site.id} site={site} sectors={sectors.filter((s) => s.siteId === site.id)} />
      ))}
    </section>
  );
}

function SiteRows({ site, sectors }: { readonly site: SiteSettings; readonly sectors: readonly SectorSettings[] }) {
  const selection = useStudio((s) => s.selection);
  const refusals = useStudio((s) => s.refusals);
  const height = sectors[0]?.heightM;
  const shortNames = namesWithinSite(sectors);
  return (
    <>
      <button
        type="button"
        className="plain-button row"
        aria-pressed={selection?.kind === 'site' && selection.id === site.id}
        onClick={() => select({ kind: 'site', id: site.id })}
      >
        <span className="name">{site.name}</span>
        {height !== undefined && <span className="aside">{formatNumber(height, 0)} m</span>}
      </button>
      {sectors.map((sector) => (
        <button
          key={sector.id}
          type="button"
          className="plain-button row inner"
          aria-pressed={selection?.kind === 'sector' && selection.id === sector.id}
          onClick={() => select({ kind: 'sector', id: sector.id })}
        >
          <Wedge azimuthDeg={sector.azimuthDeg} />
          <span className="name">
            {shortNames.get(sector.id)} <span className="quiet small">{formatFrequency(sector.frequencyHz)}</span>
          </span>
          <span className="aside">
            {refusals[sector.id]
              ? 'no map'
              : `${formatNumber(sector.azimuthDeg, 0)}° · ${formatNumber(sector.downtiltDeg, 0)}°`}
          </span>
        </button>
      ))}
    </>
  );
}

/** Ids without what all sectors of the site begin with: "Market-A", "Market-B" are A and B. */
function namesWithinSite(sectors: readonly SectorSettings[]): ReadonlyMap<string, string> {
  const [first = '', ...others] = sectors.map((s) => s.id);
  let shared = 0;
  while (others.length > 0 && shared < first.length && others.every((id) => id[shared] === first[shared])) shared++;
  // Whole words only: "Tower 10" and "Tower 11" differ in their number, not in its last digit.
  while (shared > 0 && /[\p{L}\p{N}]/u.test(first[shared - 1] ?? '')) shared--;
  return new Map(sectors.map(({ id }) => [id, id.slice(shared) || id]));
}

function Wedge({ azimuthDeg }: { readonly azimuthDeg: number }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden style={{ flex: 'none' }}>
      <path d="M7 7L4 1.4A6.4 6.4 0 0 1 10 1.4Z" fill="var(--accent)" transform={`rotate(${azimuthDeg} 7 7)`} />
      <circle cx="7" cy="7" r="1.2" fill="var(--faint)" />
    </svg>
  );
}
