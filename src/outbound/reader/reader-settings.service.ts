import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure, fieldError } from '../../platform/errors.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { findReader, putReader, readerState, removeReader, type ReaderState, type Secrets } from './reader-store.js';

/** A reader as it is set, for whoever asks; its secrets by name only. */
export interface ShownReader<S> {
  readonly settings: S;
  readonly secrets: readonly string[];
  readonly state: ReaderState;
}

/**
 * A secret that a new setting leaves out stays as it was, and null removes it, so that a form can be saved again without
 * being told them. They stay only while the address does: nobody may have them sent elsewhere.
 */
export function keptSecrets(
  before: Secrets,
  given: Readonly<Record<string, string | null | undefined>>,
  isSameAddress: boolean,
): Secrets {
  const kept = isSameAddress ? before : {};
  const names = Object.keys(given);
  const all = names.map((name) => [name, given[name] === undefined ? kept[name] : given[name]] as const);
  return Object.fromEntries(all.filter((one): one is readonly [string, string] => typeof one[1] === 'string'));
}

/** What the readers of the feed are set to. */
@Injectable()
export class ReaderSettingsService {
  constructor(
    private readonly seal: SealedBox,
    private readonly feed: FeedTailService,
  ) {}

  /** @throws Failure notFound if it is not set */
  async get<S>(tx: EntityManager, name: string): Promise<ShownReader<S>> {
    const row = await findReader(tx, this.seal, name);
    const state = await readerState(tx, name);
    if (!row || !state) throw new Failure('notFound', `${name} is not set`);
    return { settings: row.settings as S, secrets: Object.keys(row.secrets).sort(), state };
  }

  /** Null = it is not set. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- only the kind knows its settings
  async stored<S>(tx: EntityManager, name: string): Promise<{ settings: S; secrets: Secrets } | null> {
    const row = await findReader(tx, this.seal, name);
    return row && { settings: row.settings as S, secrets: row.secrets };
  }

  /** @param after `now`, `start`, or a position; undefined = where it is, or now if it is new */
  async put(
    tx: EntityManager,
    name: string,
    { settings, secrets, after }: { settings: object; secrets: Secrets; after?: string | undefined },
  ): Promise<void> {
    const position = await this.positionOf(after ?? 'now');
    await putReader(tx, this.seal, { name, settings, secrets, position, isMoved: after !== undefined });
  }

  async remove(tx: EntityManager, name: string): Promise<void> {
    if (!(await removeReader(tx, name))) throw new Failure('notFound', `${name} is not set`);
  }

  private async positionOf(after: string): Promise<number> {
    if (after === 'start') return this.feed.horizon();
    const last = await this.feed.last();
    if (after === 'now') return last;
    const position = Number(after);
    if (position > last) throw fieldError('after', `must not be above ${last}, the last position that was given`);
    return position;
  }
}
