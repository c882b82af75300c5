import { ActionIcon, NumberInput } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatNumber, formatSigned } from '../ui/format.ts';
import { rangeWords } from './mixed-field.tsx';

interface ShiftFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly step: number;
  readonly onShift: (by: number) => void;
}

/** Every value more or less by the same: a step by button, or what is typed, on Enter. */
export function ShiftField({ label, unit, values, step, onShift }: ShiftFieldProps) {
  const [typed, setTyped] = useState<number | ''>('');
  const apply = () => {
    if (typed !== '' && typed !== 0) onShift(typed);
    setTyped('');
  };
  const stepWords = `${formatNumber(step, step < 1 ? 1 : 0)} ${unit}`;
  return (
    <div className="field shift">
      <span className="field-label">
        {label}
        <span className="small range">{rangeWords(values, unit)}</span>
      </span>
      <span className="shift-buttons">
        <ActionIcon
          variant="default"
          size={24}
          aria-label={`${label}: ${stepWords} less`}
          onClick={() => onShift(-step)}
        >
          <IconMinus size={13} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={24}
          aria-label={`${label}: ${stepWords} more`}
          onClick={() => onShift(step)}
        >
          <IconPlus size={13} aria-hidden />
        </ActionIcon>
      </span>
      <NumberInput
        size="xs"
        aria-label={`Change ${label} by [${unit}]`}
        value={typed}
        placeholder={`± ${unit}`}
        prefix={typed !== '' && typed > 0 ? '+' : ''}
        decimalScale={1}
        suffix={` ${unit}`}
        hideControls
        onChange={(v) => setTyped(typeof v === 'number' ? v : '')}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
        }}
        title={typed === '' ? undefined : `${formatSigned(typed, 1)} ${unit} for each`}
        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      />
    </div>
  );
}
