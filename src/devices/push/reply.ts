import type { ServedFile } from '../../modules/file/served-file.js';
import type { DeviceRequest } from './request.js';

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

/** The answer to content that was kept and not understood: any other makes the device send it for ever. */
export function replyToUnknown({ call, query }: Pick<DeviceRequest, 'call' | 'query'>): DeviceReply {
  // A registration without parameters would look like a device without doors.
  if (call === 'registry') return refuse(406, '406');
  // `AUTH=FAILED` has no rows, and it is the only answer that such a caller understands as a refusal.
  if (query.has('authtype')) return say('AUTH=FAILED\r\n\r\n\r\n');
  const [table, count] = [query.get('tablename') ?? '', query.get('count') ?? ''];
  return /^\w{1,64}$/.test(table) && /^\d{1,9}$/.test(count) ? say(`${table}=${count}`) : ok;
}
