import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Area } from '../../modules/area/area.entity.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
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

  /** Areas may have been removed since: nothing comes from them. */
  async of(webhook: Filter): Promise<Matcher> {
    const { areaCodes } = webhook;
    if (areaCodes.length === 0) return this.check(webhook);
    const found = await this.unitOfWork.manager.findBy(Area, { code: In(areaCodes) });
    if (found.length === 0) return () => false;
    return this.check({ ...webhook, areaCodes: found.map(({ code }) => code) });
  }
}
