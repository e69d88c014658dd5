import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findingsOf, verdictOf } from '../../modules/identification/passage.js';
import { doorFactsOf } from '../../modules/identification/door-facts.js';
import { timeOfEventId } from '../../modules/transaction/event-id.js';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import type { Bounds } from '../../platform/operator/bounds.js';
import { CONFIG } from '../../platform/tokens.js';
import { eventName } from '../../protocol/access-push/words/words.js';
import { wordsOf } from '../../protocol/access-push/words/languages.js';
import { heldKey, heldNothing, heldOf, type Held } from '../ledger/ledger-explain.repository.js';
import { fixesOf, told, type Explained, type Story } from './explained.js';
import {
  changesSince,
  doorWithLevels,
  eventAt,
  holderAt,
  holidaysByDate,
  ownerOf,
  timeZoneName,
  type AskedDoor,
  type AskedEvent,
  type AskedHolder,
  type ChangedThings,
  type Via,
} from './explain.repository.js';
import { clockAt, type Moment } from './moment.js';
import { SuperUserService } from './super-user.service.js';

/** A question: a person at a door, by pin, card or both. */
export interface AskedPassage {
  readonly doorId: string;
  /** '' = by the card alone. */
  readonly pin: string;
  /** Decimal; '' = none is shown. */
  readonly cardNo: string;
  readonly moment: Moment;
}

export interface ExplainedEvent extends Explained {
  readonly device: { readonly eventNo: number; readonly name: string };
  readonly changedSince: readonly number[];
}

/** What an operator may be told; null = everything. */
export type Sight = Bounds | null;

export const seesPerson = (sight: Sight, deptCode: string | null): boolean =>
  !sight?.departments || (deptCode !== null && sight.departments.includes(deptCode));
function checkSight(sight: Sight, holder: AskedHolder | null, words: string): void {
  if (holder && !seesPerson(sight, holder.deptCode)) throw new Failure('personNotFound', words);
}
const seesArea = (sight: Sight, areaCode: string) => !sight?.areas || sight.areas.includes(areaCode);
/** Levels of other areas are not named, though they count. */
export const viasFor = (sight: Sight, vias: readonly Via[]): Via[] =>
  vias.filter(({ levelId, areaCode }) => levelId === null || seesArea(sight, areaCode));

/** Why somebody may pass a door, or not, by the facts of today. */
@Injectable()
export class ExplainService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly supers: SuperUserService,
  ) {}

  /** @throws Failure doorNotFound; personNotFound where there is no such person, or none whom the operator may see */
  async access(tx: EntityManager, asked: AskedPassage, sight: Sight): Promise<Explained> {
    const found = await doorWithLevels(tx, asked.doorId);
    if (!found) throw new Failure('doorNotFound', `there is no door ${asked.doorId}`);
    const { explained } = await this.explain(tx, asked, found, sight);
    return explained;
  }

  /** @throws Failure notFound */
  async event(tx: EntityManager, id: string, sight: Sight): Promise<ExplainedEvent> {
    const { time, event } = await this.eventOf(tx, id);
    const { doorId, pin, cardNo, eventNo, happenedAt } = event;
    const device = { eventNo, name: eventName(wordsOf(this.config.locale), eventNo) };
    const isOfSomebody = pin !== '' || cardNo !== '';
    const found = doorId !== null && isOfSomebody ? await doorWithLevels(tx, doorId) : null;
    if (!found) return { device, verdict: 'unknown', checks: [], held: heldNothing, changedSince: [], fixes: [] };
    const { explained, story } = await this.explain(tx, { pin, cardNo, moment: time }, found, sight);
    // Whoever has been deleted may have been of any department.
    if (sight?.departments && pin !== '' && !story.holder) throw new Failure('notFound', `there is no event ${id}`);
    return { device, ...explained, changedSince: await changesSince(tx, happenedAt, thingsIn(story, pin)) };
  }

  private async eventOf(tx: EntityManager, id: string): Promise<{ time: string; event: AskedEvent }> {
    const time = timeOfEventId(id);
    const event = time === null ? null : await eventAt(tx, id, time);
    if (!event || time === null) throw new Failure('notFound', `there is no event ${id}`);
    return { time, event };
  }

  private async explain(
    tx: EntityManager,
    asked: Omit<AskedPassage, 'doorId'>,
    { door, levels }: { readonly door: AskedDoor; readonly levels: readonly Via[] },
    sight: Sight,
  ): Promise<{ explained: Explained; story: Story }> {
    const { pin, cardNo } = asked;
    const { instant, clock, latestClock } = clockAt(asked.moment, door.timeZone ?? this.config.siteTimeZone);
    const card = cardNo === '' ? null : await ownerOf(tx, cardNo, instant);
    const holder = await this.holder(tx, door, pin === '' && card ? card.pin : pin);
    checkSight(sight, holder, pin === '' ? `there is no card ${cardNo}` : `there is no person ${pin}`);
    const holidays = await holidaysByDate(tx);
    const { locks, asksHere, deviceKnows } = door;
    const findings = findingsOf(
      { pin, cardNo, clock, latestClock },
      {
        door: { ...doorFactsOf(this.sealedBox, door, locks), asksHere, deviceKnows },
        holder: holder && { ...holder, grants: holder.vias.map(({ periods }) => periods) },
        ...{ card, holidays },
      },
    );
    const story: Story = {
      ...{ door, holder, cardNo, clock, holidays },
      cardPin: card && (await this.seenOwner(tx, door, card.pin, sight)),
      doorHours: await doorHoursOf(tx, door),
      shown: holder ? viasFor(sight, holder.vias) : [],
      levels: viasFor(sight, levels),
    };
    const held = await this.held(tx, door, holder);
    const [checks, fixes] = [told(findings, story), fixesOf(findings, story, held)];
    return { story, explained: { verdict: verdictOf(findings), checks, held, fixes } };
  }

  private async held(tx: EntityManager, { sn }: AskedDoor, holder: AskedHolder | null): Promise<Held> {
    if (!holder) return heldNothing;
    const { pin } = holder;
    const held = await heldOf(tx, [{ sn, pin }]);
    return held.get(heldKey({ sn, pin })) ?? heldNothing;
  }

  private async holder(tx: EntityManager, door: AskedDoor, pin: string): Promise<AskedHolder | null> {
    const holder = pin === '' ? null : await holderAt(tx, door.doorId, pin);
    const [seen] = holder ? await this.supers.asDevicesKnow(tx, [{ door, holder }]) : [];
    return seen?.holder ?? null;
  }

  /** Whose else a card is may be somebody of another department. */
  private async seenOwner(tx: EntityManager, { doorId }: AskedDoor, pin: string, sight: Sight): Promise<string | null> {
    const owner = await holderAt(tx, doorId, pin);
    return owner && seesPerson(sight, owner.deptCode) ? owner.pin : null;
  }
}

const thingsIn = ({ door, holder, cardNo, shown, levels, doorHours }: Story, pin: string): ChangedThings => ({
  ...{ pin: holder?.pin ?? pin, cardNo },
  ...{ doorId: door?.doorId ?? '', sn: door?.sn ?? '' },
  levelIds: [...shown, ...levels].flatMap(({ levelId }) => levelId ?? []),
  timeZoneIds: [...shown.map(({ timeZoneId }) => timeZoneId), ...(doorHours ? [doorHours.id] : [])],
});

async function doorHoursOf(tx: EntityManager, { validPeriods, settings }: AskedDoor): Promise<Story['doorHours']> {
  if (!validPeriods) return null;
  const id = Number(settings.DoorValidTZ);
  return { id, name: await timeZoneName(tx, id) };
}
