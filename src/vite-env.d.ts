declare module '*.wgsl' {
  const code: string;
  export default code;
}

/** The package declares types for its root alone, which Node cannot import. */
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export { WgslReflect } from 'wgsl_reflect';
}
