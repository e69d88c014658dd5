import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { lockCommands, isLocked, type LockCommand } from '../identification/lock-down.js';
import { reported, type GateRecord } from './gate.service.js';
import { approvedGate } from './psg-gate.service.js';

type Counters = Pick<GateRecord, 'irState' | 'irSenseCount' | 'inCount' | 'outCount' | 'alarmCount' | 'runCount'>;

/** The state of a gate, in the codes of API manual 2.31.1. */
export interface GateStateCodes extends Counters {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  /** 0 offline, 1 online, 2 disabled. */
  readonly connect: '0' | '1' | '2';
  /** 0 no gate has reported, 1 online, 2 disabled, 3 locked down. */
  readonly gateState: '0' | '1' | '2' | '3';
  readonly alarm: string;
  /** 0 at rest, 1 open to let out, 2 open to let in, None unknown. */
  readonly relay: '0' | '1' | '2' | 'None';
}

/** The last report of its controller about a lock; null if there is no such lock. */
interface LockState {
  readonly relay: number | null;
  readonly alarm: number | null;
}

interface Row extends Counters {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  readonly status: string;
  readonly online: boolean;
  readonly entryLock: number;
  readonly exitLock: number | null;
  readonly hasReported: boolean;
  readonly entry: LockState | null;
  readonly exit: LockState | null;
  readonly locks: readonly LockCommand[];
}

const unknown = 'None';

const lockState = (number: string) => `(SELECT json_build_object('relay', o.relay, 'alarm', o.alarm) FROM door d
  LEFT JOIN door_state o ON o.door_id = d.id WHERE d.device_sn = v.sn AND d.number = ${number})`;

const states = `SELECT g.id, g.name, v.id AS "deviceId", v.status, v.online, g.entry_lock AS "entryLock",
    g.exit_lock AS "exitLock", s.at IS NOT NULL AS "hasReported", ${reported},
    ${lockState('g.entry_lock')} AS entry, ${lockState('g.exit_lock')} AS exit, ${lockCommands('v.sn')} AS locks
  ${approvedGate.replace(' WHERE', ' LEFT JOIN gate_state s ON s.gate_id = g.id WHERE')}`;

/** The states of gates as their controllers last reported them; unknown while the controller is offline. */
@Injectable()
export class GateStateService {
  constructor(private readonly sealedBox: SealedBox) {}

  all(tx: EntityManager): Promise<GateStateCodes[]> {
    return this.read(tx, `${states} ORDER BY v.sn, g.number`, []);
  }

  /** @throws Failure doorNotFound */
  async ofGate(tx: EntityManager, id: string): Promise<GateStateCodes[]> {
    const found = await this.read(tx, `${states} AND g.id = $1`, [id]);
    if (found.length === 0) throw new Failure('doorNotFound', `The gate ${id} does not exist`);
    return found;
  }

  ofDevice(tx: EntityManager, sn: string): Promise<GateStateCodes[]> {
    return this.read(tx, `${states} AND v.sn = $1 ORDER BY g.number`, [sn]);
  }

  private async read(tx: EntityManager, query: string, parameters: unknown[]): Promise<GateStateCodes[]> {
    const rows: Row[] = await tx.query(query, parameters);
    return rows.map((row) => this.inCodes(row));
  }

  private inCodes(row: Row): GateStateCodes {
    const { id, name, deviceId, irState, irSenseCount, inCount, outCount, alarmCount, runCount } = row;
    const connect = row.status === 'disabled' ? '2' : row.online ? '1' : '0';
    return {
      id,
      name,
      deviceId,
      connect,
      gateState: this.gateStateOf(row, connect),
      alarm: connect === '1' ? alarmOf(row) : unknown,
      relay: connect === '1' ? relayOf(row) : unknown,
      irState,
      irSenseCount,
      inCount,
      outCount,
      alarmCount,
      runCount,
    };
  }

  private gateStateOf({ hasReported, entryLock, exitLock, locks }: Row, connect: string): GateStateCodes['gateState'] {
    if (connect === '2') return '2';
    if (connect === '0') return '0';
    const numbers = exitLock === null ? [entryLock] : [entryLock, exitLock];
    if (numbers.every((number) => isLocked(this.sealedBox, locks, number))) return '3';
    return hasReported ? '1' : '0';
  }
}

/**
 * Bits of an alarm byte (Access PUSH 7.3) for which gates have a code, the most serious first. Held open is a gate
 * error.
 */
const alarms = [
  { bits: 0x04 | 0x08, all: true, code: '5' },
  { bits: 0x04, code: '3' },
  { bits: 0x08, code: '4' },
  { bits: 0x02 | 0x80, code: '2' },
  { bits: 0x01, code: '1' },
  { bits: 0x10, code: '7' },
] as const;

function alarmOf({ entry, exit }: Row): string {
  const told = [entry?.alarm, exit?.alarm].filter((alarm) => alarm !== null && alarm !== undefined);
  if (told.length === 0) return unknown;
  const byte = told.reduce((sum, alarm) => sum | alarm, 0);
  const found = alarms.find((one) => ('all' in one ? (byte & one.bits) === one.bits : (byte & one.bits) !== 0));
  return found?.code ?? '0';
}

const relayAt = (lock: LockState | null) => lock?.relay ?? null;

/** If a controller reports both directions as one lock, it is unknown which direction is open. */
function relayOf({ entry, exit, exitLock }: Row): GateStateCodes['relay'] {
  const [lettingIn, lettingOut] = [relayAt(entry), relayAt(exit)];
  if (lettingIn === 1) return exit === null && exitLock !== null ? unknown : '2';
  if (lettingOut === 1) return '1';
  return lettingIn === null && lettingOut === null ? unknown : '0';
}
