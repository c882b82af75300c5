import { NumberInput, Slider } from '@mantine/core';
import { finishGesture } from '../commands/project-commands.ts';
import { Term } from './term.tsx';

export interface NumberFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly digits: number;
  readonly disabled?: boolean;
  /** What it means, on hover and on focus of the label. */
  readonly help?: string;
  readonly onChange: (value: number, gesture: string) => void;
}

/** A number with a slider and a field. Everything between touching and leaving it is one undo step. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, min, max, step, digits, disabled = false, help, onChange } = props;
  const gesture = `field-${label}`;
  const round = (v: number) => Number(v.toFixed(digits));
  return (
    <div className="field">
      <span className="field-label">{help ? <Term help={help}>{label}</Term> : label}</span>
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
        aria-label={unit === '' ? label : `${label} [${unit}]`}
        value={round(value)}
        min={min}
        max={max}
        step={step}
        decimalScale={digits}
        suffix={unit === '' ? '' : ` ${unit}`}
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
