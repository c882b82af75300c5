import type { ModelFacts } from '../../worker/engine-protocol.ts';
import type { EngineChoice } from '../store/project-document.ts';
import { type EngineScene, engineLabel, engineOf, hasPrisms } from './engine-choice.ts';

export interface EngineOption {
  readonly value: EngineChoice;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface EngineGroup {
  readonly group: string;
  readonly items: readonly EngineOption[];
}

/** What a project can be computed with, as a list with headings. */
export function engineOptions(models: readonly ModelFacts[], scene: EngineScene | null): readonly EngineGroup[] {
  const sweeps = scene === null || hasPrisms(scene);
  const found = engineLabel(engineOf('auto', scene), models).toLowerCase();
  const computed: EngineOption[] = [
    { value: 'auto', label: `Auto · ${found}` },
    {
      value: 'sweep',
      label: sweeps ? 'Sweep' : scene?.terrain ? 'Sweep · needs level ground' : 'Sweep · needs upright walls',
      disabled: !sweeps,
    },
    { value: 'launch', label: 'Launch' },
    { value: 'reference', label: 'Reference · slow' },
  ];
  const learned = models.map(
    ({ id, name, own, state }): EngineOption => ({
      value: `model:${id}`,
      // A model that was refused can be tried again: its download may have been cut off.
      label: [
        name,
        own ? 'yours' : '',
        state === 'refused' ? 'refused' : '',
        scene?.terrain ? 'needs level ground' : '',
      ]
        .filter(Boolean)
        .join(' · '),
      ...(scene?.terrain ? { disabled: true } : {}),
    }),
  );
  return [
    { group: 'Computed', items: computed },
    ...(learned.length > 0 ? [{ group: 'Learned', items: learned }] : []),
  ];
}

/** What to compare an engine's map with at first: the smallest model beside an engine that computes, and the other way round; null where there is none. */
export function otherEngine(
  chosen: EngineChoice,
  models: readonly ModelFacts[],
  scene: EngineScene | null,
): EngineChoice | null {
  if (chosen.startsWith('model:')) return 'auto';
  const usable = models.filter(({ state }) => state !== 'refused');
  if (scene?.terrain) return engineOf(chosen, scene) === 'launch' ? 'reference' : 'launch';
  const [model] = usable.sort((a, b) => a.parameters - b.parameters);
  if (model) return `model:${model.id}`;
  return engineOf(chosen, scene) !== 'sweep' && (scene === null || hasPrisms(scene)) ? 'sweep' : null;
}
