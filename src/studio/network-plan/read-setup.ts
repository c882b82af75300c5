import { JsonFields } from '../../io/formats/json-fields.ts';
import { networkSetup } from '../../io/formats/network-setup-json.ts';
import type { SavedNetworkSetup } from '../../io/formats/saved-project.ts';
import { DEFAULT_SETUP, type NetworkSetup } from '../../planning/network-setup.ts';
import { UserError } from '../../units/errors.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { Setup } from './setup.ts';

const FIRST_SETUP: Setup = { ...DEFAULT_SETUP, files: {}, problem: null };

/** The same while the project's is. */
const read = new WeakMap<SavedNetworkSetup, Setup>();

/** What planning asks of the network of the project. */
export function setupOf({ history }: Pick<StudioState, 'history'>): Setup {
  const { networkSetup: saved } = history.project;
  if (!saved) return FIRST_SETUP;
  const known = read.get(saved) ?? { ...askedOf(saved), files: saved.files };
  read.set(saved, known);
  return known;
}

function askedOf({ asked }: SavedNetworkSetup): NetworkSetup & Pick<Setup, 'problem'> {
  try {
    return { ...networkSetup(new JsonFields('The set-up of planning', asked)), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...DEFAULT_SETUP, problem: error.message };
  }
}
