import { steadyMs } from '../../platform/steady-clock.js';
import type { FeedScan } from './feed-scan.js';
import { writeRows } from './message-rows.js';
import type { Outcomes } from './outcomes.js';
import type { SenderContext } from './sender-context.js';
import { movePositions } from './webhook-lease.store.js';

/** Between two looks whether the feed was cut in front of this reader, also where nothing follows. */
const everyMs = 10_000;

/** What was removed from the feed before an endpoint had it is told by one message in its place. */
export class GapWatch {
  private lookedAt = -Infinity;

  constructor(
    private readonly context: Pick<SenderContext, 'owner'>,
    private readonly id: string,
    private readonly scan: FeedScan,
    private readonly outcomes: Outcomes,
  ) {}

  /**
   * Now and then, and when the scan has come to a hole.
   * @returns `told`: a row waits that tells it; `ahead`: it is told once everything in front of it has its row
   */
  async look(): Promise<'none' | 'told' | 'ahead'> {
    const now = steadyMs();
    if (!this.scan.isCut && now - this.lookedAt < everyMs) return 'none';
    const missed = await this.scan.missed();
    if (missed) {
      // The position moves over the gap, and must not leave behind what would not be sent again after a crash.
      if (!this.scan.isEmpty || this.outcomes.hasNew) return 'ahead';
      await this.tell(missed);
    }
    this.lookedAt = now;
    return missed ? 'told' : 'none';
  }

  private async tell(missed: { readonly from: number; readonly to: number }): Promise<void> {
    const position = this.scan.freeUpTo(missed.to);
    const gap = { from: String(missed.from), to: String(missed.to + 1) };
    const now = new Date();
    const row = { position, messageId: `msg_${position}`, type: 'feed.gap', gap, ...unsent, nextAt: now, lastAt: now };
    await this.outcomes.guarded(async (tx) => {
      await writeRows(tx, this.id, [row]);
      await movePositions(tx, this.context.owner, [{ id: this.id, position: missed.to }]);
    });
    this.scan.skipTo(missed.to);
  }
}

const unsent = {
  ...{ sequence: null, status: 'pending' as const, attempts: 0, firstAt: null },
  ...{ lastStatus: null, lastError: null, lastMs: null, response: null },
} as const;
