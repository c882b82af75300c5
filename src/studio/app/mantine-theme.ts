import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { rem } from '../store/root-scale.ts';

/** The accent in ten steps: 6 on light, 4 on dark surfaces (see tokens.css). */
const ACCENT: MantineColorsTuple = [
  '#e7edfd',
  '#cbd9fb',
  '#a9c0fb',
  '#94b1fd',
  '#7da2ff',
  '#4a78ea',
  '#2457d6',
  '#1d49b8',
  '#173b97',
  '#122f79',
];

/** Greys of the dark theme with the blue of the tokens. */
const DARK: MantineColorsTuple = [
  '#e8edf2',
  '#c3ccd6',
  '#a3b0bd',
  '#8b98a6',
  '#3c4753',
  '#2a323c',
  '#1b2129',
  '#161b21',
  '#11161b',
  '#0b0e12',
];

export const mantineTheme = createTheme({
  fontFamily: '"Inter Variable", Inter, "Segoe UI", system-ui, sans-serif',
  fontSizes: { xs: rem(11.5), sm: rem(13), md: rem(13) },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: { accent: ACCENT, dark: DARK },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
});
