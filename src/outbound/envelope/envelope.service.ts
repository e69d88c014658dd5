import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { timeOfEventId } from '../../modules/transaction/event-id.js';
import { EventNameService } from '../../modules/transaction/event-name.service.js';
import { EventPhotoLinkService } from '../../modules/transaction/event-photo-link.service.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CONFIG } from '../../platform/tokens.js';
import type { FeedEntry } from '../feed/feed-entry.js';
import type { FeedMessage } from './envelope.js';
import { detailsOf } from './entry-details.js';
import { entryMessage } from './entry-message.js';
import { eventMessage, eventsByKey, type FedEvent, type PhotoUrl } from './event-message.js';
import { InstallationService } from './installation.service.js';
import { newMessage } from './new-message.js';

/** Readers at the end of the feed ask for the same entries at the same time. */
const keptMessages = 10_000;
/** No longer, so that an erasure holds for what is sent after it. */
const keptMs = 1_000;
/** How long the address of a picture is good. */
const photoHours = 24;

type Made = FeedMessage | null;

/** Makes messages of entries of the feed. What they need is looked up in one go for all of a batch. */
@Injectable()
export class EnvelopeService {
  private readonly made = new LRUCache<number, Promise<Made>>({ max: keptMessages, ttl: keptMs, ttlResolution: 100 });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly installation: InstallationService,
    private readonly names: EventNameService,
    private readonly links: EventPhotoLinkService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** In the order of the entries; those that are no message to anybody are left out. */
  async messagesOf(entries: readonly FeedEntry[]): Promise<readonly FeedMessage[]> {
    const unknown = entries.filter(({ position }) => !this.made.has(position));
    if (unknown.length > 0) {
      const all = this.make(unknown);
      for (const { position } of unknown) {
        const one = all.then((found) => found.get(position) ?? null);
        // Who waits for it is told; a message that could not be made is tried again.
        one.catch(() => this.made.delete(position));
        this.made.set(position, one);
      }
    }
    const found = await Promise.all(entries.map((entry) => this.made.get(entry.position) ?? this.alone(entry)));
    return found.filter((message) => message !== null);
  }

  /** A batch may be larger than what is kept. */
  private async alone(entry: FeedEntry): Promise<Made> {
    return (await this.make([entry])).get(entry.position) ?? null;
  }

  private async make(entries: readonly FeedEntry[]): Promise<ReadonlyMap<number, FeedMessage>> {
    const source = await this.installation.source();
    const events = entries.filter(({ kind }) => kind === 'event');
    const others = entries.filter(({ kind }) => kind !== 'event');
    const made = [...(await this.ofEvents(events)), ...(await this.ofOthers(others))];
    return new Map(made.map((parts) => [parts.position, newMessage(parts, source)]));
  }

  private async ofEvents(entries: readonly FeedEntry[]) {
    const keys = entries.map(({ ref }) => [timeOfEventId(ref), ref] as const).filter(([time]) => time !== null);
    if (keys.length === 0) return [];
    const rows: FedEvent[] = await this.unitOfWork.manager.query(eventsByKey, [
      keys.map(([time]) => time),
      keys.map(([, id]) => id),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return entries.flatMap(({ ref, position }) => {
      const row = byId.get(ref);
      // Events are deleted with their month, and their entries a little later.
      return row ? [eventMessage(row, position, this.names.protocol, this.photoUrl)] : [];
    });
  }

  private async ofOthers(entries: readonly FeedEntry[]) {
    if (entries.length === 0) return [];
    const { details, areas } = await detailsOf(this.unitOfWork.manager, entries);
    return entries.flatMap(
      (entry) => entryMessage(entry, details.get(entry.position) ?? {}, areas.get(entry.sn) ?? null) ?? [],
    );
  }

  private readonly photoUrl: PhotoUrl = (photo) => {
    const until = Math.floor(Date.now() / 1_000) + photoHours * 3_600;
    return `${this.config.publicUrl ?? ''}${this.links.pathUntil(photo, until)}`;
  };
}
