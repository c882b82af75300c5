import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { METHOD_WORDS, type StudyMethodId } from '../../calibration/study/method-id.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { classSwatches } from '../map/value-colours.ts';
import { classLabels, scaleOf } from '../results/value-scale.ts';
import { useStudio } from '../store/studio-store.ts';
import { patchVerdict, useVerdict } from '../store/verdict-store.ts';
import { formatDb } from '../ui/format.ts';
import { samePlace } from './changed-since.ts';
import { drawLevels } from './level-picture.ts';
import { afterOf } from './row-pairs.ts';
import { verdictDesk } from './verdict-desk.ts';
import { SPLIT_NAMES } from './verdict-words.ts';

/** A sector as measured, before and after, on one scale: the paper's Figure 3. */
export function MapsView({ table }: { readonly table: StudyTable }) {
  const session = useSession();
  const result = useVerdict((s) => s.result);
  const method = useVerdict((s) => s.method);
  const sectorId = useVerdict((s) => s.sectorId) ?? result?.view.sectorIds[0] ?? '';
  const maps = useVerdict((s) => s.maps);
  const running = useVerdict((s) => s.running !== null);
  const fits = useStudio((s) => result !== null && samePlace(result.job, s.history.project));
  const shown = method ?? (result && afterOf(result));
  const judged = table.methods.filter((row) => row.mae.count > 0);
  const make = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Whoever came from a row of the table by a key goes on from here.
    if (document.activeElement === document.body) make.current?.focus();
  }, []);
  if (!result || !shown) return null;
  return (
    <div className="verdict-maps">
      <div className="verdict-map-choice">
        <div className="verdict-pair">
          <label htmlFor="verdict-sector">Sector</label>
          <NativeSelect
            id="verdict-sector"
            size="xs"
            value={sectorId}
            data={[...result.view.sectorIds]}
            onChange={(event) => patchVerdict({ sectorId: event.currentTarget.value })}
          />
        </div>
        <div className="verdict-pair">
          <label htmlFor="verdict-after">After</label>
          <NativeSelect
            id="verdict-after"
            size="xs"
            value={shown}
            data={judged.map((row) => ({ value: row.method, label: METHOD_WORDS[row.method].label }))}
            onChange={(event) => patchVerdict({ method: event.currentTarget.value as StudyMethodId })}
          />
        </div>
        {maps && !maps.maps ? (
          <>
            <div
              className="bar"
              role="progressbar"
              aria-label="Progress of the maps"
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(100 * maps.fraction)}
            >
              <div style={{ transform: `scaleX(${maps.fraction})` }} />
            </div>
            <Button size="compact-sm" variant="default" onClick={() => verdictDesk(session).cancelMaps()}>
              Cancel
            </Button>
          </>
        ) : (
          <Button
            ref={make}
            size="compact-sm"
            disabled={running || !fits}
            title={
              fits ? undefined : 'The city or the measurements that the methods were fitted to are no longer there.'
            }
            onClick={() => void verdictDesk(session).makeMaps()}
          >
            Make these maps
          </Button>
        )}
        <Legend />
        <p className="verdict-quiet">
          Fitted to the training cells alone (held out: {SPLIT_NAMES[table.split]}
          {table.draws > 1 && ', the first draw'}); “before” is what it began with.
        </p>
      </div>
      <Pictures table={table} />
    </div>
  );
}

function Pictures({ table }: { readonly table: StudyTable }) {
  const made = useVerdict((s) => s.maps);
  if (!made?.maps)
    return (
      <p className="calm">
        {made
          ? 'The methods are fitted anew, and their maps are made.'
          : 'Measured cells, the map before and the map after, side by side: choose a sector and a method, and make the maps.'}
      </p>
    );
  const { grid, measuredDbm, maps } = made.maps;
  const [before, after] = maps.length > 1 ? maps : [undefined, maps[0]];
  const errorWords = (method: StudyMethodId) => {
    const row = table.methods.find((one) => one.method === method);
    const error = row?.bySector.find(({ sectorId }) => sectorId === made.sectorId);
    return error && made.split === table.split
      ? `${formatDb(error.maeDb)} dB on ${error.cells} held-out cells${error.draws > 1 ? ` of ${error.draws} draws` : ''} (${SPLIT_NAMES[error.split]}, ${error.policy})`
      : '';
  };
  return (
    <div className="verdict-pictures">
      <Picture title={`${made.sectorId}, measured`} grid={grid} levelDbm={measuredDbm} words="all measured cells" />
      {[before, after].map(
        (map, k) =>
          map && (
            <Picture
              key={map.method}
              title={`${k === 0 ? 'before' : 'after'}: ${METHOD_WORDS[map.method].label}`}
              grid={grid}
              levelDbm={map.levelDbm}
              words={map.reason ?? errorWords(map.method)}
            />
          ),
      )}
    </div>
  );
}

interface PictureProps {
  readonly title: string;
  readonly grid: RasterGrid;
  readonly levelDbm: Float32Array | null;
  readonly words: string;
}

function Picture({ title, grid, levelDbm, words }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useStudio((s) => s.themeNow);
  const scales = useStudio((s) => s.scales);
  useEffect(() => {
    if (canvas.current && levelDbm) drawLevels(canvas.current, grid, levelDbm, scaleOf(scales, 'rsrp'), theme);
  }, [grid, levelDbm, scales, theme]);
  return (
    <figure>
      {levelDbm ? (
        <canvas ref={canvas} role="img" aria-label={`${title}, RSRP, north up`} />
      ) : (
        <div className="verdict-no-map" />
      )}
      <figcaption>
        <b>{title}</b>
        <span className="verdict-quiet">{words}</span>
      </figcaption>
    </figure>
  );
}

function Legend() {
  const theme = useStudio((s) => s.themeNow);
  const scale = scaleOf(
    useStudio((s) => s.scales),
    'rsrp',
  );
  const labels = classLabels('rsrp', scale);
  return (
    <ul className="verdict-legend" aria-label="RSRP, dBm">
      {classSwatches('rsrp', scale, theme).map((background, k) => (
        <li key={labels[k]}>
          <span className="swatch" style={{ background }} />
          {labels[k]}
        </li>
      ))}
    </ul>
  );
}
