import { countOf } from '../../../protocol/access-push/dialect.js';
import type { Fault, Parts } from '../rule.js';

/** The parts of which a device has several, and the option that counts them (4.4). */
const counted = { door: 'LockCount', reader: 'ReaderCount', auxIn: 'AuxInCount', auxOut: 'AuxOutCount' } as const;
export type Part = keyof typeof counted;

const words: Readonly<Record<Part, string>> = {
  door: 'door',
  reader: 'reader',
  auxIn: 'auxiliary input',
  auxOut: 'auxiliary output',
};

/** The device has no part with that number. If a device did not report a count, every number is accepted. */
export function faultOfPart(field: string, part: Part, number: number, parts: Parts | null): Fault | null {
  if (!parts) return null;
  const most = countOf(parts.options, counted[part], -1);
  return most < 0 || number <= most
    ? null
    : { field, message: `names no ${words[part]} of the device: ${number}; it has ${most}` };
}
