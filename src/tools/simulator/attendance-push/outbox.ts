/** Tables of uploads with a stamp of their own. */
export type UploadTable = 'ATTLOG' | 'OPERLOG' | 'BIODATA' | 'ATTPHOTO';

/** Which rows each name of TransFlag allows (Attendance PUSH 4.4). */
export type Transfer = 'AttLog' | 'OpLog' | 'AttPhoto' | 'EnrollUser' | 'EnrollFP' | 'FACE' | 'UserPic' | 'BioPhoto';

export interface Outgoing {
  readonly table: UploadTable;
  readonly transfer: Transfer;
  readonly content: string | Buffer;
  /** Wall clock. */
  readonly at: string;
  sent: boolean;
}

/** Rows that a terminal has to send, sent or not; it keeps all of them until somebody clears them. */
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

  /** The stamp 0: everything of the table must be sent again (Attendance PUSH 4.5). */
  again(table: UploadTable): void {
    for (const row of this.of(table)) row.sent = false;
  }

  clear(table: UploadTable): void {
    this.rows = this.rows.filter((row) => row.table !== table);
  }

  /** The oldest waiting rows of the first wanted table that has some; of pictures only one. */
  next(wanted: ReadonlySet<string>, most: number): readonly Outgoing[] {
    const waiting = this.rows.filter(({ sent, transfer }) => !sent && wanted.has(transfer));
    const table = waiting[0]?.table;
    const first = waiting[0];
    if (first && typeof first.content !== 'string') return [first];
    return waiting.filter((row) => row.table === table).slice(0, most);
  }
}
