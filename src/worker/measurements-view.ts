import { localPositions, type MeasurementSet, REJECTION_REASONS } from '../measurements/measurement-set.ts';
import type { Scene } from '../scene/scene.ts';
import type { Issue } from '../units/errors.ts';
import type { MeasurementsView } from './engine-protocol.ts';

/** Most lines of a file that a remark names. */
const LINES_NAMED = 8;

/** Measurements as the studio draws them; every reason for a rejection becomes a remark with its lines. */
export function measurementsView(id: string, set: MeasurementSet, scene: Scene): MeasurementsView {
  const { x, y } = localPositions(set, scene.frame);
  return {
    id,
    name: set.name,
    x,
    y,
    rsrpDbm: set.rsrpDbm,
    cell: set.cell,
    cells: set.cells,
    timeMs: set.timeMs,
    accepted: set.count,
    rejected: set.rows - set.count,
    issues: [...rejections(set), ...set.issues.filter((issue) => issue.kind !== 'rejected')],
  };
}

function rejections(set: MeasurementSet): Issue[] {
  return set.rejections.map(({ reason, lines, example }) => {
    const named = [...lines.subarray(0, LINES_NAMED)].join(', ') + (lines.length > LINES_NAMED ? ', …' : '');
    return {
      kind: 'rejected',
      code: reason,
      count: lines.length,
      message: `${lines.length} ${lines.length === 1 ? 'row' : 'rows'}: ${REJECTION_REASONS[reason]} (line ${named}; first value "${example}")`,
    };
  });
}
