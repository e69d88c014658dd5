import { bitSet } from './bits.js';
import { type BioSupport, bioSupportOf } from './parameters/bio-support.js';
import { type Options, optionReader, readRegistration, type Registration } from './parameters/registration.js';

export type { Options } from './parameters/registration.js';

/**
 * What one device's firmware understands: all that it announced (4.4), and what follows from that and from what the
 * gateway knows about it.
 */
export interface Dialect extends Registration {
  /** Cards are in mulcarduser: position 7, and SET OPTIONS MulCardUserFunOn=1 was accepted. */
  readonly multiCard: boolean;
  readonly devId: number;
  /** WGRuleVer 2.0 or newer: mulcarduser has CardBit, SiteCode and IMIE. */
  readonly wiegand2: boolean;
  /** Bytes one answer may have; never above 4,000,000 (-106 means more than 4 MB). */
  readonly maxPackageSize: number;
  readonly bio: BioSupport;
  /** NewVFStyles, if it is set: verification is a string of 16 bits and not a code of appendix 3 (9.5.1). */
  readonly newVFStyles: string;
  /** Codes of appendix 3 that its doors accept; null if it does not say (VerifyStyles). */
  readonly verifyCodes: readonly number[] | null;
  /** Decryptions of QR codes that the device knows: 1 the day's key, 2 AES, 3 RSA. */
  readonly qrSchemes: readonly number[];
  /** Appendix 15. */
  readonly level: 'single' | 'master' | 'sub';
  /** Rows of expansion boards are sent without the name of their table, as 9.1.1 prints them. */
  readonly namelessBoards: boolean;
}

/** What the gateway knows of a device besides its options. */
export interface Learnt {
  /** Null until the device has said so. */
  readonly multiCardOn: boolean | null;
  readonly devId: number;
  readonly quirks?: Readonly<Record<string, unknown>>;
}

const packageLimit = 4_000_000;
const cautiousPackage = 1_000_000;

/**
 * The value of an option in any case of letters, with or without `~` prefix or blanks; '' if the device did not send
 * it.
 */
export const optionOf = (options: Options, name: string): string => optionReader(options)(name);

/** An option as a whole number of zero or more; the fallback if it is absent or no number. */
export function countOf(options: Options, name: string, fallback = 0): number {
  const value = Number.parseInt(optionOf(options, name), 10);
  return Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}

/** True if an option is a number other than 0. */
export const flagOf = (options: Options, name: string): boolean => countOf(options, name) > 0;

/** Position from the left of AccSupportFunList; a missing position is not supported (4.4). */
export const supports = ({ functions }: { readonly functions: string }, position: number): boolean =>
  functions[position] === '1';

const severalCards = 7;
const styles = /^(?:[01]{16}|[01]{32})$/;

function levelOf({ multiStageControl, masterControl, subControl }: Registration): Dialect['level'] {
  if (!multiStageControl || masterControl === subControl) return 'single';
  return masterControl ? 'master' : 'sub';
}

/** The dialect of a device from its stored options and what the gateway knows of it. */
export function dialectOf(options: Options, { multiCardOn, devId, quirks = {} }: Learnt): Dialect {
  const told = readRegistration(options);
  const announced = told.maxPackageSize;
  return {
    ...told,
    multiCard: multiCardOn === true && supports(told, severalCards),
    devId,
    wiegand2: Number.parseFloat(told.wgRuleVer.replace(/^\D+/, '')) >= 2,
    maxPackageSize: Math.min(announced > 0 ? announced : cautiousPackage, packageLimit),
    bio: bioSupportOf(told),
    newVFStyles: styles.test(told.newVFStyles) ? told.newVFStyles : '',
    verifyCodes: told.verifyStyles === '' ? null : bitSet(told.verifyStyles),
    qrSchemes: [1, 2, 3].filter((scheme) => told.qrCodeDecryptFunList[scheme - 1] === '1'),
    level: levelOf(told),
    namelessBoards: quirks.namelessBoards === true,
  };
}
