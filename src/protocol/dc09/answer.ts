import { randomBytes } from 'node:crypto';
import { seal } from './cipher.js';
import { addressOf, stampOf, type Header } from './message.js';

/** Printable, and none of the marks of a message. */
const newPadding = (): string => randomBytes(16).toString('base64url').replace(/_/g, '0').slice(0, 16);

/** The message is taken; an encrypted one is answered so, too. */
export const ack = (header: Header, key: Buffer | null, now: Date): string =>
  key === null
    ? `"ACK"${addressOf(header)}[]`
    : `"*ACK"${addressOf(header)}[${seal(`]${stampOf(now)}`, key, newPadding())}`;

/** The message is understood and not taken: another receiver may do it. It is never encrypted. */
export const duh = (header: Header): string => `"DUH"${addressOf(header)}[]`;

/** The message cannot be trusted, or its time is wrong: here is ours. It is never encrypted. */
export const nak = (now: Date): string => `"NAK"0000R0L0A0[]${stampOf(now)}`;
