import type { ModelFacts } from '../learning/models/model-library.ts';

/** What people are told of a model, for tests of what is made of it. */
export function modelFacts(facts: Partial<ModelFacts> & Pick<ModelFacts, 'id'>): ModelFacts {
  return {
    name: facts.id,
    trainable: false,
    trainedTo: [],
    summary: 'A network.',
    parameters: 940_000,
    channels: ['free-space-gain', 'obstruction'],
    bytes: 1_900_000,
    testMaeDb: 6.2,
    warning: 'Trained on synthetic maps.',
    limits: [],
    state: 'available',
    refusal: null,
    backend: null,
    own: false,
    ...facts,
  };
}
