import type { MessageRow } from './message-rows.js';

/** Outcomes are written together: after this time, or when there are so many. */
export const gatherMs = 200;
export const mostGathered = 100;

/** Positions that were sent to and whose rows are not written yet. */
export class Unrecorded {
  private readonly underWay = new Map<number, boolean>();
  private ended: MessageRow[] = [];

  /** @param isNew it has no row yet, so the recorded part of the feed ends before it */
  begin(position: number, isNew: boolean): void {
    this.underWay.set(position, isNew);
  }

  end(row: MessageRow): void {
    this.ended.push(row);
  }

  /** It was not sent after all, or nobody knows. */
  giveUp(position: number): void {
    this.underWay.delete(position);
  }

  get count(): number {
    return this.ended.length;
  }

  get positions(): number[] {
    return [...this.underWay.keys()];
  }

  /** What is to be written now. */
  takeEnded(): MessageRow[] {
    const rows = this.ended;
    this.ended = [];
    return rows;
  }

  /** It could not be written, and will be with the next. */
  putBack(rows: readonly MessageRow[]): void {
    this.ended = [...rows, ...this.ended];
  }

  written(rows: readonly MessageRow[]): void {
    for (const { position } of rows) this.underWay.delete(position);
  }

  /** The last position before the first that is not recorded, if these rows are. */
  floor(passed: number, rows: readonly MessageRow[]): number {
    const now = new Set(rows.map(({ position }) => position));
    let floor = passed;
    for (const [position, isNew] of this.underWay) {
      if (isNew && !now.has(position) && position <= floor) floor = position - 1;
    }
    return floor;
  }
}
