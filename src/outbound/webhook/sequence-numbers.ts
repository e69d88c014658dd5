/**
 * The numbers 1, 2, 3 ... of the messages of one endpoint. A number is given when its message is sent for the first time
 * and is not stored before that. Whoever takes over after a crash gives the same numbers to the same messages again, and
 * leaves out those that stand in rows already.
 */
export class SequenceNumbers {
  private last: number;
  private readonly taken: Set<number>;
  private readonly open = new Set<number>();

  /**
   * @param stored every number up to here is in a row
   * @param ahead numbers behind it that are in rows
   */
  constructor(stored: number, ahead: Iterable<number> = []) {
    this.last = stored;
    this.taken = new Set(ahead);
  }

  next(): number {
    do this.last++;
    while (this.taken.has(this.last));
    this.open.add(this.last);
    return this.last;
  }

  /** The message with this number has its row. */
  close(number: number): void {
    this.open.delete(number);
  }

  /** Every number up to here is in a row. */
  get stored(): number {
    let first = this.last + 1;
    for (const number of this.open) if (number < first) first = number;
    return first - 1;
  }
}
