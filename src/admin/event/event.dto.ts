import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { outcomes, type Outcome } from '../../protocol/access-push/codes/outcomes.js';
import { Int, OneOf, Shown, Text } from '../common/fields.js';

const when = {
  is: /^(\d{4}-\d\d-\d\d([ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?)?$/,
  says: 'a time as yyyy-MM-dd HH:mm:ss, or a day',
};

const nothing = { nullable: true } as const;

export class EventsQuery {
  @OneOf("newest: by time and id of the event, newest first; left out = in the feed's order", ['newest'], {
    optional: true,
  })
  order?: 'newest';

  @Text(
    'nextCursor of the last answer; only with order=newest. A page may be short where little fits what is looked for',
    {
      optional: true,
    },
  )
  before?: string;

  @Text('nextCursor of the last answer; left out = from the oldest that is kept', {
    optional: true,
    pattern: { is: /^\d{0,15}$/, says: 'a cursor of this list' },
  })
  after?: string;

  @Int('Events at most', { optional: true, min: 1, max: 1000 }) limit?: number;
  @Int('Seconds to wait where there is nothing yet', { optional: true, min: 0, max: 25 }) wait?: number;
  @Text('Only of this device', { optional: true }) sn?: string;
  @Text('Only of this person', { optional: true }) pin?: string;
  @Text('Only of this door', { optional: true }) doorId?: string;
  @OneOf('Only of this level: 0 normal, 1 warning, 2 alarm', [0, 1, 2], { optional: true }) level?: number;
  @Text("Not before, by the device's clock", { optional: true, pattern: when }) from?: string;
  @Text("Not after, by the device's clock", { optional: true, pattern: when }) to?: string;
  @Text(
    'What is wanted: event, doorState or both with a comma; left out = events. A doorState is of no person, level or time ' +
      'of a device: chosen by these there is none',
    { optional: true, example: 'event,doorState' },
  )
  kinds?: string;

  @Text('Only at devices of this area and those below it', { optional: true, min: 1 }) areaCode?: string;
  @Text('Only of people of these departments at the time; codes with commas between them', { optional: true, min: 1 })
  deptCode?: string;
  @Text('Only at this reader', { optional: true, min: 1 }) readerId?: string;
  @Text('Only with this card', { optional: true, min: 1 }) cardNo?: string;
  @Text('Only with these event codes, with commas between them', {
    optional: true,
    example: '22,23',
    pattern: { is: /^\d{1,6}(,\d{1,6})*$/, says: 'event codes with commas between them' },
  })
  eventNo?: string;
  @OneOf('Only with this outcome', outcomes, { optional: true }) outcome?: Outcome;
  @Text('Part of a name, pin, card, or name of a door or device; upper and lower case are the same', {
    optional: true,
    max: 100,
  })
  q?: string;
  @Text('Id of an event: it, and those of two minutes before and after it', { optional: true, min: 1 })
  around?: string;
}

export class EventView {
  @Shown('Place in the feed; absent with order=newest', { required: false }) position?: string;
  @Shown('Id, as the facade has it') id!: string;
  @Shown("The device's wall clock as sent", { example: '2026-05-01 08:30:00' }) eventTime!: string;
  @Shown("The instant, by the device's time zone") happenedAt!: string;
  @Shown('When the gateway received it') receivedAt!: string;
  @Shown('The clock of the device is wrong: the time is in the future, or long ago') clockDoubtful!: boolean;
  @Shown('Kind of device', { example: 'acc' }) module!: string;
  @Shown('Serial number') sn!: string;
  @Shown('Name of the device at the time') devName!: string;
  @Shown('Number by the device; -1 where it has none') logId!: number;
  @Shown('Event code (Access PUSH, appendix 2)') eventNo!: number;
  @Shown('Its name') eventName!: string;
  @Shown('0 normal, 1 warning, 2 alarm') eventLevel!: number;
  @Shown('Person, empty where there is none') pin!: string;
  @Shown('First name at the time') name!: string;
  @Shown('Last name at the time') lastName!: string;
  @Shown('Code of the department at the time') deptCode!: string;
  @Shown('Its name at the time') deptName!: string;
  @Shown('Name of the area at the time') areaName!: string;
  @Shown('Card, empty where there is none') cardNo!: string;
  @Shown('How it was verified, as the device says') verifyType!: string;
  @Shown('The same in words') verifyModeName!: string;
  @Shown('What pointNo counts', { example: 'door' }) pointType!: string;
  @Shown('Number of the door, reader, input, output or floor on its device') pointNo!: number;
  @Shown('Its name at the time') pointName!: string;
  @Shown('Door, null where there is none', { ...nothing, type: String }) doorId!: string | null;
  @Shown('Its name at the time') doorName!: string;
  @Shown('Name of the reader at the time') readerName!: string;
  @Shown('0 in, 1 out, others as sent', { ...nothing, type: Number }) inOut!: number | null;
  @Shown('Zones that the reader led into, else out of', { ...nothing, type: String }) accZone!: string | null;
  @Shown('Mask, as the device says') maskFlag!: string;
  @Shown('Temperature, as the device says') temperature!: string;
  @Shown('What became of it; only with order=newest', { enum: outcomes, required: false }) outcome?: Outcome;
  @Shown('It came more than five minutes after it happened; only with order=newest', { required: false })
  late?: boolean;
  @Shown('There is a picture: `GET /events/{id}/photo`; only with order=newest', { required: false })
  hasPhoto?: boolean;
  @Shown('Why a visitor was not let in, where the visit has not begun or is over; absent elsewhere', {
    required: false,
  })
  detail?: string;
}

class DoorStateEntryView {
  @Shown('Distinguishes it from an event, which has no type', { enum: ['door.state'] }) type!: string;
  @Shown('Place in the feed') position!: string;
  @Shown('When it was known here') time!: string;
  @Shown('Serial number') sn!: string;
  @Shown('Door') doorId!: string;
  @Shown('Its name now; null where it is gone', { nullable: true, type: String }) doorName!: string | null;
  @Shown('Sensor then: unknown, no sensor, off (closed) or open') sensor!: string;
  @Shown('Relay then: unknown, off or open') relay!: string;
  @Shown('Alarm then, as in allDoorState of the facade') alarm!: string;
  @Shown('Lock-down then; unknown where an order was not answered', { enum: ['none', 'locked', 'unknown'] })
  lockDown!: string;
}

const items = { oneOf: [EventView, DoorStateEntryView].map((of) => ({ $ref: getSchemaPath(of) })) };

@ApiExtraModels(EventView, DoorStateEntryView)
export class EventPage {
  @Shown('Events, and door states where they were asked for', { type: 'array', items })
  items!: object[];
  @Shown('The value of after for the next call, or of before with order=newest; null there: nothing is older', {
    ...nothing,
    type: String,
  })
  nextCursor!: string | null;
}
