import { useEffect, useState } from 'react';
import { mapBytes } from '../../raster/map-bytes.ts';
import { breathe } from '../../units/breathe.ts';
import { VERSION } from '../../units/version.ts';
import type { Session } from '../app/session.ts';
import { useSession } from '../app/session-context.ts';
import { type ExportedLayer, sectorLayer } from '../export/exported-layer.ts';
import { type LayerLegend, layerLegend } from '../export/layer-legend.ts';
import { studioStore } from '../store/studio-store.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import type { Fact, ReportContent, ReportErrors, SectorRow } from './report-content.ts';
import { drawReportMap } from './report-map.ts';
import { ErrorsTable, Facts, LegendTable } from './report-tables.tsx';
import { type SectorPage, sectorPage } from './sector-page.ts';

interface DrawnPage {
  readonly sector: SectorRow;
  readonly layer: ExportedLayer;
  readonly legend: LayerLegend;
  readonly errors: ReportErrors | null;
  readonly facts: readonly Fact[];
  readonly picture: string;
  readonly dotted: boolean;
}

interface SectorPagesProps {
  readonly content: ReportContent;
  /** Told once all are drawn. */
  readonly onDrawn: () => void;
}

/** A page for every sector that has a map, drawn one after the other. */
export function SectorPages({ content, onDrawn }: SectorPagesProps) {
  const session = useSession();
  const [pages, setPages] = useState<readonly DrawnPage[]>([]);
  useEffect(() => {
    let wanted = true;
    const draw = async () => {
      for (const sector of content.sectors) {
        await breathe();
        const page = wanted ? await drawnPage(session, sector, content) : null;
        if (page && wanted) setPages((before) => [...before, page]);
      }
      if (wanted) onDrawn();
    };
    void draw();
    return () => {
      wanted = false;
    };
  }, [session, content, onDrawn]);
  return pages.map((page) => <Page key={page.sector.id} page={page} content={content} />);
}

function Page({ page, content }: { readonly page: DrawnPage; readonly content: ReportContent }) {
  const { sector, layer, legend, errors, facts, picture, dotted } = page;
  return (
    <section className="report-sector" aria-label={`Sector ${sector.id}`}>
      <header className="report-head">
        <h1>
          {sector.id}, {sector.site}
        </h1>
        <p>
          {content.project} · {content.when}
          <br />
          Boresight {VERSION}
        </p>
      </header>
      <figure className="report-map">
        <img src={picture} alt={`Map of ${layer.title} from above, north up`} />
        <figcaption>
          <LegendTable legend={legend} layer={layer} cellSizeM={content.cellSizeM} />
          <p className="report-note">
            This sector alone. Cells under roofs are not counted.
            {dotted && ' Dots are the measured rows that name it, in the same classes.'}
          </p>
        </figcaption>
      </figure>
      <div className="report-columns">
        <Facts title="Sector" facts={sectorFacts(sector, content.placed)} />
        <Facts title="Prediction" facts={[...content.prediction.filter(([label]) => label !== 'Covered'), ...facts]} />
      </div>
      <ErrorsTable errors={errors} none={`No measured row that names ${sector.id} lies on this map.`} />
    </section>
  );
}

function sectorFacts(sector: SectorRow, placed: boolean): Fact[] {
  const [first, second] = sector.place;
  return [
    ['Place', placed ? `${first}°, ${second}° (WGS 84)` : `x ${first} m, y ${second} m`],
    ['Antenna', `${sector.pattern}, polarisation ${sector.polarisation}`],
    ['Height', `${formatNumber(sector.heightM, 1)} m above ground`],
    ['Azimuth, tilt', `${formatNumber(sector.azimuthDeg, 0)}°, ${formatNumber(sector.downtiltDeg, 1)}° down`],
    [
      'Carrier',
      `${formatNumber(sector.frequencyHz / 1e6, 0)} MHz, ${formatNumber(sector.bandwidthHz / 1e6, 1)} MHz wide`,
    ],
    [
      'Power',
      `${formatNumber(sector.powerDbm, 1)} dBm ${sector.powerPer === 're' ? 'a resource element' : 'of the carrier'}`,
    ],
    ['Losses', `${formatNumber(sector.lossesDb, 1)} dB`],
  ];
}

async function drawnPage(session: Session, sector: SectorRow, content: ReportContent): Promise<DrawnPage | null> {
  const state = studioStore.getState();
  const scene = session.scene();
  const { networkMap: map, measurements } = session.registry;
  const share = map?.shares.find(({ sectorId }) => sectorId === sector.id);
  if (!map || !share || !scene) return null;
  const log = measurements.get(state.history.project.measurementId ?? '') ?? null;
  const found = sectorPage(map, share, log);
  const layer = sectorLayer(sector.id, map.grid, found.rsrpDbm, state);
  const { measured } = found;
  return {
    sector,
    layer,
    legend: layerLegend(layer, session.indoorCells()),
    errors: errorsOf(found, log?.name ?? '', content.cellSizeM),
    facts: [['SHA-256', await hashOf(found.rsrpDbm, layer.grid)]],
    picture: drawReportMap({ scene, layer, measured, sectors: [sector] }),
    dotted: measured !== null,
  };
}

async function hashOf(...map: Parameters<typeof mapBytes>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', mapBytes(...map)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function errorsOf({ covered, all, measured }: SectorPage, log: string, cellSizeM: number): ReportErrors | null {
  if (!covered || !all || !measured) return null;
  return {
    measurements: `${log}: ${formatCount(measured.rsrpDbm.length)} rows name this sector`,
    rows: [
      { policy: 'covered cells', figures: covered },
      { policy: 'all measured cells', figures: all },
    ],
    notes: [
      `Predicted less measured, this sector alone, median of its rows in each ${cellSizeM} m cell.`,
      `“All” takes the ${formatCount(all.count - covered.count)} uncovered cells as −140 dBm.`,
    ],
  };
}
