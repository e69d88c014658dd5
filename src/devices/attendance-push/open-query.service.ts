import { Injectable } from '@nestjs/common';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { olderTemplates } from '../../protocol/attendance-push/older-templates.js';
import { readLines } from '../../protocol/attendance-push/rows.js';
import { DeviceCache } from '../push/device-cache.js';

/** How long "no query is open" is believed: another gateway may have handed out a query meanwhile. */
const nothingForMs = 1_000;
/** Rows may come after the result of their query (Attendance PUSH 12.3). */
const patienceSeconds = 30;

const asks = /^DATA QUERY (\w+)/i;

/** When asked for users, some firmware also sends their templates. */
const alsoTold: ReadonlyMap<string, readonly string[]> = new Map([
  ['USERINFO', ['FINGERTMP', ...olderTemplates.map(({ table }) => table.name), 'BIODATA', 'USERPIC', 'BIOPHOTO']],
]);

/** The tables whose rows an upload holds; none if it has any other content, too. */
function tablesIn(table: string, text: string): readonly string[] {
  if (table === 'attlog') return ['ATTLOG'];
  const lines = readLines(text, table);
  if (lines.some(({ kind }) => kind !== 'row')) return [];
  return [...new Set(lines.flatMap((line) => (line.kind === 'row' ? [line.table.name] : [])))];
}

/** Whether it asked for rows of all these tables. */
function isAnswer({ text }: Command, told: readonly string[]): boolean {
  const asked = asks.exec(text ?? '')?.[1]?.toUpperCase() ?? '';
  return told.every((name) => name === asked || alsoTold.get(asked)?.includes(name) === true);
}

/**
 * The query that rows answer if they name none, as on old firmware: the one that is open and asked for exactly such
 * rows.
 */
@Injectable()
export class OpenQueryService {
  /** Devices without an open query: when this was seen, and how many commands had been queued for them until then. */
  private readonly nothing = new Map<string, { readonly at: number; readonly generation: number }>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly deviceCache: DeviceCache,
  ) {}

  /** Most uploads answer no query, so this costs no SQL for them. */
  async of(sn: string, table: string, text: string): Promise<Command | null> {
    const { generation } = this.deviceCache.pulse(sn);
    const known = this.nothing.get(sn);
    if (known?.generation === generation && Date.now() - known.at < nothingForMs) return null;
    const found = await this.find(sn, table, text);
    if (found === 'none open') this.nothing.set(sn, { at: Date.now(), generation });
    return found === 'none open' ? null : found;
  }

  private async find(sn: string, table: string, text: string): Promise<Command | 'none open' | null> {
    const open: { id: number }[] = await this.unitOfWork.manager.query(
      `SELECT id FROM (SELECT id, type, status, finished_at FROM command WHERE sn = $1 ORDER BY id DESC LIMIT 50) c
       WHERE type IN ('query', 'raw') AND (status = 'sent'
         OR status = 'done' AND finished_at > clock_timestamp() - $2 * interval '1 second')
       ORDER BY status <> 'sent', id`,
      [sn, patienceSeconds],
    );
    if (open.length === 0) return 'none open';
    const told = tablesIn(table, text);
    if (told.length === 0) return null;
    for (const { id } of open) {
      const command = await this.commands.find(this.unitOfWork.manager, id);
      if (command && isAnswer(command, told)) return command;
    }
    return null;
  }
}
