import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { superUserRules } from '../../modules/rule/kinds/people.js';
import type { Rule } from '../../modules/rule/rule.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { loadDevices } from '../desired/facts.js';
import { atDevice, needsOf } from '../desired/desired-rules.js';
import type { AskedDoor, AskedHolder } from './explain.repository.js';

interface AtDoor {
  readonly door: AskedDoor;
  readonly holder: AskedHolder;
}

/** A device that has no word for super users is not told who is one. */
@Injectable()
export class SuperUserService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The same people, super users only where the device of the door knows them as such, or asks here. */
  async asDevicesKnow<T extends AtDoor>(tx: EntityManager, all: readonly T[]): Promise<T[]> {
    const asked = all.filter(({ door, holder }) => holder.superUser && !door.asksHere).map(({ door }) => door.sn);
    if (asked.length === 0) return [...all];
    const devices = await loadDevices(tx, this.config.siteTimeZone, [...new Set(asked)]);
    const rule = { kind: superUserRules.name } as Rule;
    const unable = new Set(devices.flatMap((facts) => (needsOf(rule, atDevice(facts)) === null ? [] : [facts.sn])));
    return all.map((one) =>
      unable.has(one.door.sn) && !one.door.asksHere ? { ...one, holder: { ...one.holder, superUser: false } } : one,
    );
  }
}
