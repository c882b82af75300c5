import { expect, test } from 'vitest';
import { isSoftware } from './software-rendering.ts';

const RENDERER = 0x1f01;
const UNMASKED_RENDERER_WEBGL = 0x9246;

/** A context that names its renderer as a browser does; `unmasked` null: it lacks the extension. */
function context(masked: string, unmasked: string | null) {
  return {
    RENDERER,
    getParameter: (name: number) => (name === UNMASKED_RENDERER_WEBGL ? unmasked : masked),
    getExtension: () => (unmasked === null ? null : { UNMASKED_RENDERER_WEBGL }),
  } as unknown as WebGL2RenderingContext;
}

test('Chromium masks the name of its renderer: the extension tells it', () => {
  const swiftshader = 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)';
  expect(isSoftware(context('WebKit WebGL', swiftshader))).toBe(true);
  expect(isSoftware(context('WebKit WebGL', 'ANGLE (NVIDIA, NVIDIA GeForce RTX 4070, D3D11)'))).toBe(false);
});

test('a browser without the extension names it at once', () => {
  expect(isSoftware(context('llvmpipe, or similar', null))).toBe(true);
  expect(isSoftware(context('Apple M1, or similar', null))).toBe(false);
});
