import type { EntityManager } from 'typeorm';
import type { EndpointHealth } from './endpoint-health.js';
import { writeRows, type MessageRow } from './message-rows.js';
import type { SenderContext } from './sender-context.js';
import type { SequenceNumbers } from './sequence-numbers.js';
import { disable, holdsLease, writeProgress } from './webhook-lease.store.js';

/** Outcomes are written together: after this time, or when there are so many. */
const gatherMs = 200;
const mostGathered = 100;
const restAfterFaultMs = 1_000;

/** What the outcomes of an endpoint have to do with the rest of it. */
export interface OutcomeHost {
  readonly id: string;
  readonly numbers: SequenceNumbers;
  readonly health: EndpointHealth;
  /** Everything up to here was sent or is not wanted. */
  readonly passed: () => number;
  readonly onWritten: (rows: readonly MessageRow[]) => void;
  /** Another gateway has the endpoint, or it is gone or disabled. */
  readonly onLost: () => void;
}

/** What was sent by one endpoint and is not recorded yet. */
export class Outcomes {
  /** Positions that were begun, and whether they had no row before. */
  private readonly begun = new Map<number, boolean>();
  private ended: MessageRow[] = [];
  private writing: Promise<void> | null = null;
  private gathering: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(
    private readonly context: SenderContext,
    private readonly host: OutcomeHost,
  ) {}

  /** @param isNew it has no row yet, so the recorded part of the feed ends before it */
  begin(position: number, isNew: boolean): void {
    this.begun.set(position, isNew);
  }

  end(row: MessageRow): void {
    this.ended.push(row);
    if (this.ended.length >= mostGathered || this.host.health.hopeless !== null) void this.writeSoon();
    else this.gather(gatherMs);
  }

  get count(): number {
    return this.ended.length;
  }

  /** Something was begun that had no row before. */
  get hasNew(): boolean {
    for (const isNew of this.begun.values()) if (isNew) return true;
    return false;
  }

  readonly positions = (): number[] => [...this.begun.keys()];

  /** The last position before the first that is not recorded, once these rows are. */
  floor(rows: readonly MessageRow[] = []): number {
    const now = new Set(rows.map(({ position }) => position));
    let floor = this.host.passed();
    for (const [position, isNew] of this.begun) {
      if (isNew && !now.has(position) && position <= floor) floor = position - 1;
    }
    return floor;
  }

  /** Writes all that there is. One at a time, so that a row never goes back. */
  async write(): Promise<void> {
    while (this.writing) await this.writing.catch(() => undefined);
    if (this.gathering) clearTimeout(this.gathering);
    this.gathering = null;
    if (this.isClosed || (this.ended.length === 0 && this.host.health.hopeless === null)) return;
    this.writing = this.writeNow().finally(() => (this.writing = null));
    await this.writing;
  }

  /**
   * Runs a task in a transaction if this gateway still has the endpoint.
   * @returns whether it has
   */
  async guarded(task: (tx: EntityManager) => Promise<void>): Promise<boolean> {
    const { unitOfWork, atDatabase, owner } = this.context;
    const isMine = await atDatabase(() =>
      unitOfWork.run(async (tx) => {
        if (!(await holdsLease(tx, owner, this.host.id))) return false;
        await task(tx);
        return true;
      }),
    );
    if (!isMine) this.host.onLost();
    return isMine;
  }

  /** Nothing is written any more. */
  close(): void {
    this.isClosed = true;
    if (this.gathering) clearTimeout(this.gathering);
    this.gathering = null;
  }

  private gather(milliseconds: number): void {
    if (!this.isClosed) this.gathering ??= setTimeout(() => void this.writeSoon(), milliseconds);
  }

  private async writeSoon(): Promise<void> {
    try {
      await this.write();
    } catch (error) {
      this.context.log.warn({ err: error, webhook: this.host.id }, 'outcomes of a webhook could not be written yet');
      this.gather(restAfterFaultMs);
    }
  }

  private async writeNow(): Promise<void> {
    const { id, numbers, health } = this.host;
    const rows = this.ended;
    this.ended = [];
    for (const { sequence } of rows) if (sequence !== null) numbers.close(sequence);
    const { breaker, slowUntil, failingSince, lastSuccessAt, hopeless } = health;
    const reached = { position: this.floor(rows), sequence: numbers.stored };
    const isMine = await this.guarded(async (tx) => {
      await writeRows(tx, id, rows);
      await writeProgress(tx, id, { ...reached, breaker, slowUntil, failingSince, lastSuccessAt });
      if (hopeless !== null) await disable(tx, id, hopeless);
    }).catch((error: unknown) => {
      this.ended = [...rows, ...this.ended];
      throw error;
    });
    if (!isMine) return;
    for (const { position } of rows) this.begun.delete(position);
    this.host.onWritten(rows);
    if (hopeless === null) return;
    this.context.log.warn({ webhook: id, reason: hopeless }, 'a webhook was disabled');
    this.host.onLost();
  }
}
