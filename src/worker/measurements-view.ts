import {
  localPositions,
  type MeasurementSet,
  positionsWithin,
  REJECTION_REASONS,
  type Rejection,
} from '../measurements/measurement-set.ts';
import type { Scene } from '../scene/scene.ts';
import type { Issue } from '../units/errors.ts';
import type { LedgerReason, MeasurementsView } from './engine-protocol.ts';

/** Letters of a value that are shown; it may be a whole row. */
const EXAMPLE_LETTERS = 60;
/** Most lines of a file that are named. */
const LINES_NAMED = 8;

/**
 * Measurements as the studio draws them; every reason for a rejection becomes a remark with its lines.
 * @param set the rows that are used
 * @param mapped whether a person said which columns hold what
 * @param read the same before a preparation
 */
export function measurementsView(
  id: string,
  set: MeasurementSet,
  scene: Scene,
  {
    mapped,
    read = set,
    prepared = null,
  }: {
    readonly mapped: boolean;
    readonly read?: MeasurementSet;
    readonly prepared?: MeasurementsView['prepared'];
  },
): MeasurementsView {
  const { x, y } = localPositions(set, scene.frame);
  const others = set.issues.filter((issue) => issue.kind !== 'rejected');
  return {
    id,
    name: set.name,
    x,
    y,
    rsrpDbm: set.rsrpDbm,
    cell: set.cell,
    cells: set.cells,
    timeMs: set.timeMs,
    accepted: read.count,
    rejected: read.rows - read.count,
    used: set.count,
    prepared,
    issues: [...swapped(set, scene), ...set.rejections.map((one) => issueOf(set, one)), ...others],
    ledger: set.rejections.map((rejection) => reasonOf(set, rejection)),
    mapped,
  };
}

/** Told where the measurements are not on the scene, and would be with latitude and longitude exchanged. */
function swapped(set: MeasurementSet, { frame, boundsM }: Scene): Issue[] {
  const within = positionsWithin(set, frame, boundsM);
  if (within.swapped <= within.asGiven) return [];
  const message = `${within.asGiven} of ${set.count} positions lie on the scene; with latitude and longitude exchanged ${within.swapped} would: choose the columns anew and exchange the two`;
  return [{ kind: 'warning', code: 'swapped-positions', count: set.count - within.asGiven, message }];
}

function issueOf({ parts }: MeasurementSet, { reason, part, lines, example, hint = '' }: Rejection): Issue {
  const file = parts.length > 1 ? `${parts[part]!.name}, ` : '';
  const named = [...lines.subarray(0, LINES_NAMED)].join(', ') + (lines.length > LINES_NAMED ? ', …' : '');
  return {
    kind: 'rejected',
    code: reason,
    count: lines.length,
    message: `${file}${lines.length} ${lines.length === 1 ? 'row' : 'rows'}: ${REJECTION_REASONS[reason]} (line ${named}; first value "${example.slice(0, EXAMPLE_LETTERS)}")${hint}`,
  };
}

function reasonOf({ parts }: MeasurementSet, { reason, part, lines, example, hint = '' }: Rejection): LedgerReason {
  const { name, counts } = parts[part]!;
  return {
    reason,
    count: lines.length,
    part: name,
    counts,
    lines: [...lines.subarray(0, LINES_NAMED)],
    example,
    hint: hint.replace(/^; /, ''),
  };
}
