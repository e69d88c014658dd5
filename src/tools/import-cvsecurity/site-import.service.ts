import { Injectable } from '@nestjs/common';
import type { LevelBusiness } from '../../modules/accLevel/level-places.js';
import type { Answers } from './answers.js';
import type { Kind } from './items.js';
import { LevelImporters } from './level-importers.js';
import type { DatabaseSite } from './database-site.js';
import type { OldSite } from './old-site.js';
import { PlaceImporters, type PlaceObject } from './place-importers.js';
import { departmentLevelObjects, holidayObjects, timeZoneObjects } from './schedule-objects.js';
import { ScheduleImporters } from './schedule-importers.js';
import { SiteImporters } from './site-importers.js';
import { listGone, take, type KindImporter, type TakeSettings, type SiteObject } from './importer.js';
import { TokenImporters, tokenObjects } from './token-importers.js';
import {
  areaObjects,
  departmentObjects,
  deviceObjects,
  doorQuestions,
  doorSettings,
  levelObjects,
  placeObjects,
  readerObjects,
} from './site-objects.js';
import type { Questions } from './answers.js';

const businesses: readonly LevelBusiness[] = ['acc', 'ele', 'psg', 'vis'];
const levelPaths: Readonly<Record<LevelBusiness, string>> = {
  acc: 'access-levels',
  ele: 'elevator-levels',
  psg: 'gate-levels',
  vis: 'visitor-levels',
};

export interface SiteImportResult {
  /** Ids here by old ids. */
  readonly doorKeys: ReadonlyMap<string, string>;
  readonly levelKeys: ReadonlyMap<string, string>;
  readonly departments: ReadonlySet<string>;
  readonly doorQuestions: Questions['doors'];
}

/** Takes over everything but people and what follows from them. */
@Injectable()
export class SiteImportService {
  constructor(
    private readonly site: SiteImporters,
    private readonly places: PlaceImporters,
    private readonly levels: LevelImporters,
    private readonly schedules: ScheduleImporters,
    private readonly tokens: TokenImporters,
  ) {}

  /** @param told what only the database has */
  async take(
    settings: TakeSettings,
    { old, told: database }: { readonly old: OldSite; readonly told: DatabaseSite },
    only: ReadonlySet<Kind>,
    answers: Answers,
  ): Promise<SiteImportResult> {
    const run = new SiteRun(settings, old, only);
    await run.kind(this.site.areas, areaObjects(old));
    const departments = departmentObjects(old);
    for (const level of departments) await run.some(this.site.departments, level);
    const zoneKeys = await run.kind(this.schedules.timeZones, timeZoneObjects(database.timeZones));
    await run.kind(this.schedules.holidays, holidayObjects(database.holidays));
    await run.kind(this.site.devices, deviceObjects(old));
    const told = new Map([...answers.doors].map(([id, { number }]) => [id, number]));
    const doors = placeObjects(old, old.doors, told, 'doors', (row) => doorSettings(row, zoneKeys));
    const doorKeys = await run.kind(this.places.doors, doors);
    await run.kind(this.places.readers, readerObjects(old, doorKeys));
    await run.kind(this.places.floors, placeObjects(old, old.floors, told, 'floors'));
    await run.kind(this.places.gates, placeObjects(old, old.gates, told, 'gates'));
    const levelKeys = new Map<string, string>();
    for (const business of businesses) {
      const places = business === 'acc' ? database.levels : null;
      const objects = levelObjects(old.levels[business], { answers, told: places, doorKeys, zoneKeys });
      const keys = await run.kind(this.levels.of(business), objects);
      if (business === 'acc') for (const [oldId, key] of keys) levelKeys.set(oldId, key);
      noteDoorless(settings, business, objects, keys);
    }
    const given = this.schedules.departmentLevels(new Set(levelKeys.values()));
    await run.kind(given, departmentLevelObjects(database.departmentLevels, levelKeys));
    await run.kind(this.tokens.tokensOfClients, tokenObjects(database.tokens));
    const asked: readonly PlaceObject[] = only.has('doors') ? doors : [];
    const codes = departments.flat().map(({ key }) => key);
    return { doorKeys, levelKeys, departments: new Set(codes), doorQuestions: doorQuestions(asked) };
  }

  /** Behind people, who tell departments, too. @param there the codes of all that were told */
  departmentsGone(
    settings: TakeSettings,
    old: OldSite,
    only: ReadonlySet<Kind>,
    there: ReadonlySet<string>,
  ): Promise<void> {
    return new SiteRun(settings, old, only).gone(this.site.departments, there);
  }
}

class SiteRun {
  constructor(
    private readonly settings: TakeSettings,
    private readonly old: OldSite,
    private readonly only: ReadonlySet<Kind>,
  ) {}

  async kind<T extends SiteObject>(importer: KindImporter<T>, objects: readonly T[]): Promise<Map<string, string>> {
    const keys = await this.some(importer, objects);
    await this.gone(importer, new Set(objects.map(({ oldId }) => oldId)));
    this.noteIds(importer, objects, keys);
    return keys;
  }

  /** Keys of earlier imports, if this kind is left out now. */
  async some<T extends SiteObject>(importer: KindImporter<T>, objects: readonly T[]): Promise<Map<string, string>> {
    if (this.only.has(importer.kind)) return take(this.settings, importer, objects);
    const { sources, writer } = this.settings;
    const known = await sources.of(
      writer.tx,
      importer.sort ?? importer.kind,
      objects.map(({ oldId }) => oldId),
    );
    return new Map([...known].map(([oldId, { newKey }]) => [oldId, newKey]));
  }

  async gone(importer: Pick<KindImporter<SiteObject>, 'kind' | 'sort'>, there: ReadonlySet<string>): Promise<void> {
    if (!this.only.has(importer.kind) || this.old.partial.has(importer.kind)) return;
    await listGone(this.settings, importer, (oldId) => there.has(oldId));
  }

  /** Clients that know the old id get an error here. */
  private noteIds(
    importer: KindImporter<SiteObject>,
    objects: readonly SiteObject[],
    keys: ReadonlyMap<string, string>,
  ): void {
    if (!['doors', 'readers', 'floors', 'gates', 'levels'].includes(importer.kind)) return;
    for (const { oldId, label } of objects) {
      const key = keys.get(oldId);
      if (key === undefined || key === oldId || !this.only.has(importer.kind)) continue;
      this.settings.report.unread.push({
        ...{ kind: importer.kind, what: `the id ${oldId} of "${label}"` },
        why: `it was here already, with the id ${key}`,
        where: 'clients that name the old id have to name the new one',
      });
    }
  }
}

/** The API has the name of a level, but not its doors. */
function noteDoorless(
  { report }: TakeSettings,
  business: LevelBusiness,
  objects: readonly SiteObject[],
  keys: ReadonlyMap<string, string>,
): void {
  for (const { oldId, label, fields } of objects) {
    const key = keys.get(oldId);
    if (key === undefined || 'doorIds' in fields || 'floorIds' in fields || 'gateIds' in fields) continue;
    report.unread.push({
      ...{
        kind: 'levels',
        what: `doors and time zone of the level "${label}"`,
        why: 'the REST API does not tell them',
      },
      where: `levels.${oldId} of map.yaml, or PATCH /admin/v1/${levelPaths[business]}/${key}`,
    });
  }
}
