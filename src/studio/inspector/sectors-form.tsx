import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { SectorPatch } from '../commands/edit.ts';
import { runEdit } from '../commands/project-commands.ts';
import { patchedAlike, shifted } from '../commands/site-edits.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { CarrierFields } from './carrier-fields.tsx';
import { commonValue } from './common-value.ts';
import { InspectorHead, SECTOR_ACTIONS } from './inspector-head.tsx';
import { MixedField } from './mixed-field.tsx';
import { PatternField } from './pattern-field.tsx';
import { PositionFields } from './position-fields.tsx';
import { SECTOR_FIELDS } from './sector-fields.ts';
import { ShiftField } from './shift-field.tsx';

interface SectorsFormProps {
  /** What they are together: a site, or so many sectors. */
  readonly title: string;
  readonly aside: string;
  /** The one that leads comes first. */
  readonly sectors: readonly SectorSettings[];
}

/** Several sectors at once: the same for all, or each its own value more or less by the same. */
export function SectorsForm({ title, aside, sectors }: SectorsFormProps) {
  const [by, setBy] = useState(false);
  const refusals = useStudio((s) => s.refusals);
  const refused = sectors.filter((s) => refusals[s.id] !== undefined);
  const key = sectors.map((s) => s.id).join();
  const patch = (values: SectorPatch, label: string, gesture: string | null) =>
    runEdit(patchedAlike(sectors, values, `${label}: ${title}`), gesture && `${gesture}-${key}`);
  return (
    <>
      <InspectorHead title={title} aside={aside} actions={SECTOR_ACTIONS} />
      {refused.length > 0 && (
        <p className="warning" role="alert">
          No map of {refused.map((s) => s.id).join(', ')}: {refusals[refused[0]?.id ?? '']}
        </p>
      )}
      <div className="field">
        <span className="field-label">Numbers</span>
        <SegmentedControl
          className="wide"
          size="xs"
          aria-label="How numbers change"
          transitionDuration={0}
          value={by ? 'by' : 'to'}
          data={[
            { value: 'to', label: 'same for all' },
            { value: 'by', label: 'change by' },
          ]}
          onChange={(value) => setBy(value === 'by')}
        />
      </div>
      {SECTOR_FIELDS.map(({ key: name, verb, ...field }) => {
        const values = sectors.map((s) => s[name]);
        return by ? (
          <ShiftField
            key={name}
            {...field}
            values={values}
            onShift={(step) => runEdit(shifted(sectors, name, step, field, `${verb} ${title}`))}
          />
        ) : (
          <MixedField
            key={name}
            {...field}
            values={values}
            onChange={(value, gesture) => patch({ [name]: value }, verb.replace(/ of$/, ''), gesture)}
          />
        );
      })}
      <CarrierFields carriers={sectors} onPatch={patch} />
      <PatternField
        value={commonValue(sectors.map((s) => s.pattern))}
        onChange={(pattern) => patch({ pattern }, 'Change pattern', null)}
      />
      <PositionFields sectors={sectors} />
    </>
  );
}
