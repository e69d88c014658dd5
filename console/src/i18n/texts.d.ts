declare module 'virtual:texts/*' {
  const texts: Record<string, import('@internationalized/string').LocalizedString>;
  export default texts;
}
