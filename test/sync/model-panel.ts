/** A record as it stands on the wire: names in lower case, values as sent. */
export type WireRecord = ReadonlyMap<string, string>;

const keys: Readonly<Record<string, readonly string[]>> = {
  user: ['pin'],
  userauthorize: ['pin', 'authorizetimezoneid'],
  timezone: ['timezoneid'],
  userinfo: ['pin'],
};

const recordOf = (line: string): WireRecord =>
  new Map(
    line.split('\t').map((field) => {
      const at = field.indexOf('=');
      return [field.slice(0, at).toLowerCase(), field.slice(at + 1)] as const;
    }),
  );

function parsed(text: string) {
  const [, verb = '', name = '', rest] = /^DATA (UPDATE|DELETE) (\S+) ?([\s\S]*)$/.exec(text.trimEnd()) ?? [];
  return { verb, name: name.toLowerCase(), records: rest?.split(/\r?\n/).map(recordOf) ?? [] };
}

const refused = -12;

type Refuses = (record: WireRecord, verb: string) => boolean;

/**
 * A device as far as this test needs it: tables that the bytes of commands change. It is a difficult one: when it
 * refuses a command in the middle, it keeps what it has done so far, and it adds doors to those that a row already has.
 */
export class ModelPanel {
  private readonly tables = new Map<string, Map<string, WireRecord>>();

  /**
   * @param code what it says to what it refuses
   * @param nothing what it says to a DELETE for which it has no row
   * @returns what the device reports
   */
  carryOut(text: string, refuses: Refuses = () => false, code = refused, nothing = 0): number {
    const { verb, name, records } = parsed(text);
    const table = this.table(name);
    const before = table.size;
    for (const record of records) {
      if (refuses(record, verb)) return code;
      if (verb === 'UPDATE') write(table, name, record);
      else remove(table, record);
    }
    return verb === 'DELETE' && table.size === before ? nothing : 0;
  }

  rows(name: string): WireRecord[] {
    return [...this.table(name).values()];
  }

  private table(name: string): Map<string, WireRecord> {
    const found = this.tables.get(name) ?? new Map<string, WireRecord>();
    this.tables.set(name, found);
    return found;
  }
}

function write(table: Map<string, WireRecord>, name: string, record: WireRecord): void {
  const key = (keys[name] ?? [...record.keys()]).map((field) => record.get(field) ?? '').join('\t');
  const before = Number(table.get(key)?.get('authorizedoorid') ?? 0);
  const doors = Number(record.get('authorizedoorid') ?? 0) | before;
  table.set(key, record.has('authorizedoorid') ? new Map([...record, ['authorizedoorid', String(doors)]]) : record);
}

function remove(table: Map<string, WireRecord>, condition: WireRecord): void {
  for (const [key, row] of table) {
    if ([...condition].every(([name, value]) => row.get(name) === value)) table.delete(key);
  }
}
