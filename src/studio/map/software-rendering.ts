/** True where WebGL is drawn by the CPU: smooth edges would cost four times the work there. */
export function rendersInSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return false;
  const software = isSoftware(gl);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return software;
}

/** The part of a context that tells who draws. */
type NamedContext = Pick<WebGL2RenderingContext, 'RENDERER' | 'getParameter' | 'getExtension'>;

/** True where the renderer of a context is a program. Chromium calls every renderer "WebKit WebGL" unless its extension is asked. */
export function isSoftware(gl: NamedContext): boolean {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}
