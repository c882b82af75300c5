import { isJsonObject } from './json-document.ts';
import type { JsonFields } from './json-fields.ts';
import type { SavedNetworkSetup, SavedPlan, SavedUsers } from './saved-project.ts';

/** Farthest from the scene's origin [m], and the highest rate [bit/s]. */
const FARTHEST_M = 1e7;
const MOST_BPS = 1e12;

/**
 * Reads the plans of a project. What their scenarios ask is read when somebody plans: most who open a project do not, and planning is a
 * large part of the program.
 * @throws UserError('bad-input') for a value that breaks its rule, and for two plans of one name
 */
export function readPlans(document: JsonFields): readonly SavedPlan[] {
  const plans = document.objects('plans').map((plan): SavedPlan => {
    const scenario = plan.json('scenario');
    if (!isJsonObject(scenario)) throw plan.refuse('scenario', 'an object');
    return {
      name: plan.text('name'),
      seed: plan.whole('seed', 0, 2 ** 32 - 1),
      scenario,
      ...(plan.has('users') ? { users: readUsers(plan.object('users')) } : {}),
    };
  });
  const twin = plans.find(({ name }, i) => plans.findIndex((other) => other.name === name) < i);
  if (twin) throw document.refuse('plans', `free of twins ("${twin.name}" is there twice)`);
  return plans;
}

/**
 * Reads what planning asks of the network as a whole; as with scenarios, what it means is read when somebody plans.
 * @throws UserError('bad-input') for a value that breaks its rule
 */
export function readNetworkSetup(at: JsonFields): SavedNetworkSetup {
  const asked = at.json('asked');
  if (!isJsonObject(asked)) throw at.refuse('asked', 'an object');
  const files = at
    .object('files')
    .entries((file, use) => [use, { name: file.text('name'), source: file.text('source') }]);
  return { asked, files: Object.fromEntries(files) };
}

function readUsers(at: JsonFields): SavedUsers {
  const x = at.numbers('x');
  const y = at.numbers('y', x.length);
  const demandBps = at.list('demandBps').map((bps) => {
    if (bps === null || (typeof bps === 'number' && bps >= 0 && bps <= MOST_BPS)) return bps;
    throw at.refuse('demandBps', `a list of rates from 0 to ${MOST_BPS}, null where one is drawn`);
  });
  if (demandBps.length !== x.length) throw at.refuse('demandBps', `a list of ${x.length} rates, one a user`);
  if ([...x, ...y].some((metres) => Math.abs(metres) > FARTHEST_M))
    throw at.refuse('x', `places within ${FARTHEST_M} m of the origin`);
  return { name: at.text('name'), x, y, demandBps };
}
