import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { latestClockOf, wallClockOf } from '../../platform/database/zone-time.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import {
  IdentificationService,
  type Decided,
  type Question,
} from '../../modules/identification/identification.service.js';
import { openSeconds } from '../../modules/identification/open-seconds.js';
import { openDoor } from '../../protocol/access-push/command-control.js';
import {
  addressKinds,
  encodeAuthAnswer,
  firstLine,
  readAuthRequest,
  type AuthRequest,
} from '../../protocol/access-push/uploads/remote-auth.js';
import { ClockWatchService } from '../push/clock-watch.service.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { say, type DeviceReply, type ReplyLife } from '../push/reply.js';
import { textOf, type DeviceRequest } from '../push/request.js';
import { tipsFor } from './identification-tips.js';

/** Devices wait for TimeoutSec, 10 s. People at a door do not wait that long (docs/field-notes.md e). */
const patienceMs = 3_000;

export const isIdentification = ({ method, call, query }: DeviceRequest): boolean =>
  method === 'POST' && call === 'cdata' && (query.get('authtype') ?? '').toLowerCase() === 'device';

/** No decision was possible: the device reports this and opens nothing. */
export const undecided = ({ body }: DeviceRequest): DeviceReply =>
  say(encodeAuthAnswer({ result: 'TIMEOUT', line: firstLine(textOf(body)) }));

/**
 * Remote identification (Access PUSH 10): the device asks who may pass and does what the answer says. Every failure is
 * a refusal. The event comes later and is stored like any other.
 */
@Injectable()
export class RemoteIdentificationHandler {
  /** Devices that asked although they may not; each is reported once. */
  private readonly told = new Set<string>();

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly identifications: IdentificationService,
    private readonly registrations: DeviceRegistrationService,
    private readonly quarantine: QuarantineService,
    private readonly clocks: ClockWatchService,
  ) {}

  async answer(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const until = steadyMs() + patienceMs;
    const text = textOf(request.body);
    const asked = readAuthRequest(text, { multiCard: known.dialect.multiCard });
    if (typeof asked === 'string') {
      await this.quarantine.keep(request, `a question who may pass: ${asked}`);
      return say(encodeAuthAnswer({ result: 'FAILED', line: firstLine(text) }));
    }
    const question = questionOf(asked, known);
    if (!known.device.remoteIdentification) return this.refuse(question, known);
    const decided = await this.inTime(question, until);
    void this.clocks.check(known, asked.event.wallClock).catch((error: unknown) => this.log.warn({ err: error }));
    const reply = say(answerOf(asked, decided, known));
    return decided ? { ...reply, life: this.lifeOf(question, until) } : reply;
  }

  /** A yes opens the door when the device reads it, so it is sent in time or not at all. */
  private lifeOf(question: Question, until: number): ReplyLife {
    const late = () => {
      void this.identifications.note(question, 'TIMEOUT', 'noAnswer').catch(() => undefined);
      return say(encodeAuthAnswer({ result: 'TIMEOUT', line: question.line }));
    };
    return { now: () => (until <= steadyMs() ? late() : null), lost: () => undefined };
  }

  /** If the decision takes too long or fails, there is none, and nothing of it is stored. */
  private async inTime(question: Question, until: number): Promise<Decided | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((done) => {
      timer = setTimeout(() => done(null), until - steadyMs());
    });
    const decision = this.identifications.decide(question, until).catch((error: unknown) => {
      this.log.warn({ err: error, sn: question.sn }, 'who may pass could not be decided');
      return null;
    });
    const decided = await Promise.race([decision, late]);
    clearTimeout(timer);
    if (!decided) void this.identifications.note(question, 'TIMEOUT', 'noAnswer').catch(() => undefined);
    return decided;
  }

  private async refuse(question: Question, { sn }: CachedDevice): Promise<DeviceReply> {
    if (!this.told.has(sn)) {
      await this.unitOfWork.run((tx) =>
        this.registrations.alert(
          tx,
          sn,
          'it asks here who may pass, and remote identification is off: nobody whom it asks about gets in',
          'remoteIdentification',
        ),
      );
      this.told.add(sn);
    }
    await this.identifications.note(question, 'FAILED', 'switchedOff');
    return say(encodeAuthAnswer({ result: 'FAILED', line: question.line, tips: tipsFor('switchedOff') }));
  }
}

/** The device's clock is not used: a wrong clock would open outside of a time zone. */
function questionOf({ line, event, addressKind }: AuthRequest, known: CachedDevice): Question {
  const { pin, cardNo, wallClock: deviceTime, eventAddr } = event;
  const doorId = doorOf(known, addressKind, eventAddr)?.id ?? null;
  const now = new Date();
  const [clock, latestClock] = [wallClockOf(now, known.timeZone), latestClockOf(now, known.timeZone)];
  return { sn: known.sn, doorId, pin, cardNo, deviceTime, line, clock, latestClock };
}

/** A door, the door of a reader, or the door of a device that has only one. Inputs and outputs are no ways in. */
function doorOf({ doors, readers }: CachedDevice, kind: number, address: number) {
  if (kind === addressKinds.door) return doors.get(address);
  if (kind === addressKinds.reader) return doors.get(readers.get(address)?.door ?? 0);
  const [only] = [...doors.values()];
  return kind === addressKinds.device && doors.size === 1 ? only : undefined;
}

function answerOf({ line }: AuthRequest, decided: Decided | null, known: CachedDevice): string {
  if (!decided) return encodeAuthAnswer({ result: 'TIMEOUT', line });
  const { result, reason, door, extendedPass } = decided;
  if (result !== 'SUCCESS' || !door) return encodeAuthAnswer({ result: 'FAILED', line, tips: tipsFor(reason) });
  const control = openDoor(door.number, openSeconds(door, known.device.options, extendedPass));
  // Some firmware uses another word for yes (docs/field-notes.md 54).
  const word = known.device.quirks.authSucceed === true ? { word: 'SUCCEED' } : {};
  return encodeAuthAnswer({ result, line, control, ...word });
}
