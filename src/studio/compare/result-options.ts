import { undo } from '../commands/history.ts';
import { type EngineScene, engineLabel, engineOf } from '../engines/engine-choice.ts';
import { engineOptions } from '../engines/engine-options.ts';
import type { EngineChoice } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import { NOW, type ResultRef } from '../store/swipe-state.ts';
import { sameCity } from './same-city.ts';

export interface ResultOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface ResultGroup {
  readonly group: string;
  readonly items: readonly ResultOption[];
}

type Seen = Pick<StudioState, 'swipe' | 'models' | 'history' | 'kept' | 'measurements' | 'calibration'>;

/** A side of a comparison as the value of a list's entry. */
export function refValue(ref: ResultRef): string {
  switch (ref.kind) {
    case 'engine':
      return ref.engine === null ? '' : `engine:${ref.engine}`;
    case 'kept':
      return `kept:${ref.id}`;
    case 'before':
      return `before:${ref.label}`;
    default:
      return ref.kind;
  }
}

/** What an entry of the list stands for. `ref`: what the side shows now. */
export function refOfValue(value: string, ref: ResultRef, { history }: Seen): ResultRef {
  if (value === refValue(ref)) return ref;
  if (value === 'measured' || value === 'calibration') return { kind: value };
  if (value.startsWith('engine:')) return { kind: 'engine', engine: value.slice('engine:'.length) as EngineChoice };
  if (value.startsWith('kept:')) return { kind: 'kept', id: value.slice('kept:'.length) };
  if (value.startsWith('before:'))
    return { kind: 'before', label: value.slice('before:'.length), project: undo(history).project };
  return NOW;
}

/** Everything that can stand on a side; what stands on the other makes no second one. */
export function resultOptions(
  ref: ResultRef,
  other: ResultRef,
  state: Seen,
  scene: EngineScene | null,
): readonly ResultGroup[] {
  const { models, history, kept, measurements } = state;
  const present = engineOf(history.project.settings.engine, scene);
  const last = history.undoable.at(-1)?.label;
  const befores = [...new Set([ref.kind === 'before' ? ref.label : null, last ?? null])].filter((l) => l !== null);
  const project: ResultOption[] = [
    { value: 'now', label: `Now · ${engineLabel(present, models)}` },
    ...befores.map((label) => ({ value: `before:${label}`, label: `Before “${label}”` })),
    ...(ref.kind === 'calibration' ? [{ value: 'calibration', label: 'Calibrated' }] : []),
  ];
  const engines = engineOptions(models, scene).map(({ group, items }) => ({
    group,
    items: items.map(({ value, label, disabled = false }) => ({
      value: `engine:${value}`,
      label,
      // What is on the screen already makes no second side.
      disabled: disabled || (other.kind === 'now' && engineOf(value, scene) === present),
    })),
  }));
  const results = kept.map(({ id, name, project: of }) => ({
    value: `kept:${id}`,
    label: name,
    disabled: !sameCity(of, history.project),
  }));
  const groups: ResultGroup[] = [
    { group: 'This project', items: project },
    ...engines,
    { group: 'Kept', items: results },
    { group: 'Measured', items: measurements ? [{ value: 'measured', label: measurements.name }] : [] },
  ];
  const taken = refValue(other);
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ group, items }) => ({
      group,
      items: items.map((item) => ({ ...item, disabled: item.disabled === true || item.value === taken })),
    }));
}
