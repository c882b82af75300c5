import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { DateOrder } from '../../io/measurements/column-mapping.ts';
import type { ColumnQuestion } from '../../io/measurements/column-question.ts';
import type { FreeColumn, MappingDraft } from '../../io/measurements/mapping-draft.ts';
import { FREE_HELP, FREE_TITLES } from './column-titles.ts';

export interface FieldsProps {
  readonly question: ColumnQuestion;
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}

const MORE: readonly FreeColumn[] = ['frequency', 'channel', 'device', 'accuracy', 'indoor'];

/** One field a meaning, with what it is for. */
export function ColumnFields(props: FieldsProps) {
  return (
    <div className="column-fields">
      <PositionFields {...props} />
      <MainFields {...props} />
      <details>
        <summary>More columns</summary>
        <div className="column-grid">
          {MORE.map((free) => (
            <FreeField key={free} free={free} {...props} />
          ))}
          <SpeedFields {...props} />
          <DecimalField {...props} />
        </div>
      </details>
    </div>
  );
}

function PositionFields({ question, draft, onChange }: FieldsProps) {
  const degrees = draft.kind === 'wgs84';
  const change = (patch: Partial<MappingDraft>) => onChange({ ...draft, ...patch });
  return (
    <div className="column-grid">
      <NativeSelect
        size="xs"
        label="Positions"
        description="How the file tells where it was measured"
        value={draft.kind}
        data={[
          { value: 'wgs84', label: 'Latitude and longitude [deg, WGS 84]' },
          { value: 'projected', label: 'Metres of a projected system (UTM …)' },
          { value: 'local', label: 'Metres from the scene’s origin' },
        ]}
        onChange={(event) => change({ kind: event.currentTarget.value as MappingDraft['kind'] })}
        data-autofocus
      />
      <ColumnSelect
        label={degrees ? 'Latitude' : 'x'}
        help={degrees ? '−90 to 90, north is positive' : 'Easting, in metres'}
        columns={question.columns}
        value={draft.first}
        onChange={(first) => change({ first })}
      />
      <ColumnSelect
        label={degrees ? 'Longitude' : 'y'}
        help={degrees ? '−180 to 180, east is positive' : 'Northing, in metres'}
        columns={question.columns}
        value={draft.second}
        onChange={(second) => change({ second })}
      />
      {draft.kind === 'projected' && (
        <NumberInput
          size="xs"
          label="EPSG code"
          description="32632 is UTM zone 32 north; 25832 on ETRS89; 3857 Web Mercator"
          value={draft.epsg ?? ''}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          onChange={(epsg) => change({ epsg: typeof epsg === 'number' ? epsg : null })}
        />
      )}
    </div>
  );
}

function MainFields(props: FieldsProps) {
  const { question, draft, onChange } = props;
  const change = (patch: Partial<MappingDraft>) => onChange({ ...draft, ...patch });
  const joined = draft.cell.length > 1 ? [{ value: draft.cell.join('\n'), label: draft.cell.join(' - ') }] : [];
  return (
    <div className="column-grid">
      <ColumnSelect
        label="Level"
        help="RSRP in dBm, −156 to −31"
        columns={question.columns}
        value={draft.rsrp}
        onChange={(rsrp) => change({ rsrp })}
      />
      <ColumnSelect
        label="Cell"
        help="Name of the serving cell or sector"
        columns={question.columns}
        others={joined}
        value={draft.cell.join('\n')}
        none="none"
        onChange={(cell) => change({ cell: cell === '' ? [] : cell.split('\n') })}
      />
      <FreeField free="time" {...props} />
      {draft.time !== '' && <TimeFields {...props} />}
    </div>
  );
}

function TimeFields({ draft, onChange }: FieldsProps) {
  return (
    <>
      <NativeSelect
        size="xs"
        label="Dates such as 03/04/2026"
        description="A day after the 12th in any row decides by itself"
        value={draft.dateOrder}
        data={[
          { value: '', label: 'as the file decides' },
          { value: 'day-month', label: 'day first: 3 April' },
          { value: 'month-day', label: 'month first: 4 March' },
        ]}
        onChange={(event) => onChange({ ...draft, dateOrder: event.currentTarget.value as DateOrder | '' })}
      />
      <TextInput
        size="xs"
        label="Zone of the clock"
        description="Z or +02:00, where times name none"
        placeholder="UTC"
        value={draft.timeZone}
        onChange={(event) => onChange({ ...draft, timeZone: event.currentTarget.value.trim() })}
      />
    </>
  );
}

function SpeedFields(props: FieldsProps) {
  const { draft, onChange } = props;
  return (
    <>
      <FreeField free="speed" {...props} />
      {draft.speed !== '' && (
        <NativeSelect
          size="xs"
          label="Unit of the speed"
          description="The file does not tell it"
          value={draft.speedUnit}
          data={['m/s', 'km/h']}
          onChange={(event) => onChange({ ...draft, speedUnit: event.currentTarget.value === 'km/h' ? 'km/h' : 'm/s' })}
        />
      )}
    </>
  );
}

function DecimalField({ question, draft, onChange }: FieldsProps) {
  return (
    <NativeSelect
      size="xs"
      label="Decimal mark"
      description="What stands in 48,137 or 48.137"
      value={draft.decimal}
      data={[
        { value: '', label: question.delimiter === ',' ? 'point (commas split columns)' : 'point or comma' },
        { value: '.', label: 'point' },
        { value: ',', label: 'comma' },
      ]}
      onChange={(event) => onChange({ ...draft, decimal: event.currentTarget.value as MappingDraft['decimal'] })}
    />
  );
}

function FreeField({ free, question, draft, onChange }: FieldsProps & { readonly free: FreeColumn }) {
  return (
    <ColumnSelect
      label={FREE_TITLES[free]}
      help={FREE_HELP[free]}
      columns={question.columns}
      value={draft[free]}
      none="none"
      onChange={(column) => onChange({ ...draft, [free]: column })}
    />
  );
}

interface ColumnSelectProps {
  readonly label: string;
  readonly help: string;
  readonly columns: readonly string[];
  readonly others?: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  /** What is said where no column is chosen, for a meaning that may be missing. */
  readonly none?: string;
  readonly onChange: (column: string) => void;
}

function ColumnSelect({ label, help, columns, others = [], value, none, onChange }: ColumnSelectProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      description={help}
      required={none === undefined}
      withAsterisk={false}
      value={value}
      data={[
        { value: '', label: none ?? 'choose a column' },
        ...others,
        ...columns.filter((column) => column !== '').map((column) => ({ value: column, label: column })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
