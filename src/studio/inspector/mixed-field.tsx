import { NumberInput } from '@mantine/core';
import { finishGesture } from '../commands/project-commands.ts';
import { formatNumber } from '../ui/format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { commonValue } from './common-value.ts';

interface MixedFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number, gesture: string) => void;
}

/** One number for several: theirs where they agree; where they do not, their range, until one is typed for all. */
export function MixedField({ values, ...field }: MixedFieldProps) {
  const value = commonValue(values);
  const { label, unit, min, max, onChange } = field;
  if (value !== null) return <NumberField {...field} value={value} digits={1} />;
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <span className="quiet small">{rangeWords(values, unit)}</span>
      <NumberInput
        size="xs"
        aria-label={`${label} [${unit}]`}
        value=""
        placeholder="mixed"
        min={min}
        max={max}
        decimalScale={1}
        suffix={` ${unit}`}
        clampBehavior="blur"
        hideControls
        onChange={(v) => {
          if (typeof v === 'number' && v >= min && v <= max) onChange(v, `field-${label}`);
        }}
        onBlur={finishGesture}
        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      />
    </div>
  );
}

/** From the least to the most. */
export function rangeWords(values: readonly number[], unit: string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const space = unit === '°' ? '' : ' ';
  if (least === most) return `${formatNumber(least, 1)}${space}${unit}`;
  return `${formatNumber(least, 1)} … ${formatNumber(most, 1)}${space}${unit}`;
}
