/** What one device's firmware understands, read from the options it registered with (4.4). */
export interface Dialect {
  /** AccSupportFunList: one character a function, position 0 on the left. */
  readonly functions: string;
  /** DateFmtFunOn=1: validity of users in packed seconds, else YYYYMMDD. */
  readonly dateSeconds: boolean;
  readonly disableUser: boolean;
  /** DeleteAndFunOn=1: DELETE of templatev10 may name Pin and FingerID. */
  readonly deleteAnd: boolean;
  readonly stringPin: boolean;
  /** Cards stand in mulcarduser: position 7 and SET OPTIONS MulCardUserFunOn=1 accepted. */
  readonly multiCard: boolean;
  /** LossCardFunOn=1: the device refuses a card whose row says that it was lost. */
  readonly lossCard: boolean;
  readonly devId: number;
  /** WGRuleVer 2.0 or newer: mulcarduser has CardBit, SiteCode and IMIE. */
  readonly wiegand2: boolean;
  /** Appendix 14. */
  readonly cmdFormat: 0 | 1;
  /** Bytes one answer may have; never above 4,000,000 (-106 means more than 4 MB). */
  readonly maxPackageSize: number;
  readonly machineTz: boolean;
}

export type Options = Readonly<Record<string, string>>;

const packageLimit = 4_000_000;
const cautiousPackage = 1_000_000;

/** The value of an option whatever its case, `~` prefix or blanks; '' when the device did not send it. */
export function optionOf(options: Options, name: string): string {
  const exact = options[name];
  if (exact !== undefined) return exact.trim();
  const wanted = name.toLowerCase();
  const found = Object.keys(options).find((key) => key.replace(/^~/, '').toLowerCase() === wanted);
  return found === undefined ? '' : (options[found] ?? '').trim();
}

/** An option as a whole number of zero or more; the fallback when it is absent or no number. */
export function countOf(options: Options, name: string, fallback = 0): number {
  const value = Number.parseInt(optionOf(options, name), 10);
  return Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}

/** True when an option is a number other than 0. */
export const flagOf = (options: Options, name: string): boolean => countOf(options, name) > 0;

/** Position from the left of AccSupportFunList; what is not there is not supported (4.4). */
export const supports = ({ functions }: { readonly functions: string }, position: number): boolean =>
  functions[position] === '1';

/** The dialect of a device from its stored options and what the gateway knows of it. */
export function dialectOf(
  options: Options,
  device: { readonly multiCardOn: boolean; readonly devId: number },
): Dialect {
  const functions = optionOf(options, 'AccSupportFunList');
  const announced = countOf(options, 'MaxPackageSize');
  return {
    functions,
    dateSeconds: flagOf(options, 'DateFmtFunOn'),
    disableUser: flagOf(options, 'DisableUserFunOn'),
    deleteAnd: flagOf(options, 'DeleteAndFunOn'),
    stringPin: flagOf(options, 'StringPinFunOn'),
    multiCard: device.multiCardOn && supports({ functions }, 7),
    lossCard: flagOf(options, 'LossCardFunOn'),
    devId: device.devId,
    wiegand2: Number.parseFloat(optionOf(options, 'WGRuleVer').replace(/^\D+/, '')) >= 2,
    cmdFormat: countOf(options, 'CmdFormat') === 1 ? 1 : 0,
    maxPackageSize: Math.min(announced > 0 ? announced : cautiousPackage, packageLimit),
    machineTz: flagOf(options, 'MachineTZFunOn'),
  };
}
