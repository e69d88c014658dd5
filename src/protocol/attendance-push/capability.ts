import { learntVersions, majorOf, type BioFit } from '../access-push/bio-fit.js';
import { dialectOf, flagOf, optionOf, type Dialect, type Learnt, type Options } from '../access-push/dialect.js';
import { bioType } from '../access-push/parameters/bio-support.js';
import { agreedVersion, comparePushVersions } from './handshake.js';

/** What is known about a terminal beside its options. */
export interface KnownTerminal extends Learnt {
  /** As it announced it; null if it does not, as old firmware does. */
  readonly pushVersion: string | null;
}

/** Only newer firmware says that it takes pins with letters (Attendance PUSH 16.3, 14). */
const textPins = '2.4.1';

/** Counters and options of the other protocol only: they change while the terminal stays the same. */
const leftOut: Partial<Dialect> = {
  functions: '',
  fpCount: '',
  faceCount: '',
  fvCount: '',
  pvCount: '',
  multiBioDataCount: [],
  multiBioPhotoCount: [],
};

/** What a terminal understands, in the terms of the other protocol's dialect. */
export function attDialectOf(options: Options, known: KnownTerminal): Dialect {
  const dialect = dialectOf(options, known);
  const isNew = comparePushVersions(agreedVersion(known.pushVersion), textPins) >= 0;
  return {
    ...dialect,
    ...leftOut,
    multiCard: false,
    // A DELETE can name one finger (12.2).
    deleteAnd: true,
    stringPin: dialect.stringPin || isNew,
  };
}

const typeCount = 11;
const allTypes = Array.from({ length: typeCount }, (_, type) => type);

/** Near-infrared faces have algorithms below these (appendix A3). */
const firstVisible = 30;

const isListed = (list: readonly string[], type: number) => Number.parseInt(list[type] ?? '', 10) > 0;

/** Near-infrared faces of this algorithm have their parts in BIODATA, whatever types the terminal lists (16.2). */
const firstUnifiedFace = 12;

/** Whether templates of a type are sent as BIODATA, and not in a table of their own (9.5 to 9.8). */
export function isUnified(told: Pick<Dialect, 'multiBioDataSupport' | 'faceVersion'>, type: number): boolean {
  if (isListed(told.multiBioDataSupport, type)) return true;
  if (type === bioType.face) return Number(majorOf(told.faceVersion) ?? 0) >= firstUnifiedFace;
  return type !== bioType.fingerprint && type !== bioType.fingerVein;
}

const isVisible = (version: string | null) => Number(version ?? 0) >= firstVisible;

/** Types for which a terminal has options of their own that say whether it takes them. */
function older(told: Dialect, options: Options): Record<number, boolean> {
  const face = majorOf(told.faceVersion);
  const lists = told.multiBioDataSupport.length > 0;
  return {
    // Old firmware only gives its version.
    [bioType.fingerprint]: told.finger || (optionOf(options, 'FingerFunOn') === '' && majorOf(told.fpVersion) !== null),
    [bioType.face]: !lists && told.face && !isVisible(face),
    [bioType.fingerVein]: told.fv,
    [bioType.palmVein]: !lists && told.pv,
    [bioType.visibleLightFace]: !lists && (told.visibleLight || (told.face && isVisible(face))),
  };
}

const versionOptions = (told: Dialect): Record<number, string> => ({
  [bioType.fingerprint]: told.fpVersion,
  [bioType.face]: isVisible(majorOf(told.faceVersion)) ? '' : told.faceVersion,
  [bioType.fingerVein]: told.fvVersion,
  [bioType.palmVein]: told.pvVersion,
  [bioType.visibleLightFace]: isVisible(majorOf(told.faceVersion)) ? told.faceVersion : told.visibleLightVersion,
});

/** The templates and photos that a terminal takes. It cannot use a template whose algorithm it does not name. */
export function attBioFitOf(options: Options, told: Dialect, quirks: Readonly<Record<string, unknown>> = {}): BioFit {
  const learnt = learntVersions(quirks);
  const takes = older(told, options);
  const versions = versionOptions(told);
  const holds = (type: number) =>
    isListed(told.multiBioDataSupport, type) || takes[type] === true || learnt[type] !== undefined;
  const versionOf = (type: number) =>
    majorOf(told.multiBioVersion[type]) ?? majorOf(versions[type]) ?? learnt[type] ?? null;
  const photos = told.multiBioPhotoSupport;
  return {
    versions: allTypes.map((type) => (holds(type) ? versionOf(type) : null)),
    photos: allTypes.map((type) =>
      photos.length > 0 ? isListed(photos, type) : type === bioType.visibleLightFace && told.bioPhoto,
    ),
    oldFingers: !isUnified(told, bioType.fingerprint),
    byUrl: told.userPicUrl ? ['userpic'] : [],
    userPic: told.userPicUrl || flagOf(options, 'PhotoFunOn') || flagOf(options, 'UserPicFunOn'),
  };
}
