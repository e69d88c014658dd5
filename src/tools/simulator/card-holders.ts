type Row = ReadonlyMap<string, string>;

/** Tables that contain cards of persons. */
const cardTables: ReadonlySet<string> = new Set(['user', 'mulcarduser']);

/**
 * The owner of each card, by table: one card belongs to one person, and a panel with thousands must not search for it.
 */
export class CardHolders {
  private readonly pins = new Map<string, Map<string, string>>();

  learn(table: string, row: Row): void {
    const card = cardOf(table, row);
    if (card !== null) this.of(table).set(card, row.get('pin') ?? '');
  }

  forget(table: string, row: Row | undefined): void {
    const card = row === undefined ? null : cardOf(table, row);
    if (card !== null && this.of(table).get(card) === row?.get('pin')) this.of(table).delete(card);
  }

  /** A card is freed before another person gets it. */
  takenByAnother(table: string, row: Row): boolean {
    const card = cardOf(table, row);
    const holder = card === null ? undefined : this.of(table).get(card);
    return holder !== undefined && holder !== row.get('pin');
  }

  /** Of one table, or of all. */
  clear(table?: string): void {
    if (table === undefined) this.pins.clear();
    else this.pins.delete(table);
  }

  private of(table: string): Map<string, string> {
    const pins = this.pins.get(table) ?? new Map<string, string>();
    this.pins.set(table, pins);
    return pins;
  }
}

function cardOf(table: string, row: Row): string | null {
  const card = cardTables.has(table) ? (row.get('cardno') ?? '') : '';
  return card === '' || card === '0' ? null : card;
}
