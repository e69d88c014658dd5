import { Body, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import { PersonLevelsService } from '../../modules/accLevel/person-levels.service.js';
import { unseenLevels } from '../../modules/accLevel/unseen-levels.js';
import { AreaPersonService } from '../../modules/areaPerson/area-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction, type Outcome } from '../../platform/auth/audited-transaction.js';
import { BroughtTemplateService } from '../../modules/bioTemplate/brought-template.service.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceCache } from '../../devices/push/device-cache.js';
import { PersonService } from '../../modules/person/person.service.js';
import { decodeBase64 } from '../../protocol/access-push/base64.js';
import { templateFaults, versionOfTemplate } from '../../protocol/access-push/template-look.js';
import { broughtOf } from '../person/bio-template.dto.js';
import { Action, AdminResource } from '../common/admin.js';
import { invalidField, itemFault } from '../common/invalid.js';
import { toFacts } from '../person/person.dto.js';
import { BulkPersonsBody, BulkPersonsView, TemplateCheckBody, TemplateCheckView, type BulkPerson } from './bulk.dto.js';
import { checkTemplate } from './template-check.js';
import { knownPins } from '../../modules/person/known-pins.js';

/** Many persons in one call, each handled alone: with cards, levels, areas and templates. */
@AdminResource('persons')
export class BulkPersonController {
  constructor(
    private readonly persons: PersonService,
    private readonly memberships: MembershipService,
    private readonly plainPersons: PersonLevelsService,
    private readonly areas: AreaPersonService,
    private readonly templates: BroughtTemplateService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('bulk', 'Make or change many persons with their templates; one that is refused does not keep the others', {
    of: BulkPersonsView,
  })
  async save(
    @Body() { items }: BulkPersonsBody,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<BulkPersonsView> {
    const pins = items.map(({ pin }) => pin);
    const twice = pins.find((pin, place) => pins.indexOf(pin) !== place);
    if (twice !== undefined) throw invalidField('items', `name ${twice} twice`);
    const known = await knownPins(this.unitOfWork.manager, pins);
    // Persons without areas and templates, as most imports have them, are written by sets.
    const outcomes = items.every(isPlain)
      ? await this.audited.sets(caller, items, pinOf, async (tx, some) =>
          this.plainPersons.saveAll(tx, (await keepingUnseen(tx, some, signedIn)).map(saidOf)),
        )
      : await this.audited.each(caller, items, pinOf, async (tx, item) => {
          for (const one of await keepingUnseen(tx, [item], signedIn)) await this.saveOne(tx, one);
        });
    const taken = items.filter((_, place) => outcomes[place] === null);
    const added = taken.filter(({ pin }) => !known.has(pin)).length;
    const errors = items.flatMap(({ pin }, place) => faultOf(pin, outcomes[place] ?? null));
    return { added, updated: taken.length - added, errors };
  }

  private async saveOne(
    tx: EntityManager,
    { pin, areas, templates, replaceTemplates, ...body }: BulkPerson,
  ): Promise<void> {
    const brought = (templates ?? []).map(broughtOf);
    brought.forEach((one, place) => checkTemplate(one, `templates.${place}.`));
    const { accLevelIds } = body;
    const levelIds = accLevelIds && (await this.memberships.grantedBy(tx, pin, accLevelIds));
    await this.persons.save(tx, pin, toFacts(body));
    if (levelIds) await this.memberships.replace(tx, 'acc', pin, levelIds);
    for (const area of areas ?? []) await this.areas.put(tx, 'att', area, [pin]);
    if (replaceTemplates === true) await this.templates.replace(tx, pin, brought);
    else for (const one of brought) await this.templates.save(tx, pin, one);
  }
}

/** What is said of levels is about those that the operator sees. */
async function keepingUnseen(
  tx: EntityManager,
  items: readonly BulkPerson[],
  who: SignedIn | null,
): Promise<BulkPerson[]> {
  const unseen = await unseenLevels(tx, who?.bounds ?? null, items.map(pinOf));
  return items.map(({ accLevelIds, ...item }) =>
    accLevelIds ? { ...item, accLevelIds: [...accLevelIds, ...(unseen.get(item.pin) ?? [])] } : item,
  );
}

const pinOf = ({ pin }: BulkPerson) => pin;

const isPlain = ({ areas, templates, replaceTemplates }: BulkPerson) =>
  !areas?.length && !templates?.length && replaceTemplates !== true;

const saidOf = ({ pin, accLevelIds, ...body }: BulkPerson) => ({ pin, accLevelIds, facts: toFacts(body) });

/** Fields that services do not name. */
const fieldOf = { departmentNotFound: 'deptCode', levelNotFound: 'accLevelIds', areaNotFound: 'areas' } as const;

function faultOf(pin: string, outcome: Outcome): BulkPersonsView['errors'] {
  if (outcome === null) return [];
  const { field, ...fault } = itemFault(outcome, fieldOf);
  return [{ pin, field: field ?? '', ...fault }];
}

/** Templates without a person. */
@AdminResource('templates')
export class TemplateCheckController {
  constructor(private readonly deviceCache: DeviceCache) {}

  @Action('check', 'Look whether a template can be one, and who would read it; nothing is kept', {
    of: TemplateCheckView,
  })
  check(@Body() { bioType, no = 0, version = '', template }: TemplateCheckBody): TemplateCheckView {
    const one = { bioType, no, version, template };
    const faults = templateFaults(one);
    const majorVer = faults.some(({ field }) => field === 'version') ? null : versionOfTemplate(one);
    const devices = [...this.deviceCache.all()]
      .filter(({ status, bio }) => status === 'approved' && majorVer !== null && bio.versions[bioType] === majorVer)
      .map(({ sn }) => sn)
      .sort();
    return {
      valid: faults.length === 0,
      faults,
      size: decodeBase64(template)?.length ?? 0,
      majorVer,
      devices: faults.length === 0 ? devices : [],
    };
  }
}
