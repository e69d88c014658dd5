import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from './command.js';
import { CommandService } from './command.service.js';

/** What a device was asked to read from a person. */
export interface RequestedEnrolment {
  readonly command: Command;
  readonly pin: string;
  /** Biometric type (Access PUSH appendix 18), or a card. */
  readonly what: number | 'card';
  /** Which finger, hand or eye; null = not given in the order. */
  readonly no: number | null;
  /** Whether an existing card may be replaced; a template always may. */
  readonly overwrite: boolean;
}

/** The person has to come to the device first, and some devices report late. */
const window = '10 minutes';
const rawEnrolment = /^ENROLL_(FP|BIO|MF|INFO)\b\s*([\s\S]*)$/i;
const finger = 1;

/** Enrolments that devices were asked for recently: their reports about these were requested. */
@Injectable()
export class RequestedEnrolmentService {
  constructor(private readonly commands: CommandService) {}

  /** The newest first. */
  async of(tx: EntityManager, sn: string): Promise<RequestedEnrolment[]> {
    const rows: { id: number }[] = await tx.query(
      `SELECT id FROM command WHERE sn = $1 AND type IN ('enrollBio', 'enrollInfo', 'raw')
         AND sent_at > clock_timestamp() - $2::interval ORDER BY id DESC LIMIT 100`,
      [sn, window],
    );
    const found = [];
    for (const { id } of rows) {
      const command = await this.commands.find(tx, id);
      const asked = command && askedBy(command);
      if (asked) found.push(asked);
    }
    return found;
  }
}

function askedBy(command: Command): RequestedEnrolment | null {
  const { order } = command;
  if (order.type === 'enrollBio') {
    return { command, pin: order.pin, what: order.bioType, no: order.no, overwrite: true };
  }
  if (order.type === 'enrollInfo') {
    return { command, pin: order.pin, what: 'card', no: null, overwrite: order.overwrite === true };
  }
  return order.type === 'raw' ? askedByText(command, order.text) : null;
}

function askedByText(command: Command, text: string): RequestedEnrolment | null {
  const [, kind = '', rest = ''] = rawEnrolment.exec(text.trim()) ?? [];
  const field = (name: string) => new RegExp(`\\b${name}=([^\\s&,]*)`, 'i').exec(rest)?.[1];
  const pin = field('PIN');
  if (pin === undefined) return null;
  const number = (value: string | undefined) => (value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : null);
  const card = { command, pin, what: 'card', no: null, overwrite: field('OVERWRITE') === '1' } as const;
  if (/^(?:INFO|MF)$/i.test(kind)) return card;
  const what = /^FP$/i.test(kind) ? finger : number(field('TYPE'));
  return what === null ? null : { command, pin, what, no: number(field('FID') ?? field('NO')), overwrite: true };
}
