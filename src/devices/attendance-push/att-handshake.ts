import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { lockDevice } from '../../core/command/command.store.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { UserCountService } from '../../modules/device/user-counts.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import {
  agreedVersion,
  comparePushVersions,
  optionBlock,
  type AttHandshake,
} from '../../protocol/attendance-push/handshake.js';
import { readInfo, type DeviceInfo } from '../../protocol/attendance-push/info.js';
import { timeZoneValue } from '../../protocol/attendance-push/zone.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import { readVersion } from '../../protocol/access-push/version.js';
import { PartRegistrationService } from '../access-push/part-registration.service.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';
import { asksBehind } from './background-verification.js';
import { decodeText } from './encoding.js';
import { AttStampService } from './stamps.js';

/** The part that is the same in every answer to a first contact; in seconds, the interval in minutes. */
const rhythm = { errorDelay: 30, transTimes: '00:05;12:35', transInterval: 1 } as const;

/** Templates and comparison photos that are accepted, by type: all of them (Attendance PUSH 4.3, A3). */
const masks = { multiBioData: '0:1:1:0:0:0:0:1:1:1:1', multiBioPhoto: '0:0:0:0:0:0:0:0:0:1:1' } as const;
const noMasks = { multiBioData: null, multiBioPhoto: null } as const;
const hybridSince = '2.4.1';

const masksOf = (pushVersion: string | null) =>
  comparePushVersions(agreedVersion(pushVersion), hybridSince) < 0 ? noMasks : masks;

/** The terminal is not approved yet. It is told to keep what it has (Attendance PUSH 4.8). */
export const waitingRoom = (sn: string, pushVersion: string | null, timeZone: string): string =>
  optionBlock({
    sn,
    pushVersion,
    stamps: { attlog: 'None', operlog: 'None', attphoto: 'None', biodata: 'None', idcard: 'None', errorlog: 'None' },
    ...rhythm,
    delay: 60,
    timeZone: timeZoneValue(new Date(), timeZone),
    ...masksOf(pushVersion),
    transfers: false,
  });

/** First contact, options and counters of a terminal (Attendance PUSH 4, 6, 7). */
@Injectable()
export class AttFirstContactHandler {
  /** The last counters of each terminal. A repetition is recognised by them. */
  private readonly counted = new Map<string, string>();

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly parts: PartRegistrationService,
    private readonly stamps: AttStampService,
    private readonly userCounts: UserCountService,
  ) {}

  async answer(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const pushVersion = readVersion(request.query.get('pushver'));
    // The terminal may have been replaced, so its counters are read again even if they are the same.
    this.counted.delete(known.sn);
    const timeZone = timeZoneValue(new Date(), known.timeZone);
    await this.note(request, known, pushVersion, timeZone);
    const block: AttHandshake = {
      sn: known.sn,
      pushVersion,
      stamps: await this.stamps.told(known.sn),
      ...rhythm,
      delay: requestDelayOf({ ...known.device, link: 'push-att' }),
      timeZone,
      ...masksOf(pushVersion),
      asksBehind: asksBehind(known),
      blankFlags: known.device.quirks.transFlagBlanks === true,
      transfers: true,
    };
    this.log.info({ sn: known.sn, pushVersion }, 'a terminal has made contact');
    return say(optionBlock(block));
  }

  /** `table=options`: what it can do and how much it holds (Attendance PUSH 6). */
  async options({ body }: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    await this.learn(known, parseOptions(decodeText(body, known)));
    return ok;
  }

  /** Counters that came with a poll (Attendance PUSH 7). */
  async counters(info: string, known: CachedDevice): Promise<void> {
    if (this.counted.get(known.sn) === info) return;
    const told = readInfo(info);
    await this.learn(known, optionsOf(told, known.device.options));
    await this.compare(known, told);
    this.counted.set(known.sn, info);
  }

  /** This runs before the terminal is given anything: a command that it has not received cannot have been counted. */
  private async compare({ sn }: CachedDevice, { users }: DeviceInfo): Promise<void> {
    if (users === null) return;
    await this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      await this.userCounts.told(tx, sn, users);
    });
  }

  /** The terminal may have been switched off meanwhile: commands that it did not answer are sent again. */
  private async note(
    { address, query }: DeviceRequest,
    { sn, device }: CachedDevice,
    version: string | null,
    timeZone: string,
  ): Promise<void> {
    const language = /^\d{1,4}$/.exec(query.get('language') ?? '')?.[0];
    await this.unitOfWork.run(async (tx) => {
      if (device.pushVersion !== version || device.address !== address) {
        await tx.query('UPDATE device SET push_version = $2, address = $3 WHERE sn = $1', [sn, version, address]);
      }
      if (language !== undefined) await this.registrations.addOptions(tx, sn, { Language: language });
      await tx.query(
        `INSERT INTO att_zone (sn, told) VALUES ($1, $2) ON CONFLICT (sn) DO UPDATE SET told = excluded.told`,
        [sn, timeZone],
      );
      await tx.query(`UPDATE command SET retry_at = clock_timestamp() WHERE sn = $1 AND status = 'sent' AND NOT once`, [
        sn,
      ]);
    });
    await this.deviceCache.refresh(sn);
    this.deviceCache.lower(sn);
  }

  private async learn({ sn }: CachedDevice, options: Readonly<Record<string, string>>): Promise<void> {
    if (Object.keys(options).length === 0) return;
    await this.unitOfWork.run(async (tx) => {
      await this.registrations.addOptions(tx, sn, options);
      const device = await this.registrations.named(tx, sn, optionOf(options, 'DeviceName'));
      await this.parts.ensure(tx, device);
    });
    await this.deviceCache.refresh(sn);
  }
}

const said = (value: string | number | null) => (value === null || value === '' ? undefined : String(value));
const digit = (functions: string, at: number) =>
  /^[01]$/.test(functions.charAt(at)) ? functions.charAt(at) : undefined;

/**
 * INFO in the names of `table=options`. Its counters are used; about everything else the device may have said more
 * already.
 */
function optionsOf(info: DeviceInfo, options: Readonly<Record<string, string>>): Record<string, string> {
  const counters = {
    UserCount: said(info.users),
    FPCount: said(info.fingers),
    TransactionCount: said(info.records),
    FaceCount: said(info.faces),
    IPAddress: said(info.address),
    FWVersion: said(info.firmware),
  };
  const others = {
    FPVersion: said(info.fingerVersion),
    FaceVersion: info.faceVersion.startsWith('-') ? undefined : said(info.faceVersion),
    FingerFunOn: digit(info.functions, 0),
    FaceFunOn: digit(info.functions, 1),
    PhotoFunOn: digit(info.functions, 2),
    BioPhotoFun: digit(info.functions, 3),
    BioDataFun: digit(info.functions, 4),
  };
  const news = Object.entries(others).filter(([name]) => optionOf(options, name) === '');
  return Object.fromEntries(
    [...Object.entries(counters), ...news].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
