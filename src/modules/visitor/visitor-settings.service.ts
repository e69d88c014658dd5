import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccLevelService } from '../accLevel/acc-level.service.js';
import { lock } from '../../platform/database/locks.js';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { Failure } from '../../platform/errors.js';
import type { NationalIdRule } from './national-id.js';

/** Settings that the manual leaves to the installation. */
export interface VisitorSettings {
  /** Levels of a visitor for whom none are given. */
  readonly levelIds: readonly string[];
  /** How numbers of national identity cards are checked. */
  readonly nationalIdRule: NationalIdRule;
}

const settingName = 'visitor';
const usual: VisitorSettings = { levelIds: [], nationalIdRule: 'none' };

@Injectable()
export class VisitorSettingsService {
  constructor(private readonly levels: AccLevelService) {}

  async get(tx: EntityManager): Promise<VisitorSettings> {
    return { ...usual, ...(await readSetting<Partial<VisitorSettings>>(tx, settingName)) };
  }

  /** @throws Failure invalid: a level that is not for visitors */
  async set(
    tx: EntityManager,
    said: { readonly [K in keyof VisitorSettings]?: VisitorSettings[K] | undefined },
  ): Promise<void> {
    await lock(tx, 'settings');
    const now = await this.get(tx);
    if (said.levelIds) await this.check(tx, said.levelIds);
    await writeSetting(tx, settingName, {
      levelIds: said.levelIds ?? now.levelIds,
      nationalIdRule: said.nationalIdRule ?? now.nationalIdRule,
    });
  }

  private async check(tx: EntityManager, levelIds: readonly string[]): Promise<void> {
    try {
      await this.levels.all(tx, 'vis', levelIds);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const message = `visitorLevelIds: ${error.message}`;
      throw new Failure('invalid', message, { errors: [{ field: 'visitorLevelIds', message }] });
    }
  }
}
