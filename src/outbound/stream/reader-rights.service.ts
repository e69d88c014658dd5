import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { withoutPerson } from '../../platform/operator/bounds.service.js';
import { keysInside, withCardOutside, type Bounded, type Bounds } from '../../platform/operator/bounds.js';
import type { Permission } from '../../platform/operator/permissions.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import type { Envelope, EnvelopeView, FeedMessage } from '../envelope/envelope.js';

/** What an operator needs for messages of a type, or of a family. An operator who lacks it is not told. */
const permissionOf: Readonly<Record<string, Permission>> = {
  device: 'device.read',
  // Events of devices are events like all others.
  'device.event': 'watch',
  command: 'command.read',
  sync: 'device.read',
  person: 'person.face',
  visit: 'visit.read',
  space: 'visit.read',
  webhook: 'webhook',
};

const needed = (type: string): Permission => permissionOf[type] ?? permissionOf[type.split('.')[0] ?? ''] ?? 'watch';

/** Families that say nowhere which part of the site they are about. */
const ofWholeSite = /^(parking|webhook)\./;

/** Families that say which area they are about, and may be about no device. */
const ofArea = /^(camera|intrusion|space)\./;

/** By what the message itself says of areas and departments. */
const isOfBounds = ({ type, areaCode, departments }: FeedMessage, bounds: Bounds): boolean =>
  !ofWholeSite.test(type) &&
  (!ofArea.test(type) || bounds.areas === null || bounds.areas.includes(areaCode ?? '')) &&
  (departments === undefined ||
    bounds.departments === null ||
    departments.some((code) => bounds.departments?.includes(code)));

type Reader = Pick<SignedIn, 'permissions' | 'bounds'>;
type Made = readonly [FeedMessage, Envelope];

/** What an operator is told of: messages of their areas and departments, events there without people of others. */
@Injectable()
export class ReaderRightsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param reader null = a token, which is told everything */
  async envelopes(messages: readonly FeedMessage[], view: EnvelopeView, reader: Reader | null): Promise<Made[]> {
    const made = (message: FeedMessage): Made => [message, message.envelope(view)];
    if (reader === null) return messages.map(made);
    const allowed = messages.filter(({ type }) => reader.permissions.includes(needed(type)));
    if (reader.bounds === null) return allowed.map(made);
    return this.within(reader.bounds, allowed, made);
  }

  private async within(
    bounds: Bounds,
    messages: readonly FeedMessage[],
    made: (message: FeedMessage) => Made,
  ): Promise<Made[]> {
    const inside = (kind: Bounded, keys: readonly (string | null | undefined)[]) =>
      keysInside(this.unitOfWork.manager, bounds, kind, [...new Set(keys.flatMap((key) => key ?? []))]);
    const devices = await inside(
      'device',
      messages.map(({ sn }) => sn),
    );
    const visits = await inside(
      'visit',
      messages.map(({ visitId }) => visitId),
    );
    const people = await inside(
      'person',
      messages.map(({ pin }) => pin),
    );
    const isInside = (message: FeedMessage) => isOfBounds(message, bounds) && isOfTheirs(message);
    const isOfTheirs = ({ sn, visitId }: FeedMessage) =>
      (sn === null || devices.has(sn)) && (visitId === undefined || visits.has(visitId));
    const own = messages.filter(isInside).map((message) => [message, made(message)[1]] as const);
    const data = own.map(([, envelope]) => envelope.data);
    const cards: ReadonlySet<Envelope['data']> = await withCardOutside(this.unitOfWork.manager, bounds, data);
    return own.map(([message, envelope]) => {
      const { pin, departments, visitId } = message;
      const isSeen = pin === null ? !cards.has(envelope.data) : people.has(pin);
      const isKnown = isSeen || departments !== undefined || visitId !== undefined;
      return [message, isKnown ? envelope : { ...envelope, data: withoutPerson(envelope.data) }];
    });
  }
}
