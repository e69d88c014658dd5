import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { alarmKinds, declarationOf, type AlarmKind, type Priority } from './alarm-kinds.js';

/** What an operator decides about a kind. */
export interface KindSettings {
  readonly priority: Priority;
  /** What to do about it, in the words of the site. */
  readonly instruction: string;
  /** The console is heard. */
  readonly sound: boolean;
  /** No alarm of this kind is raised. */
  readonly off: boolean;
}

export interface KindNow extends KindSettings {
  readonly kind: AlarmKind;
}

const settingKey = 'alarmKinds';
type Stored = Readonly<Partial<Record<AlarmKind, Partial<KindSettings>>>>;

/** The kinds of alarms as this site wants them. */
@Injectable()
export class AlarmKindService {
  async all(tx: EntityManager): Promise<KindNow[]> {
    const stored = (await readSetting<Stored>(tx, settingKey)) ?? {};
    return alarmKinds.map((kind) => {
      const { priority } = declarationOf(kind);
      return { kind, priority, instruction: '', sound: priority < 4, off: false, ...stored[kind] };
    });
  }

  async of(tx: EntityManager): Promise<ReadonlyMap<AlarmKind, KindNow>> {
    return new Map((await this.all(tx)).map((one) => [one.kind, one]));
  }

  /** Open alarms of the kind get the priority, too. */
  async change(tx: EntityManager, kind: AlarmKind, changes: Partial<KindSettings>): Promise<KindNow | undefined> {
    await tx.query(`INSERT INTO setting (key, value) VALUES ($1, '{}') ON CONFLICT (key) DO NOTHING`, [settingKey]);
    await tx.query('SELECT 1 FROM setting WHERE key = $1 FOR UPDATE', [settingKey]);
    const stored = (await readSetting<Stored>(tx, settingKey)) ?? {};
    await writeSetting(tx, settingKey, { ...stored, [kind]: { ...stored[kind], ...changes } });
    if (changes.priority !== undefined)
      await tx.query('UPDATE alarm SET priority = $2 WHERE is_open AND kind = $1', [kind, changes.priority]);
    return (await this.of(tx)).get(kind);
  }
}
