import type { PanelRow } from './memory.js';
import { doorParameter, type Parameters } from './parameters.js';
import { dayOf, withinPeriod } from './zones.js';

const lettersOf = (text: string) => text.split('');

/** What a person can show: f fingerprint, i user ID, p password, c card, a face, v finger vein, m palm, q QR code. */
export type Factor = 'f' | 'i' | 'p' | 'c' | 'a' | 'v' | 'm' | 'q';

/**
 * Appendix 3: alternatives separated by `|`, the factors of one as letters; '' accepts whatever the device recognises.
 */
const oldModes: readonly string[] = [
  ...['', 'f', 'i', 'p', 'c', 'f|p', 'f|c', 'c|p', 'if', 'fp', 'cf', 'cp', 'fpc', 'ifp', 'if|cf', 'a', 'af', 'ap'],
  ...['ac', 'afc', 'afp', 'v', 'vp', 'vc', 'vpc', 'm', 'mc', 'ma', 'mf', 'maf'],
];

/** Places in the new strings, counted from the right; place 0 says whether all are needed (Access PUSH 9.5.1). */
const newPlaces: Readonly<Record<Factor, number>> = { a: 1, m: 3, f: 4, v: 5, p: 9, i: 10, c: 11, q: 12 };

/** Whether what a person shows is enough for a mode: a code of appendix 3, or a string of 16 digits. */
export function isEnough(mode: string, shown: readonly Factor[]): boolean {
  if (/^[01]{16}$/.test(mode)) {
    const wanted = (Object.keys(newPlaces) as Factor[]).filter((factor) => mode.at(-1 - newPlaces[factor]) === '1');
    const found = wanted.filter((factor) => shown.includes(factor));
    return mode.endsWith('1') ? found.length === wanted.length : found.length > 0 || wanted.length === 0;
  }
  const alternatives = (oldModes[Number(mode)] ?? '').split('|');
  return alternatives.some((letters) => lettersOf(letters).every((letter) => shown.includes(letter as Factor)));
}

/** The mode that applies now: the person's at this door, the door's by its time zone, or the door's own (9.1.1). */
export function modeNow(parameters: Parameters, user: PanelRow, door: number, wall: string): string {
  const { memory } = parameters;
  const atDoor = (row: PanelRow) => row.get('doorid') === String(door);
  const personal = memory
    .rows('PersonalVSTimezone')
    .find((row) => atDoor(row) && (row.get('pin') ?? '') === user.get('pin'));
  const own = byZone(parameters, personal?.get('timezoneid'), wall, 'vsuser');
  if (own !== '') return own;
  const general = memory.rows('DoorVSTimezone').find(atDoor);
  const timed = byZone(parameters, general?.get('timezoneid'), wall, 'vsdoor');
  return timed === '' ? doorParameter(parameters, door, 'VerifyType') : timed;
}

function byZone({ memory }: Parameters, zone: string | undefined, wall: string, column: string): string {
  const modes = memory.rows('DiffTimezoneVS').find((row) => zone !== undefined && row.get('timezoneid') === zone);
  if (modes === undefined) return '';
  const day = dayOf(memory, wall);
  const period = [1, 2, 3].find((n) => withinPeriod(modes.get(`${day}time${n}`) ?? '0', wall));
  const mode = period === undefined ? '' : (modes.get(`${day}time${period}${column}`) ?? '');
  return mode === '255' ? '' : mode;
}

/** `verifytype` of an event: 16 digits if both sides know them, otherwise the code of appendix 3. */
export function verifyType(shown: readonly Factor[], hasNewStyles: boolean): string {
  if (!hasNewStyles) {
    const letters = [...shown].sort().join('');
    const code = oldModes.findIndex((mode) => mode !== '' && lettersOf(mode).sort().join('') === letters);
    return String(Math.max(code, 0));
  }
  const digits = Array.from({ length: 16 }, () => '0');
  for (const factor of shown) digits[15 - newPlaces[factor]] = '1';
  if (shown.length > 1) digits[15] = '1';
  return digits.join('');
}
