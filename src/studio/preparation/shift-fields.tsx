import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ShiftToStreets } from '../../measurements/shift-to-streets.ts';
import { useSession } from '../app/session-context.ts';
import { formatCount } from '../ui/format.ts';
import { signed } from './preparation-draft.ts';
import type { PreparationPart } from './preparation-part.ts';

/** By how much all positions are moved, and what the streets say of it. */
export function ShiftFields({ draft, facts, onChange }: PreparationPart) {
  const session = useSession();
  const [estimate, setEstimate] = useState<ShiftToStreets | 'asked' | null>(null);
  const ask = async () => {
    setEstimate('asked');
    const found = await session.preparation.shiftToStreets();
    setEstimate(found);
    if (found?.because === null) onChange({ eastM: tenths(found.eastM), northM: tenths(found.northM) });
  };
  return (
    <fieldset>
      <legend>Positions</legend>
      <div className="preparation-shift">
        {(['eastM', 'northM'] as const).map((part) => (
          <NumberInput
            key={part}
            size="xs"
            label={part === 'eastM' ? 'Move east' : 'Move north'}
            suffix=" m"
            min={-1000}
            max={1000}
            decimalScale={1}
            value={draft[part]}
            onChange={(value) => onChange({ [part]: typeof value === 'number' ? value : '' })}
          />
        ))}
        <Button
          size="xs"
          variant="default"
          disabled={facts.streets === 0}
          loading={estimate === 'asked'}
          onClick={() => void ask()}
        >
          Lay on the streets
        </Button>
      </div>
      <p className="quiet small" aria-live="polite">
        {wordsOf(estimate, facts.streets)}
      </p>
    </fieldset>
  );
}

function wordsOf(estimate: ShiftToStreets | 'asked' | null, streets: number): string {
  if (streets === 0) return 'The scene has no streets to lay positions on.';
  if (estimate === null) return 'One shift for all positions: a wrong datum, or an offset of the receiver or the map.';
  if (estimate === 'asked') return 'Looking for the shift …';
  const { eastM, northM, sdEastM, sdNorthM, beforeM, afterM, places, because } = estimate;
  if (because !== null) return `Nothing to move: ${because}.`;
  return `${signed(eastM)} ± ${sdEastM.toFixed(1)} m east, ${signed(northM)} ± ${sdNorthM.toFixed(1)} m north: ${formatCount(places)} places then lie ${afterM.toFixed(1)} m from the middle of a street, not ${beforeM.toFixed(1)} m.`;
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
