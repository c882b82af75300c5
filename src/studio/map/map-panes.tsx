import type { ThemeName } from '../app/theme.ts';
import { MapPane } from './map-pane.tsx';
import { SwipePane } from './swipe-pane.tsx';

/** All that draws with MapLibre and deck.gl, which come in a file of their own. */
export function MapPanes({ theme }: { readonly theme: ThemeName }) {
  return (
    <>
      <MapPane theme={theme} />
      <SwipePane theme={theme} />
    </>
  );
}
