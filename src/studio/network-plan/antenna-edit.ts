import type { Edit, SectorPatch } from '../commands/edit.ts';
import type { AntennaPlan } from '../store/network-plan-store.ts';
import type { ProjectDocument } from '../store/project-document.ts';

/** How the project stands to a plan: as it was when it was made, as the plan would have it, or otherwise since. */
export type PlanStanding = 'as-it-stood' | 'applied' | 'changed';

/** The plan as one edit of tilts and azimuths; null where fresh solves did not confirm it, or nothing is to be turned. */
export function antennaEdit({ found }: Pick<AntennaPlan, 'found'>): Extract<Edit, { kind: 'patch-sectors' }> | null {
  if (!found.isConfirmed) return null;
  const turned = found.sectors.filter(
    ({ before, after }) => before.tiltDeg !== after.tiltDeg || before.azimuthDeg !== after.azimuthDeg,
  );
  if (turned.length === 0) return null;
  const patches: Record<string, SectorPatch> = Object.fromEntries(
    turned.map(({ id, after }) => [id, { downtiltDeg: after.tiltDeg, azimuthDeg: after.azimuthDeg }]),
  );
  const label = turned.length === 1 ? `Turn ${turned[0]!.id} as planned` : `Turn ${turned.length} antennas as planned`;
  return { kind: 'patch-sectors', label, patches };
}

/** A plan counts for the sectors that it was made for alone, all values of all of them. */
export function standingOf(plan: AntennaPlan, { sectors }: Pick<ProjectDocument, 'sectors'>): PlanStanding {
  const same = (wanted: AntennaPlan['sectors']) => JSON.stringify(wanted) === JSON.stringify(sectors);
  const patches = antennaEdit(plan)?.patches;
  if (patches && same(plan.sectors.map((sector) => ({ ...sector, ...patches[sector.id] })))) return 'applied';
  return same(plan.sectors) ? 'as-it-stood' : 'changed';
}
