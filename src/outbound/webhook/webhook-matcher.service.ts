import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Area } from '../../modules/area/area.entity.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { fieldError } from '../../platform/errors.js';
import { Door } from '../../modules/door/door.entity.js';
import { MessageFilterService, type Matcher } from '../envelope/message-filter.js';
import type { Webhook } from './webhook.entity.js';

type Filter = Pick<Webhook, 'types' | 'sns' | 'doorIds' | 'areaCodes' | 'alarmCodes' | 'minLevel'>;

/** Which messages an endpoint gets. */
@Injectable()
export class WebhookMatcherService {
  constructor(
    private readonly filters: MessageFilterService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Failure invalid for a type or an area that does not exist */
  async check({ types, sns, doorIds, areaCodes, alarmCodes, minLevel }: Filter): Promise<Matcher> {
    return this.filters.matcherOf({ types, sns, doorIds, areaCodes, alarmCodes, minLevel });
  }

  /**
   * A door that was removed since does not keep a webhook from being changed.
   * @param kept those that it has named already
   * @throws Failure invalid for one that does not exist
   */
  async checkDoors(doorIds: readonly string[], kept: readonly string[] = []): Promise<void> {
    const named = doorIds.filter((id) => !kept.includes(id));
    if (named.length === 0) return;
    const found = await this.unitOfWork.manager.findBy(Door, { id: In(named) });
    const known = new Set(found.map(({ id }) => id));
    const unknown = named.filter((id) => !known.has(id));
    if (unknown.length > 0) throw fieldError('doorIds', `names no door: ${unknown.join(', ')}`);
  }

  /** Areas may have been removed since: nothing comes from them. */
  async of(webhook: Filter): Promise<Matcher> {
    const { areaCodes } = webhook;
    if (areaCodes.length === 0) return this.check(webhook);
    const found = await this.unitOfWork.manager.findBy(Area, { code: In(areaCodes) });
    if (found.length === 0) return () => false;
    return this.check({ ...webhook, areaCodes: found.map(({ code }) => code) });
  }
}
