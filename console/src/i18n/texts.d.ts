declare module 'virtual:texts/keys' {
  const keys: readonly string[];
  export default keys;
}

declare module 'virtual:texts/late-keys' {
  const keys: readonly string[];
  export default keys;
}

declare module 'virtual:texts/*' {
  /** By the place of their name in `virtual:texts/keys`. */
  const texts: Record<string, import('@internationalized/string').LocalizedString>;
  export default texts;
}
