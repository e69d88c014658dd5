import type { EntityManager } from 'typeorm';
import { steadyMs } from '../../platform/steady-clock.js';
import type { Command } from './command.js';
import type { Order } from './order.js';

/* What is handed out to devices, and what they answer. */

export interface Rendered {
  readonly text: string;
  /** The text that is stored with the command, if it is shorter: templates and photos have tables of their own. */
  readonly kept?: string;
}

/**
 * Makes the text of an order for a device; throws a Failure if its link cannot express it. Null = the device understands
 * other words than those that its rows were planned in: they are to be planned again.
 */
export type Render = (order: Order, tx: EntityManager) => Rendered | null | Promise<Rendered | null>;

export interface HandedOut {
  readonly id: number;
  readonly text: string;
  /** Set if it is for a controller behind the device. */
  readonly subSn?: string;
  /** When its life ends, by the steady clock: checked once more when the bytes leave the gateway. */
  readonly endsAt: number;
}

export const isOver = ({ endsAt }: Pick<HandedOut, 'endsAt'>): boolean => endsAt <= steadyMs();

/** How many commands go into one answer. */
export interface Batch {
  readonly most: number;
  /** Several data commands together; otherwise one, and the next when that one is answered. */
  readonly together?: {
    /** Approximate number of characters; a larger command is sent alone. */
    readonly characters: number;
    /** A device ignores everything after such a text. */
    readonly ends: (text: string) => boolean;
  };
}

/** The answer to a poll, and when there may be something again (epoch ms; Infinity = nothing is waiting). */
export interface Claim {
  readonly commands: readonly HandedOut[];
  readonly nextDue: number;
}

/** A device's report about the result of a command. */
export interface Answer {
  readonly id: number;
  readonly returnCode: number | null;
  /** Whether it was done, if the code alone does not say so. */
  readonly succeeded?: boolean;
}

/** The manual prints the second name for screens, although its text uses the first (9.5.3). */
const pending = -5000;
const pendingScreen = 5000;
/** Seconds for which the result of such a command is waited for. */
export const pendingSeconds = 600;

export const handedOut = (id: number, { subSn }: Order, endsAt: number, text: string): HandedOut => ({
  id,
  text,
  endsAt,
  ...(subSn === undefined ? {} : { subSn }),
});

/** A return code that cannot be valid is ignored: if it were refused, it would come again for ever. */
export const isCode = (value: number) => (value | 0) === value;

const screenText = /^SET ADSCREEN_OPTIONS\b/i;

const isScreen = ({ order }: Command) =>
  order.type === 'adScreen' || (order.type === 'raw' && screenText.test(order.text));

/** The device has begun and will send the result under the same number. */
export const isPending = (command: Command, code: number) =>
  code === pending || (code === pendingScreen && isScreen(command));

/** A late answer still settles a command that nobody waits for any more; a cancelled command was never handed out. */
export const awaitsAnswer = ({ status, sentAt }: Command) =>
  status === 'sent' || (status === 'unanswered' && sentAt !== null);

/** Whether it says plainly that the command was carried out: then it can be settled together with others. */
export const canJoin = (answer: Answer): answer is Answer & { readonly returnCode: number } =>
  answer.succeeded === undefined &&
  answer.returnCode !== null &&
  isCode(answer.returnCode) &&
  answer.returnCode >= 0 &&
  answer.returnCode !== pendingScreen &&
  Number.isSafeInteger(answer.id) &&
  answer.id >= 1 &&
  answer.id <= 0x7fffffff;
