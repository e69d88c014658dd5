/** Biometric types (Access PUSH appendix 18); the position is the type. Up to 8 near-infrared, from 9 visible light. */
export const bioTypes = [
  'general',
  'fingerprint',
  'near-infrared face',
  'voice print',
  'iris',
  'retina',
  'palm print',
  'finger vein',
  'palm vein',
  'visible light face',
  'visible light palm',
] as const;

/** The name of a type, with its number where it has none. */
export const bioTypeName = (type: number): string => bioTypes[type] ?? `biometric type ${type}`;
