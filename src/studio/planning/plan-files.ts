import { fileNameOf } from '../../io/file-name.ts';
import { readScenario } from '../../io/formats/scenario-json.ts';
import { readUsersCsv } from '../../io/formats/users-csv.ts';
import { scenarioText } from '../../io/formats/write-scenario.ts';
import type { GeoFrame } from '../../raster/geo-frame.ts';
import { studioStore } from '../store/studio-store.ts';
import { notify } from '../store/view-actions.ts';
import { pickFiles } from '../ui/pick-files.ts';
import { saveFile } from '../ui/save-file.ts';
import { addPlan, changePlan } from './project-plans.ts';
import { currentPlan } from './read-plans.ts';
import { telling } from './telling.ts';

/** Asks for a scenario's file, as the command line reads it, which becomes a scenario beside the others. */
export async function openScenarioFile(): Promise<void> {
  const [file] = await pickFiles('.json,application/json');
  if (file) await telling(`${file.name} was not opened`, async () => takeScenario(file.name, await bytesOf(file)));
}

/** Asks for a list of users, who take the place of those that are drawn in the scenario in hand. */
export async function openUsersFile(frame: GeoFrame | null): Promise<void> {
  const [file] = await pickFiles('.csv,text/csv');
  if (file) await telling(`${file.name} was not opened`, async () => takeUsers(file.name, await bytesOf(file), frame));
}

/** The scenario in hand as a file, for the command line or another project. */
export function saveScenarioFile(): void {
  const { name, scenario } = currentPlan(studioStore.getState());
  saveFile(`${fileNameOf(name, 'scenario')}.json`, new TextEncoder().encode(scenarioText(scenario)));
}

/** @throws UserError('bad-input') for what is no scenario */
export function takeScenario(fileName: string, bytes: Uint8Array): void {
  const { scenario, ...rest } = readScenario(bytes, fileName);
  addPlan({ name: fileName.replace(/\.json$/i, ''), seed: 42, scenario }, 'Open a scenario');
  const passedOver = (Object.keys(rest) as (keyof typeof rest)[]).filter((key) => rest[key] !== null);
  if (passedOver.length === 0) return;
  notify({
    tone: 'note',
    title: `${fileName} names more than a scenario of the studio`,
    message: `${passedOver.join(', ')}: maps, sectors and the scene are those of the project, and users come with “Users from a CSV file”.`,
    details: [],
  });
}

/** @throws UserError('bad-input') for what is no list of users, with row, value and rule */
export function takeUsers(fileName: string, bytes: Uint8Array, frame: GeoFrame | null): void {
  const { x, y, demandBps } = readUsersCsv(bytes, fileName, frame);
  const count = x.length;
  const metres = (values: Float64Array) => Array.from(values, (value) => Math.round(100 * value) / 100);
  const users = {
    name: fileName,
    x: metres(x),
    y: metres(y),
    demandBps: Array.from(demandBps, (bps) => (Number.isNaN(bps) ? null : bps)),
  };
  changePlan(
    ({ scenario, ...plan }) => ({
      ...plan,
      users,
      scenario: {
        ...scenario,
        power: { ...scenario.power, users: [count] },
        handover: { ...scenario.handover, users: count },
      },
    }),
    'List users',
  );
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
