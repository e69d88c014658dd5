import type { EntityManager } from 'typeorm';
import { cardNumber } from '../../modules/person/card-number.js';
import type { Belonging, PersonFilter } from '../../modules/person/person-filter.js';
import { personOrders, type PersonListService, type PersonOrder } from '../../modules/person/person-list.service.js';
import { Failure } from '../../platform/errors.js';
import { keysInside } from '../../platform/operator/bounds.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { usualLimit } from '../common/page.js';
import { noOrder } from '../../platform/database/searched-rows.js';
import { placeCursor, placeOf, type CountedPage } from '../common/search-page.js';
import { toPersonView, type PersonListQuery, type PersonToShow, type PersonView } from './person.dto.js';

/** Null = a token, which sees all. */
type Who = SignedIn | null | undefined;

/** What is a token, or may read all of a person. */
const seesAll = (who: Who) => !who || who.permissions.includes('person.read');

/** Orders by what everybody sees who sees people at all. */
const ofFaces: ReadonlySet<PersonOrder> = new Set(['pin', 'name', 'lastName', 'deptCode', 'deptName']);

const partsOf = (text = '') => text.split(',').filter((part) => part !== '');

/** A page of people, as far as this operator sees them: what is not shown to it is not searched, either. */
export async function personPage(
  lists: PersonListService,
  tx: EntityManager,
  query: PersonListQuery,
  who: Who,
): Promise<CountedPage<PersonView>> {
  const { limit = usualLimit, cursor, sort = '', count } = query;
  const order = orderOf(sort);
  checkSight(query, order.by, who);
  const filter = filterOf(query, who);
  const place = placeOf(cursor, sort);
  const behind = place && { value: place.placeValue, pin: place.placeKey };
  const rows = await lists.search(tx, filter, { ...order, behind, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: await personViews(tx, items, who),
    nextCursor: rows.length > limit && last ? placeCursor(sort, last.sortedBy, last.pin) : null,
    ...(count === 'true' ? { total: await lists.count(tx, filter) } : {}),
  };
}

/** @throws Failure forbidden for what tells of things that this operator is not shown */
function checkSight({ has, without }: PersonListQuery, by: PersonOrder, who: Who): void {
  const isHidden = has !== undefined || without !== undefined || !ofFaces.has(by);
  if (isHidden && !seesAll(who))
    throw new Failure('forbidden', 'an operator needs the permission person.read for this', {
      permission: 'person.read',
    });
}

/** Levels of areas that the operator does not see are absent. */
export async function personViews(tx: EntityManager, rows: readonly PersonToShow[], who: Who): Promise<PersonView[]> {
  const views = rows.map((row) => personView(row, who));
  const bounds = who?.bounds;
  if (!bounds?.areas) return views;
  const seen = await keysInside(
    tx,
    bounds,
    'level',
    views.flatMap(({ accLevelIds }) => accLevelIds),
  );
  for (const view of views) view.accLevelIds = view.accLevelIds.filter((id) => seen.has(id));
  return views;
}

/** Where somebody was seen last, and what devices hold, may be of places that the operator does not see. */
function personView(row: PersonToShow, who: Who): PersonView {
  return toPersonView(who?.bounds?.areas ? { ...row, lastSeen: null, onDevices: null } : row);
}

function filterOf(query: PersonListQuery, who: Who): PersonFilter {
  const { deptCode, name, lastName, cardNo = '', state, q, levelId, has, without } = query;
  return {
    ...{ name, lastName, state, q, levelId },
    deptCodes: partsOf(deptCode),
    ...(cardNo === '' ? {} : { cardNo: cardNumber(cardNo, 'cardNo') }),
    byCard: seesAll(who),
    // Their form was checked with the query.
    has: partsOf(has) as Belonging[],
    without: partsOf(without) as Belonging[],
    within: who?.bounds?.departments ?? null,
  };
}

/** @throws Failure invalid for a field that the list does not sort by */
function orderOf(sort: string): { by: PersonOrder; isDescending: boolean } {
  const isDescending = sort.startsWith('-');
  const name = isDescending ? sort.slice(1) : sort;
  const by = sort === '' ? 'pin' : personOrders.find((one) => one === name);
  if (by === undefined) throw noOrder(personOrders);
  return { by, isDescending };
}
