import type { EntityManager } from 'typeorm';
import { lockKeys } from '../../platform/database/locks.js';
import { Failure, taken } from '../../platform/errors.js';
import type { PersonInput } from './person-set.service.js';

const mailOf = ({ facts }: PersonInput) => (facts.email ?? '').trim().toLowerCase();

/**
 * Who brings a mail address that another person has, here or earlier in the list.
 * @returns in their order; null = it is free, or none is said
 */
export async function takenMails(tx: EntityManager, persons: readonly PersonInput[]): Promise<(Failure | null)[]> {
  const mails = [...new Set(persons.map(mailOf))].filter((mail) => mail !== '');
  if (mails.length === 0) return persons.map(() => null);
  await lockKeys(tx, 'personMail', mails);
  const rows: { pin: string; mail: string }[] = await tx.query(
    `SELECT pin, lower(trim(email)) AS mail FROM person
     WHERE lower(trim(email)) = ANY($1) AND NOT is_visitor ORDER BY pin`,
    [mails],
  );
  const owners = new Map<string, string>(rows.map(({ pin, mail }) => [mail, pin]));
  return persons.map((person) => {
    const mail = mailOf(person);
    const owner = mail === '' ? person.pin : (owners.get(mail) ?? person.pin);
    if (owner !== person.pin) return taken('email', owner, `email ${mail} is that of person ${owner}`, 'mailTaken');
    owners.set(mail, person.pin);
    return null;
  });
}
