import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { studioStore, useStudio } from '../store/studio-store.ts';
import type { ThemeName } from './theme.ts';

/** The colours in use. Those that a command asked for are taken on, and remembered by the page. */
export function useTheme(): ThemeName {
  const wanted = useStudio((s) => s.themeWanted);
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  useEffect(() => {
    if (wanted !== null) setColorScheme(wanted);
  }, [wanted, setColorScheme]);
  useEffect(() => studioStore.setState({ themeNow: now }), [now]);
  return now;
}
