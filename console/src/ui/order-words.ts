/** Of the texts, what is needed here: `t` has it. */
interface Texts {
  loose(key: string, fallback: string, values?: Record<string, string>): string;
}

interface Ordered {
  readonly type: string;
  /** On the wire, once it has one. */
  readonly text: string | null;
}

const tableIn = /^DATA (?:UPDATE|DELETE|COUNT)\s+(\w+)|^DATA QUERY\s+tablename=(\w+)/i;

/** What a kind of command asks of a device. */
export const orderName = (t: Texts, type: string): string => t.loose(`orders.type-${type}`, type);

/** What the rows of a table of devices are about. */
export const tableName = (t: Texts, table: string): string => t.loose(`orders.table-${table.toLowerCase()}`, table);

/** `Write: cards` */
export function orderWords(t: Texts, { type, text }: Ordered): string {
  const [, named, asked] = tableIn.exec(text ?? '') ?? [];
  const table = type === 'raw' ? undefined : (named ?? asked);
  const what = orderName(t, type);
  return table === undefined ? what : t.loose('orders.of', what, { what, table: tableName(t, table) });
}
