import type { Registration } from './registration.js';

/** Biometric types (appendix 18); the number is their place in the lists of registration. */
export const bioTypes = [
  'general',
  'fingerprint',
  'face',
  'voicePrint',
  'iris',
  'retina',
  'palmPrint',
  'fingerVein',
  'palmVein',
  'visibleLightFace',
  'visibleLightPalm',
] as const;

/** Numbers of the types that the gateway handles by name. */
export const bioType = {
  fingerprint: 1,
  face: 2,
  fingerVein: 7,
  palmVein: 8,
  visibleLightFace: 9,
} as const;

/** What a device supports of templates and photos, by the numbers of appendix 18. */
export interface BioSupport {
  /** The device lists its types itself: COUNT and QUERY name one, fingerprints go as biodata (9.1.3, 9.1.4). */
  readonly hybrid: boolean;
  readonly templates: readonly number[];
  readonly photos: readonly number[];
  /** Algorithm by type, as sent: `10`, `58.12`; a template is only sent if its algorithm is the same. */
  readonly versions: ReadonlyMap<number, string>;
  /** How many it can hold, by type. */
  readonly mostTemplates: ReadonlyMap<number, number>;
  readonly mostPhotos: ReadonlyMap<number, number>;
}

const isOn = (place: string) => Number.parseInt(place, 10) > 0;

const listed = (places: readonly string[]): number[] => places.flatMap((place, type) => (isOn(place) ? [type] : []));

type Entry<T> = readonly [type: number, value: T];

const filled = <T>(entries: readonly Entry<T>[], isFilled: (value: T) => boolean): ReadonlyMap<number, T> =>
  new Map(entries.filter(([, value]) => isFilled(value)));

const versionsOf = (entries: readonly Entry<string>[]) => filled(entries, (version) => /[1-9]/.test(version));

const countsOf = (entries: readonly Entry<string>[]) =>
  filled(
    entries.map(([type, text]) => [type, Number.parseInt(text, 10)] as const),
    (most) => most > 0,
  );

const byPlace = (places: readonly string[]) => places.map((place, type) => [type, place] as const);

const comparisonPhotos = 38;
const visibleLightTemplates = 39;

/** One row for each type for which older firmware has an option of its own (4.6, docs/field-notes.md 10). */
const olderTypes = (told: Registration) =>
  [
    { type: bioType.fingerprint, on: told.finger, version: told.fpVersion, most: told.maxFingerCount },
    { type: bioType.face, on: told.face, version: told.faceVersion, most: told.maxFaceCount },
    { type: bioType.fingerVein, on: told.fv, version: told.fvVersion, most: told.maxFvCount },
    { type: bioType.palmVein, on: told.pv, version: told.pvVersion, most: told.maxPvCount },
    {
      type: bioType.visibleLightFace,
      on: told.bioData || told.visibleLight || told.functions[visibleLightTemplates] === '1',
      version: told.visibleLightVersion,
      most: '',
    },
  ] as const;

function older(told: Registration): BioSupport {
  const types = olderTypes(told).filter(({ on }) => on);
  const hasPhotos = told.bioPhoto || told.functions[comparisonPhotos] === '1';
  return {
    hybrid: false,
    templates: types.map(({ type }) => type),
    photos: hasPhotos ? [bioType.visibleLightFace] : [],
    versions: versionsOf(types.map(({ type, version }) => [type, version] as const)),
    mostTemplates: countsOf(types.map(({ type, most }) => [type, most] as const)),
    mostPhotos: new Map(),
  };
}

/** From MultiBioDataSupport and its related options, or from the options that older firmware has instead. */
export function bioSupportOf(told: Registration): BioSupport {
  if (told.multiBioDataSupport.length === 0 && told.multiBioPhotoSupport.length === 0) return older(told);
  return {
    hybrid: true,
    templates: listed(told.multiBioDataSupport),
    photos: listed(told.multiBioPhotoSupport),
    versions: versionsOf(byPlace(told.multiBioVersion)),
    mostTemplates: countsOf(byPlace(told.maxMultiBioDataCount)),
    mostPhotos: countsOf(byPlace(told.maxMultiBioPhotoCount)),
  };
}

const defaultPlaces = 10;

/** `0:1:0:...`, the form of lists in registration and in `push`. */
export const bioPlaces = (types: readonly number[], length = defaultPlaces): string =>
  Array.from({ length: Math.max(length, ...types.map((type) => type + 1)) }, (_, type) =>
    types.includes(type) ? '1' : '0',
  ).join(':');

/** The table for a template of this type; null if the device cannot use it. */
export function templateTableOf(type: number, { bio }: { readonly bio: BioSupport }): 'templatev10' | 'biodata' | null {
  if (!bio.templates.includes(type)) return null;
  return type === bioType.fingerprint && !bio.hybrid ? 'templatev10' : 'biodata';
}
