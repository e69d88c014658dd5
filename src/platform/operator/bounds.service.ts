import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Failure, missing } from '../errors.js';
import { kindOf, placeOf, reachOf } from './bounded-names.js';
import { bind, keysBelow, keysFree, keysInside, withCardOutside, type Bounded, type Bounds } from './bounds.js';

/** The parts of a call that can name something. */
export interface Named {
  /** The first word behind /admin/v1. */
  readonly resource: string;
  /** All of the path behind it, with parameters as `:id`. */
  readonly call: string;
  readonly isRead: boolean;
  /** The body is that of a thing that is to be made. */
  readonly isNew: boolean;
  /** Path, query and, last, the body. */
  readonly parameters: readonly unknown[];
}

type Item = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

/** `1,2` in a query, a list in a body. */
const keysOf = (value: unknown): string[] => {
  if (typeof value === 'string') return value.split(',').filter((key) => key !== '');
  if (typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? value.flatMap((one) => (typeof one === 'object' ? [] : keysOf(one))) : [];
};

/** Everything that a call names, also in lists of objects. */
function namedIn(resource: string, value: unknown, found: Map<Bounded, Set<string>>): void {
  if (Array.isArray(value)) for (const one of value) namedIn(resource, one, found);
  if (!isRecord(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const kind = kindOf(resource, name);
    if (kind) {
      const keys = found.get(kind) ?? new Set();
      for (const key of keysOf(part)) keys.add(key);
      found.set(kind, keys);
    } else namedIn(resource, part, found);
  }
}

/** The field that names a new thing itself. */
const ownKeys: Readonly<Record<string, string>> = { persons: 'pin', departments: 'code', devices: 'sn' };
const ownKey = (resource: string) => ownKeys[resource] ?? 'id';

/** The field that says where such things belong, if these bounds are about that. */
function boundPlace(bounds: Bounds, resource: string): string | undefined {
  const place = placeOf(resource);
  const where = place === undefined ? undefined : kindOf(resource, place);
  return where !== undefined && bind(bounds, where) ? place : undefined;
}

/** Fields whose value another person has: the fault tells the pin. */
const ofOnePerson = new Set<unknown>(['cardNo', 'supplyCards', 'email', 'pin']);
/** Whose a value is already, where a fault tells it. */
const ownerIn = (fault: unknown): string | null =>
  isRecord(fault) && fault.code === 'taken' && isRecord(fault.params) ? String(fault.params.by) : null;

const isEmptied = (one: unknown, place: string) =>
  isRecord(one) && one[place] !== undefined && keysOf(one[place]).length === 0;

const nowhere = (place: string) => missing(place, 'says where it belongs: you are bound to a part of the site');

/** What an operator of some areas or departments may name, and what it is shown. */
@Injectable()
export class BoundsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws Failure forbidden for what cannot be narrowed down; notFound for what is outside, as if it were not there */
  async check(bounds: Bounds, { resource, call, isRead, isNew, parameters }: Named): Promise<void> {
    if (reachOf(resource, isRead, call) === 'refused')
      throw new Failure('forbidden', 'this is about the whole site, and you are bound to a part of it');
    if (parameters.some((one) => one instanceof Readable))
      throw new Failure('forbidden', 'a file may be about the whole site, and you are bound to a part of it');
    const found = new Map<Bounded, Set<string>>();
    for (const one of parameters) namedIn(resource, one, found);
    const body = parameters.at(-1);
    if (isNew && isRecord(body)) await this.allowNew(bounds, resource, body, found);
    else if (!isRead) await this.keepPlace(bounds, resource, body, found);
    for (const [kind, keys] of found) {
      const there = await this.inside(bounds, kind, [...keys]);
      const outside = [...keys].find((key) => !there.has(key));
      if (outside !== undefined) throw new Failure('notFound', `there is no ${kind} ${outside}`);
    }
  }

  /**
   * A key that nothing has yet is no key of something outside, as long as it is said where the new thing belongs: that is
   * looked at as everything else is.
   * @throws Failure invalid
   */
  private async allowNew(
    bounds: Bounds,
    resource: string,
    body: Item,
    found: ReadonlyMap<Bounded, Set<string>>,
  ): Promise<void> {
    const place = boundPlace(bounds, resource);
    if (place === undefined) return;
    if (keysOf(body[place]).length === 0) throw nowhere(place);
    const own = ownKey(resource);
    const kind = kindOf(resource, own);
    if (kind === undefined || body[own] === undefined) return;
    for (const free of await keysFree(this.unitOfWork.manager, kind, keysOf(body[own]))) found.get(kind)?.delete(free);
  }

  /**
   * What is changed goes on to belong somewhere: without a place it would be everywhere, or where the operator sees
   * nothing. At the top of the tree stays what is there already.
   * @throws Failure invalid
   */
  private async keepPlace(
    bounds: Bounds,
    resource: string,
    body: unknown,
    found: ReadonlyMap<Bounded, Set<string>>,
  ): Promise<void> {
    const place = boundPlace(bounds, resource);
    if (place === undefined || !isRecord(body)) return;
    const items: unknown[] = Array.isArray(body.items) ? body.items : [body];
    if (!items.some((one) => isEmptied(one, place))) return;
    if (place === 'parentCode' && !(await this.isBelow(resource, found))) return;
    throw nowhere(place);
  }

  /** Whether a department or an area that is named has another one above it. */
  private async isBelow(resource: string, found: ReadonlyMap<Bounded, Set<string>>): Promise<boolean> {
    const kind = kindOf(resource, ownKey(resource));
    if (kind === undefined) return false;
    return (await keysBelow(this.unitOfWork.manager, kind, [...(found.get(kind) ?? [])])).length > 0;
  }

  /** The answer without items that are outside. An event at a door inside stays, without a person who is outside. */
  async narrowed(bounds: Bounds, resource: string, answer: unknown): Promise<unknown> {
    if (reachOf(resource, true) !== 'bounded' || !isRecord(answer) || !Array.isArray(answer.items)) return answer;
    const items = answer.items.filter(isRecord);
    const outside = { place: new Set<Item>(), person: new Set<Item>() };
    for (const [kind, name] of marks(resource, items)) {
      const isOfPerson = resource === 'events' && (kind === 'person' || kind === 'department');
      const found = isOfPerson ? outside.person : outside.place;
      for (const item of await this.outsideOf(bounds, kind, name, items)) found.add(item);
    }
    for (const item of await this.withOthersCard(bounds, resource, items)) outside.person.add(item);
    const kept = items.filter((item) => !outside.place.has(item));
    // The total counts what is outside, too.
    return {
      ...answer,
      total: undefined,
      items: kept.map((item) => (outside.person.has(item) ? withoutPerson(item) : item)),
    };
  }

  /** Events that name nobody, with a card of somebody outside. */
  private withOthersCard(bounds: Bounds, resource: string, items: readonly Item[]): Promise<ReadonlySet<Item>> {
    return withCardOutside(this.unitOfWork.manager, bounds, resource === 'events' ? items : []);
  }

  /** What is wrong with fields. Whose a value is already is told of people inside alone. */
  async faultsInside(bounds: Bounds, faults: readonly unknown[]): Promise<unknown[]> {
    const people = await this.inside(
      bounds,
      'person',
      faults.flatMap((fault) => ownerIn(fault) ?? []),
    );
    return faults.map((fault) => {
      const owner = ownerIn(fault);
      if (owner === null || !isRecord(fault)) return fault;
      if (ofOnePerson.has(fault.field) && people.has(owner)) return fault;
      return { ...fault, message: `${String(fault.field)} is taken`, params: undefined };
    });
  }

  /** Items whose field `name` names something outside. */
  private async outsideOf(bounds: Bounds, kind: Bounded, name: string, items: readonly Item[]): Promise<Item[]> {
    if (!bind(bounds, kind)) return [];
    const keyOf = (item: Item) => keysOf(valueOf(item, name))[0] ?? '';
    const naming = items.filter((item) => keyOf(item) !== '');
    const there = await this.inside(bounds, kind, naming.map(keyOf));
    return naming.filter((item) => !there.has(keyOf(item)));
  }

  private inside(bounds: Bounds, kind: Bounded, keys: readonly string[]): Promise<ReadonlySet<string>> {
    return keysInside(this.unitOfWork.manager, bounds, kind, keys);
  }
}

const single = ['id', 'code', 'sn', 'deviceSn', 'doorId', 'pin', 'areaCode', 'deptCode'] as const;

/** What an event says of a person, and what it says without. */
const ofNobody: Item = {
  applicantPin: '',
  pins: [],
  pin: '',
  name: '',
  lastName: '',
  deptCode: '',
  deptName: '',
  cardNo: '',
  hasPhoto: false,
};
export const withoutPerson = (event: Item): Item =>
  Object.fromEntries(Object.entries(event).map(([name, value]) => [name, name in ofNobody ? ofNobody[name] : value]));

/** A row of a device stands in its item as the device has it; of its numbers only the pin means something here. */
const valueOf = (item: Item, name: string): unknown =>
  item[name] ?? (name === 'pin' && isRecord(item.row) ? item.row.pin : undefined);

/** The fields of items that say where they belong. */
function marks(resource: string, items: readonly Item[]): [Bounded, string][] {
  return single.flatMap((name): [Bounded, string][] => {
    const kind = kindOf(resource, name);
    // A list may have items of several kinds.
    return kind !== undefined && items.some((item) => valueOf(item, name) !== undefined) ? [[kind, name]] : [];
  });
}
