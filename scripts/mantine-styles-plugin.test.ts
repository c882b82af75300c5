import { expect, it } from 'vitest';
import { importedNames, usedMantineStyles } from './mantine-styles-plugin.ts';

const source = (names: string) => `import { ${names} } from '@mantine/core';\nimport { useState } from 'react';`;
const selectors = (css: string) => new Set(css.match(/\.m_[0-9a-f]+/g));

it('reads the names that sources import, over several lines and under other names', () => {
  const text = "import {\n  Button as Knob,\n  type MantineTheme,\n} from '@mantine/core';";
  expect(importedNames([text, source('Button, Modal')], '@mantine/core')).toEqual(['Button', 'MantineTheme', 'Modal']);
});

it('keeps what a component is made of, and leaves others out', () => {
  const none = usedMantineStyles([]);
  const button = usedMantineStyles([source('Button')]);
  const modal = usedMantineStyles([source('Modal')]);
  expect(none).toContain('--mantine-color-');
  expect(none).toContain('box-sizing');
  // A button has a loader; a modal a button to close it, an overlay and a paper.
  expect(selectors(button).size).toBeGreaterThan(selectors(none).size + 5);
  expect(button).toContain('.m_77c9d27d');
  // What only a modal has is not among a button's.
  expect([...selectors(modal)].some((name) => !selectors(button).has(name))).toBe(true);
  expect(modal.length).toBeGreaterThan(none.length);
  expect(modal).not.toContain('.m_77c9d27d');
  const all = usedMantineStyles([source('Button, Modal')]);
  for (const name of [...selectors(button), ...selectors(modal)]) expect(all).toContain(name);
});
