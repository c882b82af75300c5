/**
 * What the built page may load and run (docs/privacy.md tells why). No inline script, no eval, no address but the site's own.
 * Missing on purpose: `frame-ancestors`, as any page may embed the studio, and `require-trusted-types-for`, which MapLibre's Worker
 * and its parser do not survive.
 */
const POLICY: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  // ONNX Runtime is WebAssembly.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  // Mantine writes its theme's variables into a style element.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

export const CONTENT_SECURITY_POLICY = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
  .join('; ');
