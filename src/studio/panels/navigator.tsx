import { RunsSection } from '../calibration/runs-section.tsx';
import { KeptSection } from '../compare/kept-section.tsx';
import { ImportButton, SceneSource } from '../import-city/scene-source.tsx';
import { MaterialsSection } from '../materials/materials-section.tsx';
import { AddButton } from '../sites/add-button.tsx';
import { SitesSection } from '../sites/sites-section.tsx';
import { useStudio } from '../store/studio-store.ts';
import { TerrainLine } from '../terrain/terrain-line.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { HistorySection } from './history-section.tsx';
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
        <HistorySection />
      </div>
      <SettingsSection />
    </nav>
  );
}

function SceneSection() {
  const scene = useStudio((s) => s.scene);
  return (
    <section className="section">
      <div className="card-head with-action">
        <h2>Scene</h2>
        <span className="aside">
          {scene && `${formatCount(scene.buildings)} buildings · `}
          <ImportButton />
        </span>
        <AddButton id="add-building" />
      </div>
      {scene && (
        <div className="row">
          <span className="name">{scene.name}</span>
          <span className="aside">
            {formatCount(Math.round(scene.widthM))} × {formatCount(Math.round(scene.depthM))} m
          </span>
        </div>
      )}
      {scene && <TerrainLine />}
      <SceneSource />
      {scene?.otherAreaShare != null && (
        <div className="row-note">
          {formatNumber(100 * scene.otherAreaShare, 1)} % of its area is neither wall, flat roof nor ground
        </div>
      )}
    </section>
  );
}
