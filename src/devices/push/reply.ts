import type { ServedFile } from '../../modules/file/served-file.js';

/** The answer to a device: text, except for files, with Content-Length and Date (Access PUSH 4.1). */
export interface DeviceReply {
  readonly status: number;
  readonly text: string;
  /** Sent in place of the text: the text, encrypted. */
  readonly bytes?: Buffer;
  /** Seconds after which the device should come again. */
  readonly retryAfter?: number;
  /** The connection is closed after the answer. */
  readonly close?: boolean;
  /** Sent in place of the text, whole or the requested range. */
  readonly file?: ServedFile;
  /** An answer that is valid for a limited time. The writer checks it at the moment of writing. */
  readonly life?: ReplyLife;
}

export interface ReplyLife {
  /** The answer that is sent instead if it is too late; null if it is not too late. */
  now(): DeviceReply | null;
  /** The connection is gone, so the answer cannot be heard. */
  lost(): void;
}

export const ok: DeviceReply = { status: 200, text: 'OK' };
export const say = (text: string): DeviceReply => ({ status: 200, text });
export const refuse = (status: number, text: string): DeviceReply => ({ status, text });
/** The database is away: the device keeps what it has and comes again (docs/rules.md 7). */
export const unavailable: DeviceReply = { status: 503, text: 'unavailable', retryAfter: 5 };
