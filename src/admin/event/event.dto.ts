import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { Int, OneOf, Shown, Text } from '../common/fields.js';

const when = {
  is: /^(\d{4}-\d\d-\d\d([ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?)?$/,
  says: 'a time as yyyy-MM-dd HH:mm:ss, or a day',
};

export class EventsQuery {
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
}

class EventView {
  @Shown('Place in the feed') position!: string;
  @Shown('Id, as the facade has it') id!: string;
  @Shown("The device's wall clock as sent", { example: '2026-05-01 08:30:00' }) eventTime!: string;
  @Shown("The instant, by the device's time zone") happenedAt!: string;
  @Shown('When the gateway received it') receivedAt!: string;
  @Shown('Serial number') sn!: string;
  @Shown('Event code (Access PUSH, appendix 2)') eventNo!: number;
  @Shown('Its name') eventName!: string;
  @Shown('0 normal, 1 warning, 2 alarm') eventLevel!: number;
  @Shown('Person, empty where there is none') pin!: string;
  @Shown('Card, empty where there is none') cardNo!: string;
  @Shown('Door, null where there is none', { nullable: true, type: String }) doorId!: string | null;
  @Shown('Its name at the time') doorName!: string;
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
  @Shown('Events, which have further fields, and door states where they were asked for', { type: 'array', items })
  items!: object[];
  @Shown('The value of after for the next call') nextCursor!: string;
}
