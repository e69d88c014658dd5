import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ack, duh, nak } from '../../protocol/dc09/answer.js';
import type { AlarmEvent } from '../../protocol/dc09/alarm-event.js';
import { open } from '../../protocol/dc09/cipher.js';
import { readContactId } from '../../protocol/dc09/contact-id.js';
import {
  isInWindow,
  messageIds,
  readBody,
  readHeader,
  type Body,
  type Header,
  type MessageId,
} from '../../protocol/dc09/message.js';
import { readSia } from '../../protocol/dc09/sia.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Networks } from '../../platform/network/networks.js';
import { IntrusionEventService, type Origin } from './intrusion-event.service.js';
import { IntrusionPanelService } from './intrusion-panel.service.js';
import { IntrusionStrangerService, type StrangerReason } from './intrusion-stranger.service.js';
import { IntrusionWatchService } from './intrusion-watch.service.js';

/** What a message comes to: what is answered, and whether its sender is one of ours. */
export interface Verdict {
  /** The content of the answering frame; null = none. */
  readonly answer: string | null;
  readonly isTaken: boolean;
}

interface KnownPanel {
  readonly id: string;
  readonly name: string;
  readonly areaCode: string | null;
  readonly key: Buffer | null;
  readonly sources: readonly string[];
}

/** A message of a panel that we know, opened. */
interface Opened {
  readonly header: Header;
  readonly id: MessageId;
  readonly body: Body;
  readonly panel: KnownPanel;
  readonly address: string;
  /** Null = it came in plain text. */
  readonly key: Buffer | null;
}

/** Where a panel says only its account, it is the one of that account without a receiver and a line of its own. */
const panelOf = `SELECT id, name, area_code AS "areaCode", key, sources FROM intrusion_panel
  WHERE account = $1 AND receiver IN ('', $2) AND line IN ('', $3)
  ORDER BY receiver <> '' DESC, line <> '' DESC LIMIT 1`;

const isKnownId = (id: string): id is MessageId => messageIds.some((one) => one === id);

/** Whoever knows the account alone could send anything in plain text. */
function barredBy({ isEncrypted }: Header, { sources }: KnownPanel, address: string, key: Buffer | null) {
  if (sources.length > 0 && !new Networks(sources).has(address)) return 'address';
  if (key && !isEncrypted) return 'plain';
  return !key && isEncrypted ? 'noKey' : null;
}

function bodyOf({ rest }: Header, key: Buffer | null): Body | StrangerReason {
  if (!key) return readBody(rest) ?? 'protocol';
  const text = open(rest, key);
  const body = text === null ? null : readBody(text);
  if (!body?.at) return 'wrongKey';
  return isInWindow(body.at, new Date()) ? body : 'time';
}

/** Takes messages of intrusion panels: what is stored is committed before it is acknowledged. */
@Injectable()
export class IntrusionIntakeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly panels: IntrusionPanelService,
    private readonly events: IntrusionEventService,
    private readonly strangers: IntrusionStrangerService,
    private readonly watch: IntrusionWatchService,
  ) {}

  /**
   * @param content of a frame whose CRC is right
   * @throws what the database throws: then nothing is answered, and the panel sends it again
   */
  async take(content: string, address: string): Promise<Verdict> {
    const header = readHeader(content);
    if (!header) return { answer: nak(new Date()), isTaken: false };
    const [panel]: KnownPanel[] = await this.unitOfWork.manager.query(panelOf, [
      header.account,
      (header.receiver ?? '').toUpperCase(),
      header.line.toUpperCase(),
    ]);
    const opened = panel ? this.opened(header, panel, address) : 'unknown';
    if (typeof opened === 'string') return this.refuse(header, address, opened);
    await this.store(opened);
    return { answer: ack(header, opened.key, new Date()), isTaken: true };
  }

  private opened(header: Header, panel: KnownPanel, address: string): Opened | StrangerReason {
    const key = this.panels.openKey(panel.key);
    const barred = barredBy(header, panel, address, key);
    if (barred) return barred;
    const body = bodyOf(header, key);
    if (typeof body === 'string') return body;
    return isKnownId(header.id) ? { header, id: header.id, body, panel, address, key } : 'protocol';
  }

  /** A wrong key and a wrong time get our time; for all else another receiver may be the right one. */
  private async refuse(header: Header, address: string, reason: StrangerReason): Promise<Verdict> {
    await this.strangers.note(header, address, reason);
    const isOfTime = reason === 'time' || reason === 'wrongKey';
    return { answer: isOfTime ? nak(new Date()) : duh(header), isTaken: false };
  }

  private async store(opened: Opened): Promise<void> {
    const { id, panel, address } = opened;
    await this.unitOfWork.run(async (tx) => {
      const wasSilent = await seen(tx, panel.id, address);
      if (id !== 'NULL') await this.storeEvents(tx, opened);
      if (wasSilent) await this.watch.back(tx, { ...panel, address });
    });
  }

  private async storeEvents(tx: EntityManager, { header, id, body, panel, address }: Opened): Promise<void> {
    const origin: Origin = {
      ...{ panelId: panel.id, sn: '', thing: panel.id, name: panel.name, address, areaCode: panel.areaCode },
      ...{ protocol: id, sequence: header.sequence, ident: identOf(panel.id, header, body) },
    };
    if (await this.events.isRepeated(tx, origin)) return;
    const named = await this.events.named(tx, panel.id, eventsIn(id, body));
    await this.events.store(tx, origin, named, timeOf(body));
  }
}

/** Locks the panel. @returns whether it had been missed */
async function seen(tx: EntityManager, id: string, address: string): Promise<boolean> {
  const [before]: { silent: boolean }[] = await tx.query(
    'SELECT silent_since IS NOT NULL AS silent FROM intrusion_panel WHERE id = $1 FOR NO KEY UPDATE',
    [id],
  );
  await tx.query(
    'UPDATE intrusion_panel SET last_seen_at = clock_timestamp(), silent_since = NULL, address = $2 WHERE id = $1',
    [id, address],
  );
  return before?.silent === true;
}

/** The same message again; its time may be that of the second try. */
const identOf = (panelId: string, { id, sequence }: Header, { data, extended }: Body): string =>
  createHash('sha256')
    .update(JSON.stringify([panelId, id, sequence, data, extended]))
    .digest('hex');

/** What cannot be read is kept as it was sent. */
function eventsIn(id: MessageId, { data }: Body): readonly AlarmEvent[] {
  const one = id === 'ADM-CID' ? readContactId(data) : null;
  const events = id === 'SIA-DCS' ? readSia(data) : one ? [one] : [];
  return events.length > 0 ? events : [unread(data)];
}

const unread = (data: string): AlarmEvent => ({
  ...{ code: '', contactId: '', category: 'other', does: 'other', partition: 0, point: 0, isOfUser: false },
  ...{ name: `Not understood: ${data.replace(/[^\x20-\x7e]/g, '.').slice(0, 200)}`, isRepeated: false },
});

/** When it happened, where the message says it (H); else its time, unless the clock of the panel is wrong. */
function timeOf({ at, extended }: Body): Date {
  const now = new Date();
  const said = extended.flatMap((one) => {
    const body = one.startsWith('H') ? readBody(`]_${one.slice(1)}`) : null;
    return body?.at ? [body.at] : [];
  })[0];
  if (said && said <= now) return said;
  return at && isInWindow(at, now) && at <= now ? at : now;
}
