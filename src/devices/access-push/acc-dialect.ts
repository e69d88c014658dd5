import { Injectable } from '@nestjs/common';
import { rtdataAnswer } from '../../protocol/access-push/handshake.js';
import { PollResponder } from '../push/poll-responder.js';
import type { CachedDevice } from '../push/cached-device.js';
import { ok, refuse, say, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';
import { AccAnswerHandler } from './acc-answers.js';
import { AccEventHandler } from './acc-events.js';
import { AccStateHandler } from './acc-states.js';
import { AccUploadHandler } from './acc-uploads.js';
import { CarriedOverDeviceService } from './carried-over-device.service.js';
import { AccountAnswerHandler } from '../event-recovery/account-answers.js';
import { FileAnswerHandler } from '../push/file-answers.js';
import { HandshakeHandler } from './handshake.js';
import { isIdentification, RemoteIdentificationHandler, undecided } from './remote-identification.js';
import { UnreadableUploadHandler } from './unreadable.js';

type Handler = (request: DeviceRequest, known: CachedDevice) => DeviceReply | Promise<DeviceReply>;

/** Security PUSH 3.x: which class answers which request. */
@Injectable()
export class AccDialect {
  // These are Maps because the names come from outside: a plain object also has a key `constructor`.
  private readonly calls: ReadonlyMap<string, Handler>;
  private readonly tables: ReadonlyMap<string, Handler>;

  constructor(
    private readonly handshake: HandshakeHandler,
    private readonly polls: PollResponder,
    private readonly answers: AccAnswerHandler,
    private readonly uploads: AccUploadHandler,
    private readonly unreadable: UnreadableUploadHandler,
    events: AccEventHandler,
    states: AccStateHandler,
    private readonly files: FileAnswerHandler,
    private readonly accounts: AccountAnswerHandler,
    private readonly identification: RemoteIdentificationHandler,
    private readonly carriedOver: CarriedOverDeviceService,
  ) {
    this.calls = new Map<string, Handler>([
      ['cdata', (request, known) => this.cdata(request, known)],
      ['registry', (request, known) => this.register(request, known)],
      ['push', (_request, known) => handshake.configuration(known)],
      ['ping', () => ok],
      ['getrequest', (request, known) => this.poll(request, known)],
      ['devicecmd', (request, known) => answers.results(request, known)],
      ['querydata', (request, known) => answers.data(request, known)],
      ['rtdata', (_request, known) => say(rtdataAnswer(new Date(), known.timeZone))],
      ['file', (request, known) => this.file(request, known)],
      ['exchange', (request, known) => handshake.exchange(request, known)],
    ]);
    this.tables = new Map<string, Handler>([
      ['rtlog', (request, known) => events.store(request, known)],
      ['rtstate', (request, known) => states.store(request, known)],
      ['options', (request, known) => answers.toldOptions(request, known)],
    ]);
  }

  answer(request: DeviceRequest, known: CachedDevice): DeviceReply | Promise<DeviceReply> {
    const handler = this.calls.get(request.call);
    // Never 2xx on an unknown path (docs/field-notes.md 4).
    if (!handler) return refuse(404, '404');
    const reason = this.unreadable.reason(request);
    const go = (why: string | null) =>
      why === null ? handler(request, known) : this.unreadable.take(request, known, why);
    return reason instanceof Promise ? reason.then(go) : go(reason);
  }

  /**
   * The database is away: null makes the device come again. For a person at a door, the answer is that there is no
   * decision.
   */
  withoutDatabase(request: DeviceRequest): DeviceReply | null {
    return isIdentification(request) ? undecided(request) : null;
  }

  private register(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    this.carriedOver.begins(known);
    return this.handshake.register(request, known);
  }

  private cdata(request: DeviceRequest, known: CachedDevice): DeviceReply | Promise<DeviceReply> {
    if (request.method === 'GET') {
      this.carriedOver.begins(known);
      return this.handshake.firstContact(request, known);
    }
    if (request.query.get('desc') === 'overview') return this.accounts.overview(request);
    if (isIdentification(request)) return this.identification.answer(request, known);
    const table = (request.query.get('table') ?? '').toLowerCase();
    if (table === 'tabledata' && request.query.has('cmdid')) return this.answered(request, known);
    return this.tables.get(table)?.(request, known) ?? this.uploads.store(request, known);
  }

  /** Rows that name a command: of a query, or made by what another command has changed. */
  private async answered(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    return (await this.answers.posted(request, known)) ?? this.uploads.store(request, known);
  }

  /** GET: a firmware file, by the address in the command (9.4.1); POST: a package of ACCOUNT (9.2.2). */
  private file(request: DeviceRequest, known: CachedDevice): DeviceReply | Promise<DeviceReply> {
    return request.method === 'GET' ? this.files.byUrl(request, known) : this.accounts.file(request);
  }

  /** Older firmware posts its results to the address of its polls (docs/field-notes.md 16). */
  private async poll(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    if (this.carriedOver.mustBegin(request, known)) return refuse(401, '401');
    if (request.body.length > 0) await this.answers.results(request, known);
    return this.polls.poll(known, request.origin);
  }
}
