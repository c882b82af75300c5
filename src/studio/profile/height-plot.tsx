import { ticksOf } from '../charts/ticks.ts';
import { formatNumber } from '../ui/format.ts';
import { linkAt, type ProfileLink, type ProfileSample } from './profile-data.ts';
import type { ShownProfile } from './use-profile.ts';

interface HeightPlotProps {
  readonly shown: Pick<ShownProfile, 'data' | 'section'>;
  readonly x: (distanceM: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/** Ground, buildings that are cut, and for a straight line the direct line with its first Fresnel zone. */
export function HeightPlot({ shown, x, top, bottom, right }: HeightPlotProps) {
  const { data, section } = shown;
  const { startM, endM, samples } = data;
  const { cuts, lengthM } = data.line;
  const highest =
    Math.max(
      10,
      section?.topM ?? 0,
      startM,
      endM,
      ...cuts.map(({ roofM }) => roofM),
      ...samples.map(({ groundM }) => groundM),
    ) * 1.08;
  const y = (heightM: number) => bottom - ((bottom - top) * heightM) / highest;
  return (
    <>
      {section && (
        <svg x={x(0)} y={top} width={Math.max(0, right - x(0))} height={Math.max(0, bottom - top)} aria-hidden>
          <image
            href={section.url}
            x={0}
            y={y(section.topM) - top}
            width={x(section.endM) - x(0)}
            height={y(section.bottomM) - y(section.topM)}
            preserveAspectRatio="none"
            className="profile-level"
          />
        </svg>
      )}
      {ticksOf(0, highest, 3).map((heightM) => (
        <g key={heightM}>
          <path d={`M${x(0)} ${y(heightM)}H${right}`} stroke="var(--line)" />
          <text x={x(0) - 6} y={y(heightM) + 3.5} textAnchor="end" className="tick">
            {formatNumber(heightM, 0)}
          </text>
        </g>
      ))}
      <text x={4} y={top + 8} className="tick">
        m
      </text>
      {data.link && (
        <path
          d={zonePath(data.link, lengthM, 1, x, y)}
          className={section ? 'fresnel-zone profile-over-level' : 'fresnel-zone'}
        />
      )}
      {cuts.map((cut) => (
        <rect
          key={`${cut.id} ${cut.fromM}`}
          className="profile-building"
          x={x(cut.fromM)}
          y={y(cut.roofM)}
          width={Math.max(1, x(cut.toM) - x(cut.fromM))}
          height={bottom - y(cut.roofM)}
        />
      ))}
      <path d={`${groundPath(samples, x, y)}V${bottom}H${x(0)}Z`} className="profile-ground" />
      <path d={groundPath(samples, x, y)} stroke="var(--muted)" fill="none" />
      {data.link && (
        <g className={section ? 'profile-over-level' : undefined}>
          <path d={zonePath(data.link, lengthM, 0.6, x, y)} className="fresnel-core" />
          <path d={`M${x(0)} ${y(startM)}L${x(lengthM)} ${y(endM)}`} className="chart-line" />
          <path d={`M${x(0)} ${bottom}V${y(startM)}`} className="profile-mast" />
          <path d={`M${x(lengthM)} ${bottom}V${y(endM)}`} className="profile-mast" />
        </g>
      )}
    </>
  );
}

function groundPath(
  samples: readonly ProfileSample[],
  x: (distanceM: number) => number,
  y: (heightM: number) => number,
): string {
  return `M${samples.map(({ distanceM, groundM }) => `${x(distanceM).toFixed(1)} ${y(groundM).toFixed(1)}`).join('L')}`;
}

const STEPS = 64;

/** Outline of the zone about the direct line, at a part of its radius. */
function zonePath(
  link: ProfileLink,
  lengthM: number,
  part: number,
  x: (distanceM: number) => number,
  y: (heightM: number) => number,
): string {
  const edge = (side: 1 | -1) =>
    Array.from({ length: STEPS + 1 }, (_, i) => {
      const distanceM = (lengthM * (side === 1 ? i : STEPS - i)) / STEPS;
      const { directM, zoneM } = linkAt(link, lengthM, distanceM);
      return `${x(distanceM).toFixed(1)} ${y(directM + side * part * zoneM).toFixed(1)}`;
    });
  return `M${[...edge(1), ...edge(-1)].join('L')}Z`;
}
