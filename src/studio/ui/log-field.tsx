import { NumberInput, Slider } from '@mantine/core';
import { finishGesture } from '../commands/project-commands.ts';

export interface LogFieldProps {
  readonly label: string;
  /** Empty for a pure number. */
  readonly unit: string;
  /** > 0. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** A step of the slider, as a factor > 1. */
  readonly factor: number;
  readonly onChange: (value: number, gesture: string) => void;
}

/** A positive number over decades, to three digits, with a slider of even factors. One undo step from touching to leaving. */
export function LogField({ label, unit, value, min, max, factor, onChange }: LogFieldProps) {
  const gesture = `field-${label}`;
  const shown = threeDigits(value);
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <Slider
        size={4}
        thumbSize={15}
        min={Math.log10(min)}
        max={Math.log10(max)}
        step={Math.log10(factor)}
        value={Math.log10(Math.min(max, Math.max(min, value)))}
        label={null}
        thumbLabel={`${label}, slider`}
        thumbProps={{ 'aria-valuetext': unit ? `${shown} ${unit}` : String(shown) }}
        onChange={(v) => onChange(Math.min(max, Math.max(min, threeDigits(10 ** v))), gesture)}
        onChangeEnd={finishGesture}
      />
      <NumberInput
        size="xs"
        aria-label={unit ? `${label} [${unit}]` : label}
        value={shown}
        min={min}
        max={max}
        suffix={unit ? ` ${unit}` : ''}
        clampBehavior="blur"
        hideControls
        onChange={(v) => {
          if (typeof v === 'number' && v >= min && v <= max && v !== shown) onChange(v, gesture);
        }}
        onBlur={finishGesture}
        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      />
    </div>
  );
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
