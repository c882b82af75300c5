import { expect, it } from 'vitest';
import { standInNotes } from './stand-in-notes.ts';

it('speaks once of a map that is mostly filled in, and not of others', () => {
  const notes = standInNotes([
    { map: 'drive', standInShare: 0.7 },
    { map: 'sweep', standInShare: 0.5 },
    { map: 'drive', standInShare: 0.82 },
  ]);
  expect(notes).toEqual([expect.stringMatching(/^drive: 82 % of the users/)]);
});
