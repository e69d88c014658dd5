import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { RuleRecord } from '../../modules/rule/rule.service.js';
import { devicesOf } from '../../modules/rule/rule.store.js';
import { keyOf } from '../../protocol/access-push/table.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';
import { atDevice, needsOf, personRowsOf, sharedRowsOf } from '../desired/desired-rules.js';
import { impliedRows } from '../desired/desired-settings.js';
import type { DesiredRow } from '../desired/desired-row.js';
import { loadDevices, type DeviceFacts } from '../desired/facts.js';
import { loadRules } from '../desired/load-shared.js';
import { heldPlaces } from '../ledger/ledger-status.repository.js';

/** How far a device is with a rule. */
export interface RuleOnDevice {
  readonly sn: string;
  /** Null = the device has not said yet what it can do. */
  readonly supported: boolean | null;
  readonly inSync: boolean;
  readonly needs: string | null;
}

/** Says for each device that a rule concerns whether it keeps the rule: no part of a rule is left out in silence. */
@Injectable()
export class RuleStatusService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
  ) {}

  async of(tx: EntityManager, record: RuleRecord): Promise<RuleOnDevice[]> {
    const sns = await devicesOf(tx, record.rule.id);
    const known = new Map((await loadDevices(tx, this.config.siteTimeZone, sns)).map((facts) => [facts.sn, facts]));
    const states: RuleOnDevice[] = [];
    for (const sn of sns) {
      const facts = known.get(sn);
      states.push(facts ? await this.on(tx, record, facts) : { sn, supported: null, inSync: false, needs: null });
    }
    return states;
  }

  private async on(tx: EntityManager, { rule, pins }: RuleRecord, facts: DeviceFacts): Promise<RuleOnDevice> {
    const { sn } = facts;
    const known = await loadRules(tx, this.sealedBox, sn);
    const at = atDevice(facts, known);
    const needs = needsOf(rule, at);
    if (needs !== null) return { sn, supported: false, inSync: false, needs };
    const places = (rows: readonly DesiredRow[]) => rows.map((row) => placeOf(row, facts));
    const shared = places([...sharedRowsOf(rule, at), ...impliedRows({ ...known, rules: [rule] }, at)]);
    const personal = places(pins.flatMap((pin) => personRowsOf(rule, pin, at)));
    return { sn, supported: true, inSync: await this.isHeld(tx, sn, shared, personal, pins), needs: null };
  }

  /** Rows of the rule itself have to be there; those of persons only where the person may pass at all. */
  private async isHeld(
    tx: EntityManager,
    sn: string,
    shared: readonly Place[],
    personal: readonly Place[],
    pins: readonly string[],
  ): Promise<boolean> {
    const places = [
      ...shared.map((place) => ({ ...place, shared: true })),
      ...personal.map((place) => ({ ...place, shared: false })),
    ];
    const found = await heldPlaces(tx, sn, places, pins);
    return found?.open === 0 && !found.stated && found.held === shared.length;
  }
}

interface Place {
  readonly table: string;
  readonly key: string;
}

function placeOf({ table, row }: DesiredRow, { dialect }: DeviceFacts): Place {
  const declared = writableNamed(table);
  return { table, key: declared ? keyOf(declared, row, dialect) : '' };
}
