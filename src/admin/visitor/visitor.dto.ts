import { visitStates, type ListedVisit, type VisitStatus } from '../../modules/visitor/visit-list.service.js';
import type { VisitReservation } from '../../modules/visitor/visit-reservation.entity.js';
import type { VisitorBlock } from '../../modules/visitor/visitor.entity.js';
import { ChangedAt, day, Int, OneOf, orNow, Shown, Text, Texts, wallClock } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const type = 'Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence ... 8 others';
const begins = 'Begins, by the clock of the site';
const ends = 'Ends';
const photo = { optional: true, max: 14_000_000 } as const;

/** The visitor, the host and the reason. */
class WhoBody {
  @Text('Pin of the person who is visited', { min: 1 }) hostPin!: string;
  @Text(type, { min: 1, max: 4 }) certType!: string;
  @Text('Number of the certificate', { min: 1, max: 100 }) certNumber!: string;
  @Text('First name, or the whole name', { min: 1, max: 100 }) name!: string;
  @Text('Last name', { optional: true, max: 100 }) lastName?: string;
  @Text('Telephone', { optional: true, max: 40 }) phone?: string;
  @Text('E-mail', { optional: true }) email?: string;
  @Text('Company', { optional: true }) company?: string;
  @Text('Plate of the car', { optional: true }) carPlate?: string;
  @Text('Why', { min: 1 }) visitReason!: string;
  @Text(ends, { pattern: wallClock }) endTime!: string;
  @Text('Code of the department that is visited', { optional: true, max: 100 }) deptCode?: string;
}

export class ReservationBody extends WhoBody {
  @Text(begins, { pattern: wallClock }) startTime!: string;
}

/** Facts that are known only when the visitor has come. */
export class ArrivalBody {
  @Text('Begins then; `now` for who comes early; left out = as reserved', { optional: true, pattern: orNow })
  startTime?: string;
  @Text('Card for the visit, decimal', { optional: true }) cardNo?: string;
  @Texts('Visitor levels; without any those that every visitor gets', { optional: true }) levelIds?: string[];
  @Int('Number of visitors', { optional: true, min: 1, max: 100_000 }) visitorCount?: number;
  @Text('Photo of the face, JPEG or PNG in base64', photo) facePhoto?: string;
}

export class VisitBody extends WhoBody {
  @Text(`${begins}; left out or \`now\` = from now`, { optional: true, pattern: orNow }) startTime?: string;
  @Text('M or F', { optional: true, max: 6 }) gender?: string;
  @Text('Card for the visit, decimal', { optional: true }) cardNo?: string;
  @Texts('Visitor levels; without any those that every visitor gets', { optional: true }) levelIds?: string[];
  @Int('Number of visitors', { optional: true, min: 1, max: 100_000 }) visitorCount?: number;
  @Text('Where the visitor came in', { optional: true }) enterPlaceId?: string;
  @Text('Photo of the face, JPEG or PNG in base64', photo) facePhoto?: string;
  @Text('Photo of the certificate', photo) certPhoto?: string;
  @Text('Photo of the signature', photo) signaturePhoto?: string;
  @Text('Photo of what is brought along', photo) enterGoodsPhoto?: string;
}

export class VisitPatchBody {
  @Text('Begins then; `now` lets an early visitor in', { optional: true, pattern: orNow }) startTime?: string;
  @Text('Ends then', { optional: true, pattern: wallClock }) endTime?: string;
  @Texts('Visitor levels, all of them', { optional: true }) levelIds?: string[];
}

export const visitAccess = ['early', 'valid', 'over', 'signedOut', 'blocked'] as const;

export class VisitsQuery extends SearchQuery {
  @OneOf('Only visits that have ended, or only those that have not', ['true', 'false'], { optional: true })
  ended?: 'true' | 'false';
  @Text('Only of this visitor', { optional: true }) pin?: string;
  @Text('Only to this person', { optional: true }) hostPin?: string;
  @Text('Only by this number of a certificate', { optional: true }) certNumber?: string;
  @Text('Only visitors with this in their names', { optional: true }) name?: string;
  @Text('Begun not before', { optional: true, pattern: wallClock }) from?: string;
  @Text('Begun not after', { optional: true, pattern: wallClock }) to?: string;
  @Text('Only visits that are on at some time of this day', { optional: true, pattern: day }) day?: string;
  @OneOf('Only these', visitStates, { optional: true }) status?: VisitStatus;
}

export class ReservationsQuery extends SearchQuery {
  @Text('Only for visits at some time of this day', { optional: true, pattern: day }) day?: string;
  @OneOf('Only visitors who have not come, or only those who have', ['expected', 'come'], { optional: true })
  status?: 'expected' | 'come';
}

export class VisitorsQuery extends SearchQuery {
  @OneOf('Only those who are inside, or only others', ['true', 'false'], { optional: true })
  inside?: 'true' | 'false';
  @Text('Only by this number of a certificate', { optional: true }) certNumber?: string;
  @Text('Only with this in their names', { optional: true }) name?: string;
}

export class VisitorRemoval {
  @OneOf('What becomes of visits, reservations, and names in events; left out = keep', ['keep', 'erase'], {
    optional: true,
  })
  history?: 'keep' | 'erase';
}

export class VisitorPatch {
  @Text('First name, or the whole name', { optional: true, min: 1, max: 100 }) name?: string;
  @Text('Last name', { optional: true, max: 100 }) lastName?: string;
  @Text('M or F', { optional: true, max: 6 }) gender?: string;
  @Text('Telephone', { optional: true, max: 40 }) phone?: string;
  @Text('E-mail', { optional: true }) email?: string;
  @Text('Company', { optional: true }) company?: string;
  @Text('Plate of the car', { optional: true }) carPlate?: string;
}

export class BlockBody {
  @Text(type, { min: 1, max: 4 }) certType!: string;
  @Text('Number of the certificate', { min: 1, max: 100 }) certNumber!: string;
  @Text('Whose it is', { optional: true, max: 100 }) name?: string;
  @Text('Why', { optional: true }) reason?: string;
}

export class BlockPatch {
  @Text('Whose it is', { optional: true, max: 100 }) name?: string;
  @Text('Why', { optional: true }) reason?: string;
}

export class VisitorView {
  @Shown('Id') id!: string;
  @Shown('Pin') pin!: string;
  @Shown('First name, or the whole name') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('M, F or empty') gender!: string;
  @Shown('Telephone') phone!: string;
  @Shown('E-mail') email!: string;
  @Shown('Company') company!: string;
  @Shown('Plate of the car') carPlate!: string;
  @Shown(type) certType!: string;
  @Shown('Number of the certificate') certNumber!: string;
  @Shown('On the block list') blocked!: boolean;
  @Shown('A visit is on and its time is not over') inside!: boolean;
  @ChangedAt() updatedAt!: Date;
}

const text = { type: String, nullable: true };

export class VisitView {
  @Shown('Id') id!: string;
  @Shown('Pin of the visitor') pin!: string;
  @Shown('First name, or the whole name') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Telephone') phone!: string;
  @Shown('E-mail') email!: string;
  @Shown('Company') company!: string;
  @Shown('Plate of the car') carPlate!: string;
  @Shown(type) certType!: string;
  @Shown('Number of the certificate') certNumber!: string;
  @Shown('Pin of the person who is visited') hostPin!: string;
  @Shown('Name of the person who is visited, then') hostName!: string;
  @Shown('Name of the department of that person, then') hostDeptName!: string;
  @Shown('Code of the department that is visited', text) deptCode!: string | null;
  @Shown('Why') visitReason!: string;
  @Shown('Number of visitors') visitorCount!: number;
  @Shown(begins) startTime!: string;
  @Shown(ends) endTime!: string;
  @Shown('Card for the visit') cardNo!: string;
  @Shown('Visitor levels') levelIds!: string[];
  @Shown('Where the visitor came in', text) enterPlaceId!: string | null;
  @Shown('on, overdue (its time is over and nobody has signed out) or ended', { enum: visitStates })
  status!: VisitStatus;
  @Shown('From when the card, code and face open what the levels say, by the clock of the site') opensFrom!: string;
  @Shown('Until when; where the visit was ended before, that') opensUntil!: string;
  @Shown('Whether they open now: early (not yet), valid, over, signedOut or blocked (on the block list)', {
    enum: visitAccess,
  })
  access!: (typeof visitAccess)[number];
  @Shown('When it ended', text) exitTime!: string | null;
  @Shown('exit, expired or blocked', text) endedBy!: string | null;
  @Shown('Paths of photos by kind: face, cert, signature, enterGoods', {
    type: 'object',
    additionalProperties: { type: 'string' },
  })
  photos!: Record<string, string>;
  @Shown('In the answer to a registration, where something is not as it may be meant: noLevel = it opens nothing', {
    enum: ['noLevel'],
    isArray: true,
    required: false,
  })
  warnings?: readonly string[];
  @ChangedAt() updatedAt!: Date;
}

export class ReservationView {
  @Shown('Id') id!: string;
  @Shown('Pin of the person who is visited') hostPin!: string;
  @Shown(type) certType!: string;
  @Shown('Number of the certificate') certNumber!: string;
  @Shown('Name of the visitor') name!: string;
  @Shown('Telephone') phone!: string;
  @Shown('E-mail') email!: string;
  @Shown('Company') company!: string;
  @Shown('Plate of the car') carPlate!: string;
  @Shown('Why') visitReason!: string;
  @Shown(begins) startTime!: string;
  @Shown(ends) endTime!: string;
  @Shown('Code of the department that is visited', text) deptCode!: string | null;
  @Shown('The visit that came of it', text) visitId!: string | null;
  @Shown('Whether the visitor has come', { enum: ['expected', 'come'] }) status!: string;
}

export class BlockView {
  @Shown('Id') id!: string;
  @Shown(type) certType!: string;
  @Shown('Number of the certificate') certNumber!: string;
  @Shown('Whose it is') name!: string;
  @Shown('Why') reason!: string;
  @Shown('Since') createdAt!: Date;
  @ChangedAt() updatedAt!: Date;
}

export class VisitCodeView {
  @Shown('What a reader reads') text!: string;
  @Shown('It opens nothing afterwards', { format: 'date-time' }) until!: string;
}

export function toVisitView({ personId: _, photos, createdAt: __, ...visit }: ListedVisit, clock: string): VisitView {
  const status = visit.exitTime !== null ? 'ended' : visit.endTime < clock ? 'overdue' : 'on';
  const paths = Object.entries(photos).map(([kind, name]) => [kind, `/upload/vis/photo/${name}.jpg`] as const);
  return { ...visit, status, ...opensOf(visit, clock), photos: Object.fromEntries(paths) };
}

/** As it is told to who registers the visitor. */
export const warned = (visit: VisitView): VisitView =>
  visit.levelIds.length > 0 ? visit : Object.assign(visit, { warnings: ['noLevel'] });

function opensOf(
  { startTime, endTime, exitTime, endedBy }: Pick<ListedVisit, 'startTime' | 'endTime' | 'exitTime' | 'endedBy'>,
  clock: string,
): Pick<VisitView, 'opensFrom' | 'opensUntil' | 'access'> {
  const opensUntil = exitTime !== null && exitTime < endTime ? exitTime : endTime;
  const times = { opensFrom: startTime, opensUntil };
  if (endedBy !== null) return { ...times, access: accessAfter[endedBy] };
  return { ...times, access: clock < startTime ? 'early' : clock > endTime ? 'over' : 'valid' };
}

const accessAfter = { exit: 'signedOut', expired: 'over', blocked: 'blocked' } as const;

export const toReservationView = (
  { visitDate, visitEndDate, createdAt: _, certHash: __, visit: ___, ...facts }: VisitReservation,
  certNumber: string,
): ReservationView => ({
  ...facts,
  certNumber,
  startTime: visitDate,
  endTime: visitEndDate,
  status: facts.visitId === null ? 'expected' : 'come',
});

export const toBlockView = ({ certHash: _, ...facts }: VisitorBlock, certNumber: string): BlockView => ({
  ...facts,
  certNumber,
});
