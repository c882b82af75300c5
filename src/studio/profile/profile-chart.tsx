import { useElementSize } from '@mantine/hooks';
import type { PointerEvent } from 'react';
import { ticksOf } from '../charts/ticks.ts';
import { pointAtProfile } from '../store/profile-actions.ts';
import { rem, rootScale } from '../store/root-scale.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { HeightPlot } from './height-plot.tsx';
import { LevelPlot } from './level-plot.tsx';
import { nearestSample, readoutWords } from './profile-words.ts';
import type { ShownProfile } from './use-profile.ts';

/** Margins of the plots, in units of the drawing: px at a 16 px root. */
export const MARGIN = { left: 46, right: 14, top: 6, bottom: 20 } as const;

/** The vertical cut above, the level along the line below, over one axis of distance. */
export function ProfileChart({ shown }: { readonly shown: ShownProfile }) {
  const { ref, ...size } = useElementSize();
  const scale = rootScale();
  const [width, height] = [size.width / scale, size.height / scale];
  const atM = useStudio((s) => s.profile.atM);
  const { data } = shown;
  const plotWidth = Math.max(1, width - MARGIN.left - MARGIN.right);
  const x = (distanceM: number) => MARGIN.left + (plotWidth * distanceM) / (data.line.lengthM || 1);
  const inner = Math.max(60, height - MARGIN.top - MARGIN.bottom);
  const parting = MARGIN.top + inner * 0.58;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const at = (event.clientX - event.currentTarget.getBoundingClientRect().left) / scale;
    const share = (at - MARGIN.left) / plotWidth;
    pointAtProfile(share < 0 || share > 1 ? null : share * data.line.lengthM);
  };
  const sample = atM === null ? null : nearestSample(data, atM);
  const lower = MARGIN.top + inner;
  return (
    <div className="profile-chart" ref={ref}>
      {width > 0 && (
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${lower + MARGIN.bottom}`}
          width={rem(width)}
          height={rem(lower + MARGIN.bottom)}
          role="img"
          aria-label={`Profile over ${formatNumber(data.line.lengthM, 0)} m: heights above, level below; the table beside says the same`}
          onPointerDown={point}
          onPointerMove={point}
          onPointerLeave={(event) => event.pointerType !== 'touch' && pointAtProfile(null)}
        >
          <HeightPlot shown={shown} x={x} top={MARGIN.top} bottom={parting - 8} right={width - MARGIN.right} />
          <LevelPlot data={data} x={x} top={parting + 15} bottom={lower} right={width - MARGIN.right} />
          <DistanceAxis lengthM={data.line.lengthM} x={x} y={lower} right={width - MARGIN.right} />
          {sample && <path d={`M${x(sample.distanceM)} ${MARGIN.top}V${lower}`} className="profile-cursor" />}
        </svg>
      )}
      <p className="profile-readout" aria-hidden>
        {sample ? readoutWords(sample, shown) : ''}
      </p>
    </div>
  );
}

interface DistanceAxisProps {
  readonly lengthM: number;
  readonly x: (distanceM: number) => number;
  readonly y: number;
  readonly right: number;
}

function DistanceAxis({ lengthM, x, y, right }: DistanceAxisProps) {
  return (
    <>
      {ticksOf(0, lengthM, 8)
        .filter((value) => x(value) < right - 30)
        .map((value) => (
          <text key={value} x={x(value)} y={y + 14} textAnchor="middle" className="tick">
            {formatNumber(value, 0)}
          </text>
        ))}
      <text x={right} y={y + 14} textAnchor="end" className="tick">
        m
      </text>
    </>
  );
}
