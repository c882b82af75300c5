import type { Scene } from '../scene/scene.ts';
import { badInput } from '../units/errors.ts';
export async function writeScene(_s: Scene, out: string, _signal: AbortSignal): Promise<string[]> {
  throw badInput(`${out}: not available`);
}
