import { decide, eventOfVerdict, type Attempt, type Decision, type Situation, type Verdict } from './access.js';
import { photo } from './bodies.js';
import { AntiPassback } from './anti-passback.js';
import { controlled } from './execute.js';
import { holderOf } from './holders.js';
import type { PanelEvent } from './journal.js';
import { doorNumber } from './parameters.js';
import type { PanelParts } from './parts.js';
import { asksServer, askServer } from './remote.js';
import { MultiCard } from './multi-card.js';
import { tableUpload, type Upload } from './upload.js';
import { verifyType, type Factor } from './verify.js';

/** How a person comes to a reader. */
export interface Manner {
  /** 0 in, 1 out; the default is in. */
  readonly inOut?: 0 | 1;
  /** What the person shows; the default is a card. */
  readonly shown?: readonly Factor[];
}

/** The result: the event, the outputs that were switched, and what else is sent. */
export interface Passing {
  readonly verdict: Verdict;
  readonly event: PanelEvent;
  readonly opening: { readonly door: number; readonly seconds: number | 'hold' } | null;
  readonly uploads: readonly Upload[];
  readonly tips: string;
}

const remoteOpened = 222;
const remoteAsked = 223;

/** The readers of a panel: its tables, or the server (Access PUSH 10), decide about the person at a reader. */
export class Entrance {
  private readonly crossings = new AntiPassback();
  private readonly together = new MultiCard();
  private readonly lastAt = new Map<string, number>();

  constructor(
    private readonly parts: PanelParts,
    private readonly ignoreUserDates: boolean,
  ) {}

  async pass(card: string, door: number, wall: string, manner: Manner): Promise<Passing> {
    const attempt: Attempt = { card, door, wall, inOut: manner.inOut ?? 0, shown: manner.shown ?? ['c'] };
    if (asksServer(this.parts)) return this.passByServer(attempt);
    const decision = this.isTooSoon(attempt) ? { verdict: 'too soon' as const, pin: '' } : this.decided(attempt);
    const { verdict, pin, hold } = decision;
    const event = this.eventOf(attempt, pin, decision.event ?? eventOfVerdict[verdict]);
    if (verdict !== 'opens') return { verdict, event, opening: null, uploads: this.pictures(event, false), tips: '' };
    this.crossings.passed(pin, attempt);
    const seconds = hold === true ? 'hold' : this.driveSeconds(pin, door);
    return { verdict, event, opening: { door, seconds }, uploads: this.afterPassing(event, attempt), tips: '' };
  }

  /** Factory reset: nobody has passed anywhere. */
  clear(): void {
    this.crossings.clear();
    this.together.clear();
    this.lastAt.clear();
  }

  private decided(attempt: Attempt): Decision {
    const { memory, settings, doors, peripherals } = this.parts;
    const situation: Situation = {
      memory,
      settings,
      isLocked: (door) => doors.isLocked(door),
      isOpen: (door) => doors.isOpen(door),
      isScheduleOn: (door) => doors.isScheduleOn(door),
      crossings: this.crossings,
      together: this.together,
      ignoreUserDates: this.ignoreUserDates,
    };
    const decision = decide(situation, attempt);
    if (decision.verdict !== 'opens') return decision;
    const { temperature, mask } = peripherals;
    const limit = Number(settings.get('IRTempThreshold') ?? '') || 37.3;
    if (settings.isOn('EnableNormalIRTempPass') && temperature > limit)
      return { verdict: 'too warm', pin: decision.pin };
    if (settings.isOn('EnableWearMaskPass') && !mask) return { verdict: 'without mask', pin: decision.pin };
    return decision;
  }

  private async passByServer(attempt: Attempt): Promise<Passing> {
    const { door } = attempt;
    const pin = holderOf(this.parts.memory, this.parts.settings, attempt.card)?.user.get('pin') ?? '';
    const asked = this.eventOf(attempt, pin, remoteAsked);
    const { auth, control, tips } = await askServer(this.parts, rowOf(asked));
    const verdict = auth === 'success' ? 'opens' : auth === 'failed' ? 'server says no' : 'server is silent';
    const event = { ...asked, event: auth === 'success' ? remoteOpened : eventOfVerdict[verdict] };
    if (auth !== 'success') return { verdict, event, opening: null, uploads: [], tips };
    // The server's answer is carried out like a command, but without that command's events: the passage has its own.
    if (control !== null) controlled(this.parts, control);
    const opening = control === null ? { door, seconds: this.driveSeconds(pin, door) } : null;
    return { verdict, event, opening, uploads: this.afterPassing(event, attempt), tips };
  }

  /** DoorIntertime: the same card at the same door within so many seconds. */
  private isTooSoon({ card, door, wall }: Attempt): boolean {
    const key = `${card}@${door}`;
    const now = Date.parse(`${wall.replace(' ', 'T')}Z`);
    const before = this.lastAt.get(key);
    this.lastAt.set(key, now);
    const seconds = doorNumber(this.parts, door, 'Intertime');
    return seconds > 0 && before !== undefined && now - before < seconds * 1000 && now >= before;
  }

  /** Lock drive time; people with FunSwitch bit 0 have longer (extuser). */
  private driveSeconds(pin: string, door: number): number {
    const seconds = doorNumber(this.parts, door, 'Drivertime') || 5;
    const more = this.parts.memory.rows('extuser').find((row) => row.get('pin') === pin);
    const isSlow = (Number(more?.get('funswitch') ?? 0) & 1) === 1;
    return isSlow ? seconds + doorNumber(this.parts, door, 'ExtDelayDrivertime', 5) : seconds;
  }

  private eventOf({ card, door, inOut, shown, wall }: Attempt, pin: string, event: number): PanelEvent {
    const { settings, session, quirks } = this.parts;
    const hasNewStyles = (settings.get('NewVFStyles') ?? '') !== '' && (session.config.newvfstyles ?? '') !== '';
    return {
      event,
      door,
      pin: pin === '' ? '0' : pin,
      cardNo: settings.multiCard ? BigInt(card).toString(16).padStart(8, '0') : card,
      inOut,
      verifyType: quirks.verifyText ?? (hasNewStyles ? verifyType(shown, true) : Number(verifyType(shown, false))),
      time: wall,
      ...this.sensed(),
    };
  }

  /**
   * Temperature and mask, if the device checks for them; the converted temperature in the unit that the server wants
   * (4.5).
   */
  private sensed(): Pick<PanelEvent, 'more'> {
    const { settings, peripherals, session } = this.parts;
    if (!settings.isOn('IRTempDetectionFunOn')) return {};
    const { temperature, mask } = peripherals;
    const converted = session.config.irtempunittrans === '1' ? temperature * 1.8 + 32 : temperature;
    return {
      more: {
        sitecode: '0',
        linkid: '0',
        maskflag: mask ? '1' : '0',
        temperature: temperature.toFixed(1),
        convtemperature: converted.toFixed(1),
      },
    };
  }

  private afterPassing(event: PanelEvent, { inOut }: Attempt): Upload[] {
    const { quirks, peripherals } = this.parts;
    if (!quirks.isGate) return this.pictures(event, true);
    peripherals.gate.runs += 1;
    peripherals.gate[inOut === 0 ? 'in' : 'out'] += 1;
    return [{ call: 'cdata', query: 'table=irstate', body: peripherals.gateBody() }];
  }

  /** People who pass are photographed; the picture is named by time and pin, without a pin for strangers (7.9). */
  private pictures({ time = '', pin = '0' }: PanelEvent, passed: boolean): Upload[] {
    if (!this.parts.quirks.takesPictures) return [];
    const name = `${time.replaceAll(/\D/g, '')}${passed ? `-${pin}` : ''}.jpg`;
    const size = Buffer.from(photo, 'base64').length;
    return [tableUpload('ATTPHOTO', [`pin=${name}\tsn=${this.parts.sn}\tsize=${size}\tphoto=${photo}`])];
  }
}

/** The row of a request to the server; addrtype 2 is a door (Access PUSH 10). */
function rowOf(event: PanelEvent): string {
  return (
    `time=${event.time ?? ''}\tpin=${event.pin ?? '0'}\tcardno=${event.cardNo ?? '0'}\taddrtype=2\t` +
    `eventaddr=${event.door}\tevent=${event.event}\tinoutstatus=${event.inOut ?? 2}\tverifytype=${event.verifyType ?? 0}`
  );
}
