import { NumberInput, TextInput } from '@mantine/core';
import { clock } from './preparation-draft.ts';
import type { PreparationPart } from './preparation-part.ts';

/** Which rows are used, by time and by speed. */
export function RangeFields({ draft, facts, onChange }: PreparationPart) {
  const { time, speed } = facts;
  return (
    <fieldset>
      <legend>Rows</legend>
      <p className="quiet small">
        {time
          ? `Measured ${clock(time[0]).replace('T', ' ')} to ${clock(time[1]).replace('T', ' ')} UTC. `
          : 'The file tells no times. '}
        {speed
          ? `At ${(3.6 * speed[0]).toFixed(0)} to ${(3.6 * speed[1]).toFixed(0)} km/h.`
          : 'It tells no speeds (a column of them needs its unit).'}
      </p>
      <div className="preparation-grid">
        {(['from', 'to'] as const).map((part) => (
          <TextInput
            key={part}
            size="xs"
            type="datetime-local"
            step={1}
            label={part === 'from' ? 'From [UTC]' : 'To [UTC]'}
            disabled={time === null}
            value={draft[part]}
            onChange={(event) => onChange({ [part]: event.currentTarget.value })}
          />
        ))}
        {(['leastSpeed', 'mostSpeed'] as const).map((part) => (
          <NumberInput
            key={part}
            size="xs"
            label={part === 'leastSpeed' ? 'At least' : 'At most'}
            suffix=" km/h"
            min={0}
            max={1000}
            decimalScale={1}
            disabled={speed === null}
            value={draft[part]}
            onChange={(value) => onChange({ [part]: typeof value === 'number' ? value : '' })}
          />
        ))}
      </div>
    </fieldset>
  );
}
