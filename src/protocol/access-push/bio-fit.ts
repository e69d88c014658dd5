import type { Dialect } from './dialect.js';
import { flagOf, type Options } from './dialect.js';
import { bioType, templateTableOf } from './parameters/bio-support.js';

/** What of a person's body a device takes, by the numbers of appendix 18. */
export interface BioFit {
  /** Major version of the algorithm by type; null = templates of that type mean nothing to it. */
  readonly versions: readonly (string | null)[];
  /** Comparison photos by type. */
  readonly photos: readonly boolean[];
  /** Fingers go as templatev10: the device does not know the hybrid protocol (3.1). */
  readonly oldFingers: boolean;
  readonly userPic: boolean;
  /** Tables whose photos it fetches itself (UserPicURLFunOn). */
  readonly byUrl: readonly string[];
}

const typeCount = 11;
const allTypes = Array.from({ length: typeCount }, (_, type) => type);

/** Of fingers that go as templatev10 where the device does not say (7.7). */
const usualFinger = '10';

/** `10`, `10.0` and `010` are one version; null for none. */
export function majorOf(version: string | undefined): string | null {
  const major = /^\s*0*(\d{1,6})/.exec(version ?? '')?.[1] ?? '0';
  return major === '0' ? null : major;
}

/** @param quirks `bioVersion.9` is what its uploads have shown, `photoUrl.biophoto` whether it fetches such photos */
export function bioFitOf(
  options: Options,
  dialect: Pick<Dialect, 'bio' | 'userPicUrl'>,
  quirks: Readonly<Record<string, unknown>> = {},
): BioFit {
  const { bio, userPicUrl } = dialect;
  const learnt = learntVersions(quirks);
  const oldFingers = !bio.hybrid;
  const usual = (type: number) => (templateTableOf(type, dialect) === 'templatev10' ? usualFinger : null);
  // Who sends templates of a type holds it, whatever it says.
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

/** Only of user photos do devices say that they fetch them; of comparison photos an operator has to know. */
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

/** In which table a device holds such a template or photo, and the columns that tell its row from others. */
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

/** What was learnt of a device's algorithms, from the quirks kept with it: `bioVersion.9`. */
export const learntVersions = (quirks: Readonly<Record<string, unknown>>): Record<number, string> =>
  Object.fromEntries(
    Object.entries(quirks).flatMap(([name, value]) => {
      const type = learntName.exec(name)?.[1];
      return type === undefined ? [] : [[Number(type), String(value)]];
    }),
  );
