import { NumberInput, Slider } from '@mantine/core';
import { finishGesture } from '../commands/project-commands.ts';

export interface NumberFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly digits: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number, gesture: string) => void;
}

/** A number with a slider and a field. Everything between touching and leaving it is one undo step. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, min, max, step, digits, disabled = false, onChange } = props;
  const gesture = `field-${label}`;
  const round = (v: number) => Number(v.toFixed(digits));
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <Slider
        size={4}
        thumbSize={15}
        min={min}
        max={max}
        step={step}
        value={Math.min(max, Math.max(min, value))}
        label={null}
        disabled={disabled}
        thumbLabel={`${label}, slider`}
        onChange={(v) => onChange(round(v), gesture)}
        onChangeEnd={finishGesture}
      />
      <NumberInput
        size="xs"
        aria-label={`${label} [${unit}]`}
        value={round(value)}
        min={min}
        max={max}
        step={step}
        decimalScale={digits}
        suffix={` ${unit}`}
        clampBehavior="blur"
        disabled={disabled}
        hideControls
        onChange={(v) => {
          if (typeof v === 'number' && v >= min && v <= max && v !== round(value)) onChange(v, gesture);
        }}
        onBlur={finishGesture}
        styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      />
    </div>
  );
}
