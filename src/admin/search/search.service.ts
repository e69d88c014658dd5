import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonListService, type PersonRecord } from '../../modules/person/person-list.service.js';
import { containing } from '../../platform/database/like.js';
import { covers } from '../../platform/auth/scopes.js';
import type { Identity } from '../../platform/auth/token.service.js';
import type { Permission } from '../../platform/operator/permissions.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { shared, type Found, type FoundKind } from './found.js';

/** An operator, or a token. */
type Who = SignedIn | Pick<Identity, 'scopes'>;

interface Needed {
  /** Of an operator: that of their page. */
  readonly permission: Permission;
  /** Of a token: that of their list. */
  readonly scope: string;
}

/** What is needed to be shown such things at all. A card stands beside the name of its person. */
const needed: Readonly<Record<FoundKind, Needed>> = {
  person: { permission: 'person.face', scope: 'admin:persons' },
  card: { permission: 'person.read', scope: 'admin:persons' },
  door: { permission: 'watch', scope: 'admin:doors' },
  device: { permission: 'device.read', scope: 'admin:devices' },
  level: { permission: 'person.read', scope: 'admin:access-levels' },
};

const boundsOf = (who: Who) => ('bounds' in who ? who.bounds : null);
const sees = (who: Who, { permission, scope }: Needed) =>
  'scopes' in who ? covers(who.scopes, scope) : who.permissions.includes(permission);

const inAreas = '($3::text[] IS NULL OR d.area_code = ANY($3))';

/** $1 is the pattern, $2 the number of rows, $3 the areas that are seen; null = all. */
const places: Readonly<Record<'door' | 'device' | 'level', string>> = {
  door: `SELECT t.id, t.name AS title, d.name AS sub FROM door t JOIN device d ON d.sn = t.device_sn
    WHERE t.name ILIKE $1 AND ${inAreas} ORDER BY t.name COLLATE natural_order, t.id LIMIT $2`,
  device: `SELECT d.sn AS id, d.name AS title, d.sn AS sub FROM device d
    WHERE (d.name ILIKE $1 OR d.sn ILIKE $1) AND ${inAreas} ORDER BY d.name COLLATE natural_order, d.sn LIMIT $2`,
  level: `SELECT d.id, d.name AS title, NULL AS sub FROM acc_level d
    WHERE d.business = 'acc' AND d.name ILIKE $1 AND ${inAreas} ORDER BY d.name COLLATE natural_order, d.id LIMIT $2`,
};

type Row = Omit<Found, 'kind'>;

/** Finds people, cards, doors, devices and levels by some letters, as far as an operator or a token sees them. */
@Injectable()
export class SearchService {
  constructor(private readonly persons: PersonListService) {}

  async find(tx: EntityManager, q: string, limit: number, who: Who): Promise<Found[]> {
    const lists: Found[][] = [];
    const finders: readonly [FoundKind, () => Promise<Row[]>][] = [
      ['person', () => this.people(tx, q, limit, who)],
      ['card', () => this.cards(tx, q, limit, who)],
      ...(['door', 'device', 'level'] as const).map((kind): [FoundKind, () => Promise<Row[]>] => [
        kind,
        () => tx.query(places[kind], [containing(q), limit, boundsOf(who)?.areas ?? null]),
      ]),
    ];
    for (const [kind, find] of finders)
      if (sees(who, needed[kind])) lists.push((await find()).map((row) => named({ kind, ...row })));
    return shared(lists, limit);
  }

  /** Whose pin it is comes first. */
  private async people(tx: EntityManager, q: string, limit: number, who: Who): Promise<Row[]> {
    const within = boundsOf(who)?.departments ?? null;
    const exact = await this.persons.behind(tx, { pins: [q], within }, '', 1);
    const others = await this.persons.behind(tx, { q, within }, '', limit);
    return [...exact, ...others.filter(({ pin }) => pin !== q)].slice(0, limit).map(toRow);
  }

  /** Cards are numbers: what has a letter is part of none. */
  private async cards(tx: EntityManager, q: string, limit: number, who: Who): Promise<Row[]> {
    if (!/^\d+$/.test(q)) return [];
    return tx.query(
      `SELECT p.pin AS id, c.card_no AS title, nullif(concat_ws(' ', nullif(p.name, ''), nullif(p.last_name, '')), '') AS sub
       FROM card c JOIN person p ON p.id = c.person_id LEFT JOIN department d ON d.id = p.department_id
       WHERE c.card_no LIKE $1 AND ($3::text[] IS NULL OR d.code = ANY($3))
       ORDER BY c.card_no <> $4, length(c.card_no), c.card_no LIMIT $2`,
      [containing(q), limit, boundsOf(who)?.departments ?? null, q],
    );
  }
}

const toRow = ({ pin, name, lastName }: PersonRecord): Row => ({
  id: pin,
  title: [name, lastName].filter((part) => part !== '').join(' '),
  sub: pin,
});

/** What has no name is called by its id. */
const named = (found: Found): Found => (found.title === '' ? { ...found, title: found.id } : found);
