import { events } from '../codes/events.js';
import { verifyModes } from '../codes/verify-modes.js';
import type { Words } from './words.js';

/** English: the names of the protocol's own tables. */
export const en: Words = {
  events: Object.fromEntries(events.map(({ code, name }) => [code, name])),
  unknownEvent: 'Unknown event',
  verifyModes,
  verifyBits: [
    'face',
    'palm print',
    'palm vein',
    'fingerprint',
    'finger vein',
    'voice print',
    'iris',
    'retina',
    'password',
    'user ID',
    'card',
    'QR code or health code',
  ],
  and: 'and',
  or: 'or',
  separator: ', ',
  gap: ' ',
  beforeLast: ',',
  other: 'Other',
  in: 'In',
  out: 'Out',
};
