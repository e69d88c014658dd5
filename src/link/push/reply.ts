/** What a device is answered: always text, with Content-Length and Date (Access PUSH 4.1). */
export interface DeviceReply {
  readonly status: number;
  readonly text: string;
  /** Seconds after which to come again. */
  readonly retryAfter?: number;
}

export const ok: DeviceReply = { status: 200, text: 'OK' };
export const say = (text: string): DeviceReply => ({ status: 200, text });
export const refuse = (status: number, text: string): DeviceReply => ({ status, text });
/** The database is away: the device keeps what it has and comes again (rules 7). */
export const unavailable: DeviceReply = { status: 503, text: 'unavailable', retryAfter: 5 };
