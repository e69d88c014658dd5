import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { codeName, eventName, replies } from '../../protocol/standalone/codes.js';
import { DeviceCache } from '../push/device-cache.js';
import type { DeviceReply } from '../push/reply.js';
import { deviceRequest, type DeviceMessage, type DeviceRequest } from '../push/request.js';
import type { Exchange } from '../standalone/client/exchange.js';
import { maskedAddress, maskedBody } from './masked.js';
import { pushWords } from './push-words.js';
import type { WireLine } from './wire-line.js';
import { WireLogService } from './wire-log.service.js';

const lookEveryMs = 10_000;

const answerText = ({ text, file }: DeviceReply) =>
  file ? `<a file of ${file.size} bytes>` : maskedBody(Buffer.from(text));

function pushLine(request: DeviceRequest, url: string, reply: DeviceReply): WireLine {
  const line = `${request.method} ${maskedAddress(url)}`;
  const sent = request.body.length > 0 ? `${maskedBody(request.body)}\n` : '';
  return {
    at: new Date(),
    direction: 'in',
    line,
    status: reply.status,
    ...pushWords(request, reply),
    raw: `${line}\n${sent}\n${reply.status}\n${answerText(reply)}`,
  };
}

const named = (code: number) => codeName(code) || String(code);

function terminalLine({ kind, command, session, reply, sent, answer, received }: Exchange): WireLine {
  const [line, size] = kind === 'event' ? [`EVENT ${eventName(session) || session}`, received] : [named(command), sent];
  const answered = answer === null ? 'no answer' : `${named(answer)} (${answer}), ${received} bytes`;
  const raw = `${line}, ${size} bytes, session ${session}, reply id ${reply}`;
  const params = { command: line, bytes: String(received), ...(answer === null ? {} : { answer: named(answer) }) };
  const common = { at: new Date(), line, params } as const;
  if (kind === 'event') return { ...common, direction: 'in', status: replies.ACK_OK, code: 'reported', raw };
  const code = answer === null ? 'noAnswer' : 'exchange';
  return { ...common, direction: 'out', status: answer, code, raw: `${raw}\n${answered}` };
}

/** Notes what a device and this gateway say to each other, while that is switched on for the device. */
@Injectable()
export class WireRecorderService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly deviceCache: DeviceCache,
    private readonly wires: WireLogService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'wire', everyMs: lookEveryMs, failure: 'recording of devices could not be ended' },
      () => this.endOver(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** @returns the reply as it is to be sent; if it may come too late, that is noted when it is sent */
  heard(message: DeviceMessage, body: Buffer, reply: DeviceReply): DeviceReply {
    const { life } = reply;
    if (!life) {
      this.push(message, body, reply);
      return reply;
    }
    const now = () => {
      const instead = life.now();
      this.push(message, body, instead ?? reply);
      return instead;
    };
    const lost = () => {
      this.push(message, body, null);
      life.lost();
    };
    return { ...reply, life: { now, lost } };
  }

  /** What the session with a terminal on port 4370 calls for each exchange. */
  readonly terminal =
    (sn: string) =>
    (exchange: Exchange): void => {
      if (this.isOn(sn)) this.attempt(sn, () => terminalLine(exchange));
    };

  private push(message: DeviceMessage, body: Buffer, reply: DeviceReply | null): void {
    const request = deviceRequest(message, body, this.config.trustedProxies);
    if (!request || !this.isOn(request.sn)) return;
    this.attempt(request.sn, () => {
      if (reply) return pushLine(request, message.url ?? '', reply);
      const heard = pushLine(request, message.url ?? '', { status: 0, text: '' });
      return { ...heard, status: null, code: 'unheard', params: {} };
    });
  }

  private isOn(sn: string): boolean {
    const until = this.deviceCache.recorded.get(sn);
    return until !== undefined && until.getTime() > Date.now();
  }

  /** A fault here is no fault of the device's answer. */
  private attempt(sn: string, line: () => WireLine): void {
    try {
      this.wires.note(sn, line());
    } catch (error) {
      this.log.warn({ err: error, sn }, 'an exchange with a device could not be recorded');
    }
  }

  private async endOver(): Promise<void> {
    const over = [...this.deviceCache.recorded].filter(([sn]) => !this.isOn(sn)).map(([sn]) => sn);
    if (over.length > 0) await this.wires.end(over);
  }
}
