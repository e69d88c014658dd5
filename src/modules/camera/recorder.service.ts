import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { isLocal, LocalAddress } from '../../platform/network/dialled-address.js';
import type { Slice } from '../../platform/slice.js';
import { isTimeZone } from '../../platform/time-zone-name.js';
import { CONFIG } from '../../platform/tokens.js';
import { Area, builtInAreaCode } from '../area/area.entity.js';
import { Recorder, type PlaybackClock } from './camera.entity.js';
import type { CameraTarget } from './camera-http.js';
import { givenOf } from './given.js';
import type { Make } from './makes.js';
import type { Account } from './stream-addresses.js';

export interface RecorderFacts {
  readonly name?: string | undefined;
  readonly make?: Make | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly https?: boolean | undefined;
  readonly rtspPort?: number | undefined;
  readonly userName?: string | undefined;
  /** '' = none. */
  readonly password?: string | undefined;
  readonly viewerName?: string | undefined;
  readonly viewerPassword?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly timeZone?: string | null | undefined;
  readonly playbackClock?: PlaybackClock | null | undefined;
}

export interface NewRecorder extends RecorderFacts {
  readonly id?: string | undefined;
  readonly name: string;
  readonly make: Make;
  readonly host: string;
}

const hostForm = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/;

const standard = {
  rtspPort: 554,
  userName: '',
  viewerName: '',
  areaCode: builtInAreaCode,
  timeZone: null,
  playbackClock: null,
} as const;

/** Recorders, and how they are reached. */
@Injectable()
export class RecorderService {
  constructor(
    private readonly seal: SealedBox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<Recorder> {
    const recorder = await tx.findOneBy(Recorder, { id });
    if (!recorder) throw new Failure('notFound', `there is no recorder ${id}`);
    return recorder;
  }

  async create(tx: EntityManager, { id = newId(), ...facts }: NewRecorder): Promise<Recorder> {
    if (await tx.existsBy(Recorder, { id })) throw taken('id', id, `there is a recorder ${id} already`);
    await this.check(tx, id, facts);
    const { password = '', viewerPassword = '', https = false, ...others } = facts;
    await tx.insert(Recorder, {
      ...{ ...standard, port: https ? 443 : 80 },
      ...givenOf(others),
      ...{ id, https, password: this.sealed(password), viewerPassword: this.sealed(viewerPassword) },
    });
    notify(tx, 'recorder');
    return this.get(tx, id);
  }

  async patch(tx: EntityManager, id: string, facts: RecorderFacts): Promise<Recorder> {
    await tx.query('SELECT 1 FROM recorder WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const before = await this.get(tx, id);
    await this.check(tx, id, facts);
    checkPasswordsStay(before, facts);
    const { password, viewerPassword, ...others } = facts;
    const changes: Partial<Recorder> = {
      ...givenOf(others),
      ...(password === undefined ? {} : { password: this.sealed(password) }),
      ...(viewerPassword === undefined ? {} : { viewerPassword: this.sealed(viewerPassword) }),
    };
    // Whether it answers at another place nobody has seen yet.
    const isMoved = changes.host !== undefined || changes.port !== undefined;
    if (isMoved) Object.assign(changes, { online: null, checkedAt: null, onlineSince: null, fault: null });
    if (Object.keys(changes).length > 0) await tx.update(Recorder, { id }, changes);
    if (isMoved) notify(tx, 'recorder');
    return this.get(tx, id);
  }

  /** Its cameras go with it; pictures of events stay. */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(Recorder, { id });
    notify(tx, 'camera');
  }

  async list(tx: EntityManager, { offset, limit }: Slice): Promise<{ rows: Recorder[]; total: number }> {
    const [rows, total] = await tx.findAndCount(Recorder, { order: { id: 'ASC' }, skip: offset, take: limit });
    return { rows, total };
  }

  target(recorder: Recorder): CameraTarget {
    const { host, port, https } = recorder;
    return { host, port, https, account: this.account(recorder), allowLocal: this.config.pullAllowLocal };
  }

  /** The account that the gateway itself calls with. */
  account({ userName, password }: Recorder): Account {
    return { name: userName, password: this.opened(password) };
  }

  /** The account in addresses that are handed out. */
  viewer(recorder: Recorder): Account {
    if (recorder.viewerName === '') return this.account(recorder);
    return { name: recorder.viewerName, password: this.opened(recorder.viewerPassword) };
  }

  zoneOf({ timeZone }: Recorder): string {
    return timeZone ?? this.config.siteTimeZone;
  }

  private opened(sealed: Buffer | null): string {
    return sealed === null ? '' : this.seal.open(sealed).toString('utf8');
  }

  private sealed(password: string): Buffer | null {
    return password === '' ? null : this.seal.seal(password);
  }

  private async check(tx: EntityManager, id: string, { name, host, areaCode, timeZone }: RecorderFacts): Promise<void> {
    if (name !== undefined) {
      const [other]: { id: string }[] = await tx.query('SELECT id FROM recorder WHERE name = $1 AND id <> $2', [
        name,
        id,
      ]);
      if (other) throw taken('name', other.id, `there is a recorder ${name} already`);
    }
    if (host !== undefined) this.checkHost(host);
    if (areaCode !== undefined && !(await tx.existsBy(Area, { code: areaCode })))
      throw fieldError('areaCode', `names no area: ${areaCode}`);
    if (timeZone && !isTimeZone(timeZone))
      throw fieldError('timeZone', 'must be an IANA time zone such as Europe/Madrid');
  }

  /** A name is checked when it is called. */
  private checkHost(host: string): void {
    if (!hostForm.test(host)) throw fieldError('host', 'must be a name or an IP address, without a port or a path');
    if (!this.config.pullAllowLocal && isLocal(host)) throw fieldError('host', new LocalAddress(host).message);
  }
}

/** Who may edit does not get to see passwords: they go nowhere else. */
function checkPasswordsStay(before: Recorder, facts: RecorderFacts): void {
  if (facts.host === undefined || facts.host === before.host) return;
  for (const field of ['password', 'viewerPassword'] as const) {
    if (before[field] !== null && facts[field] === undefined)
      throw fieldError(field, 'must be given anew, or empty to remove it: the host is another one now');
  }
}
