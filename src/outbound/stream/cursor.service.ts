import { Injectable } from '@nestjs/common';
import { Failure, fieldError } from '../../platform/errors.js';
import { FeedTailService } from '../feed/feed-tail.service.js';

/** `after` as it was asked for: digits, `now` or `start`. */
export const cursorForm = /^(\d{1,15}|now|start)?$/;

/** Where a reader begins. */
@Injectable()
export class CursorService {
  constructor(private readonly tail: FeedTailService) {}

  /**
   * The position behind which to read.
   * @param usual what it is where nothing was asked for
   * @throws Failure cursorTooOld, cursorAhead, invalid
   */
  async begin(after: string | undefined, usual: 'now' | 'start', field = 'after'): Promise<number> {
    const asked = after === undefined || after === '' ? usual : after;
    if (!cursorForm.test(asked)) throw fieldError(field, 'must be the digits of a position, now or start');
    if (asked === 'now') return this.tail.last();
    const horizon = await this.tail.horizon();
    if (asked === 'start') return horizon;
    const position = Number(asked);
    if (position < horizon) throw tooOld(position, horizon);
    // The position is most often that of a reader that is not far behind.
    if (position > 0) await this.refuseAhead(position);
    return position;
  }

  /** What is behind a reader may be removed while it reads. @throws Failure cursorTooOld */
  async check(position: number): Promise<void> {
    const horizon = await this.tail.horizon();
    if (position < horizon) throw tooOld(position, horizon);
  }

  /**
   * The same for who reads events alone: what an earlier release kept of the feed has its events, though little else.
   * @throws Failure cursorTooOld
   */
  async checkEvents(position: number): Promise<void> {
    const horizon = await this.tail.horizon();
    if (position < horizon && (await this.tail.isEmptyUpTo(horizon))) throw tooOld(position, horizon);
  }

  private async refuseAhead(position: number): Promise<void> {
    if (position <= (await this.tail.last())) return;
    // Where a server has just taken over, the first look puts its positions behind those of the one before.
    const last = await this.tail.lastAfterLook();
    if (position > last)
      throw new Failure('cursorAhead', `${position} has not been given: the last position is ${last}`, {
        last: String(last),
      });
  }
}

const tooOld = (position: number, horizon: number): Failure =>
  new Failure('cursorTooOld', `what followed ${position} has been removed: the oldest cursor is ${horizon}`, {
    oldest: String(horizon),
  });
