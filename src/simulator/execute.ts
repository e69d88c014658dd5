import type { PanelClock } from './clock.js';
import { control } from './control.js';
import type { PanelDoors } from './hardware.js';
import type { Instruction } from './instruction.js';
import type { PanelEvent, PanelJournal } from './journal.js';
import type { PanelMemory, PanelRow } from './memory.js';
import type { PanelSettings } from './settings.js';
import {
  countUpload,
  optionsUpload,
  queryUploads,
  rowLine,
  rowValues,
  transactionValues,
  type Upload,
} from './upload.js';

/** The parts of a panel that commands work on. */
export interface PanelParts {
  readonly settings: PanelSettings;
  readonly memory: PanelMemory;
  readonly doors: PanelDoors;
  readonly journal: PanelJournal;
  readonly clock: PanelClock;
  /** Rows in one package of a query's answer. */
  readonly rowsPerPackage: number;
}

/** What carrying out a command comes to: its `Return` and `CMD`, and what the panel sends or does besides. */
export interface Outcome {
  readonly code: number;
  readonly cmd: string;
  readonly uploads: readonly Upload[];
  readonly events: readonly PanelEvent[];
  readonly restart: boolean;
  /** The command was about doors, so their state is sent. */
  readonly doorsTouched: boolean;
}

const wrongTable = -629;
const unsupported = -708;

/** Carries out one command of the server. @param id goes into the uploads of COUNT, QUERY and GET OPTIONS. */
export function execute(parts: PanelParts, id: string, order: Instruction): Outcome {
  switch (order.verb) {
    case 'update':
      return outcome('DATA UPDATE', parts.memory.update(order.table, order.rows));
    case 'delete':
      return outcome('DATA DELETE', deleteRows(parts, order.table, order.conditions));
    case 'count':
      return count(parts, id, order.table, order.condition);
    case 'query':
      return query(parts, id, order);
    case 'control': {
      const { code, events, restart } = control({ ...parts, wall: parts.clock.wall() }, order.bytes);
      return { ...outcome('CONTROL DEVICE', code), events, restart: restart === true, doorsTouched: code === 0 };
    }
    case 'setOptions':
      for (const [name, value] of Object.entries(order.options)) setOption(parts, name, value);
      return outcome('SET OPTIONS', 0);
    case 'getOptions':
      return outcome('GET OPTIONS', 0, [optionsUpload(id, parts.settings.pick(order.names))]);
    case 'other':
      return outcome(order.word, unsupported);
  }
}

function deleteRows(parts: PanelParts, table: string, conditions: '*' | readonly PanelRow[]): number {
  if (table.toLowerCase() !== 'transaction' || conditions !== '*') return parts.memory.delete(table, conditions);
  parts.journal.stored.length = 0;
  return 0;
}

function count(parts: PanelParts, id: string, table: string, condition: PanelRow): Outcome {
  const rows = found(parts, table, condition);
  if (rows === undefined) return outcome('DATA COUNT', wrongTable);
  return outcome('DATA COUNT', 0, [countUpload(id, table, rows.length)]);
}

function query(parts: PanelParts, id: string, order: Instruction & { verb: 'query' }): Outcome {
  const rows = found(parts, order.table, order.condition);
  if (rows === undefined) return outcome('DATA QUERY', wrongTable);
  const lines = rows.map((values) => rowLine(order.table, values, order.fields));
  return outcome('DATA QUERY', rows.length, queryUploads(id, order.table, lines, parts.rowsPerPackage));
}

/** Rows as uploads write them; undefined where the panel has no such table. */
function found(parts: PanelParts, table: string, condition: PanelRow): Map<string, string>[] | undefined {
  if (table.toLowerCase() === 'transaction') return parts.journal.stored.map(transactionValues);
  return parts.memory.find(table, condition)?.map((row, index) => rowValues(table.toLowerCase(), row, index + 1));
}

function setOption({ settings, clock }: PanelParts, name: string, value: string): void {
  if (name.toLowerCase() === 'datetime' && /^\d+$/.test(value)) clock.setLocal(Number(value));
  if (name.toLowerCase() === 'machinetz') clock.setZone(value);
  settings.set(name, value);
}

function outcome(cmd: string, code: number, uploads: readonly Upload[] = []): Outcome {
  return { code, cmd, uploads, events: [], restart: false, doorsTouched: false };
}
