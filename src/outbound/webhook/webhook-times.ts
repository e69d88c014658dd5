import type { Config } from '../../platform/config.js';

/** How long everything of a webhook takes. In tests the schedule is shorter, and so are leases and patience. */
export interface WebhookTimes {
  /** Of retries, probes, `Retry-After` and the lives of messages. */
  readonly scale: number;
  readonly dnsMs: number;
  readonly connectMs: number;
  /** One attempt, from the look-up to the end of the answer. */
  readonly wholeMs: number;
  /**
   * How long a gateway may send without having renewed. It is a little less than the half minute within which the
   * messages of a gateway that was killed go out again.
   */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** Between two looks for endpoints that nobody sends to. */
  readonly lookMs: number;
}

export const timesOf = ({ schedule, patience }: Config['webhookTimeScale']): WebhookTimes => ({
  scale: schedule,
  dnsMs: 5_000 * patience,
  connectMs: 5_000 * patience,
  wholeMs: 15_000 * patience,
  leaseMs: 28_000 * patience,
  renewMs: 10_000 * patience,
  lookMs: Math.max(1_000 * patience, 250),
});
