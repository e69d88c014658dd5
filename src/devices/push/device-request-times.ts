import { Injectable } from '@nestjs/common';
import { seconds, Sizes } from '../../platform/metrics/sizes.js';
import { callOf } from './request.js';

/** What devices call (Access PUSH 7 to 12, Attendance PUSH 5 to 12); all else is `other`. */
const calls = [
  'cdata',
  'devicecmd',
  'edata',
  'exchange',
  'fdata',
  'file',
  'getrequest',
  'ping',
  'push',
  'querydata',
  'registry',
  'rtdata',
  'other',
] as const;
type Call = (typeof calls)[number];

/** How long devices waited for their answers, since the start. */
@Injectable()
export class DeviceRequestTimes {
  readonly byCall: ReadonlyMap<string, Sizes> = new Map(calls.map((call) => [call, new Sizes(seconds)]));
  private readonly others = this.of('other');
  /** Polls of devices for which nothing waits. They are answered from memory, so they are only counted. */
  idlePolls = 0;

  note(url: string, lasted: number): void {
    const end = url.indexOf('?');
    const call = callOf(end === -1 ? url : url.slice(0, end));
    const times = this.byCall.get(call) ?? (call.startsWith('file/') ? this.of('file') : this.others);
    times.note(lasted);
  }

  private of(call: Call): Sizes {
    return this.byCall.get(call) ?? new Sizes(seconds);
  }
}
