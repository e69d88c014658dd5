import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.js';
import { DiskService, PictureRefused } from '../../platform/disk/disk.service.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { closeOnceIdle } from '../../platform/http/quick-close.js';
import { watchSilentLines } from '../../platform/http/silent-lines.js';
import { endSlowBodies } from '../../platform/http/slow-bodies.js';
import type { FileLink } from '../../modules/file/signed-name.js';
import { clientAddress } from '../../platform/network/client-address.js';
import { CalledDeviceHandler } from './called-devices.js';
import { AccDialect } from '../access-push/acc-dialect.js';
import { AttDialect } from '../attendance-push/att-dialect.js';
import { CarriedOverDeviceService } from '../access-push/carried-over-device.service.js';
import { TokenGuard } from '../access-push/token-guard.js';
import { PollResponder } from './poll-responder.js';
import { DialectChoiceService } from './dialect-choice.service.js';
import { DeviceCalls, type CallCode } from './device-calls.js';
import { DeviceHttp, type DeviceSide, type WrongCall } from './device-http.js';
import { DeviceCache } from './device-cache.js';
import type { CachedDevice } from './cached-device.js';
import { NewcomerHandler } from './newcomers.js';
import { PresenceService } from './presence.service.js';
import { refuse, unavailable, type DeviceReply } from './reply.js';
import { FileAnswerHandler } from './file-answers.js';
import { registrationShown } from './registration-shown.js';
import { deviceRequest, serialNumberIn, type DeviceMessage, type DeviceRequest } from './request.js';
import { AdmissionService } from './admission.service.js';
import { TransportCipher } from './transport-cipher.js';
import { WireRecorderService } from '../wire/wire-recorder.service.js';
import { UnstorableUploadHandler } from './unstorable.js';

/** Of a caller that fetches a file, only the signed name is known. */
const asksForFile = {
  method: 'GET',
  call: 'file',
  query: new Map<string, string>(),
  body: Buffer.alloc(0),
  cookie: '',
};

/** The devices' side of HTTP: everything under /iclock, on the common port or on DEVICE_PORT. */
@Injectable()
export class DeviceListener implements DeviceSide, OnModuleDestroy {
  private readonly http = new DeviceHttp(this);
  private own: Server | null = null;
  private isStopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly deviceCache: DeviceCache,
    private readonly presence: PresenceService,
    private readonly admission: AdmissionService,
    private readonly newcomers: NewcomerHandler,
    private readonly polls: PollResponder,
    private readonly acc: AccDialect,
    private readonly att: AttDialect,
    private readonly choice: DialectChoiceService,
    private readonly files: FileAnswerHandler,
    private readonly tokens: TokenGuard,
    private readonly cipher: TransportCipher,
    private readonly called: CalledDeviceHandler,
    private readonly unstorable: UnstorableUploadHandler,
    private readonly carriedOver: CarriedOverDeviceService,
    private readonly calls: DeviceCalls,
    private readonly recorder: WireRecorderService,
    private readonly disk: DiskService,
  ) {}

  /** Shares the server of `shared`, or opens a listener of its own where DEVICE_PORT is set. */
  async serveOn(shared: FastifyInstance, { devicePort, host, deviceTls }: Config): Promise<void> {
    if (devicePort === null) {
      this.http.shareWith(shared.server);
      return;
    }
    endSlowBodies(shared.server);
    watchSilentLines(shared.server);
    this.own = deviceTls
      ? createHttps({ cert: deviceTls.cert, key: deviceTls.key }, this.http.listener)
      : createHttp(this.http.listener);
    this.http.watch(this.own);
    this.own.keepAliveTimeout = 60_000;
    this.own.listen(devicePort, host);
    await once(this.own, 'listening');
  }

  /** The devices' own listener; null where they share the common one. */
  get ownServer(): Server | null {
    return this.own;
  }

  /** The port of the devices' own listener; undefined where they share the common one. */
  get ownPort(): number | undefined {
    return (this.own?.address() as AddressInfo | undefined)?.port;
  }

  /** Each answer closes its connection from now on: the device's next call finds another gateway, if there is one. */
  drain(): void {
    this.http.close();
  }

  /** Requests that are being answered get their answers; a connection is closed once it is idle. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.http.close();
    const { own } = this;
    if (!own) return;
    const closed = new Promise((done) => own.close(done));
    closeOnceIdle(own);
    await closed;
  }

  /** Nothing can be stored, so nothing may be answered with OK. */
  private get isAway(): boolean {
    return this.deviceCache.databaseAway || this.disk.isFull;
  }

  /** An approved device that polls and has no command waiting: no await, no SQL. */
  isIdle(sn: string, message: DeviceMessage): boolean {
    const caller = {
      address: clientAddress(message, this.config.trustedProxies),
      cookie: message.headers.cookie ?? '',
    };
    const known = this.deviceCache.find(sn);
    // A device that is recorded takes the usual way, where it is recorded.
    return known?.device.wireUntil === null && this.hasNothing(known, caller);
  }

  /**
   * The header decides how much of a body is read: a caller that is held because of its address counts as a stranger.
   */
  admissible(sn: string, message: DeviceMessage): boolean | Promise<boolean> {
    const address = clientAddress(message, this.config.trustedProxies);
    const isServed = (known?: CachedDevice) => known?.status === 'approved' && this.newcomers.isServed(known, address);
    const known = this.deviceCache.find(sn);
    return known || this.isAway ? isServed(known) : this.deviceCache.getThere(sn).then(isServed, () => false);
  }

  async answer(message: DeviceMessage, body: Buffer): Promise<DeviceReply> {
    const reply = await this.answered(message, body);
    return this.deviceCache.recorded.size === 0 ? reply : this.recorder.heard(message, body, reply);
  }

  private async answered(message: DeviceMessage, body: Buffer): Promise<DeviceReply> {
    try {
      const link = this.files.linkOf(message);
      if (link !== undefined) return this.isAway ? unavailable : await this.file(link, message);
      const request = deviceRequest(message, body, this.config.trustedProxies);
      if (!request) {
        this.heard('noSerial', message);
        return refuse(400, 'SN is missing or unreadable');
      }
      if (request.method !== 'GET' && request.method !== 'POST') return refuse(404, '404');
      if (this.isAway) return this.withoutDatabase(request);
      return await this.serve(request, this.deviceCache.find(request.sn));
    } catch (error) {
      return this.failed(error, message);
    }
  }

  /** The data is not the cause of a failure here: the device keeps it and comes again. */
  private failed(error: unknown, { url }: DeviceMessage): DeviceReply {
    // A device that left in the middle of its request does not hold up the stop: the database may be closed by now.
    if (this.isStopping || error instanceof PictureRefused) return unavailable;
    this.log.error({ err: error, path: url?.split('?')[0] }, 'a device request failed');
    return unavailable;
  }

  heardWrong(what: WrongCall, from: Pick<DeviceMessage, 'url' | 'headers' | 'socket'>): void {
    this.heard(what, from);
  }

  private heard(code: CallCode, { url = '', ...from }: Pick<DeviceMessage, 'url' | 'headers' | 'socket'>): void {
    const [path = ''] = url.split('?');
    const ip = clientAddress(from, this.config.trustedProxies);
    this.calls.note({ ip, sn: serialNumberIn(url) ?? '', code, params: path === '' ? {} : { path } });
  }

  /** Of a device at work nothing is told but that it calls. */
  private note(request: DeviceRequest, code: CallCode): void {
    const { address: ip, sn } = request;
    const { model } = code === 'served' ? { model: '' } : registrationShown(request);
    this.calls.note({ ip, sn, code, params: model === '' ? {} : { model } });
  }

  private withoutDatabase(request: DeviceRequest): DeviceReply {
    const isServed = this.deviceCache.find(request.sn)?.status === 'approved';
    return (isServed ? this.acc.withoutDatabase(request) : null) ?? unavailable;
  }

  private async serve(request: DeviceRequest, found: CachedDevice | undefined): Promise<DeviceReply> {
    if (this.isPlainPoll(request) && this.hasNothing(found, request)) return this.polls.nothing;
    const known = found ?? (await this.deviceCache.getThere(request.sn));
    const admitted = await this.admission.admit(request, known);
    if ('refusal' in admitted) {
      this.note(request, known === undefined || known.status === 'pending' ? 'waiting' : 'refused');
      return admitted.refusal;
    }
    return this.serveApproved(request, admitted.device);
  }

  private async serveApproved(request: DeviceRequest, approved: CachedDevice): Promise<DeviceReply> {
    // A device that is called on port 4370 is served only there.
    if (approved.device.link === 'pull') {
      this.note(request, 'calledOn4370');
      return this.called.answer(request, approved);
    }
    const own = await this.newcomers.admit(request, approved);
    if ('refusal' in own) {
      this.note(request, 'otherAddress');
      return own.refusal;
    }
    const wrongToken = await this.tokens.check(request, own.device);
    this.note(request, wrongToken ? 'wrongToken' : 'served');
    return wrongToken ?? this.answerDevice(request, own.device);
  }

  private async answerDevice(request: DeviceRequest, device: CachedDevice): Promise<DeviceReply> {
    if (this.cipher.isActive(device.sn)) {
      await this.present(device);
      return this.ciphered(request, device);
    }
    const chosen = await this.choice.of(request, device);
    // A request that is not of the device's link does not show that the device is online.
    if ('reply' in chosen) return chosen.reply;
    const { kind, known } = chosen;
    await this.present(known);
    return this.answerAs(kind === 'att' ? this.att : this.acc, request, known);
  }

  private answerAs(
    dialect: AccDialect | AttDialect,
    request: DeviceRequest,
    known: CachedDevice,
  ): Promise<DeviceReply> {
    return this.unstorable.guard(request, () => dialect.answer(request, known));
  }

  private async present(device: CachedDevice): Promise<void> {
    if (!this.presence.touch(device)) await this.presence.seen(device);
  }

  /** The poll brings nothing with it: no results, no counters. */
  private isPlainPoll({ call, body, query }: DeviceRequest): boolean {
    return call === 'getrequest' && body.length === 0 && !query.has('info');
  }

  /** An exchange is not encrypted, even if it replaces an older one. */
  private async ciphered(request: DeviceRequest, device: CachedDevice): Promise<DeviceReply> {
    if (request.call === 'exchange') return this.acc.answer(request, device);
    // A body that cannot be decrypted is passed on as it came, and is then found unreadable.
    const opened = request.body.length > 0 ? this.cipher.open(device.sn, request.body) : null;
    const reply = await this.answerAs(this.acc, opened ? { ...request, body: opened } : request, device);
    const sealed = (plain: DeviceReply): DeviceReply =>
      plain.file ? plain : { ...plain, bytes: this.cipher.seal(device.sn, plain.text) };
    const { life } = reply;
    if (!life) return sealed(reply);
    const now = () => {
      const instead = life.now();
      return instead && sealed(instead);
    };
    return { ...sealed(reply), life: { now, lost: () => life.lost() } };
  }

  /** A signed name says whose file it is; some devices fetch it without their serial number. */
  private async file(link: FileLink | null, message: DeviceMessage): Promise<DeviceReply> {
    const found = link && (await this.deviceCache.get(link.sn));
    if (link === null || found?.status !== 'approved') return refuse(403, 'not a file for this device');
    const address = clientAddress(message, this.config.trustedProxies);
    const own = await this.newcomers.admit({ ...asksForFile, sn: link.sn, address }, found);
    if ('refusal' in own) return own.refusal;
    const known = own.device;
    if (!this.presence.touch(known)) await this.presence.seen(known);
    return this.files.answer(link, known);
  }

  private hasNothing(
    known: CachedDevice | undefined,
    { address, cookie }: Pick<DeviceRequest, 'address' | 'cookie'>,
  ): boolean {
    if (known?.status !== 'approved' || this.isAway || known.device.link === 'pull') return false;
    if (!this.newcomers.isAtHome(known, address)) return false;
    if (
      this.carriedOver.mayHaveToBegin(cookie, known) ||
      this.tokens.looksAtPolls(known) ||
      this.cipher.isActive(known.sn)
    )
      return false;
    return this.presence.touch(known) && !this.polls.isDue(known);
  }
}
