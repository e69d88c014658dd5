import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { doorFactsOf } from '../../modules/identification/door-facts.js';
import { findingsOf, verdictOf, type PassageVerdict } from '../../modules/identification/passage.js';
import { isOpenAt } from '../../modules/timeZone/open-at.js';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import { heldKey, heldNothing, heldOf, type Held } from '../ledger/ledger-explain.repository.js';
import {
  doorsOf,
  doorWithLevels,
  holidaysByDate,
  peopleAt,
  type AskedDoor,
  type AskedHolder,
  type NamedHoliday,
  type Via,
} from './explain.repository.js';
import { viasFor, type Sight } from './explain.service.js';
import { endOf, openUntil } from './lasting.js';
import { clockAt, type Moment } from './moment.js';
import { SuperUserService } from './super-user.service.js';

/** Somebody who may pass a door. */
export interface Passage {
  readonly door: AskedDoor;
  readonly holder: AskedHolder;
  readonly verdict: PassageVerdict;
  readonly via: readonly Via[];
  /** The last second of it, by the door's clock; null = no end within a week is known. */
  readonly until: string | null;
  readonly held: Held;
}

interface Judged {
  readonly door: AskedDoor;
  readonly holder: AskedHolder;
  readonly verdict: PassageVerdict;
  readonly until: string | null;
}

export interface PeopleQuery {
  readonly doorId: string;
  readonly moment: Moment;
  readonly q: string;
  readonly after: string;
  readonly limit: number;
}

export interface DoorsQuery {
  readonly pin: string;
  readonly moment: Moment;
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly limit: number;
}

/** So many are read at once where some of them may not pass. */
const most = 1_000;

/** Who can open a door, and which doors somebody can open. */
@Injectable()
export class ExplainListService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly supers: SuperUserService,
  ) {}

  /** By pin, at most `limit`. @throws Failure doorNotFound */
  async people(tx: EntityManager, { doorId, moment, q, after, limit }: PeopleQuery, sight: Sight): Promise<Passage[]> {
    const found = await doorWithLevels(tx, doorId);
    if (!found) throw new Failure('doorNotFound', `there is no door ${doorId}`);
    const { door, levels } = found;
    const holidays = await holidaysByDate(tx);
    const { clock, latestClock } = clockAt(moment, this.zoneOf(door));
    const openLevels = levels
      .filter(({ periods }) => isOpenAt(periods, holidays, clock))
      .map(({ levelId }) => levelId ?? '');
    const { disabled, locked, validPeriods } = doorFactsOf(this.sealedBox, door, door.locks);
    if (disabled || locked) return [];
    const isOpen = validPeriods === null || isOpenAt(validPeriods, holidays, clock);
    const departments = sight?.departments ?? null;
    const read = (behind: string, n: number) =>
      peopleAt(tx, { doorId, clock: latestClock, openLevels, isOpen, q, departments, after: behind, limit: n });
    const judged = await fill(limit, async (last: Judged | undefined, n) => {
      const rows = (await read(last?.holder.pin ?? after, n)).map((holder) => ({ door, holder }));
      return (await this.supers.asDevicesKnow(tx, rows)).map((row) => this.judge(row, holidays, moment));
    });
    return this.withHeld(tx, judged, holidays, moment, sight);
  }

  /** By name, at most `limit`. */
  async doors(tx: EntityManager, { pin, moment, after, limit }: DoorsQuery, sight: Sight): Promise<Passage[]> {
    const holidays = await holidaysByDate(tx);
    const judged = await fill(limit, async (last: Judged | undefined, n) => {
      const behind = last ? { name: last.door.name, id: last.door.doorId } : after;
      const rows = await doorsOf(tx, { pin, areas: sight?.areas ?? null, after: behind, limit: n });
      return (await this.supers.asDevicesKnow(tx, rows)).map((row) => this.judge(row, holidays, moment));
    });
    return this.withHeld(tx, judged, holidays, moment, sight);
  }

  private zoneOf = ({ timeZone }: AskedDoor) => timeZone ?? this.config.siteTimeZone;

  private judge(
    { door, holder }: Pick<Judged, 'door' | 'holder'>,
    holidays: readonly NamedHoliday[],
    moment: Moment,
  ): Judged {
    const { clock, latestClock } = clockAt(moment, this.zoneOf(door));
    const facts = doorFactsOf(this.sealedBox, door, door.locks);
    const findings = findingsOf(
      { pin: holder.pin, cardNo: '', clock, latestClock },
      {
        door: { ...facts, asksHere: door.asksHere, deviceKnows: door.deviceKnows },
        holder: { ...holder, grants: holder.vias.map(({ periods }) => periods) },
        card: null,
        holidays,
      },
    );
    const isSuper = findings.some(({ code }) => code === 'superUser');
    const opens = isSuper
      ? null
      : openUntil(
          holder.vias.map(({ periods }) => periods),
          holidays,
          clock,
        );
    const doorEnds = isSuper || !facts.validPeriods ? null : openUntil([facts.validPeriods], holidays, clock);
    return { door, holder, verdict: verdictOf(findings), until: endOf(holder, opens, doorEnds) };
  }

  private async withHeld(
    tx: EntityManager,
    judged: readonly Judged[],
    holidays: readonly NamedHoliday[],
    moment: Moment,
    sight: Sight,
  ): Promise<Passage[]> {
    const pairs = judged.map(({ door: { sn }, holder: { pin } }) => ({ sn, pin }));
    const held = await heldOf(tx, pairs);
    return judged.map((one) => {
      const { clock } = clockAt(moment, this.zoneOf(one.door));
      const open = one.holder.vias.filter(({ periods }) => isOpenAt(periods, holidays, clock));
      const key = heldKey({ sn: one.door.sn, pin: one.holder.pin });
      return { ...one, via: viasFor(sight, open), held: held.get(key) ?? heldNothing };
    });
  }
}

/** Reads on until so many may pass or there are no more. */
async function fill(
  limit: number,
  read: (last: Judged | undefined, n: number) => Promise<Judged[]>,
): Promise<Judged[]> {
  const kept: Judged[] = [];
  let [last, n]: [Judged | undefined, number] = [undefined, limit];
  for (;;) {
    const rows: Judged[] = await read(last, n);
    kept.push(...rows.filter(({ verdict }) => verdict !== 'refused'));
    last = rows.at(-1);
    if (kept.length >= limit || rows.length < n) return kept.slice(0, limit);
    n = most;
  }
}
