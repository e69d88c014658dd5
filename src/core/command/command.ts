import type { Order } from './order.js';

export type CommandStatus = 'queued' | 'sent' | 'done' | 'failed' | 'unanswered' | 'expired' | 'cancelled';

/** A command as the queue holds it. Its id is the number on the wire. */
export interface Command {
  readonly id: number;
  readonly sn: string;
  readonly type: Order['type'];
  readonly kind: 'data' | 'control' | 'query';
  readonly lane: 1 | 2 | 3;
  /** It takes something away: it goes before all data that does not. */
  readonly ahead: boolean;
  readonly once: boolean;
  /** Who requested it: `facade`, `admin`, `sync`, `link` ... */
  readonly origin: string;
  readonly order: Order;
  /** The text on the wire after `C:<id>:`; null until it was handed out. */
  readonly text: string | null;
  readonly status: CommandStatus;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly retryAt: Date | null;
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
  readonly returnCode: number | null;
  /** What the device reported beside its return code: a count, options, rows. */
  readonly answer: Readonly<Record<string, unknown>> | null;
}

/**
 * A command that may still be handed out or answered. Its times are by the database's clock, the only one that all
 * gateways share.
 */
export interface OpenCommand extends Command {
  readonly status: 'queued' | 'sent';
  /** When its life ends, by this gateway's steady clock; Infinity = never. */
  readonly endsAt: number;
  /** Its life is over. */
  readonly expired: boolean;
  /** Its answer is overdue. */
  readonly overdue: boolean;
  /** Seconds since it was handed out, and until its answer is overdue. */
  readonly sentAgo: number;
  readonly retryIn: number;
}

/** Nothing more is expected to happen to it; an `unanswered` one may still be settled by a late answer. */
export const hasEnded = ({ status }: Pick<Command, 'status'>): boolean => status !== 'queued' && status !== 'sent';

/** The columns as they come from the table. */
export interface CommandRow {
  id: number;
  sn: string;
  type: Order['type'];
  kind: Command['kind'];
  lane: Command['lane'];
  ahead: boolean;
  once: boolean;
  origin: string;
  meant: Buffer;
  text: Buffer | null;
  status: CommandStatus;
  attempts: number;
  created_at: Date;
  expires_at: Date | null;
  retry_at: Date | null;
  sent_at: Date | null;
  finished_at: Date | null;
  return_code: number | null;
  answer: Record<string, unknown> | null;
}

export interface OpenCommandRow extends CommandRow {
  status: 'queued' | 'sent';
  doubtful: boolean;
  expires_in: number | null;
  overdue: boolean | null;
  sent_ago: number | null;
  retry_in: number | null;
}
