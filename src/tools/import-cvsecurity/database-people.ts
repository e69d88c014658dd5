import { oldTables } from './old-tables.js';
import type { OldDatabase } from './old-database.js';
import type { OldRow } from './old-list.js';
import { perhapsSealed, readField, sortedCards, type Fault, type OldPerson } from './old-person.js';
import { cardOf, flagOf, said } from './old-values.js';

const plain = ['name', 'lastName', 'gender', 'birthday', 'email', 'mobilePhone', 'ssn', 'carPlate', 'hireDate'];
/** Main cards before further ones. */
const byType = (one: OldRow, other: OldRow) => Number(said(one, 'type') || 0) - Number(said(other, 'type') || 0);
/** Cards that were lost or given back have another state. */
const validCard = '1';

interface Parts {
  readonly access: OldRow;
  readonly certificate: OldRow;
  readonly cards: readonly OldRow[];
}

/** People as the old server's database has them. */
export class DatabasePeople {
  private codes: ReadonlyMap<string, string> | null = null;

  constructor(private readonly database: OldDatabase) {}

  /** Everybody, a page at a time. */
  async *pages(): AsyncGenerator<readonly OldPerson[]> {
    for await (const rows of this.database.pages(oldTables.people)) yield this.persons(rows);
  }

  async of(pins: readonly string[]): Promise<ReadonlyMap<string, OldPerson>> {
    const persons = await this.persons(await this.database.rowsOf(oldTables.people, 'pin', pins));
    return new Map(persons.map((person) => [person.pin, person]));
  }

  private async persons(rows: readonly OldRow[]): Promise<OldPerson[]> {
    const ids = rows.map((row) => said(row, 'id'));
    const of = async (table: (typeof oldTables)['access' | 'memberships' | 'cards' | 'certificates']) =>
      byPerson(await this.database.rowsOf(table, 'person', ids));
    const [access, levels] = [await of(oldTables.access), await of(oldTables.memberships)];
    const [cards, certificates] = [await of(oldTables.cards), await of(oldTables.certificates)];
    this.codes ??= new Map(
      (await this.database.rows(oldTables.departments)).map((row) => [said(row, 'id'), said(row, 'code')]),
    );
    return rows.map((row) => {
      const id = said(row, 'id');
      const [limits = {}, certificate = {}] = [access.get(id)?.[0], certificates.get(id)?.[0]];
      const parts = { access: limits, certificate, cards: cards.get(id) ?? [] };
      const levelIds = (levels.get(id) ?? []).map((one) => said(one, 'level'));
      return { ...this.person(row, parts), ...(this.database.reads(oldTables.memberships) ? { levelIds } : {}) };
    });
  }

  private person(row: OldRow, parts: Parts): OldPerson {
    const faults: Fault[] = [];
    const fields: Record<string, string> = { deptCode: this.codes?.get(said(row, 'department')) ?? '' };
    for (const [field, text] of toldOf(row, parts)) Object.assign(fields, readField(field, text, faults));
    if (Number(said(parts.access, 'super')) > 0) {
      faults.push({ field: '', why: 'a super user there: POST /admin/v1/super-user-rules makes one here' });
    }
    if (this.database.reads(oldTables.cards)) Object.assign(fields, cardsOf(parts.cards, faults));
    return { pin: said(row, 'pin'), fields, faults };
  }
}

const texts = (row: OldRow, names: readonly string[]) =>
  names.filter((name) => name in row).map((name) => [name, said(row, name)] as const);
/** An empty value is left out: the field may have been set here. */
const filled = (row: OldRow, names: readonly string[]) => texts(row, names).filter(([, text]) => text !== '');

/** Passwords are often kept encrypted. Limits count only where they are switched on. */
const toldOf = (row: OldRow, { access, certificate }: Parts) => [
  ...texts(row, plain),
  ...filled(row, ['isSendMail', 'personPwd']),
  ...filled(access, ['isDisabled', 'privilege']),
  ...(flagOf(access.isLimited) === true ? texts(access, ['accStartTime', 'accEndTime']) : []),
  ...texts(certificate, ['certNumber', 'certType']),
];

/** If one of them cannot be read, all are left out: the others alone would remove it here. */
function cardsOf(rows: readonly OldRow[], faults: Fault[]): Readonly<Record<string, string>> {
  const valid = [...rows].sort(byType).filter((row) => {
    const state = said(row, 'state');
    if (state !== '' && state !== validCard) {
      faults.push({ field: '', why: `a card is in state ${state} there and is not taken over` });
    }
    return state === '' || state === validCard;
  });
  const numbers = valid.map((row) => cardOf(said(row, 'cardNo')));
  if (numbers.includes(null)) {
    faults.push({ field: 'cardNo', why: `a card is no number; ${perhapsSealed}` });
    return {};
  }
  const [cardNo = '', ...others] = [...new Set(numbers as string[])];
  return { cardNo, supplyCards: sortedCards(others) };
}

function byPerson(rows: readonly OldRow[]): ReadonlyMap<string, OldRow[]> {
  const all = new Map<string, OldRow[]>();
  for (const row of rows) {
    const person = said(row, 'person');
    const known = all.get(person);
    if (known) known.push(row);
    else all.set(person, [row]);
  }
  return all;
}
