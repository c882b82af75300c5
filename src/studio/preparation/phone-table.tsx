import { Switch } from '@mantine/core';
import { formatCount } from '../ui/format.ts';
import { signed } from './preparation-draft.ts';
import type { PreparationPart } from './preparation-part.ts';

/** How phones read against one another, and whether that is taken off. */
export function PhoneTable({ draft, facts, onChange }: PreparationPart) {
  const { devices } = facts;
  const told = devices.some(({ sdDb }) => !Number.isNaN(sdDb));
  return (
    <fieldset>
      <legend>Phones</legend>
      {devices.length < 2 ? (
        <p className="quiet small">
          {devices.length === 0 ? 'The file names no phones.' : `All rows are of one phone, ${devices[0]!.name}.`} There
          is nothing to level.
        </p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
          <section className="preparation-phones" aria-label="Phones" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Phone</th>
                  <th scope="col">Rows</th>
                  <th scope="col">Reads more by</th>
                </tr>
              </thead>
              <tbody>
                {devices.map(({ name, rows, offsetDb, sdDb }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{formatCount(rows)}</td>
                    <td>
                      {Number.isNaN(sdDb)
                        ? 'too few rows beside others'
                        : `${signed(offsetDb)} ± ${sdDb.toFixed(1)} dB`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <Switch
            size="xs"
            label="Take these off the levels"
            disabled={!told}
            checked={draft.levels && told}
            onChange={(event) => onChange({ levels: event.currentTarget.checked })}
          />
        </>
      )}
    </fieldset>
  );
}
