import { Injectable } from '@nestjs/common';
import { timeZoneOffset } from '../../protocol/attendance-push/zone.js';
import { rtdataAnswer } from '../../protocol/access-push/handshake.js';
import { HandshakeHandler } from '../access-push/handshake.js';
import { PollResponder } from '../push/poll-responder.js';
import { FileAnswerHandler } from '../push/file-answers.js';
import type { CachedDevice } from '../push/cached-device.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import { isFirstContact, type DeviceRequest } from '../push/request.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { AttAnswerHandler } from './att-answers.js';
import { AttFirstContactHandler } from './att-handshake.js';
import { BackgroundVerificationHandler } from './background-verification.js';
import { AttUploadHandler } from './att-uploads.js';
import { nobody, UserLookupService } from './user-lookup.service.js';

type Handler = (request: DeviceRequest, known: CachedDevice) => DeviceReply | Promise<DeviceReply>;

/** Attendance PUSH 1.x to 2.4.2: which class answers which request. */
@Injectable()
export class AttDialect {
  // A Map, because the names come from outside.
  private readonly calls: ReadonlyMap<string, Handler>;

  constructor(
    private readonly firstContact: AttFirstContactHandler,
    private readonly uploads: AttUploadHandler,
    private readonly polls: PollResponder,
    private readonly answers: AttAnswerHandler,
    files: FileAnswerHandler,
    handshake: HandshakeHandler,
    private readonly verification: BackgroundVerificationHandler,
    private readonly userLookup: UserLookupService,
  ) {
    const upload: Handler = (request, known) => this.posted(request, known);
    this.calls = new Map<string, Handler>([
      ['cdata', (request, known) => (request.method === 'GET' ? this.asked(request, known) : upload(request, known))],
      ['fdata', upload],
      ['edata', upload],
      ['querydata', upload],
      ['getrequest', (request, known) => this.poll(request, known)],
      ['devicecmd', (request, known) => answers.results(request, known)],
      ['ping', () => ok],
      ['rtdata', (_request, known) => say(rtdataAnswer(new Date(), known.timeZone))],
      ['file', (request, known) => files.byUrl(request, known)],
      ['exchange', (request, known) => handshake.exchange(request, known)],
    ]);
  }

  /** Unknown content is kept and answered OK: if it were refused, it would come for ever (9.16, 18). */
  answer(request: DeviceRequest, known: CachedDevice): DeviceReply | Promise<DeviceReply> {
    const handler = this.calls.get(request.call);
    if (handler) return handler(request, known);
    return request.body.length > 0 ? this.uploads.store(request, known) : ok;
  }

  private async asked(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    if (isFirstContact(request)) return this.firstContact.answer(request, known);
    const { query } = request;
    if ((query.get('type') ?? '').toLowerCase() === 'time') return say(`Time=${clockOf(known)}`);
    return (await this.userLookup.answer(request, known)) ?? ok;
  }

  private posted(request: DeviceRequest, known: CachedDevice): DeviceReply | Promise<DeviceReply> {
    const { query } = request;
    if (query.get('type')?.toLowerCase() === 'postverifydata') return this.verification.answer(request, known);
    // Very old terminals may ask the server to compare fingers and passwords (13). It does not, so the answer is a no.
    return query.has('authtype') ? nobody : this.uploads.store(request, known);
  }

  /** Older firmware posts its results to the address of its polls (docs/field-notes.md 16). */
  private async poll(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const info = request.query.get('info');
    if (info !== undefined) await this.firstContact.counters(info, known);
    if (request.body.length > 0) await this.answers.results(request, known);
    return this.polls.poll(known, request.origin);
  }
}

function clockOf({ timeZone }: CachedDevice): string {
  const now = new Date();
  return `${wallClockOf(now, timeZone).replace(' ', 'T')}${timeZoneOffset(now, timeZone)}`;
}
