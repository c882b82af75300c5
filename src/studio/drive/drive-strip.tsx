import { useElementSize } from '@mantine/hooks';
import type { KeyboardEvent, PointerEvent } from 'react';
import { ticksOf } from '../charts/ticks.ts';
import { driveTo } from '../store/drive-actions.ts';
import { rem, rootScale } from '../store/root-scale.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { type DriveRecord, placesOn, type StripPage, sampleAt, stripPage } from './drive-record.ts';
import { clockWords } from './drive-words.ts';
import { stripPath } from './strip-path.ts';

/** In units of the drawing: px at a 16 px root. */
const MARGIN = { left: 46, right: 14, top: 14, bottom: 20 } as const;
/** Share of the height that levels have; roofs stand below. */
const LEVELS_SHARE = 0.72;

/** Measured and predicted level along a drive, the roofs beside it, and the cursor, which is dragged or moved by keys. */
export function DriveStrip({ record, words }: { readonly record: DriveRecord; readonly words: string }) {
  const { ref, ...size } = useElementSize();
  const scale = rootScale();
  const [width, height] = [size.width / scale, size.height / scale];
  const at = useStudio((s) => s.drive.at);
  const axis = useStudio((s) => s.drive.axis);
  const places = placesOn(record, axis);
  const byTime = axis === 'time' && record.timeS !== null;
  const pages = useStudio((s) => s.drive.pages);
  const page = stripPage(places, places[at ?? 0] ?? 0, pages);
  const plotWidth = Math.max(1, width - MARGIN.left - MARGIN.right);
  const x = (place: number) => MARGIN.left + (plotWidth * (place - page.start)) / page.length;
  const part = { record, page, x: (i: number) => x(places[page.from + i]!), width: plotWidth };
  const lower = Math.max(80, height - MARGIN.bottom);
  const parting = MARGIN.top + LEVELS_SHARE * (lower - MARGIN.top);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const share =
      ((event.clientX - event.currentTarget.getBoundingClientRect().left) / scale - MARGIN.left) / plotWidth;
    driveTo(sampleAt(places, page.start + Math.min(1, Math.max(0, share)) * page.length));
  };
  return (
    <div
      className="drive-strip"
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label="Place along the drive"
      aria-valuemin={0}
      aria-valuemax={places.length - 1}
      aria-valuenow={at ?? 0}
      aria-valuetext={words}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={point}
      onKeyDown={(event) => moveByKey(event, at ?? 0, places.length - 1)}
    >
      {width > 0 && (
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${lower + MARGIN.bottom}`}
          width={rem(width)}
          height={rem(lower + MARGIN.bottom)}
          aria-hidden
        >
          <clipPath id="drive-strip-plot">
            <rect x={MARGIN.left} y={0} width={plotWidth} height={lower} />
          </clipPath>
          <Levels {...part} top={MARGIN.top} bottom={parting - 8} />
          <RoofsBeside {...part} top={parting} bottom={lower} />
          <path d={`M${MARGIN.left} ${lower}H${width - MARGIN.right}`} stroke="var(--line-strong)" />
          {ticksOf(page.start, page.start + page.length, 8)
            .filter((value) => x(value) < width - MARGIN.right - 30)
            .map((value) => (
              <text key={value} x={x(value)} y={lower + 14} textAnchor="middle" className="tick">
                {byTime ? clockWords(value) : formatNumber(value, 0)}
              </text>
            ))}
          <text x={width - MARGIN.right} y={lower + 14} textAnchor="end" className="tick">
            {byTime ? 'min' : 'm'}
          </text>
          {at !== null && <path d={`M${x(places[at]!)} ${MARGIN.top}V${lower}`} className="drive-strip-cursor" />}
        </svg>
      )}
    </div>
  );
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -50,
  PageUp: 50,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function moveByKey(event: KeyboardEvent, at: number, last: number): void {
  const step = KEY_STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  driveTo(Math.min(last, Math.max(0, at + step)));
}

interface PartProps {
  readonly record: DriveRecord;
  readonly page: StripPage;
  /** Of the samples of the page, from 0. */
  readonly x: (sample: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

function Levels({ record: { measuredDbm, predictedDbm }, page: { from, to }, x, top, bottom, width }: PartProps) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of [measuredDbm, predictedDbm])
    for (const value of values) {
      // No data is no bound.
      if (value < low) low = value;
      if (value > high) high = value;
    }
  low = Math.floor((low - 2) / 10) * 10;
  high = Math.ceil((high + 2) / 10) * 10;
  const y = (dbm: number) => bottom - ((bottom - top) * (dbm - low)) / (high - low);
  return (
    <>
      {ticksOf(low, high, 4).map((dbm) => (
        <g key={dbm}>
          <path d={`M${MARGIN.left} ${y(dbm)}h${width}`} stroke="var(--line)" />
          <text x={MARGIN.left - 6} y={y(dbm) + 3.5} textAnchor="end" className="tick">
            {formatNumber(dbm, 0)}
          </text>
        </g>
      ))}
      <text x={4} y={top - 3} className="tick">
        dBm
      </text>
      <g clipPath="url(#drive-strip-plot)">
        <path d={stripPath(measuredDbm.subarray(from, to), x, y, width)} className="drive-measured" />
        <path d={stripPath(predictedDbm.subarray(from, to), x, y, width)} className="chart-line" />
      </g>
    </>
  );
}

function RoofsBeside({ record: { roofM }, page: { from, to }, x, top, bottom, width }: PartProps) {
  const highest = roofM.reduce((most, roof) => Math.max(most, roof), 10);
  const y = (roof: number) => bottom - ((bottom - top) * roof) / highest;
  const line = stripPath(roofM.subarray(from, to), x, y, width);
  const area = line === '' ? '' : `M${x(0)} ${bottom}${line.replace('M', 'L')}L${x(to - from - 1)} ${bottom}Z`;
  return (
    <>
      <path d={area} className="drive-roofs" clipPath="url(#drive-strip-plot)" />
      <text x={MARGIN.left - 6} y={y(highest) + 8} textAnchor="end" className="tick">
        {formatNumber(highest, 0)} m
      </text>
    </>
  );
}
