import type { Layer } from '@deck.gl/core';

const SIZES = ['width', 'radius', 'lineWidth'] as const;
const LIMITS = ['radiusMinPixels', 'radiusMaxPixels', 'lineWidthMinPixels', 'lineWidthMaxPixels'] as const;

/** The same layers with lines and points as many times as thick, where they are sized in pixels; and with their limits in pixels. */
export function drawnAt(layers: readonly Layer[], scale: number): Layer[] {
  if (scale === 1) return [...layers];
  return layers.map((layer) => {
    const props = layer.props as unknown as Readonly<Record<string, number | string | undefined>>;
    const scales = SIZES.flatMap((size) => (props[`${size}Units`] === 'pixels' ? [[`${size}Scale`, scale]] : []));
    const limits = LIMITS.flatMap((name) => {
      const limit = props[name];
      return typeof limit === 'number' && limit > 0 && limit < 1000 ? [[name, limit * scale] as const] : [];
    });
    return layer.clone(Object.fromEntries([...scales, ...limits]) as Partial<typeof layer.props>);
  });
}
