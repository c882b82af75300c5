import { SegmentedControl, Select } from '@mantine/core';
import type { Session } from '../app/session.ts';
import { useSession } from '../app/session-context.ts';
import { chooseRoute, driveTo, playDrive, setDrive } from '../store/drive-actions.ts';
import { DRIVE_PAGES, DRIVE_SPEEDS } from '../store/drive-state.ts';
import { studioStore, useStudio } from '../store/studio-store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount } from '../ui/format.ts';
import './drive.css';
import { BESIDE_M, type DriveRecord } from './drive-record.ts';
import { DriveStrip } from './drive-strip.tsx';
import { driveRows, driveWords, sampleWords } from './drive-words.ts';
import { type ShownDrive, useDrive } from './use-drive.ts';
import { usePlaying } from './use-playing.ts';

/** Drives that can be chosen: of a file with more, the longest. */
const MOST_ROUTES = 60;

/** Measured rows played in the order in which they were driven, beside what the map on the screen says there. */
export function DriveTab() {
  const shown = useDrive();
  usePlaying(shown?.record ?? null);
  const at = useStudio((s) => s.drive.at);
  if (!shown) return <p className="calm">Drop a drive test on the window to replay it.</p>;
  const { record, measured, sectorIds } = shown;
  const words = sampleWords(record, measured, sectorIds, at ?? 0);
  return (
    <div className="drive">
      <DriveStrip record={record} words={words.map((pair) => pair.join(' ')).join(', ')} />
      <div className="drive-facts">
        <Controls shown={shown} />
        <dl className="drive-sample">
          {words.map(([name, value]) => (
            <div key={name} className="pair">
              <dt className="quiet">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="card-foot">
          {driveWords(record)}. Grey: measured; blue: the map on the screen; below, the highest roof within {BESIDE_M}{' '}
          m. <CopyButton what="the drive" rows={() => driveRows(record, measured, sectorIds)} />
        </p>
      </div>
    </div>
  );
}

const ORDINALS: Readonly<Record<number, string>> = { 4: 'quarter', 16: '16th', 64: '64th' };

function lookAtSample(session: Session, { route }: DriveRecord, at: number): void {
  const measured = session.registry.measurements.get(studioStore.getState().measurements?.id ?? '');
  const [x, y] = [measured?.x[route.from + at], measured?.y[route.from + at]];
  if (x !== undefined && y !== undefined) session.mapView()?.lookAtPlace(x, y);
}

function Controls({ shown: { routes, record } }: { readonly shown: ShownDrive }) {
  const session = useSession();
  const { playing, speed, axis, route, at, pages } = useStudio((s) => s.drive);
  return (
    <div className="drive-controls">
      <button type="button" className="text-button" aria-pressed={playing} onClick={() => playDrive(!playing)}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <Select
        size="xs"
        w={86}
        aria-label="Speed of the replay"
        allowDeselect={false}
        data={DRIVE_SPEEDS.map((value) => ({ value: String(value), label: `${value} ×` }))}
        value={String(speed)}
        onChange={(value) => value && setDrive({ speed: Number(value) })}
      />
      {record.timeS && (
        <SegmentedControl
          size="xs"
          aria-label="What the strip is drawn over"
          transitionDuration={0}
          data={[
            { value: 'time', label: 'Time' },
            { value: 'distance', label: 'Way' },
          ]}
          value={axis}
          onChange={(value) => setDrive({ axis: value as 'time' | 'distance' })}
        />
      )}
      <Select
        size="xs"
        w={104}
        aria-label="Part of the drive in the strip"
        allowDeselect={false}
        data={DRIVE_PAGES.map((n) => ({ value: String(n), label: n === 1 ? 'Whole' : `A ${ORDINALS[n]}` }))}
        value={String(pages)}
        onChange={(value) => value && setDrive({ pages: Number(value) })}
      />
      {routes.length > 1 && (
        <Select
          size="xs"
          w={150}
          aria-label="Drive"
          allowDeselect={false}
          data={routes.slice(0, MOST_ROUTES).map(({ from, to }, i) => ({
            value: String(i),
            label: `Drive ${i + 1} · ${formatCount(to - from)}`,
          }))}
          value={String(Math.min(route, routes.length - 1))}
          onChange={(value) => value && chooseRoute(Number(value))}
        />
      )}
      {at !== null && (
        <button type="button" className="text-button" onClick={() => lookAtSample(session, record, at)}>
          Look there
        </button>
      )}
      {at !== null && !playing && (
        <button type="button" className="text-button" onClick={() => driveTo(null)}>
          Off the map
        </button>
      )}
    </div>
  );
}
