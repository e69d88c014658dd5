import type { Schema } from './schema.js';

/** What rules look at. */
export interface Happened {
  readonly eventNo: number;
  readonly eventLevel: number;
  /** Kind of device: `acc`, `att` ... */
  readonly module: string;
  readonly pointType: string;
}

/** A type of message: what it is about, which data it has, and an example of these. */
export interface MessageType {
  readonly name: string;
  readonly about: string;
  readonly data: Schema;
  readonly example: Readonly<Record<string, unknown>>;
}

/** A type that events become. */
export interface EventType extends MessageType {
  /** The first type whose rule fits is the one. */
  readonly fits: (event: Happened) => boolean;
}
