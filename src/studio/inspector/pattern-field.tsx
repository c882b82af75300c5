import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useSession } from '../app/session-context.ts';

const PATTERN_NAMES: Readonly<Record<string, string>> = {
  tr38901: 'TR 38.901 · 8 dBi',
  iso: 'Isotropic · 0 dBi',
  dipole: 'Short dipole · 1.8 dBi',
  hw_dipole: 'Half-wave dipole · 2.2 dBi',
};

interface PatternFieldProps {
  /** Null where sectors differ. */
  readonly value: string | null;
  readonly onChange: (pattern: string) => void;
}

export function PatternField({ value, onChange }: PatternFieldProps) {
  const session = useSession();
  const id = useId();
  const names = [...session.registry.patterns.keys()];
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        Pattern
      </label>
      <NativeSelect
        id={id}
        className="wide"
        size="xs"
        value={value ?? ''}
        data={[
          ...(value === null ? [{ value: '', label: 'mixed' }] : []),
          ...names.map((name) => ({ value: name, label: PATTERN_NAMES[name] ?? name })),
        ]}
        onChange={(event) => {
          if (event.currentTarget.value !== '') onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}
