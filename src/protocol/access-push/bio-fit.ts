import type { Dialect } from './dialect.js';
import { flagOf, type Options } from './dialect.js';
import { bioType, templateTableOf } from './parameters/bio-support.js';

/** The templates and photos that a device takes, by the numbers of appendix 18. */
export interface BioFit {
  /** Major version of the algorithm by type; null = it cannot use templates of that type. */
  readonly versions: readonly (string | null)[];
  /** Comparison photos by type. */
  readonly photos: readonly boolean[];
  /** Fingers are sent as templatev10: the device does not know the hybrid protocol (3.1). */
  readonly oldFingers: boolean;
  readonly userPic: boolean;
  /** Tables whose photos it fetches itself (UserPicURLFunOn). */
  readonly byUrl: readonly string[];
}

const typeCount = 11;
const allTypes = Array.from({ length: typeCount }, (_, type) => type);

/** The version for fingers in templatev10 if the device does not announce one (7.7). */
const usualFinger = '10';

/** `10`, `10.0` and `010` are one version; null for none. */
export function majorOf(version: string | undefined): string | null {
  const major = /^\s*0*(\d{1,6})/.exec(version ?? '')?.[1] ?? '0';
  return major === '0' ? null : major;
}

/**
 * @param quirks `bioVersion.9` is the version that its uploads have shown, `photoUrl.biophoto` whether it fetches such
 * photos
 */
export function bioFitOf(
  options: Options,
  dialect: Pick<Dialect, 'bio' | 'userPicUrl'>,
  quirks: Readonly<Record<string, unknown>> = {},
): BioFit {
  const { bio, userPicUrl } = dialect;
  const learnt = learntVersions(quirks);
  const oldFingers = !bio.hybrid;
  const usual = (type: number) => (templateTableOf(type, dialect) === 'templatev10' ? usualFinger : null);
  // A device that sends templates of a type can hold that type, whatever it announces.
  const holds = (type: number) => bio.templates.includes(type) || learnt[type] !== undefined;
  const version = (type: number) => majorOf(bio.versions.get(type)) ?? learnt[type] ?? usual(type);
  return {
    versions: allTypes.map((type) => (holds(type) ? version(type) : null)),
    photos: allTypes.map((type) => bio.photos.includes(type)),
    oldFingers,
    byUrl: ['userpic', 'biophoto'].filter((table) => fetches(table, userPicUrl, quirks)),
    userPic: userPicUrl || flagOf(options, 'PhotoFunOn') || flagOf(options, 'UserPicFunOn'),
  };
}

/** Devices only announce that they fetch user photos; for comparison photos an operator has to know it. */
const fetches = (table: string, userPicUrl: boolean, quirks: Readonly<Record<string, unknown>>): boolean => {
  const said = quirks[`photoUrl.${table}`];
  return typeof said === 'boolean' ? said : table === 'userpic' && userPicUrl;
};

interface BioPlace {
  readonly kind: 'template' | 'photo';
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
}

/** The table in which a device holds such a template or photo, and the columns that identify its row. */
export function bioRowOf(
  pin: string,
  { kind, bioType: type, no, index }: BioPlace,
  { oldFingers }: Pick<BioFit, 'oldFingers'>,
): { readonly table: string; readonly row: Readonly<Record<string, string | number>> } {
  if (kind === 'photo') return { table: 'biophoto', row: { pin, type, no, index } };
  if (type === bioType.fingerprint && oldFingers) return { table: 'templatev10', row: { pin, fingerId: no } };
  return { table: 'biodata', row: { type, pin, no, index } };
}

const learntName = /^bioVersion\.(\d{1,2})$/;

/** What was learnt about a device's algorithms, from its stored quirks: `bioVersion.9`. */
export const learntVersions = (quirks: Readonly<Record<string, unknown>>): Record<number, string> =>
  Object.fromEntries(
    Object.entries(quirks).flatMap(([name, value]) => {
      const type = learntName.exec(name)?.[1];
      return type === undefined ? [] : [[Number(type), String(value)]];
    }),
  );
