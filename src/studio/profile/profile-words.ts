import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import { formatNumber } from '../ui/format.ts';
import { linkAt, type ProfileData, type ProfileLink, type ProfileSample } from './profile-data.ts';
import type { ShownProfile } from './use-profile.ts';

export function nearestSample({ samples, line }: ProfileData, atM: number): ProfileSample | null {
  const index = Math.round((atM / (line.lengthM || 1)) * (samples.length - 1));
  return samples[index] ?? null;
}

/** What lies at one place of the line, in one line. */
export function readoutWords({ distanceM, groundM, roofM, levelDbm }: ProfileSample, { data }: ShownProfile): string {
  const parts = [`${formatNumber(distanceM, 0)} m`];
  if (groundM !== 0) parts.push(`ground ${formatNumber(groundM, 1)} m`);
  if (roofM > 0) parts.push(`roof ${formatNumber(roofM, 1)} m`);
  if (data.link) {
    const { directM, zoneM } = linkAt(data.link, data.line.lengthM, distanceM);
    parts.push(`direct line ${formatNumber(directM, 1)} m, first zone ± ${formatNumber(zoneM, 1)} m`);
  }
  parts.push(levelDbm === null ? 'no data' : `${formatNumber(levelDbm, 1)} dBm`);
  return parts.join(' · ');
}

/** Share of the first Fresnel zone's radius that has to be free for a path to count as clear (ITU-R P.530). */
const CLEAR_ZONES = 0.6;

/** Whether the straight link is free, and what stands in it. */
export function verdictWords({ roofs }: ProfileLink): string {
  const worst = roofs.reduce<(typeof roofs)[number] | null>((w, roof) => (w && w.zones <= roof.zones ? w : roof), null);
  if (!worst) return 'No building under the line: the first Fresnel zone is free but for the ground.';
  const where = `${worst.cut.id} at ${formatNumber(worst.distanceM, 0)} m`;
  if (worst.clearanceM < 0)
    return (
      `${where} stands ${formatNumber(-worst.clearanceM, 1)} m into the direct line: ν ${formatNumber(worst.nu, 2)}, ` +
      `${formatNumber(knifeEdgeLossDb(worst.nu), 1)} dB as a single knife edge.`
    );
  const percent = formatNumber(100 * Math.min(1, worst.zones), 0);
  if (worst.zones < CLEAR_ZONES)
    return `The direct line is free, but ${where} leaves ${percent} % of the first Fresnel zone; 60 % count as clear.`;
  if (worst.zones < 1) return `Clear: ${where} comes nearest and leaves ${percent} % of the first Fresnel zone.`;
  return 'Clear: no roof reaches into the first Fresnel zone.';
}

/** The profile as a table, one place a row; empty where there is no value. */
export function profileRows({ data }: ShownProfile): readonly (readonly string[])[] {
  const { link, line } = data;
  return [
    [
      'distance [m]',
      'x [m]',
      'y [m]',
      'ground [m]',
      'roof [m]',
      'direct line [m]',
      'first zone [m]',
      'predicted [dBm]',
    ],
    ...data.samples.map(({ distanceM, x, y, groundM, roofM, levelDbm }) => {
      const at = link && linkAt(link, line.lengthM, distanceM);
      return [
        distanceM.toFixed(1),
        x.toFixed(1),
        y.toFixed(1),
        groundM.toFixed(1),
        roofM > 0 ? roofM.toFixed(1) : '',
        at ? at.directM.toFixed(2) : '',
        at ? at.zoneM.toFixed(2) : '',
        levelDbm === null ? '' : levelDbm.toFixed(1),
      ];
    }),
    ...(data.measured.length > 0 ? [['distance [m]', 'measured [dBm]']] : []),
    ...data.measured.map(({ distanceM, levelDbm }) => [distanceM.toFixed(1), levelDbm.toFixed(1)]),
  ];
}
