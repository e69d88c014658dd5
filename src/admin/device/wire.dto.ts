import {
  wireCodes,
  wireDirections,
  type WireCode,
  type WireDirection,
  type WireParams,
} from '../../devices/wire/wire-line.js';
import type { WireReading } from '../../devices/wire/wire-log.service.js';
import { Int, Shown } from '../common/fields.js';

export class WireBody {
  @Int('For how many minutes its exchanges are recorded; 0 = no longer', { min: 0, max: 60, example: 15 })
  minutes!: number;
}

export class WireStateView {
  @Shown('Until when they are recorded', { nullable: true, type: String }) until!: string | null;
}

export class WireQuery {
  @Int('Position of the last answer: what came after it, oldest first; left out = the newest', {
    optional: true,
    min: 0,
  })
  after?: number;
  @Int('Seconds to wait for the next exchange', { optional: true, min: 0, max: 25 }) wait?: number;
}

export class WireLineView {
  @Shown('Its place in the log of the device') position!: number;
  @Shown('When it was answered') at!: string;
  @Shown('in: the device called; out: the gateway called the device on port 4370', { enum: wireDirections })
  direction!: WireDirection;
  @Shown('First line of the request, or the name of the command on port 4370') line!: string;
  @Shown('Status or code of the answer', { nullable: true, type: Number }) status!: number | null;
  @Shown('What it was about', { enum: wireCodes }) code!: WireCode;
  @Shown('What belongs to the code: id and kind of a command, table, rows', { type: Object }) params!: WireParams;
  @Shown(
    'Request and answer, without passwords, keys and session ids; of templates and pictures the size. On port 4370 names and sizes alone. Empty for operators of some departments',
  )
  raw!: string;
}

export class WireLog {
  @Shown('Oldest first, at most 200', { type: [WireLineView] }) items!: WireLineView[];
  @Shown('For after, to go on') position!: number;
  @Shown('Until when they are recorded; null = they are not', { nullable: true, type: String }) until!: string | null;
}

/** @param isBound to some departments: a device tells of people of all of them, so their rows are left out */
export const toWireLog = ({ items, position, until }: WireReading, isBound: boolean): WireLog => ({
  items: items.map(({ at, line, raw, ...item }) => ({
    ...item,
    at: at.toISOString(),
    line: isBound ? (line.split('?')[0] ?? '') : line,
    raw: isBound ? '' : raw,
  })),
  position,
  until: until?.toISOString() ?? null,
});
