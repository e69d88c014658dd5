/** Tables of uploads with a stamp of their own. */
export type UploadTable = 'ATTLOG' | 'OPERLOG' | 'BIODATA' | 'ATTPHOTO';

/** What the names of TransFlag let through (Attendance PUSH 4.4). */
export type Transfer = 'AttLog' | 'OpLog' | 'AttPhoto' | 'EnrollUser' | 'EnrollFP' | 'FACE' | 'UserPic' | 'BioPhoto';

export interface Outgoing {
  readonly table: UploadTable;
  readonly transfer: Transfer;
  readonly content: string | Buffer;
  /** Wall clock. */
  readonly at: string;
  sent: boolean;
}

/** Rows that a terminal has to tell, told or not; it forgets none until somebody clears them. */
export class Outbox {
  private rows: Outgoing[] = [];

  add(row: Omit<Outgoing, 'sent'>): void {
    this.rows.push({ ...row, sent: false });
  }

  of(table: UploadTable): readonly Outgoing[] {
    return this.rows.filter((row) => row.table === table);
  }

  get waiting(): number {
    return this.rows.filter(({ sent }) => !sent).length;
  }

  /** The stamp 0: everything of the table is to be told again (Attendance PUSH 4.5). */
  again(table: UploadTable): void {
    for (const row of this.of(table)) row.sent = false;
  }

  clear(table: UploadTable): void {
    this.rows = this.rows.filter((row) => row.table !== table);
  }

  /** The oldest that wait, of the first table that has some and is wanted; of pictures one. */
  next(wanted: ReadonlySet<string>, most: number): readonly Outgoing[] {
    const waiting = this.rows.filter(({ sent, transfer }) => !sent && wanted.has(transfer));
    const table = waiting[0]?.table;
    const first = waiting[0];
    if (first && typeof first.content !== 'string') return [first];
    return waiting.filter((row) => row.table === table).slice(0, most);
  }
}
