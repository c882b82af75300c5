import { describe, expect, it } from 'vitest';
import { droppedFiles } from './project-records.ts';

const needs = (...fileKeys: string[]) => ({ fileKeys });

describe('files that nothing needs any more', () => {
  it('are those of what went, and no others', () => {
    expect(droppedFiles([needs('scene', 'walk')], [])).toEqual(['scene', 'walk']);
    expect(droppedFiles([], [needs('scene')])).toEqual([]);
  });

  it('are not what the one in its place, another project or an original needs', () => {
    expect(droppedFiles([needs('scene', 'walk', 'drive')], [needs('scene', 'flight'), needs('drive')])).toEqual([
      'walk',
    ]);
  });

  it('are named once where a project and its original both go', () => {
    expect(droppedFiles([needs('scene', 'walk'), needs('scene', 'antenna')], [needs('antenna')])).toEqual([
      'scene',
      'walk',
    ]);
  });
});
