import type { EntityManager } from 'typeorm';
import type { Item, Kind } from './items.js';
import { judge, type FieldChange, type Fields, type Judged } from './judge.js';
import type { Report } from './report.js';
import type { Source, SourceRepository } from './sources.repository.js';
import type { Writer } from './writer.js';

/** An object of the old server. */
export interface SiteObject {
  readonly oldId: string;
  readonly key: string;
  readonly label: string;
  readonly fields: Fields;
  /** Why it cannot be taken over at all. */
  readonly fault?: string | undefined;
}

/** What exists here. */
export interface Existing {
  readonly key: string;
  readonly fields: Fields;
}

/** How objects of a kind are found and written here. */
export interface KindImporter<T extends SiteObject> {
  readonly kind: Kind;
  /** Another name where a kind has several sorts, such as the levels of four businesses. */
  readonly sort?: string;
  /** @param newKey what it became at an earlier import */
  find(tx: EntityManager, object: T, newKey: string | undefined): Promise<Existing | undefined>;
  /** Fields that a new one needs, where they are not told. */
  usual?(object: T): Fields;
  /** @returns its key */
  add(tx: EntityManager, object: T): Promise<string>;
  change(tx: EntityManager, here: Existing, changes: readonly FieldChange[], object: T): Promise<void>;
}

interface Plan<T extends SiteObject> {
  readonly object: T;
  readonly here: Existing | undefined;
  readonly judged: Judged;
  readonly source: Source | undefined;
}

export interface TakeSettings {
  readonly sources: SourceRepository;
  readonly report: Report;
  readonly writer: Writer;
  readonly preferTheirs: boolean;
}

const together = 500;

/** Takes objects over, few enough to be in memory. @returns the keys here by old ids, of those that are here now */
export async function take<T extends SiteObject>(
  settings: TakeSettings,
  importer: KindImporter<T>,
  objects: readonly T[],
): Promise<Map<string, string>> {
  const { report } = settings;
  report.countsOf(importer.kind).there += objects.length;
  const keys = new Map<string, string>();
  for (let at = 0; at < objects.length; at += together) {
    await takeSome(settings, importer, objects.slice(at, at + together), keys);
  }
  return keys;
}

const sourceKind = ({ kind, sort = kind }: Pick<KindImporter<SiteObject>, 'kind' | 'sort'>) => sort;

async function takeSome<T extends SiteObject>(
  settings: TakeSettings,
  importer: KindImporter<T>,
  objects: readonly T[],
  keys: Map<string, string>,
): Promise<void> {
  const { sources, writer, report } = settings;
  const plans = await plansOf(settings, importer, objects);
  for (const { object, here } of plans) if (here) keys.set(object.oldId, here.key);
  const work = plans.filter((plan) => !plan.object.fault && !isDone(plan));
  const outcomes = await writer.each(
    importer.kind,
    work,
    ({ object }) => object.key,
    async (tx, { object, here, judged }) => {
      if (here && judged.changes.length > 0) await importer.change(tx, here, judged.changes, object);
      const newKey = here?.key ?? (await importer.add(tx, object));
      keys.set(object.oldId, newKey);
      await sources.put(tx, sourceKind(importer), [{ oldId: object.oldId, newKey, hash: judged.hash }]);
    },
  );
  for (const plan of plans) {
    const { object, here } = plan;
    const refused = outcomes[work.indexOf(plan)];
    const { fault = refused?.message ?? '' } = object;
    if (fault !== '' && !here) keys.delete(object.oldId);
    await report.add(itemOf(importer.kind, plan, keys.get(object.oldId) ?? object.key, fault));
  }
}

const itemOf = (kind: Kind, { object, judged }: Plan<SiteObject>, key: string, reason: string): Item => ({
  ...{ kind, oldId: object.oldId, key, label: object.label },
  outcome: reason === '' ? judged.outcome : 'refused',
  ...{ changes: judged.changes, kept: judged.kept, reason },
});

async function plansOf<T extends SiteObject>(
  { sources, writer, preferTheirs }: TakeSettings,
  importer: KindImporter<T>,
  objects: readonly T[],
): Promise<Plan<T>[]> {
  const oldIds = objects.map(({ oldId }) => oldId);
  const known = await sources.of(writer.tx, sourceKind(importer), oldIds);
  const rules = { hashOf: (field: string, value: string) => sources.hashOf(field, value), preferTheirs };
  const plans: Plan<T>[] = [];
  for (const told of objects) {
    const source = known.get(told.oldId);
    const here = told.fault ? undefined : await importer.find(writer.tx, told, source?.newKey);
    const object = here ? told : { ...told, fields: { ...importer.usual?.(told), ...told.fields } };
    const judged = judge({ theirs: object.fields, ours: here?.fields, before: here && source?.hash }, rules);
    plans.push({ object, here, judged, source });
  }
  return plans;
}

/** Nothing is to be written, and nothing to be remembered. */
function isDone({ source, here, judged: { outcome, hash } }: Plan<SiteObject>): boolean {
  if (outcome !== 'same' || source?.newKey !== here?.key) return false;
  const names = Object.keys(hash);
  const before = source?.hash ?? {};
  return names.length === Object.keys(before).length && names.every((name) => hash[name] === before[name]);
}

/** Lists what came from the old server once and is gone there. Nothing is deleted here. */
export async function listGone(
  { sources, report, writer }: TakeSettings,
  importer: Pick<KindImporter<SiteObject>, 'kind' | 'sort'>,
  isThere: (oldId: string) => boolean,
): Promise<void> {
  const most = 1_000;
  for (let after = '', isMore = true; isMore;) {
    const page = await sources.page(writer.tx, sourceKind(importer), after, most);
    for (const { oldId, newKey } of page) if (!isThere(oldId)) await report.gone(importer.kind, oldId, newKey);
    after = page.at(-1)?.oldId ?? '';
    isMore = page.length === most;
  }
}
