import type { EntityManager } from 'typeorm';
import type { ListedPerson, PersonListService } from '../../modules/person/person-list.service.js';
import { sortedCards } from './old-person.js';
import type { Fields } from './judge.js';
import { joined } from './level-importers.js';

export interface ExistingPerson {
  readonly fields: Fields;
  /** Levels in the person's own right, of access control. */
  readonly granted: readonly string[];
  /** All of them, with those of the department. */
  readonly held: ReadonlySet<string>;
}

/** Persons of these pins, in the form of a comparison. The password and the photo are known by their hashes. */
export async function peopleHere(
  tx: EntityManager,
  lists: PersonListService,
  pins: readonly string[],
): Promise<ReadonlyMap<string, ExistingPerson>> {
  const rows = await lists.list(tx, { pins, state: 'any' }, { offset: 0, limit: pins.length });
  const further: { pin: string; granted: string[]; password: string | null }[] = await tx.query(
    `SELECT p.pin, p.person_pwd_hash AS password, ARRAY(SELECT m.level_id FROM acc_level_person m
         JOIN acc_level l ON l.id = m.level_id AND l.business = 'acc' WHERE m.person_id = p.id AND m.granted) AS granted
     FROM person p WHERE p.pin = ANY($1)`,
    [pins],
  );
  const more = new Map(further.map((one) => [one.pin, one]));
  return new Map(
    rows.map((row) => {
      const { granted = [], password = null } = more.get(row.pin) ?? {};
      const held = listed(row.accLevelIds);
      const fields = { ...fieldsOf(row), personPwd: password ?? '', accLevelIds: joined(held) };
      return [row.pin, { fields, granted, held: new Set(held) }] as const;
    }),
  );
}

const listed = (text: string | null) => (text === null || text === '' ? [] : text.split(','));

const texts = [
  ...['name', 'lastName', 'deptCode', 'gender', 'birthday', 'cardNo', 'email', 'mobilePhone', 'certType', 'certNumber'],
  ...['ssn', 'carPlate', 'hireDate', 'isDisabled', 'isSendMail', 'accStartTime', 'accEndTime', 'privilege'],
] as readonly (keyof ListedPerson)[];

const fieldsOf = (row: ListedPerson): Fields => ({
  ...Object.fromEntries(texts.map((field) => [field, String(row[field] ?? '')])),
  supplyCards: sortedCards(listed(row.supplyCards)),
  photo: row.photoName ?? '',
});
