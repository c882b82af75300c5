import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { findMaterial, MATERIALS } from '../../radio/materials.ts';
import { signedArea } from '../../scene/ring.ts';
import type { Building } from '../../scene/scene.ts';
import { useSession } from '../app/session-context.ts';
import { buildingWords } from '../buildings/building-desk.ts';
import { editingRefusal, isEdited, mastsInside } from '../commands/building-edits.ts';
import { HAND_LIMITS } from '../commands/hand-limits.ts';
import { materialLabel } from '../materials/material-label.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';
import { commonValue } from './common-value.ts';
import { BUILDING_ACTIONS, InspectorHead } from './inspector-head.tsx';
import { MixedField } from './mixed-field.tsx';

/** What walls and roofs are made of; soils are not. */
const BUILDING_MATERIALS = MATERIALS.map((m) => m.name).filter((name) => !/ground|vacuum|carpet|asphalt/.test(name));

/** One building or several: how high, of what, and whether an antenna is caught in them. */
export function BuildingForm({ buildings }: { readonly buildings: readonly Building[] }) {
  const session = useSession();
  const edits = useStudio((s) => s.history.project.buildingEdits);
  const scene = session.scene();
  const ids = buildings.map((b) => b.id);
  const [first] = buildings;
  if (!first || !scene) return null;
  const what = buildingWords(ids);
  const heights = buildings.map((b) => b.heightM);
  const refusal = editingRefusal(scene);
  const edited = ids.filter((id) => isEdited(edits, id)).length;
  const change = (
    patch: Parameters<typeof session.buildings.change>[1],
    label: string,
    gesture: string | null = null,
  ) => session.buildings.change(ids, patch, label, gesture && `${gesture}-${ids.join()}`);
  const title = buildings.length === 1 ? first.id : `${formatCount(buildings.length)} buildings`;
  return (
    <>
      <InspectorHead
        title={title}
        aside={`${buildings.length === 1 ? 'building' : 'selected'}${edited > 0 ? ' · edited' : ''}`}
        actions={refusal === null ? BUILDING_ACTIONS : []}
      />
      {refusal !== null && <p className="calm">{refusal}</p>}
      <Caught buildings={buildings} />
      <fieldset className="bare" disabled={refusal !== null}>
        <MixedField
          label="Height"
          unit="m"
          values={heights}
          min={Math.min(HAND_LIMITS.buildingHeightM.min, ...heights)}
          max={Math.max(HAND_LIMITS.buildingHeightM.max, ...heights)}
          step={0.5}
          onChange={(heightM, gesture) => change({ heightM }, `Change height of ${what}`, gesture)}
        />
        <MaterialField
          label="Walls"
          values={buildings.map((b) => b.wallMaterial)}
          onChange={(wallMaterial) => change({ wallMaterial }, `Change walls of ${what}`)}
        />
        <MaterialField
          label="Roof"
          values={buildings.map((b) => b.roofMaterial)}
          onChange={(roofMaterial) => change({ roofMaterial }, `Change roof of ${what}`)}
        />
      </fieldset>
      <div className="row-note" style={{ paddingBottom: 10 }}>
        {sizeWords(buildings)}
        {buildings.length === 1 && (
          <>
            {' · '}
            <button
              type="button"
              className="text-button"
              title="Where the level of the nearest cell in the open comes from"
              onClick={() => session.places.explainBeside(first)}
            >
              Explain the level beside it
            </button>
          </>
        )}
      </div>
    </>
  );
}

function Caught({ buildings }: { readonly buildings: readonly Building[] }) {
  const sectors = useStudio((s) => s.history.project.sectors);
  const caught = buildings.flatMap((b) => mastsInside(b, sectors).map((s) => s.id));
  if (caught.length === 0) return null;
  return (
    <p className="warning" role="alert">
      {caught.join(', ')} {caught.length === 1 ? 'is' : 'are'} inside, with {caught.length === 1 ? 'its' : 'their'}{' '}
      antenna under the roof: no map until it is raised or moved.
    </p>
  );
}

interface MaterialFieldProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (material: string) => void;
}

function MaterialField({ label, values, onChange }: MaterialFieldProps) {
  const id = useId();
  const value = commonValue(values);
  // Names as they are in the file, when no table knows them or they are no building material.
  const own = value !== null && !BUILDING_MATERIALS.includes(value) ? [value] : [];
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <NativeSelect
        id={id}
        className="wide"
        size="xs"
        value={value ?? ''}
        data={[
          ...(value === null ? [{ value: '', label: 'mixed' }] : []),
          ...[...own, ...BUILDING_MATERIALS].map((name) => ({
            value: name,
            label: findMaterial(name) ? materialLabel(name) : `${name} (unknown)`,
          })),
        ]}
        onChange={(event) => {
          if (event.currentTarget.value !== '') onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

function sizeWords(buildings: readonly Building[]): string {
  const areaM2 = buildings.reduce(
    (sum, b) => sum + [b.outer, ...b.holes].reduce((area, ring) => area + signedArea(ring), 0),
    0,
  );
  const area = `${formatCount(Math.round(areaM2))} m² of ground`;
  const [only] = buildings;
  if (!only || buildings.length > 1) return area;
  return `${area} · ${only.outer.length / 2} corners`;
}
