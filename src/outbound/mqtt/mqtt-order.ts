import type { DoorAction } from '../../modules/door/door-actions.service.js';

/** What a message at `.../set` asks for. */
export interface MqttOrder {
  /** As it was sent. */
  readonly word: Word;
  readonly action: DoorAction;
  readonly seconds: number;
  /** Of the sender: an order with it is carried out once. */
  readonly id: string | null;
  /** When it is too late, in milliseconds since 1970; Infinity = not said. */
  readonly expiresAt: number;
}

/** Why a message is no order. */
export interface OrderFault {
  readonly fault: string;
  readonly id: string | null;
}

const words = ['OPEN', 'LOCK', 'UNLOCK'] as const;
type Word = (typeof words)[number];

/** Seconds that a lock stays open by default, as with the calls of the admin API. */
const usualSeconds = 5;
const longestPulse = 254;
const longestId = 200;
const longestPayload = 4_096;
const fields: ReadonlySet<string> = new Set(['action', 'seconds', 'hold', 'id', 'expires']);
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

const wordOf = (text: unknown): Word | undefined => words.find((word) => word === text);

/** An order, or what is wrong with it: of what is not understood nothing is carried out. */
export function readOrder(payload: Buffer): MqttOrder | OrderFault {
  if (payload.length > longestPayload) return { fault: `longer than ${longestPayload} bytes`, id: null };
  const text = payload.toString('utf8');
  const plain = wordOf(text);
  if (plain) return orderOf(plain, {});
  const body = jsonIn(text);
  if (body === null) return { fault: 'must be OPEN, LOCK, UNLOCK, or a JSON object with an action', id: null };
  const id = typeof body.id === 'string' ? body.id.slice(0, longestId) : null;
  const word = wordOf(typeof body.action === 'string' ? body.action.toUpperCase() : null);
  const fault = faultIn(body, word);
  return word && fault === null ? orderOf(word, body) : { fault: fault ?? '', id };
}

function orderOf(word: Word, body: Readonly<Record<string, unknown>>): MqttOrder {
  return {
    word,
    action: word === 'LOCK' ? 'close' : body.hold === true ? 'normalOpen' : 'open',
    seconds: typeof body.seconds === 'number' ? body.seconds : usualSeconds,
    id: typeof body.id === 'string' ? body.id : null,
    expiresAt: typeof body.expires === 'string' ? Date.parse(body.expires) : Infinity,
  };
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const isTime = (value: unknown): boolean =>
  typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value));

type Body = Readonly<Record<string, unknown>>;

interface Check {
  readonly says: string;
  readonly isWrong: (body: Body, word: Word | undefined) => boolean;
}

const isPulse = ({ hold }: Body, word: Word | undefined): boolean =>
  word === 'OPEN' || (word === 'UNLOCK' && hold !== true);

/** Of the fields that are there. */
const checks: readonly Check[] = [
  { says: 'action must be open, lock or unlock', isWrong: (_, word) => word === undefined },
  {
    says: 'seconds belongs to open, and to unlock without hold',
    isWrong: (body, word) => body.seconds !== undefined && !isPulse(body, word),
  },
  {
    says: `seconds must be a whole number from 1 to ${longestPulse}`,
    isWrong: ({ seconds }) => seconds !== undefined && !isPulseLength(seconds),
  },
  { says: 'hold must be true or false', isWrong: ({ hold }) => hold !== undefined && typeof hold !== 'boolean' },
  { says: 'hold belongs to unlock', isWrong: ({ hold }, word) => hold !== undefined && word !== 'UNLOCK' },
  { says: `id must be a text of 1 to ${longestId} characters`, isWrong: ({ id }) => id !== undefined && !isId(id) },
  {
    says: 'expires must be a time with its zone, such as 2026-11-22T07:30:00Z',
    isWrong: ({ expires }) => expires !== undefined && !isTime(expires),
  },
];

/** A field that nobody knows may be a misspelt end of its life, so it is refused. */
function faultIn(body: Body, word: Word | undefined): string | null {
  const unknown = Object.keys(body).find((name) => !fields.has(name));
  if (unknown !== undefined) return `${unknown.slice(0, 40)} is no field of an order`;
  return checks.find(({ isWrong }) => isWrong(body, word))?.says ?? null;
}

const isPulseLength = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= longestPulse;

const isId = (value: unknown): boolean =>
  typeof value === 'string' && value.length >= 1 && value.length <= longestId && !value.includes('\0');
