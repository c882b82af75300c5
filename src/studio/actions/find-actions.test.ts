import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { findActions } from './find-actions.ts';

const action = (title: string, group: Action['group'], words = '') => ({ title, group, words });
const LIST = [
  action('Undo turn', 'Edit'),
  action('Show RSRP', 'Layer', 'level coverage'),
  action('Show best server', 'Layer'),
  action('Use engine U-Net', 'Engine', 'model neural'),
  action('Open files', 'Project', 'load import'),
];
const titles = (text: string) => findActions(LIST, text).map(({ title }) => title);

describe('findActions', () => {
  it('lists everything until something is typed', () => {
    expect(titles('  ')).toEqual(LIST.map(({ title }) => title));
  });

  it('finds by the beginning of words in any order', () => {
    expect(titles('serv be')).toEqual(['Show best server']);
    expect(titles('u net')).toEqual(['Use engine U-Net']);
  });

  it('finds by other words and by the group', () => {
    expect(titles('import')).toEqual(['Open files']);
    expect(titles('layer')).toEqual(['Show RSRP', 'Show best server']);
  });

  it('puts titles before other words, and the word itself before its beginning', () => {
    const list = [action('Levels by class', 'View'), action('Show RSRP', 'Layer', 'level'), action('Level', 'View')];
    expect(findActions(list, 'level').map(({ title }) => title)).toEqual(['Level', 'Levels by class', 'Show RSRP']);
  });

  it('finds nothing where one word is in none', () => {
    expect(titles('rsrp banana')).toEqual([]);
  });
});
