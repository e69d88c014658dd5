import type { FeedMessage } from '../envelope/envelope.js';
import type { Secrets } from './reader-store.js';

/** A connection to where messages go. */
export interface Publisher {
  /** What this reader is set to publish. */
  wants(message: FeedMessage): boolean;
  /**
   * Resolves once the other side has all of them, in their order. If it rejects, the connection is closed, and the same
   * messages come again on the next one.
   */
  publish(messages: readonly FeedMessage[]): Promise<void>;
  /** Also called after a failure. It is waited for, but not for long. */
  close(): Promise<void>;
}

export interface ReaderSetup {
  readonly settings: unknown;
  readonly secrets: Secrets;
  /** Aborted when this gateway has the reader no more, or its settings are others. */
  readonly signal: AbortSignal;
  /** The connection is gone, which is found while nothing is published. */
  readonly lost: (reason: Error) => void;
}

/** What follows the feed under a name. Only the gateway that has its lease connects. */
export interface ReaderKind {
  readonly name: string;
  connect(setup: ReaderSetup): Promise<Publisher>;
}
